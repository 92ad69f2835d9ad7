"""Directory tables of identity: people, their WeChat identities, refresh families."""

import sqlalchemy as sa
from alembic import op

revision = "0002_identity"
down_revision = "0001_infra"


def upgrade() -> None:
    """Create the tables; no foreign key joins a directory table."""
    op.create_table(
        "people",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("name", sa.LargeBinary),
        sa.Column("phone", sa.LargeBinary),
        sa.Column("phone_hash", sa.LargeBinary),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.UniqueConstraint("phone_hash", name="uq_people_phone"),
    )
    op.create_table(
        "wechat_identities",
        sa.Column("openid_hash", sa.LargeBinary, nullable=False),
        sa.Column("openid", sa.LargeBinary, nullable=False),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("openid_hash", name="pk_wechat_identities"),
    )
    op.create_index("ix_wechat_identities_person", "wechat_identities", ["person_id"])
    op.create_table(
        "refresh_families",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("current_hash", sa.LargeBinary, nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_refresh_families"),
    )
    op.create_index("ix_refresh_families_person", "refresh_families", ["person_id"])


def downgrade() -> None:
    """Drop the tables."""
    for table in ("refresh_families", "wechat_identities", "people"):
        op.drop_table(table)
