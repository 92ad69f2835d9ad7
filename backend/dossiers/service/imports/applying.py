"""A checked file is taken over, all of it or nothing, or withdrawn; records from elsewhere wait for a second hand."""

from collections import Counter
from typing import Any
from uuid import UUID

from sqlalchemy import exists, insert, select, update

from backend.core.actor import Actor
from backend.dossiers import events
from backend.dossiers.errors import DossierImportErrorsError, NothingToConfirmError, SecondHandError
from backend.dossiers.models import Dossier, DossierEntry, DossierImport, OutsideRecord
from backend.dossiers.moves import IMPORT_MOVES
from backend.dossiers.policy import POLICY, A
from backend.dossiers.rules.parts import time_order
from backend.dossiers.service.imports.keeping import KEEPING
from backend.dossiers.service.imports.planning import Plan, plan_rows, read_rows
from backend.dossiers.service.imports.view import view_import
from backend.dossiers.service.store import lock_dossiers
from backend.dossiers.types import ImportMove, ImportState, OutsideState, Skill
from backend.infra import outbox
from backend.infra.rows import row_by_id
from backend.infra.uow import UnitOfWork

SECOND_HAND = {ImportMove.CONFIRM: OutsideState.CONFIRMED, ImportMove.DECLINE: OutsideState.DECLINED}


def move_import(uow: UnitOfWork, actor: Actor, community_id: int, import_id: UUID, move: ImportMove) -> dict[str, Any]:
    """Have a checked file taken over by the worker, withdraw it, or confirm or decline what it told of hours elsewhere.

    Raises NotFoundError, MoveNotAllowedError, DossierImportErrorsError, SecondHandError and NothingToConfirmError.
    """
    POLICY.permit(actor, A.IMPORT)
    table = row_by_id(uow, DossierImport, community_id, import_id, lock=True)
    ends_in = IMPORT_MOVES.next(ImportState(table.state), move)
    if move in SECOND_HAND:
        _decide(uow, actor, table, SECOND_HAND[move])
    else:
        if move is ImportMove.APPLY and table.errors_total:
            raise DossierImportErrorsError(count=table.errors_total)
        table.state = ends_in.value
        table.closed_by, table.closed_at = actor.member_id, uow.now
        if move is ImportMove.WITHDRAW:
            KEEPING.forget_rows(uow, table)
    uow.session.flush()
    return view_import(uow, actor, table)


def take_over(uow: UnitOfWork, table: DossierImport) -> Plan:
    """Lock the members' dossiers, see again what the file brings and write it, unless something is wrong by now."""
    read = read_rows(uow, table)
    first = plan_rows(uow, table, read)
    if first.errors:
        return first
    members = {each["member_id"] for each in (*first.entries, *first.outside)} | {
        member_id for member_id, fill in first.fills.items() if fill
    }
    dossiers = lock_dossiers(uow, table.community_id, members)
    plan = plan_rows(uow, table, read)
    if plan.errors:
        return plan
    for member_id, fill in plan.fills.items():
        if fill:
            _fill(uow, dossiers[member_id], fill)
    _store(uow, table, plan)
    return plan


def _fill(uow: UnitOfWork, dossier: Dossier, fill: dict[str, list[str]]) -> None:
    if "skills" in fill:
        dossier.skills = [skill.value for skill in Skill if skill.value in fill["skills"]]
        dossier.skill_words = fill["skill_words"]
    if "times" in fill:
        dossier.times = sorted(fill["times"], key=time_order)
    dossier.updated_at = uow.now


def _store(uow: UnitOfWork, table: DossierImport, plan: Plan) -> None:
    keys = {"community_id": table.community_id, "import_id": table.id}
    by = table.created_by
    if plan.entries:
        rows = [
            {**each, **keys, "id": uow.new_id(), "photos": [], "recorded_by": by, "recorded_at": uow.now}
            for each in plan.entries
        ]
        uow.session.execute(insert(DossierEntry), rows)
        names = ("member_id", "kind", "title")
        items = [{"entry_id": str(row["id"]), **{name: str(row[name]) for name in names}} for row in rows]
        parts = [items[at : at + 500] for at in range(0, len(items), 500)]
        outbox.record_many(
            uow, table.community_id, events.ENTRIES_KEPT, [(None, {"items": part}, uow.now) for part in parts]
        )
    if plan.outside:
        told = {"origin": table.origin, "file_name": table.file_name, "state": OutsideState.AWAITING.value}
        hands = {"imported_by": by, "imported_at": uow.now, "decided_by": None, "decided_at": None}
        uow.session.execute(
            insert(OutsideRecord), [{**each, **keys, **told, **hands, "id": uow.new_id()} for each in plan.outside]
        )
        payload = {"import_id": str(table.id), "count": len(plan.outside)}
        outbox.record(uow, table.community_id, events.OUTSIDE_AWAITS, payload)


def _decide(uow: UnitOfWork, actor: Actor, table: DossierImport, to_state: OutsideState) -> None:
    """Confirm or decline what waits, but for the caller's own, which somebody else must look at."""
    if actor.member_id in (table.created_by, table.closed_by):
        raise SecondHandError()
    here = (
        OutsideRecord.community_id == table.community_id,
        OutsideRecord.import_id == table.id,
        OutsideRecord.state == OutsideState.AWAITING.value,
    )
    decided = uow.session.scalars(
        update(OutsideRecord)
        .where(*here, OutsideRecord.member_id != actor.member_id)
        .values(state=to_state.value, decided_by=actor.member_id, decided_at=uow.now)
        .returning(OutsideRecord.member_id)
        .execution_options(synchronize_session=False)
    ).all()
    if not decided:
        raise NothingToConfirmError()
    if not uow.session.scalar(select(exists().where(*here))):
        table.outside_state = to_state.value
    if to_state is OutsideState.CONFIRMED:
        items = [{"member_id": str(id_), "count": count} for id_, count in Counter(decided).items()]
        outbox.record(uow, table.community_id, events.OUTSIDE_CONFIRMED, {"items": items})
