"""What app plugs in from actors."""
