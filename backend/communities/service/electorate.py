"""Everybody verified, for rolls: one statement, however many they are. Ages are its readers' to reckon."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import and_, bindparam, select

from backend.communities.models import Household, Member
from backend.communities.names import hash_name
from backend.communities.types import MemberState, Tie
from backend.infra.db import among
from backend.infra.uow import UnitOfWork

_VERIFIED = (
    select(Member.id, Member.birth_date, Member.tie, Member.household_id, Household.building)
    .outerjoin(Household, and_(Household.community_id == Member.community_id, Household.id == Member.household_id))
    .where(Member.community_id == bindparam("community_id"), Member.state == MemberState.VERIFIED)
)


class Elector(NamedTuple):
    """A verified member with what decides whether they have a seat; ``lives_here`` is not one who only works here."""

    id: UUID
    birth_date: date
    lives_here: bool
    household_id: UUID | None
    building: str | None


def electors_of(uow: UnitOfWork, community_id: int) -> Sequence[Elector]:
    """Return all who are verified now, in the order of their ids."""
    return [_elector(row) for row in uow.session.execute(_VERIFIED.order_by(Member.id), {"community_id": community_id})]


def electors_among(uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> Sequence[Elector]:
    """Return those of the members who are verified now."""
    if not ids:
        return []
    wanted = _VERIFIED.where(among(Member.id, ids)).order_by(Member.id)
    return [_elector(row) for row in uow.session.execute(wanted, {"community_id": community_id})]


def members_named(uow: UnitOfWork, community_id: int, name: str) -> Sequence[UUID]:
    """Return the verified members of a whole name; width, spaces and the dots of a name make no difference."""
    return uow.session.scalars(
        select(Member.id)
        .where(
            Member.community_id == community_id,
            Member.name_hash == hash_name(name),
            Member.state == MemberState.VERIFIED,
        )
        .order_by(Member.id)
    ).all()


def _elector(row: Any) -> Elector:
    return Elector(row.id, row.birth_date, row.tie == Tie.HOME, row.household_id, row.building)


def buildings_of(uow: UnitOfWork, community_id: int) -> Sequence[str]:
    """Return the buildings that households are written in, in order."""
    return uow.session.scalars(
        select(Household.building).where(Household.community_id == community_id).distinct().order_by(Household.building)
    ).all()


def doors_of(uow: UnitOfWork, community_id: int, household_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return households as they are found in a staircase (3号楼402室); for the desk alone."""
    if not household_ids:
        return {}
    rows = uow.session.execute(
        select(Household.id, Household.building, Household.door).where(
            Household.community_id == community_id, among(Household.id, household_ids)
        )
    )
    return {row.id: f"{row.building}{row.door}" for row in rows}
