"""What app plugs in from opinions."""
