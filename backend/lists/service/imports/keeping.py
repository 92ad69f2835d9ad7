"""How long the rows of a table are kept: until they are entries or not wanted, and never longer than a week."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, select

from backend.infra.uow import UnitOfWork
from backend.lists.models import EntryImport, ImportRow
from backend.lists.types import ImportState

KEPT_FOR = timedelta(days=7)
WAITING = (ImportState.UPLOADED, ImportState.CHECKED)
EXPIRED_A_BATCH = 20


def expires_at(table: EntryImport) -> datetime | None:
    """Return when a table that still waits ends by itself."""
    return table.created_at + KEPT_FOR if ImportState(table.state) in WAITING else None


def forget_rows(uow: UnitOfWork, *tables: EntryImport) -> None:
    """Delete the rows of tables of one community, and the errors that quote them.

    What was typed of people is kept in the entries, or not at all.
    """
    for table in tables:
        table.errors = []
    uow.session.execute(
        delete(ImportRow)
        .where(
            ImportRow.community_id == tables[0].community_id, ImportRow.import_id.in_([table.id for table in tables])
        )
        .execution_options(synchronize_session=False)
    )


def communities_with_old_imports(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities with a table that waited too long (lock-free scan over all of them)."""
    return uow.session.scalars(select(EntryImport.community_id).where(_is_old(uow)).distinct()).all()


def expire_imports(uow: UnitOfWork, community_id: int) -> int:
    """End one batch of a community's tables that waited too long; return how many."""
    tables = uow.session.scalars(
        select(EntryImport)
        .where(EntryImport.community_id == community_id, _is_old(uow))
        .order_by(EntryImport.created_at, EntryImport.id)
        .limit(EXPIRED_A_BATCH)
        .with_for_update(key_share=True, skip_locked=True)
    ).all()
    if not tables:
        return 0
    for table in tables:
        table.state, table.closed_at = ImportState.EXPIRED.value, uow.now
    forget_rows(uow, *tables)
    return len(tables)


def _is_old(uow: UnitOfWork) -> ColumnElement[bool]:
    return and_(EntryImport.state.in_(WAITING), EntryImport.created_at < uow.now - KEPT_FOR)
