"""What ties units and members to the community, and who belongs together."""

from collections.abc import Collection, Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, func, select

from backend.communities.models import Employment, Member, Unit
from backend.communities.types import EmploymentState, MemberState, UnitKind, UnitRef
from backend.core.deeds import Deed, DeedKind
from backend.infra.uow import UnitOfWork


class UnitFacts(NamedTuple):
    """A unit with what staff entered of it, and how many members of the community work there."""

    ref: UnitRef
    credit_code: str | None
    industry: str
    employees: int


def units_with_employees(uow: UnitOfWork, community_id: int) -> Sequence[UnitFacts]:
    """Return all units of the community, those with most of its members first."""
    count = func.count(Employment.id)
    rows = uow.session.execute(
        select(Unit.id, Unit.name, Unit.kind, Unit.credit_code, Unit.industry, count)
        .outerjoin(
            Employment,
            and_(
                Employment.community_id == Unit.community_id,
                Employment.unit_id == Unit.id,
                Employment.state == EmploymentState.CONFIRMED,
            ),
        )
        .where(Unit.community_id == community_id)
        .group_by(Unit.community_id, Unit.id)
        .order_by(count.desc(), Unit.id)
    )
    return [
        UnitFacts(UnitRef(id_, name, UnitKind(kind)), credit_code, industry, employees)
        for id_, name, kind, credit_code, industry, employees in rows
    ]


def employees_of(uow: UnitOfWork, community_id: int, unit_id: UUID) -> Sequence[UUID]:
    """Return the members who work at the unit."""
    return uow.session.scalars(
        select(Employment.member_id).where(
            Employment.community_id == community_id,
            Employment.unit_id == unit_id,
            Employment.state == EmploymentState.CONFIRMED,
        )
    ).all()


def employers_of(uow: UnitOfWork, community_id: int, member_ids: Collection[UUID]) -> Sequence[tuple[UUID, UUID]]:
    """Return (member, unit) for each of the members' confirmed ties."""
    if not member_ids:
        return []
    rows = uow.session.execute(
        select(Employment.member_id, Employment.unit_id).where(
            Employment.community_id == community_id,
            Employment.member_id.in_(member_ids),
            Employment.state == EmploymentState.CONFIRMED,
        )
    )
    return [(member_id, unit_id) for member_id, unit_id in rows]


def household_of(uow: UnitOfWork, community_id: int, member_id: UUID) -> Sequence[UUID]:
    """Return the verified members of a member's household; of one without, the member alone."""
    own = (
        select(Member.household_id).where(Member.community_id == community_id, Member.id == member_id).scalar_subquery()
    )
    found = uow.session.scalars(
        select(Member.id).where(
            Member.community_id == community_id,
            Member.household_id == own,
            Member.state == MemberState.VERIFIED,
        )
    ).all()
    return found or [member_id]


def ties_of_members(uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> list[Deed]:
    """Return who of the members lives here and who works here."""
    if not ids:
        return []
    homes = uow.session.scalar(
        select(func.count()).where(
            Member.community_id == community_id, Member.id.in_(ids), Member.household_id.is_not(None)
        )
    )
    work = len({member_id for member_id, _ in employers_of(uow, community_id, ids)})
    ties = [(DeedKind.LIVES_HERE, homes or 0), (DeedKind.WORKS_HERE, work)]
    return [Deed(kind, None, count) for kind, count in ties if count]
