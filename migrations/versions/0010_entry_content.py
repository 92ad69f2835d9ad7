"""What an entry held after each of its moves: an edition names entry and version, and is recomputed from here."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0010_entry_content"
down_revision = "0009_notifications"


def upgrade() -> None:
    """Add version and content; lines from before get their version, what they held is not known."""
    op.add_column("entry_moves", sa.Column("version", sa.BigInteger))
    op.add_column("entry_moves", sa.Column("content", JSONB))
    op.execute(
        "UPDATE entry_moves AS line SET version = numbered.version FROM ("
        " SELECT community_id, id, row_number() OVER (PARTITION BY community_id, entry_id ORDER BY id) AS version"
        " FROM entry_moves) AS numbered"
        " WHERE line.community_id = numbered.community_id AND line.id = numbered.id"
    )
    op.alter_column("entry_moves", "version", nullable=False)
    op.create_index("uq_entry_moves_version", "entry_moves", ["community_id", "entry_id", "version"], unique=True)


def downgrade() -> None:
    """Forget them."""
    op.drop_index("uq_entry_moves_version", "entry_moves")
    op.drop_column("entry_moves", "content")
    op.drop_column("entry_moves", "version")
