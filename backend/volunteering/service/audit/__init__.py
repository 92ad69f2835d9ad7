"""Audits: committing a round, its draw, its cases and what they come to."""
