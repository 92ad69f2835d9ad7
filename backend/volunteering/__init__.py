"""Volunteering: shifts, sign-ups, presence, service records, their notice, entering and settlement."""
