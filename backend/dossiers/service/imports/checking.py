"""The dry run: a whole file is read in the worker and compared with what is kept; nothing of it is stored yet."""

from collections.abc import Sequence

from sqlalchemy import select

from backend.dossiers.models import DossierImport
from backend.dossiers.service.imports.planning import plan_import
from backend.dossiers.types import ImportState
from backend.infra.uow import UnitOfWork

# What a page can show and a person can read; the others are counted.
ERRORS_KEPT = 200


def communities_with_unchecked_files(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities with a file to check (lock-free scan over all of them)."""
    unchecked = select(DossierImport.community_id).where(DossierImport.state == ImportState.UPLOADED.value)
    return uow.session.scalars(unchecked.distinct()).all()


def check_next_file(uow: UnitOfWork, community_id: int) -> int:
    """Check the file that waits longest; return how many rows it has."""
    table = uow.session.scalars(
        select(DossierImport)
        .where(DossierImport.community_id == community_id, DossierImport.state == ImportState.UPLOADED.value)
        .order_by(DossierImport.created_at, DossierImport.id)
        .limit(1)
        .with_for_update(key_share=True, skip_locked=True)
    ).one_or_none()
    if table is None:
        return 0
    plan = plan_import(uow, table)
    table.counts = dict(plan.counts)
    table.errors_total, table.errors = len(plan.errors), plan.errors[:ERRORS_KEPT]
    table.state = ImportState.CHECKED.value
    return table.rows_total
