"""Communities, members and units for tests; every call makes new ones."""

import random
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from backend.communities import service
from backend.communities.models import Employment, Member, PersonCommunity, Unit
from backend.communities.privacy import PRIVACY_VERSION
from backend.communities.types import UnitKind
from backend.core.actor import Actor, Role
from backend.identity.models import Person
from backend.infra.uow import UnitOfWork


@dataclass(frozen=True)
class Someone:
    """A verified member, as tests act through one."""

    community_id: int
    person_id: UUID
    member_id: UUID
    name: str
    roles: frozenset[Role]
    units: dict[UUID, Role] = field(default_factory=dict)

    @property
    def actor(self) -> Actor:
        """The actor that the application would load."""
        return Actor(
            self.person_id,
            self.community_id,
            self.member_id,
            self.name,
            self.roles | {Role.MEMBER},
            self.units,
        )


def make_community(uow: UnitOfWork, *, notice_days: int = 3, name: str = "安和社区") -> int:
    """Found a community under a number nobody else has and return the number."""
    community_id = random.SystemRandom().randint(10**11, 10**12 - 1)
    service.found_community(
        uow, community_id, name=name, street=("宜川路街道", "普陀区", "上海市"), notice_days=notice_days
    )
    return community_id


def make_person(uow: UnitOfWork) -> UUID:
    """Store a person without any membership."""
    person = Person(id=uow.new_id(), created_at=uow.now)
    uow.session.add(person)
    uow.session.flush()
    return person.id


def make_member(
    uow: UnitOfWork,
    community_id: int,
    *roles: Role,
    name: str = "王小明",
    birth_date: date = date(1968, 5, 4),
    unit: tuple[UUID, Role] | None = None,
    state: str = "verified",
    person_id: UUID | None = None,
    guardian: Someone | None = None,
) -> Someone:
    """Store a member with roles and, if asked, a confirmed tie (unit id, role) to a unit, or a guardian.

    ``person_id`` names somebody who lives in another community and works in this one.
    """
    tie = "home" if person_id is None else "work"
    person_id = person_id or make_person(uow)
    member = Member(
        community_id=community_id,
        id=uow.new_id(),
        person_id=person_id,
        name=name,
        birth_date=birth_date,
        state=state,
        tie=tie,
        guardian_member_id=guardian.member_id if guardian else None,
        guardian_consented_at=uow.now if guardian else None,
        party_member=False,
        roles=sorted(role.value for role in roles),
        privacy_version=PRIVACY_VERSION,
        consented_at=uow.now,
        created_at=uow.now,
    )
    uow.session.add(member)
    uow.session.flush()
    row = {"person_id": person_id, "community_id": community_id, "member_id": member.id}
    uow.session.add(PersonCommunity(**row, tie=tie, created_at=uow.now))
    units: dict[UUID, Role] = {}
    if unit is not None:
        units = {unit[0]: unit[1]}
        _employ(uow, community_id, unit_id=unit[0], member_id=member.id, role=unit[1])
    uow.session.flush()
    return Someone(community_id, person_id, member.id, name, frozenset(roles), units)


def _employ(uow: UnitOfWork, community_id: int, *, unit_id: UUID, member_id: UUID, role: Role) -> None:
    employment = Employment(
        community_id=community_id,
        id=uow.new_id(),
        unit_id=unit_id,
        member_id=member_id,
        role=role,
        state="confirmed",
        created_at=uow.now,
    )
    uow.session.add(employment)


def make_unit(
    uow: UnitOfWork, community_id: int, *, kind: UnitKind = UnitKind.COMPANY, name: str | None = None
) -> UUID:
    """Store a unit and return its id."""
    unit = Unit(
        community_id=community_id,
        id=uow.new_id(),
        kind=kind,
        name=name or f"单位{random.SystemRandom().randint(1, 10**9)}",
        industry="",
        party_lead=False,
        created_at=uow.now,
    )
    uow.session.add(unit)
    uow.session.flush()
    return unit.id
