"""Shapes of matching on the wire, a noun a file."""
