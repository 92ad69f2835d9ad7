"""Rules of opinions."""
