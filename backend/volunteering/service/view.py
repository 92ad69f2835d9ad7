"""Shifts as the API shows them: many at once, with a number of statements that does not grow."""

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
from backend.volunteering.models import ServiceRecord, Shift, ShiftRole, SignUp
from backend.volunteering.moves import SHIFT_MOVE_NAMES, ShiftMove
from backend.volunteering.policy import POLICY, A
from backend.volunteering.rules.hours import check_in_window
from backend.volunteering.service.grounds import grounds_on
from backend.volunteering.service.parts import record_number, show_member
from backend.volunteering.service.roles import roles_of
from backend.volunteering.service.sign_up_view import view_sign_ups
from backend.volunteering.types import (
    RECORD_STATE_NAMES,
    SHIFT_STATE_NAMES,
    Purpose,
    RecordSource,
    RecordState,
    ShiftState,
    SignUpState,
)


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
    roles = roles_of(uow, community_id, ids)
    sign_ups = _own_sign_ups(uow, actor, community_id, ids)
    records = _own_records(uow, actor, community_id, ids)
    return [
        {
            **_shift_facts(shift),
            "entry": _show_entry(entries[shift.entry_id]) if shift.entry_id else None,
            "is_private": shift.purpose == Purpose.EXCHANGE,
            "category_name": categories.get(shift.category, shift.category),
            "waiting": sum(number for (shift_id, _), number in waiting.items() if shift_id == shift.id),
            "roles": [_show_role(role, waiting.get((shift.id, role.id), 0)) for role in roles.get(shift.id, ())],
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
        "opened_after": shift.opened_after,
        "dangerous": shift.dangerous,
        "risks": shift.risks,
        "age_min": shift.age_min,
        "series_id": shift.series_id,
        "cancel_hours": shift.cancel_hours,
        "check_in_from": opens,
        "check_in_until": closes,
    }


def _show_role(role: ShiftRole, waiting: int) -> dict[str, Any]:
    return {
        "id": role.id,
        "name": role.name,
        "places": role.places,
        "places_left": role.places - role.places_taken,
        "waiting": waiting,
        "skill": role.skill,
        "age_min": role.age_min,
        "qualification": role.qualification,
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


def _count_waiting(
    uow: UnitOfWork, community_id: int, shift_ids: Collection[UUID]
) -> dict[tuple[UUID, UUID | None], int]:
    """Return how many wait for each shift and role."""
    rows = uow.session.execute(
        select(SignUp.shift_id, SignUp.role_id, func.count())
        .where(
            SignUp.community_id == community_id,
            SignUp.shift_id.in_(shift_ids),
            SignUp.state == SignUpState.WAITING,
        )
        .group_by(SignUp.shift_id, SignUp.role_id)
    )
    return {(shift_id, role_id): number for shift_id, role_id, number in rows}


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
