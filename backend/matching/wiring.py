"""What app plugs in from matching."""
