"""What migrations share: the application's role and what it may do with a table. It creates no table."""

from alembic import op

APPLICATION_ROLE = "sangong_app"


def append_only(*tables: str) -> None:
    """Leave the application SELECT and INSERT on ``tables``: what was written there stays."""
    for table in tables:
        op.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {APPLICATION_ROLE}")


def read_only(*tables: str) -> None:
    """Leave the application SELECT on ``tables``."""
    for table in tables:
        op.execute(f"REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {table} FROM {APPLICATION_ROLE}")
