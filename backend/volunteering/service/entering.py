"""Entering: what was on notice long enough becomes the statutory record, a batch in a bounded number of statements."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import insert, literal, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from backend.infra.db import among
from backend.infra.uow import UnitOfWork
from backend.volunteering import events
from backend.volunteering.models import EnteredRecord, ServiceRecord, SettlementTask, SettlementTurn, Shift
from backend.volunteering.moves import RECORD_MOVES, RecordMove
from backend.volunteering.service.correction_news import tell_corrections
from backend.volunteering.service.history import Moved, write_moves
from backend.volunteering.service.looking import look_at
from backend.volunteering.service.parts import record_number
from backend.volunteering.service.sharing import judge_records
from backend.volunteering.types import RecordState, Subject

RECORDS_A_BATCH = 2_000
_COPIED = ("community_id", "id", "number", "performed_by", "shift_id", "served_on", "minutes", "source")
_HANDS = ("recorded_by", "witnessed_by", "confirmed_by", "approved_by", "corrects_id", "for_unit_id")
_FROM_SHIFT = ("entry_id", "category", "title")


def communities_with_notices_over(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities with a notice that is over (lock-free scan over all of them)."""
    return uow.session.scalars(
        select(ServiceRecord.community_id)
        .where(ServiceRecord.state == RecordState.ON_NOTICE, ServiceRecord.notice_until <= uow.now)
        .distinct()
    ).all()


def enter_records(uow: UnitOfWork, community_id: int) -> int:
    """Enter one batch and queue its settlement; return how many records it was.

    Several workers may do this at once: each takes rows that no other holds, and all of it is one transaction.
    """
    taken = uow.session.execute(
        select(ServiceRecord.id, ServiceRecord.look_at)
        .where(
            ServiceRecord.community_id == community_id,
            ServiceRecord.state == RecordState.ON_NOTICE,
            ServiceRecord.notice_until <= uow.now,
        )
        .order_by(ServiceRecord.notice_until, ServiceRecord.id)
        .limit(RECORDS_A_BATCH)
        .with_for_update(key_share=True, skip_locked=True)
    ).all()
    ids = _looked_at(uow, community_id, taken)
    if not ids:
        return len(taken)
    state = RECORD_MOVES.next(RecordState.ON_NOTICE, RecordMove.ENTER)
    uow.session.execute(
        update(ServiceRecord)
        .where(ServiceRecord.community_id == community_id, among(ServiceRecord.id, ids))
        .values(state=state, entered_at=uow.now)
        .execution_options(synchronize_session=False)
    )
    _freeze(uow, community_id, ids)
    _queue(uow, community_id, ids)
    _tell_private(uow, community_id, ids)
    moves = [Moved(id_, RecordMove.ENTER, RecordState.ON_NOTICE, state) for id_ in ids]
    write_moves(uow, community_id, Subject.RECORD, [*moves, *_replace(uow, community_id, ids)])
    return len(taken)


def _looked_at(uow: UnitOfWork, community_id: int, taken: Sequence[Any]) -> Sequence[UUID]:
    """Return what may be entered: what nobody has looked at for flags is looked at now, and may be held."""
    ids = [row.id for row in taken]
    pending = [row.id for row in taken if row.look_at is not None]
    unjudged = judge_records(uow, community_id, ids)
    if pending:
        look_at(uow, community_id, pending)
    if not pending and unjudged is None:
        return ids
    return uow.session.scalars(
        select(ServiceRecord.id)
        .where(
            ServiceRecord.community_id == community_id,
            ServiceRecord.id.in_(set(ids).difference(unjudged or ())),
            ServiceRecord.state == RecordState.ON_NOTICE,
        )
        .order_by(ServiceRecord.notice_until, ServiceRecord.id)
    ).all()


def _freeze(uow: UnitOfWork, community_id: int, ids: Sequence[UUID]) -> None:
    """Copy the records into the append-only table."""
    columns = [getattr(ServiceRecord, name) for name in _COPIED]
    columns += [getattr(Shift, name) for name in _FROM_SHIFT]
    columns += [getattr(ServiceRecord, name) for name in (*_HANDS, "entered_at")]
    facts = (
        select(*columns)
        .join(
            Shift,
            (Shift.community_id == ServiceRecord.community_id) & (Shift.id == ServiceRecord.shift_id),
        )
        .where(ServiceRecord.community_id == community_id, among(ServiceRecord.id, ids))
    )
    names = [*_COPIED, *_FROM_SHIFT, *_HANDS, "entered_at"]
    uow.session.execute(insert(EnteredRecord).from_select(names, facts))


def _replace(uow: UnitOfWork, community_id: int, ids: Sequence[UUID]) -> list[Moved]:
    """Let entered corrections stand in the stead of what they name; return the lines of what is replaced."""
    corrected = uow.session.scalars(
        select(EnteredRecord.corrects_id)
        .where(EnteredRecord.community_id == community_id, among(EnteredRecord.id, ids))
        .where(EnteredRecord.corrects_id.is_not(None))
        .order_by(EnteredRecord.corrects_id)
    )
    replaced = [id_ for id_ in corrected if id_ is not None]
    if not replaced:
        return []
    state = RECORD_MOVES.next(RecordState.ENTERED, RecordMove.CORRECT)
    uow.session.execute(
        update(ServiceRecord)
        .where(ServiceRecord.community_id == community_id, among(ServiceRecord.id, replaced))
        .values(state=state)
        .execution_options(synchronize_session=False)
    )
    _tell_replaced(uow, community_id, replaced)
    return [Moved(id_, RecordMove.CORRECT, RecordState.ENTERED, state) for id_ in replaced]


def _tell_replaced(uow: UnitOfWork, community_id: int, ids: Sequence[UUID]) -> None:
    rows = uow.session.execute(
        select(EnteredRecord.id, EnteredRecord.number, EnteredRecord.title)
        .where(EnteredRecord.community_id == community_id, among(EnteredRecord.id, ids))
        .order_by(EnteredRecord.id)
    )
    items = [{"record_id": str(row.id), "number": record_number(row.number), "title": row.title} for row in rows]
    events.tell_replaced(uow, community_id, items)


def _queue(uow: UnitOfWork, community_id: int, ids: Sequence[UUID]) -> None:
    """Queue the settlement, and wake what waits for backing: what is older goes first.

    An exchange's helper was paid by who was helped: no minute earns twice.
    """
    uow.session.execute(upsert(SettlementTurn).values(community_id=community_id).on_conflict_do_nothing())
    wake_settlement(uow, community_id)
    new = select(
        EnteredRecord.community_id, EnteredRecord.id, EnteredRecord.served_on, literal(uow.now), literal(0)
    ).where(
        EnteredRecord.community_id == community_id,
        among(EnteredRecord.id, ids),
        EnteredRecord.entry_id.is_not(None),
    )
    names = ["community_id", "id", "served_on", "due_at", "attempts"]
    uow.session.execute(insert(SettlementTask).from_select(names, new))


def _tell_private(uow: UnitOfWork, community_id: int, ids: Sequence[UUID]) -> None:
    """Tell who helped a neighbour that the record is entered; others hear of it when it is settled."""
    rows = uow.session.execute(
        select(
            EnteredRecord.id,
            EnteredRecord.performed_by,
            EnteredRecord.title,
            EnteredRecord.minutes,
            EnteredRecord.corrects_id,
        ).where(
            EnteredRecord.community_id == community_id, among(EnteredRecord.id, ids), EnteredRecord.entry_id.is_(None)
        )
    ).all()
    tell_corrections(uow, community_id, [row.id for row in rows if row.corrects_id])
    items = [
        {
            "record_id": str(row.id),
            "member_id": str(row.performed_by),
            "title": row.title,
            "minutes": row.minutes,
            "time_credits": 0,
            "points": 0,
        }
        for row in rows
        if not row.corrects_id
    ]
    events.tell_settled(uow, community_id, items)


def wake_settlement(uow: UnitOfWork, community_id: int) -> None:
    """Let everything that waits for backing be tried again now; what somebody else holds is awake already."""
    waiting = (
        select(SettlementTask.id)
        .where(
            SettlementTask.community_id == community_id,
            SettlementTask.attempts > 0,
            SettlementTask.due_at > uow.now,
        )
        .with_for_update(key_share=True, skip_locked=True)
    )
    uow.session.execute(
        update(SettlementTask)
        .where(SettlementTask.community_id == community_id, SettlementTask.id.in_(waiting))
        .values(due_at=uow.now)
        .execution_options(synchronize_session=False)
    )
