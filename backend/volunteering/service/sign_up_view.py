"""Sign-ups as the API shows them: many at once, with a number of statements that does not grow."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from backend.communities import service as communities
from backend.communities.types import MemberRef, UnitRef
from backend.core.actor import Actor
from backend.infra.uow import UnitOfWork
from backend.volunteering.models import Shift, ShiftRole, SignUp
from backend.volunteering.moves import SIGN_UP_MOVE_NAMES
from backend.volunteering.policy import POLICY, A
from backend.volunteering.rules.promises import free_until
from backend.volunteering.service.grounds import grounds_on
from backend.volunteering.service.parts import shifts_by_ids, show_member
from backend.volunteering.service.places import short_notice
from backend.volunteering.service.roles import HAS_WORD, roles_of
from backend.volunteering.service.sign_up_grounds import allowed_sign_up_moves
from backend.volunteering.types import SIGN_UP_STATE_NAMES, SignUpState
from backend.volunteering.types.activities import AskedAs

WAITS_FOR = {AskedAs.GUARDIAN: "等监护人同意", AskedAs.LEADER: "候补中，等带队人同意"}


def view_sign_ups(uow: UnitOfWork, actor: Actor, rows: Sequence[SignUp]) -> list[dict[str, Any]]:
    """Return sign-ups with their shift, member and place in the queue, as the caller may see each."""
    if not rows:
        return []
    community_id = rows[0].community_id
    shifts = shifts_by_ids(uow, community_id, {row.shift_id for row in rows})
    people = {id_ for row in rows for id_ in (row.member_id, row.asked_id, row.invited_by) if id_ is not None}
    members = communities.members_by_ids(uow, community_id, people)
    units = communities.units_by_ids(uow, community_id, {row.for_unit_id for row in rows if row.for_unit_id})
    roles = _roles(uow, community_id, rows)
    known = _known_to(uow, actor, rows)
    positions = _waiting_positions(uow, community_id, rows)
    return [
        {
            **_facts(row, shifts[row.shift_id]),
            "member": show_member(members[row.member_id], masked=_is_stranger(actor, row, known)),
            "role": _show_role(roles.get(row.role_id)) if row.role_id else None,
            "for_unit": _show_unit(units.get(row.for_unit_id)) if row.for_unit_id else None,
            "waiting_position": positions.get(row.id),
            "asked": _show_asked(actor, row, members),
            "invited_by": show_member(members[row.invited_by], masked=False) if row.invited_by else None,
            **_inner(actor, row, shifts[row.shift_id], roles.get(row.role_id) if row.role_id else None),
            "moves": [
                {"move": move.value, "name": SIGN_UP_MOVE_NAMES[move]}
                for move in allowed_sign_up_moves(actor, row, shifts[row.shift_id], uow.now)
            ],
        }
        for row in rows
    ]


def _facts(row: SignUp, shift: Shift) -> dict[str, Any]:
    until = free_until(starts_at=shift.starts_at, cancel_hours=shift.cancel_hours, placed_at=row.placed_at)
    return {
        "id": row.id,
        "shift_id": shift.id,
        "shift_title": shift.title,
        "starts_at": shift.starts_at,
        "ends_at": shift.ends_at,
        "place": shift.place,
        "state": row.state,
        "state_name": _state_name(row),
        "free_until": until if row.state == SignUpState.SIGNED_UP else None,
        "is_short_notice": row.state == SignUpState.SIGNED_UP and short_notice(row, shift.starts_at),
        "is_late": row.cancelled_late_at is not None,
        "is_excused": row.excused_at is not None,
    }


def _state_name(row: SignUp) -> str:
    waits = row.asked_id is not None and row.answered_at is None and row.state != SignUpState.CANCELLED
    if waits and row.asked_as in WAITS_FOR:
        return WAITS_FOR[AskedAs(row.asked_as)]
    return "临时取消" if row.cancelled_late_at is not None else SIGN_UP_STATE_NAMES[SignUpState(row.state)]


def _show_asked(actor: Actor, row: SignUp, members: Mapping[UUID, MemberRef]) -> dict[str, Any] | None:
    """Return whose word is asked for; a named guardian's full name only once they have said it."""
    if row.asked_id is None or row.asked_as is None:
        return None
    is_open = row.asked_as == AskedAs.GUARDIAN and row.answered_at is None and row.asked_id != actor.member_id
    return {
        "as": row.asked_as,
        "member": show_member(members[row.asked_id], masked=is_open),
        "is_me": row.asked_id == actor.member_id,
        "answer_by": row.answer_by,
        "answered_at": row.answered_at,
    }


def _inner(actor: Actor, row: SignUp, shift: Shift, role: ShiftRole | None) -> dict[str, Any]:
    """Return what is the member's own, their guardian's, the leader's and the desk's to see."""
    own = actor.member_id is not None and actor.member_id in (row.member_id, row.asked_id)
    sees = own or POLICY.allows(actor, A.READ_SIGN_UPS, also=grounds_on(actor, shift))
    qualification = None
    if sees and row.qualification_number is not None:
        qualification = {
            "name": role.qualification if role is not None else None,
            "number": row.qualification_number,
            "is_confirmed": row.qualification_confirmed_at is not None,
        }
    return {
        "qualification": qualification,
        "cancel_reason": row.cancel_reason if sees else None,
        "excuse_reason": row.excuse_reason if sees else None,
    }


def _known_to(uow: UnitOfWork, actor: Actor, rows: Sequence[SignUp]) -> frozenset[UUID]:
    """Return whose full names the inviter knows anyhow: the household and colleagues of units they are in."""
    if actor.member_id is None or not any(row.invited_by == actor.member_id for row in rows):
        return frozenset()
    household = communities.household_of(uow, rows[0].community_id, actor.member_id)
    ties = communities.employers_of(uow, rows[0].community_id, {row.member_id for row in rows})
    return frozenset({*household, *(member_id for member_id, unit_id in ties if unit_id in actor.units)})


def _is_stranger(actor: Actor, row: SignUp, known: frozenset[UUID]) -> bool:
    """Tell whether the caller invited somebody who has not said yes and whose name was only guessed at."""
    has_agreed = row.answered_at is not None and row.state != SignUpState.CANCELLED
    return row.invited_by == actor.member_id and not has_agreed and row.member_id not in known


def _roles(uow: UnitOfWork, community_id: int, rows: Sequence[SignUp]) -> dict[UUID, ShiftRole]:
    found = roles_of(uow, community_id, {row.shift_id for row in rows if row.role_id is not None})
    return {role.id: role for roles in found.values() for role in roles}


def _show_role(role: ShiftRole | None) -> dict[str, Any] | None:
    return None if role is None else {"id": role.id, "name": role.name}


def _show_unit(unit: UnitRef | None) -> dict[str, Any] | None:
    return None if unit is None else {"id": unit.id, "name": unit.name}


def _waiting_positions(uow: UnitOfWork, community_id: int, rows: Sequence[SignUp]) -> dict[UUID, int]:
    """Return the place in the queue (1 is next) of whoever waits on these rows' shifts and lacks nobody's word."""
    shift_ids = {row.shift_id for row in rows if row.state == SignUpState.WAITING}
    if not shift_ids:
        return {}
    position = func.row_number().over(
        partition_by=(SignUp.shift_id, SignUp.role_id), order_by=(SignUp.queued_at, SignUp.id)
    )
    queue = uow.session.execute(
        select(SignUp.id, position).where(
            SignUp.community_id == community_id,
            SignUp.shift_id.in_(shift_ids),
            SignUp.state == SignUpState.WAITING,
            HAS_WORD,
        )
    )
    return dict(queue.all())
