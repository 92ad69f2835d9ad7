"""State tables of agreements, a noun a file."""
