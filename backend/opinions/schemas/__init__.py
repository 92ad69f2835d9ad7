"""Schemas of opinions."""
