"""Meetings for tests, made through the service as people make them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import flask

from backend.communities.models import Household, Member
from backend.core.actor import Role
from backend.core.clock import FixedClock
from backend.infra.due import run_due
from backend.infra.uow import UnitOfWork, unit_of_work
from backend.meetings import service
from backend.meetings.moves.meetings import MeetingMove
from backend.meetings.service.moderated import DemandTexts
from backend.meetings.types import (
    Basis,
    Kind,
    MeetingWord,
    NewDemand,
    NewGroup,
    NewItem,
    NewMeeting,
    NewRegister,
    PaperLine,
)
from tests.client import Caller
from tests.factories.communities import Someone, make_community, make_member, make_person

NOTICE = timedelta(days=8)  # three working days and a weekend fit in


def call_meeting(uow: UnitOfWork, by: Someone, **changes: Any) -> UUID:
    """Call a meeting in eight days and return its id."""
    fields: dict[str, Any] = {
        "kind": Kind.COUNCIL,
        "title": "充电桩装在哪里",
        "text": "先看图纸，再说怎么分摊。",
        "place": "居委会二楼会议室",
        "starts_at": uow.now + NOTICE,
        "agenda": (NewItem("听物业说明方案"), NewItem("定下位置和费用")),
        **changes,
    }
    meeting_id: UUID = service.call_meeting(uow, by.actor, by.community_id, NewMeeting(**fields))["id"]
    return meeting_id


def call_residents(uow: UnitOfWork, by: Someone, basis: Basis = Basis.ADULTS, **changes: Any) -> UUID:
    """Call the residents' meeting and return its id."""
    return call_meeting(uow, by, kind=Kind.RESIDENTS, basis=basis, **changes)


def move_meeting(
    uow: UnitOfWork, by: Someone, meeting_id: UUID, move: MeetingMove, note: str | None = None
) -> dict[str, Any]:
    """Make a move on a meeting."""
    return service.move_meeting(uow, by.actor, by.community_id, meeting_id, move, MeetingWord(note))


def come(uow: UnitOfWork, by: Someone, meeting_id: UUID, who: Someone) -> None:
    """Let somebody type the code on the staff member's screen."""
    code = service.show_code(uow, by.actor, by.community_id, meeting_id)["code"]
    service.attend(uow, who.actor, who.community_id, meeting_id, code)


def come_on_paper(uow: UnitOfWork, by: Someone, meeting_id: UUID, name: str) -> None:
    """Write down somebody who is not on a phone."""
    service.note_on_paper(uow, by.actor, by.community_id, meeting_id, PaperLine(name=name))


def add_group(uow: UnitOfWork, by: Someone, name: str, **changes: Any) -> UUID:
    """Enter a resident group and return its id."""
    new = NewGroup(**{"name": name, "buildings": (), **changes})
    found = service.add_group(uow, by.actor, by.community_id, new)["items"]
    id_: UUID = next(each["id"] for each in found if each["name"] == name)
    return id_


def set_register(uow: UnitOfWork, by: Someone, *, adults: int, households: int) -> None:
    """Enter how many live here."""
    new = NewRegister(adults, households, date(2026, 11, 1), "户籍台账")
    service.set_register(uow, by.actor, by.community_id, new)


def begin_demand(uow: UnitOfWork, by: Someone, title: str = "公共收益怎么用") -> UUID:
    """Begin a demand, let its text pass, and return its id."""
    new = NewDemand(title, "停车费收了三年没有公布过，请召集居民会议听一听。")
    id_: UUID = service.begin_demand(uow, by.actor, by.community_id, new)["id"]
    assert judge(uow, by.community_id, id_)
    return id_


def judge(uow: UnitOfWork, community_id: int, demand_id: UUID, *, passed: bool = True) -> bool:
    """Have moderation decide on a demand's text; tell whether the demand took it."""
    return DemandTexts().decide(uow, community_id, demand_id, passed=passed, by_member_id=None)


def house(uow: UnitOfWork, community_id: int, building: str, door: str, *people: Someone) -> UUID:
    """Store a household with people in it and return its id."""
    home = Household(
        community_id=community_id,
        id=uow.new_id(),
        building=building,
        door_hash=f"{building}{door}".encode(),
        door=door,
        created_at=uow.now,
    )
    uow.session.add(home)
    uow.session.flush()
    for each in people:
        uow.session.get_one(Member, (community_id, each.member_id)).household_id = home.id
    uow.session.flush()
    return home.id


@dataclass(frozen=True)
class Hall:
    """A community of five adults, a minor and somebody who only works here; the register knows ``adults`` of them."""

    app: flask.Flask
    clock: FixedClock
    community_id: int
    people: dict[str, Someone]
    stranger: UUID

    def __getitem__(self, who: str) -> Someone:
        return self.people[who]

    @contextmanager
    def work(self) -> Iterator[UnitOfWork]:
        """Open a unit of work of its own."""
        with self.app.app_context(), unit_of_work() as uow:
            yield uow

    def as_(self, who: str) -> Caller:
        """Return somebody's phone; ``stranger`` belongs to no community."""
        person_id = self.stranger if who == "stranger" else self[who].person_id
        return Caller(self.app).as_person(person_id, self.community_id)

    def meeting(self, meeting_id: UUID, who: str = "staff") -> dict[str, Any]:
        """Return a meeting as somebody sees it."""
        answer = self.as_(who).get(f"…/meetings/{meeting_id}")
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return dict(answer.get_json())

    def open(self, meeting_id: UUID, starts_at: datetime) -> None:
        """Go to when it starts and open it."""
        self.clock.at = starts_at
        with self.work() as uow:
            move_meeting(uow, self["staff"], meeting_id, MeetingMove.OPEN)

    def run_due(self, *sources: str) -> None:
        """Do what is due of some sources, as a worker does."""
        with self.app.app_context():
            for source in sources:
                run_due(source, self.community_id)


def make_hall(app: flask.Flask, clock: FixedClock, *, adults: int | None = None) -> Hall:
    """Make the community at the test's moment."""
    with app.app_context(), unit_of_work() as uow:
        cid = make_community(uow)
        people = {
            "staff": make_member(uow, cid, Role.STAFF, name="赵社工"),
            "lead": make_member(uow, cid, Role.LEAD, name="钱书记"),
            "zhou": make_member(uow, cid, name="周秀英"),
            "sun": make_member(uow, cid, name="孙邻居"),
            "wang": make_member(uow, cid, name="王小明"),
            "child": make_member(uow, cid, name="周小小", birth_date=date(2010, 1, 1)),
        }
        people["worker"] = make_member(uow, cid, name="冯联络", person_id=make_person(uow))
        hall = Hall(app, clock, cid, people, make_person(uow))
        if adults is not None:
            set_register(uow, people["staff"], adults=adults, households=adults)
    return hall
