"""Shapes of dossiers."""
