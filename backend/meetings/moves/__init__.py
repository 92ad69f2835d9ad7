"""State tables of meetings, a noun a file."""
