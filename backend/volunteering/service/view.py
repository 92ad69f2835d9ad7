"""Shifts, sign-ups and records as the API shows them: many at once, with a number of statements that doesn't grow."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from backend.books import service as books
from backend.communities import service as communities
from backend.communities.types import MemberRef
from backend.core.actor import Actor, Role
from backend.core.names import mask_name
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.volunteering.models import ServiceRecord, SettlementTask, Shift, SignUp
from backend.volunteering.moves import (
    RECORD_MOVE_NAMES,
    SHIFT_MOVE_NAMES,
    SIGN_UP_MOVE_NAMES,
    ShiftMove,
    SignUpMove,
)
from backend.volunteering.policy import POLICY, A
from backend.volunteering.rules.hours import check_in_window
from backend.volunteering.service.grounds import (
    allowed_record_moves,
    grounds_on,
    record_grounds,
    shifts_served,
)
from backend.volunteering.service.history import list_moves
from backend.volunteering.service.stops import line_of_stops
from backend.volunteering.types import (
    FLAG_TEXTS,
    RECORD_STATE_NAMES,
    SHIFT_STATE_NAMES,
    SIGN_UP_STATE_NAMES,
    Flag,
    RecordState,
    Settlement,
    ShiftState,
    SignUpState,
)

CANCELLABLE = (SignUpState.SIGNED_UP, SignUpState.WAITING)


def record_number(number: int) -> str:
    """Return the number people use: 时-000012."""
    return f"时-{number:06d}"


def view_shifts(uow: UnitOfWork, actor: Actor, shifts: Sequence[Shift]) -> list[dict[str, Any]]:
    """Return shifts as the caller sees them; strangers to the community see no full names."""
    if not shifts:
        return []
    community_id, ids = shifts[0].community_id, [shift.id for shift in shifts]
    members = communities.members_by_ids(uow, community_id, {shift.leader_id for shift in shifts})
    units = communities.units_by_ids(uow, community_id, {s.unit_id for s in shifts if s.unit_id})
    entries = lists.entries_by_ids(uow, community_id, {shift.entry_id for shift in shifts})
    categories = lists.category_names(uow)
    waiting = _count_waiting(uow, community_id, ids)
    sign_ups = _own_sign_ups(uow, actor, community_id, ids)
    records = _own_records(uow, actor, community_id, ids)
    shown = []
    for shift in shifts:
        entry, unit = entries[shift.entry_id], units.get(shift.unit_id) if shift.unit_id else None
        opens, closes = check_in_window(shift.starts_at, shift.ends_at)
        shown.append(
            {
                "id": shift.id,
                "entry": {"id": entry.id, "title": entry.title, "kind": entry.kind, "number": entry.number},
                "title": shift.title,
                "category": shift.category,
                "category_name": categories.get(shift.category, shift.category),
                "starts_at": shift.starts_at,
                "ends_at": shift.ends_at,
                "places": shift.places,
                "places_left": shift.places - shift.places_taken,
                "waiting": waiting.get(shift.id, 0),
                "place": shift.place,
                "leader": _show(members[shift.leader_id], masked=Role.MEMBER not in actor.roles),
                "unit": None if unit is None else {"id": unit.id, "name": unit.name},
                "state": shift.state,
                "state_name": SHIFT_STATE_NAMES[ShiftState(shift.state)],
                "dangerous": shift.dangerous,
                "risks": shift.risks,
                "age_min": shift.age_min,
                "i_lead": Role.LEADER in grounds_on(actor, shift),
                "my_sign_up": sign_ups.get(shift.id),
                "my_record": records.get(shift.id),
                "check_in_from": opens,
                "check_in_until": closes,
                "moves": _shift_moves(uow, actor, shift),
            }
        )
    return shown


def _shift_moves(uow: UnitOfWork, actor: Actor, shift: Shift) -> list[dict[str, str]]:
    may = POLICY.allows(actor, A.CANCEL_SHIFT, unit_id=shift.unit_id, also=grounds_on(actor, shift))
    if shift.state != ShiftState.OPEN or uow.now >= shift.ends_at or not may:
        return []
    return [{"move": ShiftMove.CANCEL.value, "name": SHIFT_MOVE_NAMES[ShiftMove.CANCEL]}]


def _show(member: MemberRef, *, masked: bool) -> dict[str, Any]:
    return {"id": member.id, "name": mask_name(member.name) if masked else member.name}


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
        select(ServiceRecord).where(
            ServiceRecord.community_id == community_id,
            ServiceRecord.performed_by == actor.member_id,
            ServiceRecord.shift_id.in_(shift_ids),
        )
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
                "member": _show(members[row.member_id], masked=False),
                "state": row.state,
                "state_name": SIGN_UP_STATE_NAMES[SignUpState(row.state)],
                "waiting_position": positions.get(row.id),
                "moves": _sign_up_moves(uow, actor, row, shift),
            }
        )
    return shown


def _sign_up_moves(uow: UnitOfWork, actor: Actor, row: SignUp, shift: Shift) -> list[dict[str, str]]:
    may = POLICY.allows(actor, A.CANCEL_SIGN_UP, member_id=row.member_id)
    if row.state not in CANCELLABLE or uow.now >= shift.starts_at or not may:
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


def shifts_by_ids(uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> dict[UUID, Shift]:
    """Return the shifts of these ids."""
    rows = uow.session.scalars(select(Shift).where(Shift.community_id == community_id, Shift.id.in_(ids)))
    return {row.id: row for row in rows}


def view_records(uow: UnitOfWork, actor: Actor, rows: Sequence[ServiceRecord]) -> list[dict[str, Any]]:
    """Return records as the caller sees them: who had no part in one and is no desk sees masked names."""
    if not rows:
        return []
    community_id, ids = rows[0].community_id, [row.id for row in rows]
    shifts = shifts_by_ids(uow, community_id, {row.shift_id for row in rows})
    served = shifts_served(uow, actor, community_id, shifts)
    moves = list_moves(uow, community_id, ids)
    people = {row.performed_by for row in rows} | {
        move.by_member_id for lines in moves.values() for move in lines if move.by_member_id
    }
    members = communities.members_by_ids(uow, community_id, people)
    settlements = _settlements(uow, community_id, rows)
    earned = books.earned_by_records(uow, community_id, [id_ for id_ in ids if id_ in settlements])
    sees_all = POLICY.allows(actor, A.READ_ALL_RECORDS)
    shown = []
    for row in rows:
        shift = shifts[row.shift_id]
        also = record_grounds(actor, row, shift, served)
        masked = not (sees_all or also)

        def named(id_: UUID | None, *, masked: bool = masked) -> dict[str, Any] | None:
            return _show(members[id_], masked=masked) if id_ in members else None

        shown.append(
            {
                **_record_facts(row, shift, masked=masked),
                "member": named(row.performed_by),
                "settlement": settlements.get(row.id),
                "earned": [{"book": book.lower(), "amount": amount} for book, amount in earned.get(row.id, ())]
                if not masked
                else [],
                "stops": line_of_stops(row, moves.get(row.id, ()), named),
                "moves": [
                    {"move": move.value, "name": RECORD_MOVE_NAMES[move]}
                    for move in allowed_record_moves(actor, row, shift, also=also)
                ],
            }
        )
    return shown


def _record_facts(row: ServiceRecord, shift: Shift, *, masked: bool) -> dict[str, Any]:
    return {
        "id": row.id,
        "number": record_number(row.number),
        "shift": {
            "id": shift.id,
            "title": shift.title,
            "starts_at": shift.starts_at,
            "ends_at": shift.ends_at,
            "place": shift.place,
        },
        "state": row.state,
        "state_name": RECORD_STATE_NAMES[RecordState(row.state)],
        "minutes": row.minutes,
        "checked_in_at": row.checked_in_at,
        "checked_out_at": row.checked_out_at,
        "fence": "not_given" if masked else row.fence,
        "flags": [] if masked else [{"code": code, "text": FLAG_TEXTS[Flag(code)]} for code in row.flags],
        "notice_until": row.notice_until,
    }


def _settlements(uow: UnitOfWork, community_id: int, rows: Sequence[ServiceRecord]) -> dict[UUID, Settlement]:
    """Return how far the earnings of entered records are: no row of the queue is left when they are booked."""
    entered = [row.id for row in rows if row.state == RecordState.ENTERED]
    if not entered:
        return {}
    left = dict(
        uow.session.execute(
            select(SettlementTask.id, SettlementTask.attempts).where(
                SettlementTask.community_id == community_id, SettlementTask.id.in_(entered)
            )
        ).all()
    )
    return {id_: _settlement(left.get(id_)) for id_ in entered}


def _settlement(attempts: int | None) -> Settlement:
    if attempts is None:
        return Settlement.SETTLED
    return Settlement.PENDING if attempts == 0 else Settlement.AWAITING_BACKING
