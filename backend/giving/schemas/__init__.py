"""Shapes of giving on the wire, a noun a file."""
