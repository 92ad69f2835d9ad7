"""What app plugs in from moderation."""
