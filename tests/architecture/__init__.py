"""Whole-application tests: what must hold everywhere is looked at everywhere."""
