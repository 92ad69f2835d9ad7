"""What app plugs in from deliberation."""
