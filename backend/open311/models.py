"""Tables of open311: none."""
