"""Shapes of volunteering on the wire, a noun a file."""
