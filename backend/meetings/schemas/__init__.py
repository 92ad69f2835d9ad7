"""Shapes of meetings on the wire, a noun a file."""
