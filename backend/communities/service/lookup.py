"""Reads that others build on: members, units and the actor behind a request. Each is one statement."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.dialects.postgresql import array

from backend.communities.models import Employment, Household, Member, MemberEvent, Unit
from backend.communities.rules import age_on
from backend.communities.types import REVOKED, EmploymentState, MemberRef, MemberState, UnitKind, UnitRef
from backend.core.actor import Actor, Role
from backend.core.errors import NotFoundError
from backend.infra.db import among
from backend.infra.uow import UnitOfWork


class MemberFacts(NamedTuple):
    """What decides whether a member needs another's consent."""

    birth_date: date
    guardian_id: UUID | None


def get_member(uow: UnitOfWork, community_id: int, member_id: UUID) -> MemberRef:
    """Return a member; raises NotFoundError."""
    found = members_by_ids(uow, community_id, [member_id])
    if not found:
        raise NotFoundError()
    return found[member_id]


def members_by_ids(uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> dict[UUID, MemberRef]:
    """Return the members of these ids; unknown ones are left out."""
    if not ids:
        return {}
    rows = uow.session.execute(
        select(Member.id, Member.name, Member.person_id).where(
            Member.community_id == community_id, Member.id.in_(set(ids))
        )
    )
    return {id_: MemberRef(id_, name, person_id) for id_, name, person_id in rows}


def find_member_of(uow: UnitOfWork, community_id: int, person_id: UUID) -> MemberRef | None:
    """Return a person's verified membership of the community, if there is one."""
    row = uow.session.execute(
        select(Member.id, Member.name, Member.person_id).where(
            Member.community_id == community_id, Member.person_id == person_id, Member.state == MemberState.VERIFIED
        )
    ).one_or_none()
    return None if row is None else MemberRef(*row)


def members_of_people(uow: UnitOfWork, community_id: int, person_ids: Collection[UUID]) -> dict[UUID, MemberRef]:
    """Return people's verified memberships of the community, by person."""
    if not person_ids:
        return {}
    rows = uow.session.execute(
        select(Member.id, Member.name, Member.person_id).where(
            Member.community_id == community_id,
            Member.person_id.in_(set(person_ids)),
            Member.state == MemberState.VERIFIED,
        )
    )
    return {row.person_id: MemberRef(*row) for row in rows}


def verified_of(uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> set[UUID]:
    """Return those of the members who are verified now."""
    return set(
        uow.session.scalars(
            select(Member.id).where(
                Member.community_id == community_id, Member.id.in_(ids), Member.state == MemberState.VERIFIED
            )
        )
    )


def lock_member(uow: UnitOfWork, community_id: int, member_id: UUID) -> None:
    """Let one unit of work at a time decide on what this member can do only once (two shifts at one time)."""
    uow.session.execute(
        select(Member.id)
        .where(Member.community_id == community_id, Member.id == member_id)
        .with_for_update(key_share=True)
    )


def lock_members(uow: UnitOfWork, community_id: int, member_ids: Collection[UUID]) -> None:
    """Do as ``lock_member`` for several, in the order of their ids."""
    uow.session.execute(
        select(Member.id)
        .where(Member.community_id == community_id, Member.id.in_(set(member_ids)))
        .order_by(Member.id)
        .with_for_update(key_share=True)
    )


def member_age_on(uow: UnitOfWork, community_id: int, member_id: UUID, day: date) -> int:
    """Return a member's age in completed years; raises NotFoundError."""
    birth_date = uow.session.scalars(
        select(Member.birth_date).where(Member.community_id == community_id, Member.id == member_id)
    ).one_or_none()
    if birth_date is None:
        raise NotFoundError()
    return age_on(birth_date, day)


def birth_dates(uow: UnitOfWork, community_id: int, member_ids: Collection[UUID]) -> dict[UUID, date]:
    """Return when members were born."""
    rows = uow.session.execute(
        select(Member.id, Member.birth_date).where(Member.community_id == community_id, Member.id.in_(member_ids))
    )
    return {row.id: row.birth_date for row in rows}


def member_facts(uow: UnitOfWork, community_id: int, member_ids: Collection[UUID]) -> dict[UUID, MemberFacts]:
    """Return of each verified member when they were born and who their guardian is; others are left out."""
    rows = uow.session.execute(
        select(Member.id, Member.birth_date, Member.guardian_member_id).where(
            Member.community_id == community_id,
            Member.id.in_(set(member_ids)),
            Member.state == MemberState.VERIFIED,
        )
    )
    return {row.id: MemberFacts(row.birth_date, row.guardian_member_id) for row in rows}


class Resident(NamedTuple):
    """When a verified member was born, and the building of their household as it was written."""

    birth_date: date
    building: str | None


def residents_of(uow: UnitOfWork, community_id: int, member_ids: Collection[UUID]) -> dict[UUID, Resident]:
    """Return those of the members who are verified now; their ids go as one array, for they may be thousands."""
    rows = uow.session.execute(
        select(Member.id, Member.birth_date, Household.building)
        .outerjoin(Household, and_(Household.community_id == Member.community_id, Household.id == Member.household_id))
        .where(Member.community_id == community_id, among(Member.id, member_ids), Member.state == MemberState.VERIFIED)
    )
    return {id_: Resident(birth_date, building) for id_, birth_date, building in rows}


def is_party_member(uow: UnitOfWork, community_id: int, member_id: UUID) -> bool:
    """Tell whether a member said of themself that they are in the Party; for their own choices alone, never to show."""
    found = uow.session.scalar(
        select(Member.party_member).where(Member.community_id == community_id, Member.id == member_id)
    )
    return bool(found)


def wards_of(uow: UnitOfWork, community_id: int, member_id: UUID) -> Sequence[MemberRef]:
    """Return the verified members whose guardian this member is."""
    rows = uow.session.execute(
        select(Member.id, Member.name, Member.person_id).where(
            Member.community_id == community_id,
            Member.guardian_member_id == member_id,
            Member.state == MemberState.VERIFIED,
        )
    )
    return [MemberRef(*row) for row in rows]


def building_of_member(uow: UnitOfWork, community_id: int, member_id: UUID) -> str | None:
    """Return the building of a member's household as it was written, or None without a household."""
    return uow.session.scalar(
        select(Household.building)
        .join(Member, and_(Member.community_id == Household.community_id, Member.household_id == Household.id))
        .where(Member.community_id == community_id, Member.id == member_id)
    )


def staff_of(uow: UnitOfWork, community_id: int) -> Sequence[MemberRef]:
    """Return staff and lead, who are told of what needs doing."""
    return holders_of(uow, community_id, Role.STAFF, Role.LEAD)


def holders_of(uow: UnitOfWork, community_id: int, *roles: Role) -> Sequence[MemberRef]:
    """Return the verified members who hold one of the roles."""
    rows = uow.session.execute(
        select(Member.id, Member.name, Member.person_id).where(
            Member.community_id == community_id,
            Member.state == MemberState.VERIFIED,
            Member.roles.op("?|")(array([role.value for role in roles])),
        )
    )
    return [MemberRef(*row) for row in rows]


def held_role(uow: UnitOfWork, community_id: int, member_id: UUID, *roles: Role, since: datetime) -> bool:
    """Tell whether a member holds one of the roles, or did at any time since a moment."""
    holds = select(Member.id).where(
        Member.community_id == community_id,
        Member.id == member_id,
        Member.roles.op("?|")(array([role.value for role in roles])),
    )
    lost = select(MemberEvent.id).where(
        MemberEvent.community_id == community_id,
        MemberEvent.member_id == member_id,
        MemberEvent.what.in_([f"{REVOKED}{role}" for role in roles]),
        MemberEvent.at >= since,
    )
    return bool(uow.session.scalar(select(or_(holds.exists(), lost.exists()))))


def get_unit(uow: UnitOfWork, community_id: int, unit_id: UUID) -> UnitRef:
    """Return a unit; raises NotFoundError."""
    found = units_by_ids(uow, community_id, [unit_id])
    if not found:
        raise NotFoundError()
    return found[unit_id]


def credit_code_of(uow: UnitOfWork, community_id: int, unit_id: UUID) -> str | None:
    """Return the unified social credit code staff entered of a unit; None: none, or no such unit."""
    return uow.session.scalar(select(Unit.credit_code).where(Unit.community_id == community_id, Unit.id == unit_id))


def units_by_ids(uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> dict[UUID, UnitRef]:
    """Return the units of these ids; unknown ones are left out."""
    if not ids:
        return {}
    rows = uow.session.execute(
        select(Unit.id, Unit.name, Unit.kind).where(Unit.community_id == community_id, Unit.id.in_(set(ids)))
    )
    return {id_: UnitRef(id_, name, UnitKind(kind)) for id_, name, kind in rows}


def _ties(rows: Sequence[Any]) -> Iterator[tuple[UUID, str]]:
    """Yield unit and role of the rows that have one (the outer join's may be empty)."""
    return ((row.unit_id, row.role) for row in rows if row.unit_id is not None)


# Asked by every request: built once, for building costs more than running it.
_ACTOR = (
    select(Member.id, Member.name, Member.state, Member.roles, Employment.unit_id, Employment.role)
    .outerjoin(
        Employment,
        and_(
            Employment.community_id == Member.community_id,
            Employment.member_id == Member.id,
            Employment.state == EmploymentState.CONFIRMED,
        ),
    )
    .where(Member.community_id == bindparam("community_id"), Member.person_id == bindparam("person_id"))
)


def load_actor(uow: UnitOfWork, person_id: UUID, community_id: int | None) -> Actor:
    """Return the person as an actor: roles and ties count only once verified. One statement."""
    if community_id is None:
        return Actor(person_id)
    rows = uow.session.execute(_ACTOR, {"community_id": community_id, "person_id": person_id}).all()
    if not rows:
        return Actor(person_id, community_id)
    member_id, name, state, roles = rows[0][:4]
    if state != MemberState.VERIFIED:
        return Actor(person_id, community_id, member_id, name)
    return Actor(
        person_id,
        community_id,
        member_id,
        name,
        frozenset({Role.MEMBER, *map(Role, roles)}),
        {unit_id: Role(role) for unit_id, role in _ties(rows)},
    )
