"""Motions, votes, papers and proxies for tests, made through the service as people make them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import flask
from sqlalchemy import select

from backend.core.actor import Role
from backend.core.clock import FixedClock
from backend.infra.uow import UnitOfWork
from backend.meetings import service
from backend.meetings.models import AgendaItem, Seat
from backend.meetings.moves.motions import MotionMove
from backend.meetings.types import Basis, Kind
from backend.meetings.types.motions import Choice, Counts, NewMotion, Secrecy
from backend.meetings.types.paper_counts import Reading
from backend.meetings.types.proxies import NewProxy
from tests.factories.communities import Someone, make_member
from tests.factories.meetings import NOTICE, Hall, call_meeting, come, house, make_hall, set_register

QUESTION = "同意在东门车棚装充电桩吗"


def propose(
    uow: UnitOfWork, by: Someone, meeting_id: UUID, secrecy: Secrecy = Secrecy.OPEN, *, item_id: UUID | None = None
) -> UUID:
    """Put a motion on the meeting's first point, or on another, and return its id."""
    if item_id is None:
        item_id = uow.session.scalars(
            select(AgendaItem.id)
            .where(AgendaItem.community_id == by.community_id, AgendaItem.meeting_id == meeting_id)
            .order_by(AgendaItem.no)
            .limit(1)
        ).one()
    new = NewMotion(item_id, QUESTION, secrecy)
    motion_id: UUID = service.propose_motion(uow, by.actor, by.community_id, meeting_id, new)["id"]
    return motion_id


def move_motion(
    uow: UnitOfWork, by: Someone, motion_id: UUID, move: MotionMove, note: str | None = None
) -> dict[str, Any]:
    """Make a move on a motion."""
    return service.move_motion(uow, by.actor, by.community_id, motion_id, move, note)


def open_motion(uow: UnitOfWork, by: Someone, meeting_id: UUID, secrecy: Secrecy = Secrecy.OPEN, **more: Any) -> UUID:
    """Put a motion and open its vote."""
    motion_id = propose(uow, by, meeting_id, secrecy, **more)
    move_motion(uow, by, motion_id, MotionMove.OPEN)
    return motion_id


def seat_of(uow: UnitOfWork, meeting_id: UUID, who: Someone) -> UUID:
    """Return a member's seat."""
    return uow.session.scalars(
        select(Seat.id).where(
            Seat.community_id == who.community_id, Seat.meeting_id == meeting_id, Seat.member_id == who.member_id
        )
    ).one()


def vote(
    uow: UnitOfWork, who: Someone, motion_id: UUID, choice: Choice = Choice.YES, *, seat_id: UUID | None = None
) -> dict[str, Any]:
    """Vote on the phone, for one's own seat or another."""
    seat_id = seat_id or own_seat(uow, who, motion_id)
    return service.cast_vote(uow, who.actor, who.community_id, motion_id, seat_id, choice)


def own_seat(uow: UnitOfWork, who: Someone, motion_id: UUID) -> UUID:
    """Return the seat that is one's own at the motion's meeting."""
    seats = service.get_motion(uow, who.actor, who.community_id, motion_id)["seats"]
    seat_id: UUID = next(each["seat_id"] for each in seats if each["is_own"])
    return seat_id


def give_paper(uow: UnitOfWork, by: Someone, motion_id: UUID, seat_id: UUID) -> dict[str, Any]:
    """Give a paper out."""
    return service.give_paper(uow, by.actor, by.community_id, motion_id, seat_id)


def read_box(uow: UnitOfWork, by: Someone, motion_id: UUID, **counts: int) -> dict[str, Any]:
    """Enter what one read of secret papers."""
    return service.enter_reading(uow, by.actor, by.community_id, motion_id, Reading(counts=Counts(**counts)))


def read_papers(uow: UnitOfWork, by: Someone, motion_id: UUID, votes: dict[UUID, Choice]) -> dict[str, Any]:
    """Enter what one read of papers with names."""
    return service.enter_reading(uow, by.actor, by.community_id, motion_id, Reading(votes))


def give_proxy(uow: UnitOfWork, who: Someone, meeting_id: UUID, to: Someone) -> dict[str, Any]:
    """Give one's voice to one of one's household."""
    return service.give_proxy(uow, who.actor, who.community_id, meeting_id, NewProxy(to.member_id))


@dataclass(frozen=True)
class Assembly(Hall):
    """A hall with a second staff member and a family of three; the residents' meeting is called, or held already."""

    meeting_id: UUID

    def seat(self, who: str) -> UUID:
        """Return somebody's seat."""
        with self.work() as uow:
            return seat_of(uow, self.meeting_id, self[who])

    def do(self, work: Callable[..., Any], who: str, *args: Any, **more: Any) -> Any:
        """Do something as somebody in a unit of work of its own."""
        with self.work() as uow:
            return work(uow, self[who], *args, **more)

    def come(self, *who: str) -> None:
        """Let people type the code."""
        with self.work() as uow:
            for each in who:
                come(uow, self["staff"], self.meeting_id, self[each])

    def motion(self, motion_id: UUID, who: str = "staff") -> dict[str, Any]:
        """Return a motion as somebody sees it."""
        answer = self.as_(who).get(f"…/motions/{motion_id}")
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return dict(answer.get_json())


FAMILY = ("zhou", "sun", "wang")


def make_assembly(
    app: flask.Flask, clock: FixedClock, *, present: tuple[str, ...] = (), adults: int = 9, **call: Any
) -> Assembly:
    """Make an assembly of nine adults and call it; with some ``present`` it is open. FAMILY lives together.

    Of ``adults`` by the register those beyond nine are not on a phone.

    ``agenda`` and ``audience`` may be functions of the unit of work and the people.
    """
    hall = make_hall(app, clock)
    with hall.work() as uow:
        cid = hall.community_id
        for key, name in (("second", "李社工"), ("third", "吴社工")):
            hall.people[key] = make_member(uow, cid, Role.STAFF, name=name)
        for key, name in (("chen", "陈邻居"), ("gao", "高邻居")):
            hall.people[key] = make_member(uow, cid, name=name)
        house(uow, cid, "3号楼", "602", *(hall[who] for who in FAMILY))
        set_register(uow, hall["staff"], adults=adults, households=9)
        made = {name: each(uow, hall.people) if callable(each) else each for name, each in call.items()}
        meeting_id = call_meeting(uow, hall["staff"], **{"kind": Kind.RESIDENTS, "basis": Basis.ADULTS, **made})
    assembly = Assembly(hall.app, hall.clock, hall.community_id, hall.people, hall.stranger, meeting_id)
    if present:
        assembly.open(meeting_id, clock.at + NOTICE)
        assembly.come(*present)
    return assembly
