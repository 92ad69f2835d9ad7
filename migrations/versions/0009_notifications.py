"""Tables of notifications: the inbox, consents to subscribe messages, who is to be reminded."""

import sqlalchemy as sa
from alembic import op

revision = "0009_notifications"
down_revision = "0008_redemption"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "inbox_messages",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("member_id", sa.Uuid, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("target_type", sa.Text),
        sa.Column("target_id", sa.Uuid),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_inbox_messages"),
        sa.UniqueConstraint("community_id", "member_id", "key", name="uq_inbox_messages_key"),
        sa.ForeignKeyConstraint(
            ["community_id", "member_id"], ["members.community_id", "members.id"], name="fk_inbox_messages_member"
        ),
        sa.CheckConstraint("(target_type IS NULL) = (target_id IS NULL)", name="ck_inbox_messages_target"),
    )
    op.create_index("ix_inbox_messages_member", "inbox_messages", ["community_id", "member_id", "id"])
    op.create_index(
        "ix_inbox_messages_unread",
        "inbox_messages",
        ["community_id", "member_id"],
        postgresql_where=sa.text("read_at IS NULL"),
    )
    op.create_table(
        "message_consents",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("member_id", sa.Uuid, nullable=False),
        sa.Column("template", sa.Text, nullable=False),
        sa.Column("unspent", sa.BigInteger, nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "member_id", "template", name="pk_message_consents"),
        sa.ForeignKeyConstraint(
            ["community_id", "member_id"], ["members.community_id", "members.id"], name="fk_message_consents_member"
        ),
        sa.CheckConstraint("unspent BETWEEN 0 AND 1000", name="ck_message_consents_unspent"),
        sa.CheckConstraint("template IN ('shift', 'points')", name="ck_message_consents_template"),
    )
    op.create_table(
        "shift_reminders",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("shift_id", sa.Uuid, nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True)),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_shift_reminders"),
    )
    op.create_index("ix_shift_reminders_shift", "shift_reminders", ["community_id", "shift_id"])


def downgrade() -> None:
    """Drop the tables."""
    for table in ("shift_reminders", "message_consents", "inbox_messages"):
        op.drop_table(table)
