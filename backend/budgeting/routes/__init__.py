"""Routes of budget rounds, by noun."""
