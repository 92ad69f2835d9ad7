"""Routes of opinions."""
