"""Editions of lists: drafts, objections, sealed editions; and the records of an entry by the time they were entered."""

import sqlalchemy as sa
from alembic import op

from migrations.helpers import append_only

revision = "0011_editions"
down_revision = "0010_entry_content"

UUID, MOMENT = sa.Uuid(), sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables."""
    _create_drafts()
    _create_objections()
    _create_editions()
    append_only("editions")
    op.create_index("ix_entered_records_entry", "entered_records", ["community_id", "entry_id", "entered_at"])


def downgrade() -> None:
    """Drop them again."""
    op.drop_index("ix_entered_records_entry", "entered_records")
    op.drop_table("editions")
    op.drop_table("edition_objections")
    op.drop_table("edition_drafts")


def _member(column: str, name: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["community_id", column], ["members.community_id", "members.id"], name=name)


def _create_drafts() -> None:
    op.create_table(
        "edition_drafts",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        sa.Column("compiled_by", UUID, nullable=False),
        sa.Column("compiled_at", MOMENT, nullable=False),
        sa.Column("notice_until", MOMENT),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_edition_drafts"),
        sa.ForeignKeyConstraint(["community_id"], ["communities.community_id"], name="fk_edition_drafts_community"),
        _member("compiled_by", "fk_edition_drafts_compiled_by"),
        sa.CheckConstraint("kind ~ '^[a-z][a-z_]{1,31}$'", name="ck_edition_drafts_kind"),
        sa.CheckConstraint("state IN ('draft', 'on_notice', 'published', 'withdrawn')", name="ck_edition_drafts_state"),
        sa.CheckConstraint(
            "(notice_until IS NULL) OR state IN ('on_notice', 'published', 'withdrawn')",
            name="ck_edition_drafts_notice",
        ),
        sa.CheckConstraint(
            "state NOT IN ('on_notice', 'published') OR notice_until IS NOT NULL",
            name="ck_edition_drafts_was_on_notice",
        ),
    )
    op.create_index(
        "uq_edition_drafts_under_way",
        "edition_drafts",
        ["community_id", "kind"],
        unique=True,
        postgresql_where=sa.text("state IN ('draft', 'on_notice')"),
    )


def _create_objections() -> None:
    op.create_table(
        "edition_objections",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("draft_id", UUID, nullable=False),
        sa.Column("entry_id", UUID),
        sa.Column("by_member_id", UUID, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("answer", sa.Text),
        sa.Column("answered_by", UUID),
        sa.Column("answered_at", MOMENT),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_edition_objections"),
        sa.ForeignKeyConstraint(
            ["community_id", "draft_id"],
            ["edition_drafts.community_id", "edition_drafts.id"],
            name="fk_edition_objections_draft",
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "entry_id"],
            ["entries.community_id", "entries.id"],
            name="fk_edition_objections_entry",
        ),
        _member("by_member_id", "fk_edition_objections_by"),
        _member("answered_by", "fk_edition_objections_answered_by"),
        sa.CheckConstraint(
            "num_nulls(answer, answered_by, answered_at) IN (0, 3)", name="ck_edition_objections_answered"
        ),
        sa.CheckConstraint("answered_by <> by_member_id", name="ck_edition_objections_two_hands"),
    )
    op.create_index("ix_edition_objections_draft", "edition_objections", ["community_id", "draft_id", "id"])


def _create_editions() -> None:
    op.create_table(
        "editions",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("draft_id", UUID, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("seal", sa.Text, nullable=False),
        sa.Column("entries_count", sa.BigInteger, nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        sa.Column("published_by", UUID, nullable=False),
        sa.Column("published_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_editions"),
        sa.UniqueConstraint("community_id", "kind", "number", name="uq_editions_number"),
        sa.ForeignKeyConstraint(
            ["community_id", "draft_id"],
            ["edition_drafts.community_id", "edition_drafts.id"],
            name="fk_editions_draft",
        ),
        _member("published_by", "fk_editions_published_by"),
        sa.CheckConstraint("number > 0", name="ck_editions_number"),
        sa.CheckConstraint("seal ~ '^[0-9a-f]{64}$'", name="ck_editions_seal"),
        sa.CheckConstraint("entries_count >= 0", name="ck_editions_entries_count"),
    )
