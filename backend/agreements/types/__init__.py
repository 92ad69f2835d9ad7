"""Values of agreements, a noun a file."""
