"""Ties between members and units: applied for by the member, confirmed by the unit's contact."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, or_, select, update

from backend.communities.errors import AlreadyEmployedError, OwnEmploymentError
from backend.communities.models import Employment, Member
from backend.communities.moves import EMPLOYMENT_MOVE_NAMES, EMPLOYMENT_MOVES, EmploymentMove
from backend.communities.policy import POLICY, A
from backend.communities.service.lookup import get_member, get_unit, members_by_ids, units_by_ids
from backend.communities.types import EMPLOYMENT_STATE_NAMES, EmploymentState, MemberRef, MemberState, Tie
from backend.core.actor import Actor, Role
from backend.core.errors import NotFoundError, NotMemberError
from backend.infra import outbox
from backend.infra.rows import add_or_refuse
from backend.infra.uow import UnitOfWork


def apply_to_unit(uow: UnitOfWork, actor: Actor, community_id: int, unit_id: UUID, role: Role) -> dict[str, Any]:
    """Say that one works for a unit; its contact confirms. Raises NotFoundError, AlreadyEmployedError."""
    POLICY.permit(actor, A.APPLY, member_id=actor.member_id)
    if actor.member_id is None:
        raise NotMemberError()
    employment = open_employment(uow, community_id, unit_id=unit_id, member_id=actor.member_id, role=role)
    return view_employments(uow, actor, [employment])[0]


def add_employee(
    uow: UnitOfWork, actor: Actor, community_id: int, unit_id: UUID, member_id: UUID, role: Role
) -> dict[str, Any]:
    """Add a member to one's unit, confirmed at once (by its contact or staff), not oneself (OwnEmploymentError)."""
    POLICY.permit(actor, A.ADD_EMPLOYEE, unit_id=unit_id)
    _refuse_own(actor, member_id)
    employment = open_employment(uow, community_id, unit_id=unit_id, member_id=member_id, role=role)
    _confirm(uow, employment, by=actor.member_id)
    return view_employments(uow, actor, [employment])[0]


def open_employment(uow: UnitOfWork, community_id: int, *, unit_id: UUID, member_id: UUID, role: Role) -> Employment:
    """Store an application; one live tie per unit and member."""
    get_unit(uow, community_id, unit_id)
    get_member(uow, community_id, member_id)
    employment = Employment(
        community_id=community_id,
        id=uow.new_id(),
        unit_id=unit_id,
        member_id=member_id,
        role=role,
        state=EmploymentState.APPLIED,
        created_at=uow.now,
    )
    add_or_refuse(uow, employment, refusal=AlreadyEmployedError)
    return employment


def name_contact(uow: UnitOfWork, community_id: int, unit_id: UUID, member_id: UUID, *, by: UUID | None = None) -> None:
    """Make a member the contact of a unit, on the staff's word."""
    employment = open_employment(uow, community_id, unit_id=unit_id, member_id=member_id, role=Role.UNIT_CONTACT)
    _confirm(uow, employment, by=by)


def move_employment(
    uow: UnitOfWork, actor: Actor, community_id: int, employment_id: UUID, move: EmploymentMove
) -> dict[str, Any]:
    """Confirm, decline, remove or leave.

    Raises NotFoundError, ForbiddenError, OwnEmploymentError (confirming one's own) and MoveNotAllowedError.
    """
    employment = uow.session.scalars(
        select(Employment)
        .where(Employment.community_id == community_id, Employment.id == employment_id)
        .with_for_update()
    ).one_or_none()
    if employment is None:
        raise NotFoundError()
    action = A.END_EMPLOYMENT if move is EmploymentMove.LEAVE else A.DECIDE_EMPLOYMENT
    POLICY.permit(actor, action, unit_id=employment.unit_id, member_id=employment.member_id)
    state = EMPLOYMENT_MOVES.next(EmploymentState(employment.state), move)
    if state is EmploymentState.CONFIRMED:
        _refuse_own(actor, employment.member_id)
        _confirm(uow, employment, by=actor.member_id)
    else:
        employment.state, employment.decided_by, employment.decided_at = state, actor.member_id, uow.now
        uow.session.flush()
    return view_employments(uow, actor, [employment])[0]


def _refuse_own(actor: Actor, member_id: UUID) -> None:
    if member_id == actor.member_id:
        raise OwnEmploymentError


def has_tie(
    community_id: int,
    member_id: UUID | SQLColumnExpression[UUID],
    unit_id: UUID | SQLColumnExpression[UUID | None],
    *,
    since: datetime | SQLColumnExpression[datetime],
) -> ColumnElement[bool]:
    """Return the condition that a member belongs to a unit, or did at any time since a moment."""
    tie = select(Employment.id).where(
        Employment.community_id == community_id,
        Employment.member_id == member_id,
        Employment.unit_id == unit_id,
        or_(
            Employment.state == EmploymentState.CONFIRMED,
            and_(Employment.state == EmploymentState.ENDED, Employment.decided_at >= since),
        ),
    )
    return tie.exists()


def was_employed(uow: UnitOfWork, community_id: int, member_id: UUID, unit_id: UUID, *, since: datetime) -> bool:
    """Tell whether a member belongs to a unit, or did at any time since a moment."""
    return bool(uow.session.scalar(select(has_tie(community_id, member_id, unit_id, since=since))))


def _confirm(uow: UnitOfWork, employment: Employment, *, by: UUID | None) -> None:
    """Confirm; for somebody who joined through work the unit's word verifies the membership too."""
    employment.state, employment.decided_by, employment.decided_at = EmploymentState.CONFIRMED, by, uow.now
    member = uow.session.get_one(Member, (employment.community_id, employment.member_id), with_for_update=True)
    if member.state == MemberState.APPLIED and member.tie == Tie.WORK:
        member.state, member.verified_at, member.verified_by = MemberState.VERIFIED, uow.now, by
        outbox.record(uow, member.community_id, "communities.member_verified", {"member_id": str(member.id)})
    uow.session.flush()


def end_employments(uow: UnitOfWork, member: Member) -> None:
    """End all ties of somebody who leaves the community; coming back gives none of them back."""
    live = Employment.state.in_([EmploymentState.APPLIED, EmploymentState.CONFIRMED])
    uow.session.execute(
        update(Employment)
        .where(Employment.community_id == member.community_id, Employment.member_id == member.id, live)
        .values(state=EmploymentState.ENDED, decided_by=member.id, decided_at=uow.now)
        .execution_options(synchronize_session=False)
    )


def list_employees(uow: UnitOfWork, actor: Actor, community_id: int, unit_id: UUID) -> list[dict[str, Any]]:
    """Return a unit's people and applicants, newest first (bounded by the size of a unit)."""
    POLICY.permit(actor, A.READ_EMPLOYEES, unit_id=unit_id)
    rows = uow.session.scalars(
        select(Employment)
        .where(
            Employment.community_id == community_id,
            Employment.unit_id == unit_id,
            Employment.state.in_([EmploymentState.APPLIED, EmploymentState.CONFIRMED]),
        )
        .order_by(Employment.id.desc())
        .limit(1000)
    ).all()
    return view_employments(uow, actor, rows)


def contacts_of(uow: UnitOfWork, community_id: int, *unit_ids: UUID) -> Sequence[MemberRef]:
    """Return the contacts of units, each person once."""
    ids = uow.session.scalars(
        select(Employment.member_id).where(
            Employment.community_id == community_id,
            Employment.unit_id.in_(unit_ids),
            Employment.role == Role.UNIT_CONTACT,
            Employment.state == EmploymentState.CONFIRMED,
        )
    ).all()
    return list(members_by_ids(uow, community_id, ids).values())


def contacts_by_unit(uow: UnitOfWork, community_id: int, unit_ids: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """Return the ids of the contacts of each of the units in one statement; a unit without any is left out."""
    rows = uow.session.execute(
        select(Employment.unit_id, Employment.member_id)
        .where(
            Employment.community_id == community_id,
            Employment.unit_id.in_(unit_ids),
            Employment.role == Role.UNIT_CONTACT,
            Employment.state == EmploymentState.CONFIRMED,
        )
        .order_by(Employment.unit_id, Employment.member_id)
    )
    found: dict[UUID, list[UUID]] = {}
    for unit_id, member_id in rows:
        found.setdefault(unit_id, []).append(member_id)
    return found


def view_employments(uow: UnitOfWork, actor: Actor, rows: Sequence[Employment]) -> list[dict[str, Any]]:
    """Return employments as the API shows them."""
    if not rows:
        return []
    community_id = rows[0].community_id
    members = members_by_ids(uow, community_id, [row.member_id for row in rows])
    units = units_by_ids(uow, community_id, [row.unit_id for row in rows])
    return [
        {
            "id": row.id,
            "unit": units[row.unit_id],
            "member": members[row.member_id],
            "role": row.role,
            "state": row.state,
            "state_name": EMPLOYMENT_STATE_NAMES[EmploymentState(row.state)],
            "moves": _moves(actor, row),
        }
        for row in rows
    ]


def _moves(actor: Actor, row: Employment) -> list[dict[str, str]]:
    return [
        {"move": move.value, "name": EMPLOYMENT_MOVE_NAMES[move]}
        for move in EMPLOYMENT_MOVES.moves_from(EmploymentState(row.state))
        if POLICY.allows(
            actor,
            A.END_EMPLOYMENT if move is EmploymentMove.LEAVE else A.DECIDE_EMPLOYMENT,
            unit_id=row.unit_id,
            member_id=row.member_id,
        )
    ]
