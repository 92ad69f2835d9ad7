"""What app plugs in from meetings."""
