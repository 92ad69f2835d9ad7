"""How long the rows of a file are kept: until they are taken over or not wanted, and never longer than a week."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, delete, select

from backend.dossiers.models import DossierImport, DossierImportRow
from backend.dossiers.types import ImportState
from backend.infra.uow import UnitOfWork

KEPT_FOR = timedelta(days=7)
WAITING = (ImportState.UPLOADED.value, ImportState.CHECKED.value)
EXPIRED_A_BATCH = 20


def forget_rows(uow: UnitOfWork, *tables: DossierImport) -> None:
    """Delete the rows of files of one community, and the errors that quote them."""
    for table in tables:
        table.errors = []
    uow.session.execute(
        delete(DossierImportRow)
        .where(
            DossierImportRow.community_id == tables[0].community_id,
            DossierImportRow.import_id.in_([table.id for table in tables]),
        )
        .execution_options(synchronize_session=False)
    )


def communities_with_old_files(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities with a file that waited too long (lock-free scan over all of them)."""
    return uow.session.scalars(select(DossierImport.community_id).where(_is_old(uow)).distinct()).all()


def expire_files(uow: UnitOfWork, community_id: int) -> int:
    """End one batch of a community's files that waited too long; return how many."""
    tables = uow.session.scalars(
        select(DossierImport)
        .where(DossierImport.community_id == community_id, _is_old(uow))
        .order_by(DossierImport.created_at, DossierImport.id)
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
    return and_(DossierImport.state.in_(WAITING), DossierImport.created_at < uow.now - KEPT_FOR)
