"""Two communities that clear with each other, and somebody who lives in one and works in the other."""

from dataclasses import dataclass
from uuid import UUID

import flask

from backend.books import service as books
from backend.books.types import PointAccount
from backend.clearing import service
from backend.clearing.types import NewTerms, NewTransfer
from backend.core.actor import Role
from backend.infra.due import run_due
from backend.infra.uow import UnitOfWork, unit_of_work
from tests.factories.communities import Someone, make_community, make_member
from tests.factories.redemption import Shop, give_points, make_shop, points_of


@dataclass(frozen=True)
class Side:
    """One community: its shop, its lead, and the person as its member."""

    community_id: int
    shop: Shop
    lead: Someone
    person: Someone


@dataclass(frozen=True)
class Two:
    """Two sides; the person earned points at home."""

    app: flask.Flask
    home: Side
    work: Side

    @property
    def ids(self) -> tuple[int, int]:
        """Both communities."""
        return self.home.community_id, self.work.community_id


def make_side(uow: UnitOfWork, name: str, person_id: UUID | None = None, state: str = "verified") -> Side:
    """Found a community with a shop, a lead and the person."""
    community_id = make_community(uow, name=name)
    shop = make_shop(uow, community_id, pledged=100_000)
    lead = make_member(uow, community_id, Role.LEAD, name="社区党总支")
    person = make_member(uow, community_id, name="周阿姨", person_id=person_id, state=state)
    return Side(community_id, shop, lead, person)


def make_two(
    app: flask.Flask, *, ceilings: tuple[int, int] | None = (500, 800), points: int = 1_000, state: str = "verified"
) -> Two:
    """Found both sides and, with ``ceilings``, have both leads agree; ``state`` is the person's at work."""
    with unit_of_work() as uow:
        home = make_side(uow, "泰和里社区")
        work = make_side(uow, "安和社区", home.person.person_id, state)
        if points:
            give_points(uow, home.person, points)
    two = Two(app, home, work)
    if ceilings is not None:
        agree(home, work, ceilings[0])
        agree(work, home, ceilings[1])
        deliver(two)
    return two


def agree(side: Side, other: Side, ceiling: int) -> None:
    """Let a side's lead agree to a ceiling."""
    with unit_of_work() as uow:
        service.agree(uow, side.lead.actor, side.community_id, NewTerms(other.community_id, ceiling))


def send(side: Side, other: Side, points: int) -> UUID:
    """Let the person send points and return the transfer."""
    with unit_of_work() as uow:
        new = NewTransfer(other.community_id, points)
        return UUID(str(service.send_points(uow, side.person.actor, side.community_id, new)["id"]))


def send_abroad(uow: UnitOfWork, someone: Someone, lead: Someone) -> UUID:
    """Let somebody send a point to a community of which only this side's row is there, and return the transfer."""
    other_id = make_community(uow)
    make_member(uow, other_id, person_id=someone.person_id)
    service.agree(uow, lead.actor, lead.community_id, NewTerms(other_id, 100))
    terms = {"name": "安和社区", "version": 1, "stand": "agreed", "ceiling": 100}
    service.hear_terms(uow, lead.community_id, other_id, terms)
    give_points(uow, someone, 1)
    sent = service.send_points(uow, someone.actor, someone.community_id, NewTransfer(other_id, 1))
    return UUID(str(sent["id"]))


def deliver(two: Two) -> None:
    """Deliver all that is due in both communities, answers to what was just delivered among it."""
    while sum([run_due("outbox", community_id) for community_id in two.ids]):
        pass


def points_in(side: Side) -> int:
    """Return the person's points on a side."""
    with unit_of_work() as uow:
        return points_of(uow, side.person)


def owed(side: Side, other: Side) -> int:
    """Return what a side owes the other by its own ledger."""
    account = PointAccount.clearing(other.community_id)
    with unit_of_work() as uow:
        return books.balances(uow, side.community_id, [account])[account].balance


def check_tallies(two: Two) -> None:
    """Assert that both communities' books hold all they should, and owe each other one figure."""
    for community_id in two.ids:
        with unit_of_work() as uow:
            assert books.self_check(uow, community_id) == []
            assert books.ask_checks(uow, community_id, service.CHECKS) == []
    assert owed(two.home, two.work) == -owed(two.work, two.home)
