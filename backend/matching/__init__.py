"""Matching: who may do what for whom, suggested with reasons. Nobody is matched who has not said so."""
