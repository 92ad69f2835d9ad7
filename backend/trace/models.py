"""Tables of trace."""
