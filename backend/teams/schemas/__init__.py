"""Shapes on the wire, a noun a file."""
