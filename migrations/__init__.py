"""Alembic migrations; migrations run as the owner of the tables."""
