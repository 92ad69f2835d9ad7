"""What units gave and got, and alliances of a street's communities, for tests."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

import flask
import orjson
from sqlalchemy import update

from backend.agreements.models import DutyEvidence, DutyTerm
from backend.alliances import service
from backend.alliances.models import ReciprocityQuarter, ReciprocityStatement
from backend.alliances.moves import StandMove
from backend.alliances.types import NewAlliance, NewItem, Scope
from backend.communities import service as communities
from backend.core.actor import Role
from backend.core.clock import LOCAL_ZONE
from backend.infra.due import run_due
from backend.infra.uow import UnitOfWork, unit_of_work
from tests.client import Caller
from tests.factories.agreements import Neighbourhood
from tests.factories.communities import Someone, make_member
from tests.factories.duties import Pact


def accept(
    uow: UnitOfWork, hood: Neighbourhood, pact: Pact, no: int, amount: int, *, term: int = 0, **changes: Any
) -> None:
    """Store evidence of so much of a term as accepted at the unit's moment: photos unless told otherwise."""
    row = pact.terms(uow, no)[term]
    fields = {"kind": "photo", "ref_id": None, "photos": [], **changes}
    uow.session.add(
        DutyEvidence(
            community_id=hood.community_id,
            id=uow.new_id(),
            term_id=row.id,
            amount=amount,
            accepted_amount=amount,
            state="accepted",
            by_member_id=hood["contact"].member_id,
            at=uow.now,
            decided_by=hood["lead"].member_id,
            decided_at=uow.now,
            **fields,
        )
    )
    done = row.accepted_amount + amount
    state = "accepted" if done == row.amount else "partly"
    uow.session.execute(
        update(DutyTerm)
        .where(DutyTerm.community_id == hood.community_id, DutyTerm.id == row.id)
        .values(accepted_amount=done, state=state, next_at=None, updated_at=uow.now)
    )
    uow.session.flush()


def give_up(uow: UnitOfWork, pact: Pact, no: int) -> None:
    """Let a clause's first term be given up at the unit's moment."""
    row = pact.terms(uow, no)[0]
    row.state, row.next_at, row.updated_at = "given_up", None, uow.now
    uow.session.flush()


@dataclass(frozen=True)
class Side:
    """One community of the street with its lead, its staff and a resident."""

    community_id: int
    lead: Someone
    staff: Someone
    resident: Someone


@dataclass(frozen=True)
class Alley:
    """Three communities of one street; the first convenes."""

    app: flask.Flask
    chair: Side
    first: Side
    second: Side

    @property
    def sides(self) -> tuple[Side, Side, Side]:
        return self.chair, self.first, self.second

    def deliver(self) -> None:
        """Deliver all that is due in every community, answers to what was just delivered among it."""
        with self.app.app_context():
            while sum([run_due("outbox", side.community_id) for side in self.sides]):
                pass

    def pass_time(self) -> None:
        """Do what time asks of the alliance everywhere, and deliver what comes of it."""
        with self.app.app_context():
            for side in (self.first, self.second, self.chair):
                run_due("alliances", side.community_id)
                self.deliver()

    def phone(self, someone: Someone) -> Caller:
        return Caller(self.app).as_person(someone.person_id, someone.community_id)

    def board(self, side: Side, alliance_id: UUID, month: str | None = None) -> dict[str, Any]:
        """Return the alliance as somebody of a side's desk sees it."""
        shown: dict[str, Any] = self.phone(side.staff).get(f"…/alliances/{alliance_id}", month=month).get_json()
        return shown


def make_alley(app: flask.Flask, names: Sequence[str] = ("泰和里社区", "安和社区", "宜川社区")) -> Alley:
    """Found three communities of one street."""
    street = random.SystemRandom().randint(10**8, 10**9 - 1)
    with app.app_context(), unit_of_work() as uow:
        sides = [make_side(uow, street * 1000 + place, name) for place, name in enumerate(names, 1)]
    return Alley(app, *sides)


def make_side(uow: UnitOfWork, community_id: int, name: str) -> Side:
    """Found one community with its people."""
    communities.found_community(uow, community_id, name=name, street=("宜川路街道", "普陀区", "上海市"))
    return Side(
        community_id,
        make_member(uow, community_id, Role.LEAD, name="钱书记"),
        make_member(uow, community_id, Role.STAFF, name="赵社工"),
        make_member(uow, community_id, name="王小明"),
    )


def found(alley: Alley, *, joined: bool = True) -> UUID:
    """Let the chair found an alliance of all three; both others join unless told otherwise."""
    others = [alley.first, alley.second]
    with alley.app.app_context(), unit_of_work() as uow:
        new = NewAlliance("宜川路党建联盟", "一起办好街坊的事", [side.community_id for side in others])
        shown = service.found_alliance(uow, alley.chair.lead.actor, alley.chair.community_id, new)
    alley.deliver()
    alliance_id = UUID(str(shown["id"]))
    for side in others if joined else []:
        stand(alley, side, alliance_id, StandMove.JOIN)
    return alliance_id


def stand(alley: Alley, side: Side, alliance_id: UUID, move: StandMove) -> None:
    """Let a side's lead say how it stands, and all hear of it."""
    with alley.app.app_context(), unit_of_work() as uow:
        service.move_alliance(uow, side.lead.actor, side.community_id, alliance_id, move)
    alley.deliver()


def add_item(alley: Alley, alliance_id: UUID, taker: Side, title: str = "给独居老人装扶手", amount: int = 10) -> None:
    """Let the chair's staff put an item on the next list."""
    with alley.app.app_context(), unit_of_work() as uow:
        new = NewItem(Scope.PERSONAL, title, taker.community_id, amount, "户")
        service.add_item(uow, alley.chair.staff.actor, alley.chair.community_id, alliance_id, new)


def local(day: date, hour: int = 15) -> datetime:
    """Return an hour of a local day."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=LOCAL_ZONE)


def make_convened(uow: UnitOfWork, lead: Someone, unit_id: UUID) -> dict[str, UUID]:
    """Store an alliance that a community convenes with an item on its next list, and a unit's statement; return ids."""
    cid = lead.community_id
    alliance_id = UUID(str(service.found_alliance(uow, lead.actor, cid, NewAlliance("街道党建联盟", "", []))["id"]))
    new = NewItem(Scope.PUBLIC, "装充电桩", cid, 2, "处")
    item = service.add_item(uow, lead.actor, cid, alliance_id, new)["draft"]["items"][0]
    terms = {"due": 0, "kept": 0, "excused": 0, "percent": None}
    held = {"unit": "单位", "community": "社区", "quarter": "2026-07-01", "number": "互-2026-000001"}
    content = orjson.dumps({**held, "sides": [], "lines": [], "own_terms": terms, "terms_owed_to": terms})
    quarter = {"community_id": cid, "quarter": date(2026, 7, 1), "made_at": uow.now}
    uow.session.add(ReciprocityQuarter(**quarter))
    uow.session.flush()
    statement = ReciprocityStatement(
        **quarter,
        id=uow.new_id(),
        number="互-2026-000001",
        unit_id=unit_id,
        due=0,
        kept=0,
        content=content,
        seal=sha256(content).hexdigest(),
    )
    uow.session.add(statement)
    uow.session.flush()
    return {"alliance_id": alliance_id, "item_id": UUID(str(item["id"])), "statement_id": statement.id}
