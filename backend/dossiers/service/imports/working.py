"""What the worker does with a file: it checks a new one, storing nothing, and takes over a checked one when asked.

A file that no longer fits when its turn comes goes back to who wanted it, with what is wrong; nothing of it is written.
"""

from collections.abc import Sequence

from sqlalchemy import select

from backend.dossiers.models import DossierImport
from backend.dossiers.service.imports.applying import take_over
from backend.dossiers.service.imports.keeping import KEEPING
from backend.dossiers.service.imports.planning import Plan, plan_rows, read_rows
from backend.dossiers.types import ImportState, OutsideState
from backend.infra.uow import UnitOfWork

FOR_THE_WORKER = (ImportState.UPLOADED.value, ImportState.APPLYING.value)
# What a page can show and a person can read; the others are counted.
ERRORS_KEPT = 200


def communities_with_waiting_files(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities with a file to check or to take over (lock-free scan over all of them)."""
    waiting = select(DossierImport.community_id).where(DossierImport.state.in_(FOR_THE_WORKER))
    return uow.session.scalars(waiting.distinct()).all()


def work_on_next_file(uow: UnitOfWork, community_id: int) -> int:
    """Check or take over the file that waits longest; return how many rows it has."""
    table = uow.session.scalars(
        select(DossierImport)
        .where(DossierImport.community_id == community_id, DossierImport.state.in_(FOR_THE_WORKER))
        .order_by(DossierImport.created_at, DossierImport.id)
        .limit(1)
        .with_for_update(key_share=True, skip_locked=True)
    ).one_or_none()
    if table is None:
        return 0
    if table.state == ImportState.UPLOADED:
        _tell(table, plan_rows(uow, table, read_rows(uow, table)))
    else:
        _take_over(uow, table)
    return table.rows_total


def _take_over(uow: UnitOfWork, table: DossierImport) -> None:
    plan = take_over(uow, table)
    if plan.errors:
        _tell(table, plan)
        table.closed_by = table.closed_at = None
        return
    table.state = ImportState.APPLIED.value
    table.outside_state = OutsideState.AWAITING.value if plan.outside else None
    KEEPING.forget_rows(uow, table)


def _tell(table: DossierImport, plan: Plan) -> None:
    """Keep what the file would bring and what is wrong with it, for whoever decides."""
    table.counts = dict(plan.counts)
    table.errors_total, table.errors = len(plan.errors), plan.errors[:ERRORS_KEPT]
    table.state = ImportState.CHECKED.value
