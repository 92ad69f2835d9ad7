"""Service of opinions."""
