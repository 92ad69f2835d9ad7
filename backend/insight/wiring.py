"""What app plugs in from insight."""
