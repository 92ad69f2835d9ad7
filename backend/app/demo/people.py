"""Makes the demo's people: those one can be, and as many others as asked."""

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select

from backend.app.demo.facts import GIVEN, SURNAMES
from backend.app.demo.identities import DEMO_COMMUNITY, IDENTITIES, DemoIdentity
from backend.communities import service as communities
from backend.communities.models import Member, PersonCommunity
from backend.communities.privacy import PRIVACY_VERSION
from backend.communities.types import Application, HouseholdAddress, Tie
from backend.core.actor import Actor, Role
from backend.identity import service as identity
from backend.identity.models import Person
from backend.infra.runtime import port
from backend.infra.uow import UnitOfWork
from backend.infra.wechat import WechatClient
from backend.infra.wechat.simulator import WechatPlatformSimulator

CHUNK = 1000
ROLES = {"staff": Role.STAFF, "lead": Role.LEAD, "supervisor": Role.SUPERVISOR, "auditor": Role.SUPERVISOR}
BORN = {"resident": date(1968, 5, 4), "neighbour": date(1955, 3, 12)}


def make_cast(uow: UnitOfWork, community_id: int) -> dict[str, Actor]:
    """Make the people of the story, verified and with their roles, and return them by key."""
    cast = [identity for identity in IDENTITIES if identity.id != "newcomer"]
    return {someone.id: _make_one(uow, community_id, someone) for someone in cast}


def add_desk(uow: UnitOfWork, community_id: int) -> None:
    """Add a lead and one of the staff to a community that has nobody else."""
    for someone in IDENTITIES:
        if someone.id in ("lead", "staff"):
            _make_one(uow, community_id, someone)


def _make_one(uow: UnitOfWork, community_id: int, someone: DemoIdentity) -> Actor:
    person_id = _person(uow, community_id, someone)
    work = someone.id in ("contact", "merchant")
    application = Application(
        name=someone.name,
        birth_date=BORN.get(someone.id, date(1986, 9, 9)),
        privacy_version=PRIVACY_VERSION,
        tie=Tie.WORK if work else Tie.HOME,
        household=None if work else HouseholdAddress("3号楼", f"{len(someone.name)}0{len(someone.id)}室"),
    )
    member = communities.join(uow, Actor(person_id, community_id), community_id, application)
    communities.appoint(uow, community_id, member["id"], ROLES.get(someone.id))
    return communities.load_actor(uow, person_id, community_id)


def _person(uow: UnitOfWork, community_id: int, someone: DemoIdentity) -> UUID:
    """In the first community one can sign in as these people, so the fake WeChat platform must know them."""
    if community_id != DEMO_COMMUNITY:
        person = Person(id=uow.new_id(), created_at=uow.now)
        uow.session.add(person)
        uow.session.flush()
        return person.id
    code = port(WechatPlatformSimulator).login_code(someone.id, name=someone.name)
    return identity.sign_in(uow, port(WechatClient).exchange_code(code).openid)


def count_members(uow: UnitOfWork, community_id: int) -> int:
    """Return how many members the community has."""
    counted = uow.session.scalar(select(func.count()).where(Member.community_id == community_id))
    return counted or 0


def add_members(uow: UnitOfWork, community_id: int, count: int, chance: random.Random) -> Sequence[UUID]:
    """Add ``count`` (at most CHUNK) verified residents in three statements and return their ids."""
    rows = list(_rows(uow, community_id, count, chance))
    uow.session.execute(insert(Person), [{"id": row["person_id"], "created_at": uow.now} for row in rows])
    uow.session.execute(insert(Member), rows)
    directory = ("person_id", "community_id", "tie", "created_at")
    uow.session.execute(
        insert(PersonCommunity), [{name: row[name] for name in directory} | {"member_id": row["id"]} for row in rows]
    )
    return [row["id"] for row in rows]


def _rows(uow: UnitOfWork, community_id: int, count: int, chance: random.Random) -> Iterator[dict[str, Any]]:
    oldest = date(1936, 1, 1)
    for _ in range(count):
        yield {
            "community_id": community_id,
            "id": uow.new_id(),
            "person_id": uow.new_id(),
            "name": chance.choice(SURNAMES) + chance.choice(GIVEN),
            "birth_date": oldest + timedelta(days=chance.randrange(72 * 365)),
            "state": "verified",
            "tie": "home",
            "party_member": chance.random() < 0.1,
            "roles": [],
            "privacy_version": PRIVACY_VERSION,
            "consented_at": uow.now,
            "verified_at": uow.now,
            "created_at": uow.now,
        }
