"""Dossiers: what is kept of a volunteer beside the hours, and how records leave and enter as files."""
