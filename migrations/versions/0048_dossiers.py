"""Dossiers: what volunteers say of themselves, trainings, commendations, evaluations, files that leave and enter."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.helpers import append_only

revision = "0048_dossiers"
down_revision = "0047_certificates"

UUID, MOMENT, JSONB = sa.Uuid(), sa.DateTime(timezone=True), postgresql.JSONB

TABLES = (
    "dossiers",
    "dossier_imports",
    "dossier_import_rows",
    "dossier_entries",
    "dossier_voids",
    "evaluations",
    "outside_records",
    "dossier_exports",
    "dossier_export_chunks",
)
# Constraint, table, where it points, by which column beside community_id.
FOREIGN_KEYS = (
    ("fk_dossiers_member", "dossiers", "members", "id"),
    ("fk_dossier_imports_closed_by", "dossier_imports", "members", "closed_by"),
    ("fk_dossier_imports_created_by", "dossier_imports", "members", "created_by"),
    ("fk_dossier_import_rows_import", "dossier_import_rows", "dossier_imports", "import_id"),
    ("fk_dossier_entries_dossier", "dossier_entries", "dossiers", "member_id"),
    ("fk_dossier_entries_import", "dossier_entries", "dossier_imports", "import_id"),
    ("fk_dossier_entries_recorder", "dossier_entries", "members", "recorded_by"),
    ("fk_dossier_voids_entry", "dossier_voids", "dossier_entries", "id"),
    ("fk_dossier_voids_member", "dossier_voids", "members", "voided_by"),
    ("fk_evaluations_member", "evaluations", "members", "member_id"),
    ("fk_evaluations_record", "evaluations", "entered_records", "record_id"),
    ("fk_evaluations_writer", "evaluations", "members", "written_by"),
    ("fk_outside_records_decider", "outside_records", "members", "decided_by"),
    ("fk_outside_records_dossier", "outside_records", "dossiers", "member_id"),
    ("fk_outside_records_import", "outside_records", "dossier_imports", "import_id"),
    ("fk_outside_records_importer", "outside_records", "members", "imported_by"),
    ("fk_dossier_exports_member", "dossier_exports", "members", "asked_by"),
    ("fk_dossier_export_chunks_export", "dossier_export_chunks", "dossier_exports", "export_id"),
)


def upgrade() -> None:
    """Create the tables, then their foreign keys; what was entered into a dossier stays as it was written."""
    _dossiers()
    _files()
    for name, table, target, column in FOREIGN_KEYS:
        op.create_foreign_key(name, table, target, ["community_id", column], ["community_id", "id"])
    append_only("dossier_entries", "dossier_voids")


def downgrade() -> None:
    """Drop the tables again."""
    for name, table, _, _ in FOREIGN_KEYS:
        op.drop_constraint(name, table)
    for name in TABLES:
        op.drop_table(name)


def _dossiers() -> None:
    op.create_table(
        "dossiers",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("skills", JSONB, nullable=False),
        sa.Column("skill_words", JSONB, nullable=False),
        sa.Column("times", JSONB, nullable=False),
        sa.Column("contact", sa.LargeBinary),
        sa.Column("identity_number", sa.LargeBinary),
        sa.Column("may_report", sa.Boolean, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_dossiers"),
        sa.CheckConstraint("number > 0", name="ck_dossiers_number"),
        sa.UniqueConstraint("community_id", "number", name="uq_dossiers_number"),
    )
    op.create_table(
        "dossier_entries",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("member_id", UUID, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("by_whom", sa.Text, nullable=False),
        sa.Column("happened_on", sa.Date, nullable=False),
        sa.Column("minutes", sa.BigInteger),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("photos", JSONB, nullable=False),
        sa.Column("fingerprint", sa.LargeBinary, nullable=False),
        sa.Column("import_id", UUID),
        sa.Column("recorded_by", UUID, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_dossier_entries"),
        sa.CheckConstraint("recorded_by <> member_id", name="ck_dossier_entries_hands"),
        sa.CheckConstraint("kind IN ('training', 'commendation')", name="ck_dossier_entries_kind"),
        sa.CheckConstraint("minutes > 0", name="ck_dossier_entries_minutes"),
        sa.CheckConstraint("(kind = 'training') = (minutes IS NOT NULL)", name="ck_dossier_entries_training"),
    )
    op.create_index("ix_dossier_entries_member", "dossier_entries", ["community_id", "member_id", "happened_on", "id"])
    op.create_table(
        "dossier_voids",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("voided_by", UUID, nullable=False),
        sa.Column("voided_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_dossier_voids"),
    )
    op.create_table(
        "evaluations",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("record_id", UUID, nullable=False),
        sa.Column("member_id", UUID, nullable=False),
        sa.Column("assessor", sa.Text, nullable=False),
        sa.Column("score", sa.BigInteger, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("written_by", UUID, nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("answer", sa.Text),
        sa.Column("answered_at", MOMENT),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_evaluations"),
        sa.CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="ck_evaluations_answer"),
        sa.CheckConstraint("assessor IN ('beneficiary', 'leader')", name="ck_evaluations_assessor"),
        sa.CheckConstraint("written_by <> member_id", name="ck_evaluations_hands"),
        sa.CheckConstraint("score BETWEEN 1 AND 5", name="ck_evaluations_score"),
        sa.UniqueConstraint("community_id", "record_id", "written_by", name="uq_evaluations_once"),
    )
    op.create_index("ix_evaluations_member", "evaluations", ["community_id", "member_id", "written_at", "id"])


def _files() -> None:
    op.create_table(
        "dossier_imports",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("file_name", sa.Text, nullable=False),
        sa.Column("sheets", JSONB, nullable=False),
        sa.Column("rows_total", sa.BigInteger, nullable=False),
        sa.Column("counts", JSONB, nullable=False),
        sa.Column("errors_total", sa.BigInteger, nullable=False),
        sa.Column("errors", JSONB, nullable=False),
        sa.Column("outside_state", sa.Text),
        sa.Column("created_by", UUID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("closed_by", UUID),
        sa.Column("closed_at", MOMENT),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_dossier_imports"),
        sa.CheckConstraint("state <> 'applied' OR errors_total = 0", name="ck_dossier_imports_clean"),
        sa.CheckConstraint(
            "(closed_at IS NULL) = (state IN ('uploaded', 'checked'))"
            " AND (closed_by IS NULL) = (state NOT IN ('applied', 'withdrawn'))",
            name="ck_dossier_imports_closed",
        ),
        sa.CheckConstraint(
            "outside_state IS NULL OR (outside_state IN ('awaiting', 'confirmed', 'declined') AND state = 'applied')",
            name="ck_dossier_imports_outside",
        ),
        sa.CheckConstraint("rows_total > 0", name="ck_dossier_imports_rows"),
        sa.CheckConstraint(
            "state IN ('uploaded', 'checked', 'applied', 'withdrawn', 'expired')", name="ck_dossier_imports_state"
        ),
    )
    op.create_index("ix_dossier_imports_newest", "dossier_imports", ["community_id", "created_at", "id"])
    op.create_index(
        "ix_dossier_imports_unchecked",
        "dossier_imports",
        ["community_id", "created_at"],
        postgresql_where="state = 'uploaded'",
    )
    op.create_index(
        "ix_dossier_imports_waiting",
        "dossier_imports",
        ["created_at", "community_id"],
        postgresql_where="state IN ('uploaded', 'checked')",
    )
    op.create_table(
        "dossier_import_rows",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("import_id", UUID, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("sheet", sa.BigInteger, nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("cells", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "import_id", "position", name="pk_dossier_import_rows"),
        sa.CheckConstraint("position > 0 AND number > 0 AND sheet >= 0", name="ck_dossier_import_rows_position"),
    )
    op.create_table(
        "outside_records",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("member_id", UUID, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("organiser", sa.Text, nullable=False),
        sa.Column("served_on", sa.Date, nullable=False),
        sa.Column("minutes", sa.BigInteger, nullable=False),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("file_name", sa.Text, nullable=False),
        sa.Column("row_number", sa.BigInteger, nullable=False),
        sa.Column("fingerprint", sa.LargeBinary, nullable=False),
        sa.Column("import_id", UUID, nullable=False),
        sa.Column("imported_by", UUID, nullable=False),
        sa.Column("imported_at", MOMENT, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("decided_by", UUID),
        sa.Column("decided_at", MOMENT),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_outside_records"),
        sa.CheckConstraint(
            "(state = 'awaiting') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)",
            name="ck_outside_records_decided",
        ),
        sa.CheckConstraint(
            "imported_by <> member_id AND (decided_by <> member_id) IS NOT FALSE"
            " AND (decided_by <> imported_by) IS NOT FALSE",
            name="ck_outside_records_hands",
        ),
        sa.CheckConstraint("minutes BETWEEN 1 AND 1440", name="ck_outside_records_minutes"),
        sa.CheckConstraint("state IN ('awaiting', 'confirmed', 'declined')", name="ck_outside_records_state"),
        sa.UniqueConstraint("community_id", "fingerprint", name="uq_outside_records_fingerprint"),
    )
    op.create_index("ix_outside_records_import", "outside_records", ["community_id", "import_id", "state"])
    op.create_index("ix_outside_records_member", "outside_records", ["community_id", "member_id", "served_on", "id"])
    op.create_table(
        "dossier_exports",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        sa.Column("parts", JSONB, nullable=False),
        sa.Column("format", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("members_total", sa.BigInteger, nullable=False),
        sa.Column("members_done", sa.BigInteger, nullable=False),
        sa.Column("last_member_id", UUID),
        sa.Column("rows_total", sa.BigInteger, nullable=False),
        sa.Column("downloads", sa.BigInteger, nullable=False),
        sa.Column("asked_by", UUID, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("ready_at", MOMENT),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_dossier_exports"),
        sa.CheckConstraint("members_done BETWEEN 0 AND members_total", name="ck_dossier_exports_done"),
        sa.CheckConstraint("format IN ('xlsx', 'csv')", name="ck_dossier_exports_format"),
        sa.CheckConstraint("since <= until", name="ck_dossier_exports_period"),
        sa.CheckConstraint("state IN ('waiting', 'ready', 'expired')", name="ck_dossier_exports_state"),
    )
    op.create_index("ix_dossier_exports_newest", "dossier_exports", ["community_id", "asked_at", "id"])
    op.create_index(
        "ix_dossier_exports_ready", "dossier_exports", ["ready_at", "community_id"], postgresql_where="state = 'ready'"
    )
    op.create_index(
        "ix_dossier_exports_waiting",
        "dossier_exports",
        ["community_id", "asked_at", "id"],
        postgresql_where="state = 'waiting'",
    )
    op.create_table(
        "dossier_export_chunks",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("export_id", UUID, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "export_id", "position", name="pk_dossier_export_chunks"),
        sa.CheckConstraint("position >= 0", name="ck_dossier_export_chunks_position"),
    )
