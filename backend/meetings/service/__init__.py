"""Doors of meetings: what routes, jobs and other features call."""
