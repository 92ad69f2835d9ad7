"""Shapes of lists on the wire, a noun a file."""
