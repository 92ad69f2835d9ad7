"""What app plugs in from attachments."""
