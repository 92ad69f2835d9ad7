"""Pure decisions of reciprocity and alliances. No clock, no session."""
