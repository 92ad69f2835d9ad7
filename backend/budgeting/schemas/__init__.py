"""Schemas of budget rounds, by noun."""
