"""Pure decisions and words of matching."""
