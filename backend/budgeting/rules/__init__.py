"""Rules of budget rounds, by noun."""
