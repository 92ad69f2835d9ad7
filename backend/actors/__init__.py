"""Actors (list 1): who may take part, the four criteria computed from deeds, and finding those nobody listed."""
