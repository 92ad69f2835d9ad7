"""Two communities of the demo clear with each other; the neighbour belongs to both, the supervisor has asked to.

What crosses communities can't be told in one transaction, so this comes after both stories, step by step.
"""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select

from backend.app.demo.identities import IDENTITIES
from backend.app.demo.people import BORN
from backend.books.models import Account
from backend.books.types import Book
from backend.clearing import service as clearing
from backend.clearing.jobs import HEARD
from backend.clearing.models import ClearingPair
from backend.clearing.types import NewTerms, NewTransfer
from backend.communities import service as communities
from backend.communities.models import Member
from backend.communities.privacy import PRIVACY_VERSION
from backend.communities.types import Application, Tie
from backend.core.actor import Actor, Role
from backend.core.clock import LOCAL_ZONE
from backend.infra.between import Hear
from backend.infra.outbox import OutboxEvent
from backend.infra.runtime import runtime
from backend.infra.uow import UnitOfWork, unit_of_work

AGREED_DAYS_AGO = 10
CEILING_HOME, CEILING_THERE = 2_000, 1_500


def open_between(home: int, there: int) -> None:
    """Let both leads agree, somebody send points over and some of them back; doing it twice changes nothing."""
    with unit_of_work() as uow:
        if uow.session.get(ClearingPair, (home, there)) is not None:
            return
    agreed_at = runtime().clock.now() - timedelta(days=AGREED_DAYS_AGO)
    with at(agreed_at) as uow:
        neighbour = _join(uow, home, there, "老方", verified=True)
        supervisor = _join(uow, home, there, "监督员老蒋", verified=False)
    for here, other, ceiling in ((home, there, CEILING_HOME), (there, home, CEILING_THERE)):
        with at(agreed_at) as uow:
            clearing.agree(uow, lead_of(uow, here), here, NewTerms(other, ceiling))
    deliver(agreed_at, home, there)
    since = moment = _last_line(home, [neighbour, supervisor])
    for hours, (person, here, other, points) in enumerate(
        ((neighbour, home, there, 12), (neighbour, there, home, 4), (supervisor, home, there, 2)), 1
    ):
        moment = max(moment + timedelta(minutes=1), _by_day(since, hours))
        with at(moment) as uow:
            actor = communities.load_actor(uow, person, here)
            clearing.send_points(uow, actor, here, NewTransfer(other, points))
        deliver(moment + timedelta(seconds=2), home, there)
    for community_id in (home, there):
        while _close_day(community_id):
            pass
    deliver(runtime().clock.now(), home, there)


def _by_day(since: datetime, step: int) -> datetime:
    """Return a moment between then and now, by day where there is one: few people send points at three in the night."""
    now = runtime().clock.now()
    moment = since + (now - since) * step / 4
    by_day = moment.astimezone(LOCAL_ZONE).replace(hour=9 + step)
    return by_day if since < by_day < now else moment


def _close_day(community_id: int) -> int:
    with unit_of_work() as uow:
        return clearing.close_due_day(uow, community_id)


@contextmanager
def at(moment: datetime) -> Iterator[UnitOfWork]:
    """Open a transaction at another moment."""
    with unit_of_work() as uow:
        yield dataclasses.replace(uow, now=moment)


def deliver(moment: datetime, *ids: int, heard: Mapping[str, Hear] = HEARD) -> None:
    """Deliver what communities have to say to each other as the workers would have done at that moment."""
    while sum(_deliver_one(moment, community_id, heard) for community_id in ids):
        pass


def _deliver_one(moment: datetime, community_id: int, heard: Mapping[str, Hear]) -> bool:
    with unit_of_work() as uow:
        event = uow.session.scalars(
            select(OutboxEvent)
            .where(OutboxEvent.community_id == community_id, OutboxEvent.done_at.is_(None))
            .where(OutboxEvent.topic.in_(list(heard)))
            .order_by(OutboxEvent.id)
            .limit(1)
        ).one_or_none()
        if event is not None:
            event.done_at = moment
    if event is None:
        return False
    with at(moment) as uow:
        heard[event.topic](uow, event.payload["to"], community_id, event.payload)
    return True


def _join(uow: UnitOfWork, home: int, there: int, name: str, *, verified: bool) -> UUID:
    """Let somebody of one community join another, where they work; return the person."""
    # Names lie encrypted; the cast joined first.
    cast = (
        select(Member.name, Member.person_id)
        .where(Member.community_id == home)
        .order_by(Member.id)
        .limit(len(IDENTITIES))
    )
    person_id = dict(iter(uow.session.execute(cast)))[name]
    application = Application(
        name=name, birth_date=BORN["neighbour"], privacy_version=PRIVACY_VERSION, tie=Tie.WORK, household=None
    )
    member = communities.join(uow, Actor(person_id, there), there, application)
    if verified:
        communities.appoint(uow, there, member["id"], None)
    return person_id


def lead_of(uow: UnitOfWork, community_id: int) -> Actor:
    """Return somebody who speaks for a community."""
    staff = communities.staff_of(uow, community_id)
    actors = [communities.load_actor(uow, member.person_id, community_id) for member in staff]
    return next(actor for actor in actors if Role.LEAD in actor.roles)


def _last_line(home: int, people: Sequence[UUID]) -> datetime:
    """Return when one of them last got or gave points: lines of one account stay in the order of their time."""
    with unit_of_work() as uow:
        members = select(Member.id).where(Member.community_id == home, Member.person_id.in_(people))
        last = select(func.max(Account.last_at)).where(
            Account.community_id == home,
            Account.book == Book.POINT,
            Account.owner_id.in_(uow.session.scalars(members).all()),
        )
        found: datetime = uow.session.execute(last).scalar_one()
    return found
