"""Teams for tests, made through the service as people make them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import flask

from backend.agreements.moves.claims import ClaimMove
from backend.core.actor import Role
from backend.core.clock import FixedClock, local_date
from backend.infra.due import run_due
from backend.infra.uow import UnitOfWork, unit_of_work
from backend.teams import service
from backend.teams.moves import SeatMove, TaskMove, TeamMove
from backend.teams.types import Invitation, NewLine, NewTask, NewTeam, TaskWord, TeamWord
from tests.client import Caller
from tests.factories.agreements import make_claim, move_claim
from tests.factories.communities import Someone, make_community, make_member, make_person, make_unit
from tests.factories.lists import make_open_entry


def form_team(uow: UnitOfWork, by: Someone, claim_id: UUID | None = None, **changes: Any) -> UUID:
    """Form a team from a claim, or as the desk from an ``entry_id``, and return its id."""
    new = NewTeam(**{"name": "助老行动队", "goal": "每周陪护高龄老人", "claim_id": claim_id, **changes})
    id_: UUID = service.form_team(uow, by.actor, by.community_id, new)["id"]
    return id_


def invite(uow: UnitOfWork, by: Someone, team_id: UUID, whom: Someone) -> UUID:
    """Ask somebody onto a team and return the seat's id."""
    service.invite(uow, by.actor, by.community_id, team_id, Invitation(member_id=whom.member_id))
    return seat_of(uow, by, team_id, whom)


def seat_of(uow: UnitOfWork, by: Someone, team_id: UUID, whom: Someone) -> UUID:
    """Return the id of somebody's live seat, as somebody inside sees it."""
    seats = service.list_seats(uow, by.actor, by.community_id, team_id)
    id_: UUID = next(seat["id"] for seat in seats if seat["member"]["id"] == whom.member_id)
    return id_


def join(uow: UnitOfWork, leader: Someone, team_id: UUID, whom: Someone) -> UUID:
    """Ask somebody, who says yes; return the seat's id."""
    seat_id = invite(uow, leader, team_id, whom)
    service.move_seat(uow, whom.actor, whom.community_id, seat_id, SeatMove.ACCEPT, "")
    return seat_id


def add_task(uow: UnitOfWork, by: Someone, team_id: UUID, *, days: int = 3, **changes: Any) -> UUID:
    """Put a task on the board and return its id."""
    new = NewTask(**{"title": "联系居委会借轮椅", "due_on": local_date(uow.now) + timedelta(days=days), **changes})
    id_: UUID = service.add_task(uow, by.actor, by.community_id, team_id, new)["id"]
    return id_


def finish(uow: UnitOfWork, by: Someone, task_id: UUID) -> None:
    """Finish a task."""
    service.move_task(uow, by.actor, by.community_id, task_id, TaskMove.FINISH, TaskWord())


def tell_progress(uow: UnitOfWork, by: Someone, team_id: UUID, text: str = "今天走访了三户") -> None:
    """Write a line of progress."""
    service.add_progress(uow, by.actor, by.community_id, team_id, NewLine(text))


def move_team(uow: UnitOfWork, by: Someone, team_id: UUID, move: TeamMove, **word: Any) -> dict[str, Any]:
    """Make a move on a team."""
    return service.move_team(uow, by.actor, by.community_id, team_id, move, TeamWord(**word))


@dataclass(frozen=True)
class Squad:
    """A community with a unit whose contact leads a team of their accepted claim, two on it, and others beside."""

    app: flask.Flask
    clock: FixedClock
    community_id: int
    unit_id: UUID
    entry_id: UUID
    claim_id: UUID
    team_id: UUID
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

    def team(self, who: str = "leader") -> dict[str, Any]:
        """Return the team as somebody sees it."""
        answer = self.as_(who).get(f"…/teams/{self.team_id}")
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return dict(answer.get_json())

    def run_due(self, *sources: str) -> None:
        """Do what is due of some sources, as a worker does."""
        with self.app.app_context():
            for source in sources:
                run_due(source, self.community_id)


def make_squad(app: flask.Flask, clock: FixedClock) -> Squad:
    """Make a squad at the test's moment."""
    with app.app_context(), unit_of_work() as uow:
        cid = make_community(uow)
        unit_id = make_unit(uow, cid, name="睦邻社会服务中心")
        people = {
            "leader": make_member(uow, cid, name="冯联络", unit=(unit_id, Role.UNIT_CONTACT)),
            "mate": make_member(uow, cid, name="周秀英"),
            "deputy": make_member(uow, cid, name="孙邻居"),
            "neighbour": make_member(uow, cid, name="王小明"),
            "asker": make_member(uow, cid, name="陈阿婆"),
            "staff": make_member(uow, cid, Role.STAFF, name="赵社工"),
            "lead": make_member(uow, cid, Role.LEAD, name="钱书记"),
        }
        leader = people["leader"]
        entry_id = make_open_entry(uow, people["staff"], "service_project", quantity=10)
        claim_id = make_claim(uow, leader, unit_id, entry_id)
        move_claim(uow, people["staff"], claim_id, ClaimMove.ACCEPT)
        team_id = form_team(uow, leader, claim_id)
        join(uow, leader, team_id, people["mate"])
        seat_id = join(uow, leader, team_id, people["deputy"])
        service.move_seat(uow, leader.actor, cid, seat_id, SeatMove.MAKE_DEPUTY, "")
        return Squad(app, clock, cid, unit_id, entry_id, claim_id, team_id, people, make_person(uow))
