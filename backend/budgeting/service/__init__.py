"""Service of budget rounds, by noun."""
