"""Daily seals over transfers and entered records, and when each community's are due."""

import sqlalchemy as sa
from alembic import op

from migrations.helpers import append_only

revision = "0024_seals"
down_revision = "0023_encrypted_rows"


def upgrade() -> None:
    """Create the tables, find rows by their moment; every community is sealed from now on."""
    op.create_index("ix_transfers_moment", "transfers", ["community_id", "occurred_at", "id"])
    # Again the last of the table's indexes: where costs are equal, it is taken (0004).
    op.drop_index("ux_transfers_business_key", table_name="transfers")
    op.create_index("ux_transfers_business_key", "transfers", ["community_id", "business_key"], unique=True)
    op.create_index("ix_entered_records_moment", "entered_records", ["community_id", "entered_at", "id"])
    op.create_table(
        "seals",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("leaves", sa.LargeBinary, nullable=False),
        sa.Column("root", sa.LargeBinary, nullable=False),
        sa.Column("previous", sa.LargeBinary, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "number", name="pk_seals"),
        sa.UniqueConstraint("community_id", "day", name="uq_seals_day"),
        sa.CheckConstraint("number > 0 AND size > 0", name="ck_seals_counts"),
        sa.CheckConstraint("octet_length(leaves) = size * 48", name="ck_seals_leaves"),
        sa.CheckConstraint("octet_length(root) = 32 AND octet_length(hash) = 32", name="ck_seals_hashes"),
        sa.CheckConstraint("octet_length(previous) = 32", name="ck_seals_previous"),
    )
    op.create_index("ix_seals_until", "seals", ["community_id", "until"])
    # Hashes do not compress.
    op.execute("ALTER TABLE seals ALTER COLUMN leaves SET STORAGE EXTERNAL")
    append_only("seals")
    _create_turns()


def _create_turns() -> None:
    op.create_table(
        "seal_turns",
        sa.Column("community_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("community_id", name="pk_seal_turns"),
    )
    op.create_index("ix_seal_turns_due", "seal_turns", ["due_at", "community_id"])
    op.execute("INSERT INTO seal_turns (community_id, due_at) SELECT community_id, founded_at FROM communities")


def downgrade() -> None:
    """Drop it all again."""
    op.drop_table("seal_turns")
    op.drop_table("seals")
    op.drop_index("ix_entered_records_moment", table_name="entered_records")
    op.drop_index("ix_transfers_moment", table_name="transfers")
