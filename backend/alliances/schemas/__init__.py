"""Shapes of reciprocity and alliances on the wire."""
