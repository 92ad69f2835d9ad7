"""Routes of meetings, a noun a file."""
