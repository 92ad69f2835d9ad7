"""Resident groups with their buildings, leader and representatives; the register of how many live here."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from backend.communities import service as communities
from backend.core.actor import Actor, Role
from backend.core.clock import local_date
from backend.core.errors import InvalidError
from backend.core.names import mask_name
from backend.infra.rows import refusing, row_by_id
from backend.infra.uow import UnitOfWork
from backend.meetings.errors import GroupTakenError
from backend.meetings.models import Group, GroupBuilding, Register, Representative
from backend.meetings.policy import POLICY, A
from backend.meetings.rules.roll import Groups, adults_of
from backend.meetings.types import NewGroup, NewRegister


def live_groups(uow: UnitOfWork, community_id: int) -> Sequence[Group]:
    """Return the groups there are, by name."""
    return uow.session.scalars(
        select(Group).where(Group.community_id == community_id, Group.dissolved_at.is_(None)).order_by(Group.name)
    ).all()


def load_groups(uow: UnitOfWork, community_id: int) -> Groups:
    """Return names, buildings and representatives of all groups: three statements."""
    names = {group.id: group.name for group in live_groups(uow, community_id)}
    buildings = uow.session.scalars(select(GroupBuilding).where(GroupBuilding.community_id == community_id))
    elected: dict[UUID, list[UUID]] = {}
    for each in uow.session.scalars(select(Representative).where(Representative.community_id == community_id)):
        elected.setdefault(each.group_id, []).append(each.member_id)
    return Groups(names, {row.building: row.group_id for row in buildings}, elected)


def find_register(uow: UnitOfWork, community_id: int) -> Register | None:
    """Return the register, if somebody has entered it."""
    wanted = select(Register).where(Register.community_id == community_id)
    return uow.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()


def list_groups(uow: UnitOfWork, actor: Actor, community_id: int) -> dict[str, Any]:
    """Return all groups (a community has tens), buildings that belong to none, and the register."""
    POLICY.permit(actor, A.READ_GROUPS)
    groups, known = live_groups(uow, community_id), load_groups(uow, community_id)
    people = {id_ for them in known.representatives.values() for id_ in them}
    names = _names(uow, actor, community_id, people | {each.leader_id for each in groups if each.leader_id})
    register = find_register(uow, community_id)
    return {
        "items": [_view(group, known, names) for group in groups],
        "loose_buildings": [
            each for each in communities.buildings_of(uow, community_id) if each not in known.of_building
        ],
        "register": register,
        "may_keep": POLICY.allows(actor, A.KEEP_GROUPS),
    }


def _view(group: Group, known: Groups, names: dict[UUID, str]) -> dict[str, Any]:
    elected = known.representatives.get(group.id, ())
    return {
        "id": group.id,
        "name": group.name,
        "buildings": sorted(each for each, id_ in known.of_building.items() if id_ == group.id),
        "leader": _ref(group.leader_id, names),
        "representatives": [_ref(id_, names) for id_ in sorted(elected)],
        "elected_on": group.elected_on,
    }


def _ref(id_: UUID | None, names: dict[UUID, str]) -> dict[str, Any] | None:
    return None if id_ is None else {"id": id_, "name": names[id_]}


def _names(uow: UnitOfWork, actor: Actor, community_id: int, ids: set[UUID]) -> dict[UUID, str]:
    """Return who was elected: whole to their neighbours, masked to strangers."""
    found = communities.members_by_ids(uow, community_id, ids)
    is_stranger = Role.MEMBER not in actor.roles
    return {id_: mask_name(each.name) if is_stranger else each.name for id_, each in found.items()}


def add_group(uow: UnitOfWork, actor: Actor, community_id: int, new: NewGroup) -> dict[str, Any]:
    """Enter a group; raises InvalidError and GroupTakenError."""
    POLICY.permit(actor, A.KEEP_GROUPS)
    group = Group(community_id=community_id, id=uow.new_id(), name=new.name, created_at=uow.now)
    return _write(uow, actor, group, new)


def change_group(uow: UnitOfWork, actor: Actor, community_id: int, group_id: UUID, new: NewGroup) -> dict[str, Any]:
    """Replace what stands of a group: after an election, or when buildings change.

    Rolls that were fixed before stay. Raises NotFoundError, InvalidError and GroupTakenError.
    """
    POLICY.permit(actor, A.KEEP_GROUPS)
    group = row_by_id(uow, Group, community_id, group_id, lock=True)
    return _write(uow, actor, group, new)


def _write(uow: UnitOfWork, actor: Actor, group: Group, new: NewGroup) -> dict[str, Any]:
    _require_residents(uow, group.community_id, new)
    here = {"community_id": group.community_id, "group_id": group.id}
    with refusing(uow, GroupTakenError):
        group.name, group.leader_id, group.elected_on = new.name, new.leader_id, new.elected_on
        group.updated_at, group.dissolved_at = uow.now, None
        uow.session.add(group)
        uow.session.flush()
        for table, column, values in (
            (GroupBuilding, "building", new.buildings),
            (Representative, "member_id", new.representative_ids),
        ):
            uow.session.execute(
                delete(table).where(table.community_id == group.community_id, table.group_id == group.id)
            )
            if values:
                uow.session.execute(insert(table).values([{**here, column: value} for value in values]))
    return list_groups(uow, actor, group.community_id)


def _require_residents(uow: UnitOfWork, community_id: int, new: NewGroup) -> None:
    """Raise InvalidError unless leader and representatives are residents of age (Art. 8, 9)."""
    wanted = {*new.representative_ids, *([new.leader_id] if new.leader_id else [])}
    known = {each.id for each in adults_of(communities.electors_among(uow, community_id, wanted), local_date(uow.now))}
    if not wanted <= known:
        raise InvalidError({"representative_ids": ["组长和代表应是住在本社区、年满18周岁的居民"]})


def dissolve_group(uow: UnitOfWork, actor: Actor, community_id: int, group_id: UUID) -> dict[str, Any]:
    """Take a group away: its buildings and representatives are free, rolls of the past keep it."""
    POLICY.permit(actor, A.KEEP_GROUPS)
    group = row_by_id(uow, Group, community_id, group_id, lock=True)
    for table in (GroupBuilding, Representative):
        uow.session.execute(delete(table).where(table.community_id == community_id, table.group_id == group_id))
    group.dissolved_at = group.dissolved_at or uow.now
    uow.session.flush()
    return list_groups(uow, actor, community_id)


def set_register(uow: UnitOfWork, actor: Actor, community_id: int, new: NewRegister) -> dict[str, Any]:
    """Enter how many adults and households live here; what was called before stands on its own numbers."""
    POLICY.permit(actor, A.KEEP_GROUPS)
    values = {
        "adults": new.adults,
        "households": new.households,
        "as_of": new.as_of,
        "source": new.source,
        "set_by": actor.member_id,
        "set_at": uow.now,
    }
    uow.session.execute(
        insert(Register)
        .values(community_id=community_id, **values)
        .on_conflict_do_update(index_elements=["community_id"], set_=values)
    )
    return list_groups(uow, actor, community_id)
