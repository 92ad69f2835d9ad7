"""Tables that staff upload: how far each has come, and its rows until they are entries or not wanted."""

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, PrimaryKeyConstraint, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.documents.keeping import UploadedFile, UploadedRow


class EntryImport(UploadedFile):
    """One uploaded table.

    ``paths`` tell for each column which field it fills, ``fixed`` what is the same in every row.
    ``to_state`` is the state of the entries it became.
    """

    __tablename__ = "imports"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_imports"),
        ForeignKeyConstraint(["community_id"], ["communities.community_id"], name="fk_imports_community"),
        ForeignKeyConstraint(
            ["community_id", "created_by"], ["members.community_id", "members.id"], name="fk_imports_created_by"
        ),
        ForeignKeyConstraint(
            ["community_id", "closed_by"], ["members.community_id", "members.id"], name="fk_imports_closed_by"
        ),
        CheckConstraint("kind ~ '^[a-z][a-z_]{1,31}$'", name="ck_imports_kind"),
        CheckConstraint("state IN ('uploaded', 'checked', 'applied', 'withdrawn', 'expired')", name="ck_imports_state"),
        CheckConstraint("rows_total > 0 AND rows_done BETWEEN 0 AND rows_total", name="ck_imports_rows"),
        CheckConstraint("errors_total >= 0", name="ck_imports_errors"),
        CheckConstraint("state <> 'applied' OR errors_total = 0", name="ck_imports_clean"),
        CheckConstraint("to_state IN ('proposed', 'open')", name="ck_imports_to_state"),
        CheckConstraint("(state = 'applied') = (to_state IS NOT NULL)", name="ck_imports_applied"),
        CheckConstraint(
            "(closed_at IS NULL) = (state IN ('uploaded', 'checked'))"
            " AND (closed_by IS NULL) = (state NOT IN ('applied', 'withdrawn'))",
            name="ck_imports_closed",
        ),
        Index("ix_imports_newest", "community_id", "created_at", "id"),
        Index("ix_imports_unchecked", "community_id", "created_at", "id", postgresql_where="state = 'uploaded'"),
        Index("ix_imports_waiting", "created_at", "community_id", postgresql_where="state IN ('uploaded', 'checked')"),
    )

    kind: Mapped[str] = mapped_column(Text)
    headings: Mapped[list[str]]
    heading_row: Mapped[int]
    paths: Mapped[list[str | None]] = mapped_column(JSONB)
    fixed: Mapped[dict[str, Any]]
    rows_done: Mapped[int]
    to_state: Mapped[str | None] = mapped_column(Text)


class ImportRow(UploadedRow):
    """One row as it was uploaded."""

    __tablename__ = "import_rows"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "import_id", "position", name="pk_import_rows"),
        ForeignKeyConstraint(
            ["community_id", "import_id"], ["imports.community_id", "imports.id"], name="fk_import_rows_import"
        ),
        CheckConstraint("position > 0 AND number > 0", name="ck_import_rows_position"),
    )
