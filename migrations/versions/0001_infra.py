"""The application's role and the tables of infra: outbox, links, counters, idempotency keys, the demo clock."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.helpers import APPLICATION_ROLE, append_only

revision = "0001_infra"
down_revision: str | None = None

# A request waits for no lock and no statement for ever, and no transaction is left open.
TIME_OUTS = {"lock_timeout": "5s", "statement_timeout": "30s", "idle_in_transaction_session_timeout": "60s"}


def upgrade() -> None:
    """Create the role first: what later migrations create is granted to it by default."""
    _create_role()
    for extension in ("btree_gist", "pg_trgm"):
        op.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
    op.create_table(
        "outbox_events",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("key", sa.Text),
        sa.Column("payload", JSONB, nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.BigInteger, nullable=False),
        sa.Column("last_error", sa.Text),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_outbox_events"),
        sa.UniqueConstraint("community_id", "topic", "key", name="uq_outbox_events_key"),
        sa.CheckConstraint("attempts >= 0", name="ck_outbox_events_attempts"),
    )
    open_events = sa.text("done_at IS NULL")
    op.create_index("ix_outbox_events_due", "outbox_events", ["due_at", "community_id"], postgresql_where=open_events)
    op.create_index("ix_outbox_events_open", "outbox_events", ["community_id", "due_at"], postgresql_where=open_events)
    op.create_table(
        "links",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("from_type", sa.Text, nullable=False),
        sa.Column("from_id", sa.Uuid, nullable=False),
        sa.Column("relation", sa.Text, nullable=False),
        sa.Column("to_type", sa.Text, nullable=False),
        sa.Column("to_id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(
            "community_id", "from_type", "from_id", "relation", "to_type", "to_id", name="pk_links"
        ),
    )
    op.create_index("ix_links_to", "links", ["community_id", "to_type", "to_id"])
    op.create_table(
        "counters",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("value", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "name", name="pk_counters"),
        sa.CheckConstraint("value > 0", name="ck_counters_value"),
    )
    op.create_table(
        "idempotency_keys",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("request_hash", sa.LargeBinary, nullable=False),
        sa.Column("status", sa.BigInteger),
        sa.Column("body", sa.LargeBinary),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "person_id", "key", name="pk_idempotency_keys"),
    )
    op.create_index("ix_idempotency_keys_created", "idempotency_keys", ["created_at"])
    op.create_table(
        "demo_clock",
        sa.Column("id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("offset_seconds", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_demo_clock"),
        sa.CheckConstraint("id = 1", name="ck_demo_clock_single"),
        sa.CheckConstraint("offset_seconds >= 0", name="ck_demo_clock_forward"),
    )
    append_only("links")


def _create_role() -> None:
    """Roles belong to the whole server: another database of it may have made this one already."""
    op.execute(
        f"""
        DO $$ BEGIN
            CREATE ROLE {APPLICATION_ROLE} NOLOGIN;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
        END $$
        """
    )
    for name, value in TIME_OUTS.items():
        op.execute(f"ALTER ROLE {APPLICATION_ROLE} SET {name} = '{value}'")
    op.execute(f"GRANT USAGE ON SCHEMA public TO {APPLICATION_ROLE}")
    op.execute(
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public"
        f" GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {APPLICATION_ROLE}"
    )


def downgrade() -> None:
    """Drop the tables; the role stays, for it belongs to the server."""
    for table in ("demo_clock", "idempotency_keys", "counters", "links", "outbox_events"):
        op.drop_table(table)
    op.execute(
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public"
        f" REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLES FROM {APPLICATION_ROLE}"
    )
    op.execute(f"REVOKE USAGE ON SCHEMA public FROM {APPLICATION_ROLE}")
