"""The cells of uploaded tables are encrypted; tables that wait are to be uploaded anew."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0023_encrypted_rows"
down_revision = "0022_actors"


def upgrade() -> None:
    """End what waits, for no statement can encrypt it, and change the column."""
    _end_what_waits()
    op.drop_column("import_rows", "cells")
    op.add_column("import_rows", sa.Column("cells", sa.LargeBinary, nullable=False))


def downgrade() -> None:
    """Change it back."""
    _end_what_waits()
    op.drop_column("import_rows", "cells")
    op.add_column("import_rows", sa.Column("cells", JSONB, nullable=False))


def _end_what_waits() -> None:
    op.execute("DELETE FROM import_rows")
    op.execute("UPDATE imports SET state = 'expired', closed_at = created_at WHERE state IN ('uploaded', 'checked')")
