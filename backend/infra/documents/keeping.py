"""How long the rows of an uploaded file are kept: until they are taken over or not wanted, never longer than a week.

A feature's two tables take their shared columns from here; what the rows mean is the feature's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Text, and_, delete, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.crypto import EncryptedJson
from backend.infra.db import Base
from backend.infra.uow import UnitOfWork

KEPT_FOR = timedelta(days=7)
# Both wait for somebody, who may stay away.
WAITING = ("uploaded", "checked")
EXPIRED = "expired"
EXPIRED_A_BATCH = 20


class UploadedFile(Base):
    """One uploaded file; ``errors`` are the first of ``errors_total``."""

    __abstract__ = True

    community_id: Mapped[int]
    id: Mapped[UUID]
    state: Mapped[str] = mapped_column(Text)
    file_name: Mapped[str] = mapped_column(Text)
    rows_total: Mapped[int]
    errors_total: Mapped[int]
    errors: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    created_by: Mapped[UUID]
    created_at: Mapped[datetime]
    closed_by: Mapped[UUID | None]
    closed_at: Mapped[datetime | None]


class UploadedRow(Base):
    """One row as it was uploaded; ``number`` is its line in the sheet. Gone once it is applied or ended.

    Whatever a file holds may name people and their phones, so the cells are encrypted.
    """

    __abstract__ = True

    community_id: Mapped[int]
    import_id: Mapped[UUID]
    position: Mapped[int]
    number: Mapped[int]
    cells: Mapped[list[Any]] = mapped_column(EncryptedJson)


def expires_at(file: UploadedFile) -> datetime | None:
    """Return when a file that still waits ends by itself."""
    return file.created_at + KEPT_FOR if file.state in WAITING else None


@dataclass(frozen=True, slots=True)
class Keeping:
    """Forgets the rows of one feature's files, and ends files that waited too long."""

    files: type[UploadedFile]
    rows: type[UploadedRow]

    def forget_rows(self, uow: UnitOfWork, *files: UploadedFile) -> None:
        """Delete the rows of files of one community, and the errors that quote them."""
        for file in files:
            file.errors = []
        uow.session.execute(
            delete(self.rows)
            .where(
                self.rows.community_id == files[0].community_id, self.rows.import_id.in_([file.id for file in files])
            )
            .execution_options(synchronize_session=False)
        )

    def communities_with_old_files(self, uow: UnitOfWork) -> Sequence[int]:
        """Return the communities with a file that waited too long (lock-free scan over all of them)."""
        return uow.session.scalars(select(self.files.community_id).where(self._is_old(uow)).distinct()).all()

    def expire_files(self, uow: UnitOfWork, community_id: int) -> int:
        """End one batch of a community's files that waited too long; return how many."""
        files = uow.session.scalars(
            select(self.files)
            .where(self.files.community_id == community_id, self._is_old(uow))
            .order_by(self.files.created_at, self.files.id)
            .limit(EXPIRED_A_BATCH)
            .with_for_update(key_share=True, skip_locked=True)
        ).all()
        if not files:
            return 0
        for file in files:
            file.state, file.closed_at = EXPIRED, uow.now
        self.forget_rows(uow, *files)
        return len(files)

    def _is_old(self, uow: UnitOfWork) -> ColumnElement[bool]:
        return and_(self.files.state.in_(WAITING), self.files.created_at < uow.now - KEPT_FOR)
