"""Shifts and sign-ups as the API shows them: many at once, with a number of statements that does not grow."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from backend.communities import service as communities
from backend.communities.types import UnitRef
from backend.core.actor import Actor, Role
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.lists.types import EntryRef
from backend.volunteering.models import ServiceRecord, Shift, SignUp
from backend.volunteering.moves import (
    SHIFT_MOVE_NAMES,
    SIGN_UP_MOVE_NAMES,
    ShiftMove,
    SignUpMove,
)
from backend.volunteering.policy import POLICY, A
from backend.volunteering.rules.hours import check_in_window
from backend.volunteering.service.grounds import (
    grounds_on,
)
from backend.volunteering.service.parts import record_number, shifts_by_ids, show_member
from backend.volunteering.types import (
    RECORD_STATE_NAMES,
    SHIFT_STATE_NAMES,
    SIGN_UP_STATE_NAMES,
    Purpose,
    RecordSource,
    RecordState,
    ShiftState,
    SignUpState,
)

CANCELLABLE = (SignUpState.SIGNED_UP, SignUpState.WAITING)


def view_shifts(uow: UnitOfWork, actor: Actor, shifts: Sequence[Shift]) -> list[dict[str, Any]]:
    """Return shifts as the caller sees them; strangers to the community see no full names."""
    if not shifts:
        return []
    community_id, ids = shifts[0].community_id, [shift.id for shift in shifts]
    members = communities.members_by_ids(uow, community_id, {shift.leader_id for shift in shifts})
    units = communities.units_by_ids(uow, community_id, {s.unit_id for s in shifts if s.unit_id})
    entries = lists.entries_by_ids(uow, community_id, {shift.entry_id for shift in shifts if shift.entry_id})
    categories = lists.category_names(uow)
    waiting = _count_waiting(uow, community_id, ids)
    sign_ups = _own_sign_ups(uow, actor, community_id, ids)
    records = _own_records(uow, actor, community_id, ids)
    return [
        {
            **_shift_facts(shift),
            "entry": _show_entry(entries[shift.entry_id]) if shift.entry_id else None,
            "is_private": shift.purpose == Purpose.EXCHANGE,
            "category_name": categories.get(shift.category, shift.category),
            "waiting": waiting.get(shift.id, 0),
            "leader": show_member(members[shift.leader_id], masked=Role.MEMBER not in actor.roles),
            "unit": _show_unit(units.get(shift.unit_id)) if shift.unit_id else None,
            "i_lead": Role.LEADER in grounds_on(actor, shift),
            "my_sign_up": sign_ups.get(shift.id),
            "my_record": records.get(shift.id),
            "moves": _shift_moves(uow, actor, shift),
        }
        for shift in shifts
    ]


def _shift_facts(shift: Shift) -> dict[str, Any]:
    opens, closes = check_in_window(shift.starts_at, shift.ends_at)
    return {
        "id": shift.id,
        "title": shift.title,
        "category": shift.category,
        "starts_at": shift.starts_at,
        "ends_at": shift.ends_at,
        "places": shift.places,
        "places_left": shift.places - shift.places_taken,
        "place": shift.place,
        "state": shift.state,
        "state_name": SHIFT_STATE_NAMES[ShiftState(shift.state)],
        "dangerous": shift.dangerous,
        "risks": shift.risks,
        "age_min": shift.age_min,
        "check_in_from": opens,
        "check_in_until": closes,
    }


def _show_entry(entry: EntryRef) -> dict[str, Any]:
    return {"id": entry.id, "title": entry.title, "kind": entry.kind, "number": entry.number}


def _show_unit(unit: UnitRef | None) -> dict[str, Any] | None:
    return None if unit is None else {"id": unit.id, "name": unit.name}


def _shift_moves(uow: UnitOfWork, actor: Actor, shift: Shift) -> list[dict[str, str]]:
    may = POLICY.allows(actor, A.CANCEL_SHIFT, unit_id=shift.unit_id, also=grounds_on(actor, shift))
    if shift.state != ShiftState.OPEN or shift.purpose == Purpose.EXCHANGE or uow.now >= shift.ends_at or not may:
        return []
    return [{"move": ShiftMove.CANCEL.value, "name": SHIFT_MOVE_NAMES[ShiftMove.CANCEL]}]


def _count_waiting(uow: UnitOfWork, community_id: int, shift_ids: Collection[UUID]) -> dict[UUID, int]:
    rows = uow.session.execute(
        select(SignUp.shift_id, func.count())
        .where(
            SignUp.community_id == community_id,
            SignUp.shift_id.in_(shift_ids),
            SignUp.state == SignUpState.WAITING,
        )
        .group_by(SignUp.shift_id)
    )
    return dict(rows.all())


def _own_sign_ups(
    uow: UnitOfWork, actor: Actor, community_id: int, shift_ids: Collection[UUID]
) -> dict[UUID, dict[str, Any]]:
    """Return the caller's live sign-up on each shift."""
    if actor.member_id is None:
        return {}
    rows = uow.session.scalars(
        select(SignUp).where(
            SignUp.community_id == community_id,
            SignUp.member_id == actor.member_id,
            SignUp.shift_id.in_(shift_ids),
            SignUp.state != SignUpState.CANCELLED,
        )
    ).all()
    return {view["shift_id"]: view for view in view_sign_ups(uow, actor, rows)}


def _own_records(
    uow: UnitOfWork, actor: Actor, community_id: int, shift_ids: Collection[UUID]
) -> dict[UUID, dict[str, Any]]:
    if actor.member_id is None:
        return {}
    rows = uow.session.scalars(
        select(ServiceRecord)
        .where(
            ServiceRecord.community_id == community_id,
            ServiceRecord.performed_by == actor.member_id,
            ServiceRecord.shift_id.in_(shift_ids),
            # What is on its way to correct a record stands nowhere yet.
            (ServiceRecord.source != RecordSource.CORRECTION) | ServiceRecord.entered_at.is_not(None),
        )
        .order_by(ServiceRecord.id)
    )
    return {
        row.shift_id: {
            "id": row.id,
            "number": record_number(row.number),
            "state": row.state,
            "state_name": RECORD_STATE_NAMES[RecordState(row.state)],
            "minutes": row.minutes,
        }
        for row in rows
    }


def view_sign_ups(uow: UnitOfWork, actor: Actor, rows: Sequence[SignUp]) -> list[dict[str, Any]]:
    """Return sign-ups with their shift, member and place in the queue."""
    if not rows:
        return []
    community_id = rows[0].community_id
    shifts = shifts_by_ids(uow, community_id, {row.shift_id for row in rows})
    members = communities.members_by_ids(uow, community_id, {row.member_id for row in rows})
    positions = _waiting_positions(uow, community_id, rows)
    shown = []
    for row in rows:
        shift = shifts[row.shift_id]
        shown.append(
            {
                "id": row.id,
                "shift_id": shift.id,
                "shift_title": shift.title,
                "starts_at": shift.starts_at,
                "ends_at": shift.ends_at,
                "place": shift.place,
                "member": show_member(members[row.member_id], masked=False),
                "state": row.state,
                "state_name": SIGN_UP_STATE_NAMES[SignUpState(row.state)],
                "waiting_position": positions.get(row.id),
                "moves": _sign_up_moves(uow, actor, row, shift),
            }
        )
    return shown


def _sign_up_moves(uow: UnitOfWork, actor: Actor, row: SignUp, shift: Shift) -> list[dict[str, str]]:
    may = POLICY.allows(actor, A.CANCEL_SIGN_UP, member_id=row.member_id)
    if row.state not in CANCELLABLE or shift.purpose == Purpose.EXCHANGE or uow.now >= shift.starts_at or not may:
        return []
    return [{"move": SignUpMove.CANCEL.value, "name": SIGN_UP_MOVE_NAMES[SignUpMove.CANCEL]}]


def _waiting_positions(uow: UnitOfWork, community_id: int, rows: Sequence[SignUp]) -> dict[UUID, int]:
    """Return the place in the queue (1 is next) of whoever waits on these rows' shifts."""
    shift_ids = {row.shift_id for row in rows if row.state == SignUpState.WAITING}
    if not shift_ids:
        return {}
    position = func.row_number().over(partition_by=SignUp.shift_id, order_by=(SignUp.queued_at, SignUp.id))
    queue = uow.session.execute(
        select(SignUp.id, position).where(
            SignUp.community_id == community_id,
            SignUp.shift_id.in_(shift_ids),
            SignUp.state == SignUpState.WAITING,
        )
    )
    return dict(queue.all())
