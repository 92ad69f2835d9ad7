"""Claims for tests, made through the service as people make them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from uuid import UUID

from backend.agreements import service
from backend.agreements.moves.claims import AssistMove, ClaimMove
from backend.agreements.types.claims import Assist, NewClaim
from backend.core.actor import Role
from backend.infra.uow import UnitOfWork, unit_of_work
from tests.client import Caller
from tests.factories.communities import Someone, make_community, make_member, make_person, make_unit


def make_contact(uow: UnitOfWork, community_id: int, *, name: str = "孙联络") -> tuple[Someone, UUID]:
    """Store a unit with its contact; return both."""
    unit_id = make_unit(uow, community_id)
    return make_member(uow, community_id, name=name, unit=(unit_id, Role.UNIT_CONTACT)), unit_id


def make_claim(
    uow: UnitOfWork, contact: Someone, unit_id: UUID, entry_id: UUID, quantity: int = 1, *, wait: bool = False
) -> UUID:
    """Claim for a unit and return the claim's id; with ``wait`` it stands in line where need be."""
    new = NewClaim(unit_id, quantity, wait=wait)
    claim = service.claim_entry(uow, contact.actor, contact.community_id, entry_id, new)
    claim_id: UUID = claim["id"]
    return claim_id


def claim_wish(uow: UnitOfWork, member: Someone, entry_id: UUID) -> UUID:
    """Claim one of a small wish for oneself and return the claim's id."""
    new = NewClaim(None, 1, member_id=member.member_id)
    claim = service.claim_entry(uow, member.actor, member.community_id, entry_id, new)
    claim_id: UUID = claim["id"]
    return claim_id


def move_claim(uow: UnitOfWork, by: Someone, claim_id: UUID, *moves: ClaimMove, note: str | None = "另有安排") -> None:
    """Make moves on a claim, one after the other."""
    for move in moves:
        service.move_claim(uow, by.actor, by.community_id, claim_id, move, note)


def ask_to_help(uow: UnitOfWork, contact: Someone, claim_id: UUID, unit_id: UUID, share: int = 0) -> UUID:
    """Ask a unit to help with a claim and return the id of its part."""
    claim = service.invite_assist(uow, contact.actor, contact.community_id, claim_id, Assist(unit_id, share))
    assist_id: UUID = claim["assists"][-1]["id"]
    return assist_id


def answer_assist(uow: UnitOfWork, by: Someone, claim_id: UUID, assist_id: UUID, *moves: AssistMove) -> None:
    """Make moves on a unit's part in a claim."""
    for move in moves:
        service.move_assist(uow, by.actor, by.community_id, claim_id, assist_id, move, "人手不够")


@dataclass(frozen=True)
class Neighbourhood:
    """A community with one of everybody who has to do with lists and claims."""

    community_id: int
    unit_id: UUID
    other_unit_id: UUID
    stranger: UUID
    people: dict[str, Someone]

    def __getitem__(self, who: str) -> Someone:
        return self.people[who]


def make_neighbourhood(uow: UnitOfWork) -> Neighbourhood:
    """Found a community with a resident, a neighbour, desk, supervisor, two units with contacts and an employee."""
    cid = make_community(uow)
    contact, unit_id = make_contact(uow, cid)
    other_contact, other_unit_id = make_contact(uow, cid, name="李联络")
    people = {
        "resident": make_member(uow, cid, name="王小明"),
        "neighbour": make_member(uow, cid, name="周秀英"),
        "staff": make_member(uow, cid, Role.STAFF, name="赵社工"),
        "lead": make_member(uow, cid, Role.LEAD, name="钱书记"),
        "supervisor": make_member(uow, cid, Role.SUPERVISOR, name="郑监督"),
        "employee": make_member(uow, cid, name="吴员工", unit=(unit_id, Role.UNIT_EMPLOYEE)),
        "applicant": make_member(uow, cid, name="冯新人", state="applied"),
        "contact": contact,
        "other_contact": other_contact,
    }
    return Neighbourhood(cid, unit_id, other_unit_id, make_person(uow), people)


@dataclass(frozen=True)
class Place:
    """A neighbourhood whose people call over HTTP."""

    caller: Caller
    hood: Neighbourhood

    def as_(self, who: str) -> Caller:
        """Return the phone of one of them; ``stranger`` is signed in and no member, ``nobody`` is not signed in."""
        if who == "nobody":
            return replace(self.caller, community_id=self.hood.community_id)
        person_id = self.hood.stranger if who == "stranger" else self.hood[who].person_id
        return self.caller.as_person(person_id, self.hood.community_id)

    @contextmanager
    def work(self) -> Iterator[UnitOfWork]:
        """Open a unit of work as a job would, to set a scene or look behind it."""
        with self.caller.app.app_context(), unit_of_work() as uow:
            yield uow


def make_place(caller: Caller) -> Place:
    """Found a neighbourhood for API tests."""
    with caller.app.app_context(), unit_of_work() as uow:
        return Place(caller, make_neighbourhood(uow))
