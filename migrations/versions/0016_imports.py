"""Tables that staff upload, and their rows until they are entries."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0016_imports"
down_revision = "0013_deliberation"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "imports",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("file_name", sa.Text, nullable=False),
        sa.Column("headings", JSONB, nullable=False),
        sa.Column("heading_row", sa.BigInteger, nullable=False),
        sa.Column("paths", JSONB, nullable=False),
        sa.Column("fixed", JSONB, nullable=False),
        sa.Column("rows_total", sa.BigInteger, nullable=False),
        sa.Column("rows_done", sa.BigInteger, nullable=False),
        sa.Column("errors_total", sa.BigInteger, nullable=False),
        sa.Column("errors", JSONB, nullable=False),
        sa.Column("to_state", sa.Text),
        sa.Column("created_by", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by", sa.Uuid),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_imports"),
        sa.ForeignKeyConstraint(["community_id"], ["communities.community_id"], name="fk_imports_community"),
        _member("created_by", "fk_imports_created_by"),
        _member("closed_by", "fk_imports_closed_by"),
        sa.CheckConstraint("kind ~ '^[a-z][a-z_]{1,31}$'", name="ck_imports_kind"),
        sa.CheckConstraint("state IN ('uploaded', 'checked', 'applied', 'withdrawn')", name="ck_imports_state"),
        sa.CheckConstraint("rows_total > 0 AND rows_done BETWEEN 0 AND rows_total", name="ck_imports_rows"),
        sa.CheckConstraint("errors_total >= 0", name="ck_imports_errors"),
        sa.CheckConstraint("state <> 'applied' OR errors_total = 0", name="ck_imports_clean"),
        sa.CheckConstraint("to_state IN ('proposed', 'open')", name="ck_imports_to_state"),
        sa.CheckConstraint("(state = 'applied') = (to_state IS NOT NULL)", name="ck_imports_applied"),
        sa.CheckConstraint(
            "num_nonnulls(closed_by, closed_at) = CASE WHEN state IN ('applied', 'withdrawn') THEN 2 ELSE 0 END",
            name="ck_imports_closed",
        ),
    )
    op.create_index("ix_imports_newest", "imports", ["community_id", "created_at", "id"])
    op.create_index(
        "ix_imports_unchecked",
        "imports",
        ["community_id", "created_at", "id"],
        postgresql_where=sa.text("state = 'uploaded'"),
    )
    op.create_table(
        "import_rows",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("import_id", sa.Uuid, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("cells", JSONB, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "import_id", "position", name="pk_import_rows"),
        sa.ForeignKeyConstraint(
            ["community_id", "import_id"], ["imports.community_id", "imports.id"], name="fk_import_rows_import"
        ),
        sa.CheckConstraint("position > 0 AND number > 0", name="ck_import_rows_position"),
    )


def downgrade() -> None:
    """Drop them again."""
    op.drop_table("import_rows")
    op.drop_table("imports")


def _member(column: str, name: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["community_id", column], ["members.community_id", "members.id"], name=name)
