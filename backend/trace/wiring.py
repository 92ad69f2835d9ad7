"""What app plugs in from trace."""
