"""Shifts and records for tests, made through the service as people make them, and a street to make them in."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import flask
from sqlalchemy import insert, select
from sqlalchemy.dialects.postgresql import Range

from backend.core.actor import Role
from backend.core.clock import LOCAL_ZONE, FixedClock
from backend.core.rotating_code import code_at
from backend.infra import numbers
from backend.infra.due import run_due
from backend.infra.outbox import OutboxEvent
from backend.infra.runtime import runtime
from backend.infra.uow import UnitOfWork, unit_of_work
from backend.volunteering import service
from backend.volunteering.models import ServiceRecord, Shift, SignUp
from backend.volunteering.moves import RecordMove
from backend.volunteering.types import Fence, NewShift
from backend.volunteering.types.presence import Given
from tests.client import Caller
from tests.factories.communities import Someone, make_community, make_member, make_person, make_unit
from tests.factories.lists import make_open_entry

# How far ahead the shifts of tests start, and how long they last.
AHEAD = timedelta(days=1)
LENGTH = timedelta(hours=2)


def make_action(uow: UnitOfWork, staff: Someone, **details: Any) -> UUID:
    """Open an action and return its entry id."""
    wanted = {"risks": [], "dangerous": False, **details}
    return make_open_entry(uow, staff, "action", title="陪诊志愿行动", details=wanted)


def make_shift(uow: UnitOfWork, by: Someone, entry_id: UUID | None = None, **changes: Any) -> UUID:
    """Open a shift (tomorrow, two hours, ten places, led by ``by``) and return its id."""
    fields: dict[str, Any] = {
        "entry_id": entry_id or make_action(uow, by),
        "starts_at": uow.now + AHEAD,
        "ends_at": uow.now + AHEAD + LENGTH,
        "places": 10,
        "place": "睦邻中心一楼",
        **changes,
    }
    shift_id: UUID = service.open_shift(uow, by.actor, by.community_id, NewShift(**fields))["id"]
    return shift_id


def sign_up(uow: UnitOfWork, by: Someone, shift_id: UUID) -> UUID:
    """Sign up and return the sign-up's id."""
    id_: UUID = service.sign_up(uow, by.actor, by.community_id, shift_id, accept_risks=True)["id"]
    return id_


def code_now(uow: UnitOfWork, community_id: int, shift_id: UUID) -> str:
    """Return the code that the leader's phone shows at the unit's moment."""
    shift = uow.session.get_one(Shift, (community_id, shift_id))
    return code_at(shift.code_secret, uow.now)


def check_in(uow: UnitOfWork, by: Someone, shift_id: UUID) -> UUID:
    """Check in with the right code and return the record's id."""
    code = code_now(uow, by.community_id, shift_id)
    record = service.check_in(uow, by.actor, by.community_id, shift_id, Given(code, Fence.INSIDE))
    id_: UUID = record["id"]
    return id_


def check_out(uow: UnitOfWork, by: Someone, shift_id: UUID) -> None:
    """Check out with the right code."""
    code = code_now(uow, by.community_id, shift_id)
    service.check_out(uow, by.actor, by.community_id, shift_id, Given(code, Fence.INSIDE))


def move_record(uow: UnitOfWork, by: Someone, record_id: UUID, *moves: RecordMove) -> dict[str, Any]:
    """Make moves on a record; each with a note."""
    shown: dict[str, Any] = {}
    for move in moves:
        shown = service.move_record(uow, by.actor, by.community_id, record_id, move, note="核对过")
    return shown


@dataclass(frozen=True)
class Street:
    """A community with one of everybody who has to do with shifts, on the clock of the test."""

    app: flask.Flask
    clock: FixedClock
    community_id: int
    unit_id: UUID
    stranger: UUID
    people: dict[str, Someone]

    def __getitem__(self, who: str) -> Someone:
        return self.people[who]

    @contextmanager
    def work(self) -> Iterator[UnitOfWork]:
        """Open a unit of work of its own."""
        with self.app.app_context(), unit_of_work() as uow:
            yield uow

    def as_(self, who: str) -> Caller:
        """Return somebody's phone; ``stranger`` belongs to no community, ``nobody`` is not signed in."""
        caller = Caller(self.app)
        if who == "nobody":
            return replace(caller, community_id=self.community_id)
        person_id = self.stranger if who == "stranger" else self[who].person_id
        return caller.as_person(person_id, self.community_id)

    def shift(self, by: str = "leader", **changes: Any) -> UUID:
        """Open a shift in a unit of work of its own; staff open what ``by`` leads."""
        with self.work() as uow:
            fields = {"leader_member_id": self[by].member_id, **changes}
            return make_shift(uow, self["staff"], **fields)

    def sign_up(self, who: str, shift_id: UUID) -> UUID:
        """Sign somebody up."""
        with self.work() as uow:
            return sign_up(uow, self[who], shift_id)

    def code(self, shift_id: UUID) -> str:
        """Return the code of this moment."""
        with self.work() as uow:
            return code_now(uow, self.community_id, shift_id)

    def serve(self, shift_id: UUID, *people: str) -> dict[str, UUID]:
        """Let signed-up people be there from the start to the end; return their records by name."""
        starts_at, ends_at = self.times(shift_id)
        self.clock.at = starts_at
        with self.work() as uow:
            records = {who: check_in(uow, self[who], shift_id) for who in people}
        self.clock.at = ends_at
        with self.work() as uow:
            for who in people:
                check_out(uow, self[who], shift_id)
        return records

    def times(self, shift_id: UUID) -> tuple[datetime, datetime]:
        """Return when a shift starts and ends."""
        with self.work() as uow:
            shift = uow.session.get_one(Shift, (self.community_id, shift_id))
            return shift.starts_at, shift.ends_at

    def move(self, who: str, record_id: UUID, *moves: RecordMove) -> dict[str, Any]:
        """Make moves on a record."""
        with self.work() as uow:
            return move_record(uow, self[who], record_id, *moves)

    def served(self, *moves: tuple[str, RecordMove], volunteer: str = "volunteer") -> UUID:
        """Bring a record of two hours as far as ``moves`` (who, move) lead; a peer was there too."""
        shift_id = self.shift()
        for who in (volunteer, "peer"):
            self.sign_up(who, shift_id)
        record_id = self.serve(shift_id, volunteer, "peer")[volunteer]
        for who, move in moves:
            self.move(who, record_id, move)
        return record_id

    def run_due(self, *sources: str) -> None:
        """Do what is due of some sources, as a worker does."""
        with self.app.app_context():
            for source in sources:
                run_due(source, self.community_id)

    def events(self, topic: str) -> list[dict[str, Any]]:
        """Return the payloads recorded of one topic, oldest first."""
        with self.work() as uow:
            rows = uow.session.scalars(
                select(OutboxEvent)
                .where(OutboxEvent.community_id == self.community_id, OutboxEvent.topic == topic)
                .order_by(OutboxEvent.id)
            )
            return [row.payload for row in rows]


CONFIRMED = (("peer", RecordMove.WITNESS), ("leader", RecordMove.CONFIRM))


def make_street(app: flask.Flask, clock: FixedClock) -> Street:
    """Found a community with a leader, volunteers, somebody served, the desk and a unit's contact."""
    with app.app_context(), unit_of_work() as uow:
        assert runtime().clock is clock
        cid = make_community(uow)
        unit_id = make_unit(uow, cid, name="睦邻社会服务中心")
        people = {
            "leader": make_member(uow, cid, name="李带队"),
            "volunteer": make_member(uow, cid, name="王小明"),
            "peer": make_member(uow, cid, name="周秀英"),
            "neighbour": make_member(uow, cid, name="孙邻居"),
            "elder": make_member(uow, cid, name="陈阿婆"),
            "staff": make_member(uow, cid, Role.STAFF, name="赵社工"),
            "colleague": make_member(uow, cid, Role.STAFF, name="吴社工"),
            "lead": make_member(uow, cid, Role.LEAD, name="钱书记"),
            "supervisor": make_member(uow, cid, Role.SUPERVISOR, name="郑监督"),
            "contact": make_member(uow, cid, name="冯联络", unit=(unit_id, Role.UNIT_CONTACT)),
            "applicant": make_member(uow, cid, name="褚新人", state="applied"),
        }
        return Street(app, clock, cid, unit_id, make_person(uow), people)


def make_records_on_notice(street: Street, count: int, *, members: int = 50) -> list[UUID]:
    """Store records of an hour each, witnessed, confirmed and on notice until now; return their ids.

    They are written as rows: thousands made one by one through the service would take minutes.
    """
    with street.work() as uow:
        cid, now = street.community_id, uow.now
        people = [make_member(uow, cid, name=f"志愿者{n}").member_id for n in range(members)]
        model = uow.session.get_one(Shift, (cid, make_shift(uow, street["staff"])))
        hours = -(-count // members)
        first = numbers.next_numbers(uow, cid, "record", count=count)
        shifts, sign_ups, records = [], [], []
        for hour in range(hours):
            starts_at = now - timedelta(days=7, hours=hour)
            shift_id = uow.new_id()
            shifts.append(_shift_row(model, shift_id, starts_at))
            for member_id in people[: count - len(records)]:
                sign_up_id, record_id = uow.new_id(), uow.new_id()
                keys = {"community_id": cid, "shift_id": shift_id, "created_at": now}
                ends_at = starts_at + timedelta(hours=1)
                sign_ups.append(
                    {
                        **keys,
                        "id": sign_up_id,
                        "member_id": member_id,
                        "state": "checked_out",
                        "busy": Range(starts_at, ends_at),
                        "queued_at": now,
                        "code_tries": 0,
                    }
                )
                records.append(
                    {
                        **keys,
                        "id": record_id,
                        "number": first + len(records),
                        "sign_up_id": sign_up_id,
                        "performed_by": member_id,
                        "source": "code",
                        "state": "on_notice",
                        "served_on": starts_at.astimezone(LOCAL_ZONE).date(),
                        "checked_in_at": starts_at,
                        "checked_out_at": ends_at,
                        "minutes": 60,
                        "fence": "inside",
                        "witnessed_by": street["peer"].member_id,
                        "witness_kind": "peer",
                        "confirmed_by": street["leader"].member_id,
                        "notice_until": now,
                    }
                )
        for table, rows in ((Shift, shifts), (SignUp, sign_ups), (ServiceRecord, records)):
            uow.session.execute(insert(table), rows)
        return [row["id"] for row in records]


def _shift_row(model: Shift, id_: UUID, starts_at: datetime) -> dict[str, Any]:
    columns = [column.key for column in Shift.__table__.columns]
    changes = {"id": id_, "starts_at": starts_at, "ends_at": starts_at + timedelta(hours=1)}
    return {**{name: getattr(model, name) for name in columns}, **changes}
