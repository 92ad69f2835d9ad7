"""Tables of actors."""
