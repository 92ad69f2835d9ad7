"""Files that leave and enter: the log of exports, uploaded files with their rows, records from elsewhere."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.crypto import EncryptedBytes
from backend.infra.db import Base
from backend.infra.documents.keeping import UploadedFile, UploadedRow


class DossierExport(Base):
    """Who took what of the members out of the house, and what for. The line stays when the file is gone.

    ``members_done`` dossiers, up to and with ``last_member_id``, are compiled.
    """

    __tablename__ = "dossier_exports"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_dossier_exports"),
        ForeignKeyConstraint(
            ["community_id", "asked_by"], ["members.community_id", "members.id"], name="fk_dossier_exports_member"
        ),
        CheckConstraint("state IN ('waiting', 'ready', 'expired')", name="ck_dossier_exports_state"),
        CheckConstraint("format IN ('xlsx', 'csv')", name="ck_dossier_exports_format"),
        CheckConstraint("since <= until", name="ck_dossier_exports_period"),
        CheckConstraint("members_done BETWEEN 0 AND members_total", name="ck_dossier_exports_done"),
        Index("ix_dossier_exports_newest", "community_id", "asked_at", "id"),
        Index("ix_dossier_exports_waiting", "community_id", "asked_at", "id", postgresql_where="state = 'waiting'"),
        Index("ix_dossier_exports_ready", "ready_at", "community_id", postgresql_where="state = 'ready'"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    purpose: Mapped[str] = mapped_column(Text)
    since: Mapped[date] = mapped_column(Date)
    until: Mapped[date] = mapped_column(Date)
    parts: Mapped[list[str]] = mapped_column(JSONB)
    format: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    members_total: Mapped[int]
    members_done: Mapped[int]
    last_member_id: Mapped[UUID | None]
    rows_total: Mapped[int]
    downloads: Mapped[int]
    asked_by: Mapped[UUID]
    asked_at: Mapped[datetime]
    ready_at: Mapped[datetime | None]


class DossierExportChunk(Base):
    """Rows of some members while an export is being made, then the file itself in one piece (``position`` 0)."""

    __tablename__ = "dossier_export_chunks"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "export_id", "position", name="pk_dossier_export_chunks"),
        ForeignKeyConstraint(
            ["community_id", "export_id"],
            ["dossier_exports.community_id", "dossier_exports.id"],
            name="fk_dossier_export_chunks_export",
        ),
        CheckConstraint("position >= 0", name="ck_dossier_export_chunks_position"),
    )

    community_id: Mapped[int]
    export_id: Mapped[UUID]
    position: Mapped[int]
    content: Mapped[bytes] = mapped_column(EncryptedBytes)


class DossierImport(UploadedFile):
    """One uploaded file. ``sheets`` tell of each its part, headings and which column fills what.

    ``counts`` are rows by what they would bring. ``outside_state`` is None where the file brought no record from
    elsewhere. ``closed_by`` and ``closed_at`` tell who wanted it taken over, or withdrew it, and when.
    """

    __tablename__ = "dossier_imports"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_dossier_imports"),
        ForeignKeyConstraint(
            ["community_id", "created_by"], ["members.community_id", "members.id"], name="fk_dossier_imports_created_by"
        ),
        ForeignKeyConstraint(
            ["community_id", "closed_by"], ["members.community_id", "members.id"], name="fk_dossier_imports_closed_by"
        ),
        CheckConstraint(
            "state IN ('uploaded', 'checked', 'applying', 'applied', 'withdrawn', 'expired')",
            name="ck_dossier_imports_state",
        ),
        CheckConstraint("rows_total > 0", name="ck_dossier_imports_rows"),
        CheckConstraint("state <> 'applied' OR errors_total = 0", name="ck_dossier_imports_clean"),
        CheckConstraint(
            "outside_state IS NULL OR (outside_state IN ('awaiting', 'confirmed', 'declined') AND state = 'applied')",
            name="ck_dossier_imports_outside",
        ),
        CheckConstraint(
            "(closed_at IS NULL) = (state IN ('uploaded', 'checked'))"
            " AND (closed_by IS NULL) = (state NOT IN ('applying', 'applied', 'withdrawn'))",
            name="ck_dossier_imports_closed",
        ),
        Index("ix_dossier_imports_newest", "community_id", "created_at", "id"),
        Index(
            "ix_dossier_imports_unchecked",
            "community_id",
            "created_at",
            postgresql_where="state IN ('uploaded', 'applying')",
        ),
        Index(
            "ix_dossier_imports_waiting",
            "created_at",
            "community_id",
            postgresql_where="state IN ('uploaded', 'checked')",
        ),
    )

    origin: Mapped[str] = mapped_column(Text)
    sheets: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    counts: Mapped[dict[str, Any]] = mapped_column(JSONB)
    outside_state: Mapped[str | None] = mapped_column(Text)


class DossierImportRow(UploadedRow):
    """One row as it was uploaded; ``sheet`` is the place of its sheet."""

    __tablename__ = "dossier_import_rows"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "import_id", "position", name="pk_dossier_import_rows"),
        ForeignKeyConstraint(
            ["community_id", "import_id"],
            ["dossier_imports.community_id", "dossier_imports.id"],
            name="fk_dossier_import_rows_import",
        ),
        CheckConstraint("position > 0 AND number > 0 AND sheet >= 0", name="ck_dossier_import_rows_position"),
    )

    sheet: Mapped[int]


class OutsideRecord(Base):
    """Hours served elsewhere, as a file told and a second hand confirmed.

    They are no entered record: nothing is earned by them, no sum of hours counts them.
    """

    __tablename__ = "outside_records"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_outside_records"),
        # The same service comes once, from however many files.
        UniqueConstraint("community_id", "fingerprint", name="uq_outside_records_fingerprint"),
        ForeignKeyConstraint(
            ["community_id", "member_id"], ["dossiers.community_id", "dossiers.id"], name="fk_outside_records_dossier"
        ),
        ForeignKeyConstraint(
            ["community_id", "import_id"],
            ["dossier_imports.community_id", "dossier_imports.id"],
            name="fk_outside_records_import",
        ),
        ForeignKeyConstraint(
            ["community_id", "imported_by"], ["members.community_id", "members.id"], name="fk_outside_records_importer"
        ),
        ForeignKeyConstraint(
            ["community_id", "decided_by"], ["members.community_id", "members.id"], name="fk_outside_records_decider"
        ),
        CheckConstraint("minutes BETWEEN 1 AND 1440", name="ck_outside_records_minutes"),
        CheckConstraint("state IN ('awaiting', 'confirmed', 'declined')", name="ck_outside_records_state"),
        CheckConstraint(
            "(state = 'awaiting') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)",
            name="ck_outside_records_decided",
        ),
        # Two hands, neither of them the volunteer's.
        CheckConstraint(
            "imported_by <> member_id AND (decided_by <> member_id) IS NOT FALSE"
            " AND (decided_by <> imported_by) IS NOT FALSE",
            name="ck_outside_records_hands",
        ),
        Index("ix_outside_records_member", "community_id", "member_id", "served_on", "id"),
        Index("ix_outside_records_import", "community_id", "import_id", "state"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    member_id: Mapped[UUID]
    title: Mapped[str] = mapped_column(Text)
    organiser: Mapped[str] = mapped_column(Text)
    served_on: Mapped[date] = mapped_column(Date)
    minutes: Mapped[int]
    origin: Mapped[str] = mapped_column(Text)
    file_name: Mapped[str] = mapped_column(Text)
    row_number: Mapped[int]
    fingerprint: Mapped[bytes] = mapped_column(LargeBinary)
    import_id: Mapped[UUID]
    imported_by: Mapped[UUID]
    imported_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(Text)
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
