"""Pure decisions of agreements, a noun a file."""
