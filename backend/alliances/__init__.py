"""Reciprocity of units (what each gave and got) and alliances of a street's communities with their monthly rhythm."""
