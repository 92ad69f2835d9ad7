"""Every state that tables of claims, agreements, duties, teams and alliances know is reached by people's doors.

The states are read from the tables' own CHECKs, so that one added later is missed here until somebody plays it.
"""

import re
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, Column, Table, select

import backend.agreements.models as agreement_models
import backend.alliances.models as alliance_models
import backend.teams.models as team_models
from backend.alliances.moves import StandMove
from backend.alliances.rules import rhythm
from backend.core.clock import FixedClock
from backend.infra.db import Base
from backend.infra.uow import UnitOfWork
from tests.api.agreements.playing import Case, clause
from tests.client import Caller
from tests.factories.agreements import Place
from tests.factories.alliances import Alley, add_item, found, local, make_alley, stand
from tests.factories.teams import Squad, make_squad

YEAR = {"starts_on": "2026-11-23", "ends_on": "2027-11-22"}
STATES = re.compile(r"^\(?(state|stand|outcome) IN \(([^)]+)\)")


def tables() -> list[Table]:
    """Return the tables of the three features."""
    modules = (agreement_models, team_models, alliance_models)
    models = {id(model): model for module in modules for model in vars(module).values() if isinstance(model, type)}
    mapped = [model for model in models.values() if issubclass(model, Base) and model is not Base]
    return [table for table in (model.__table__ for model in mapped) if isinstance(table, Table)]


def known_states() -> dict[Column[str], set[str]]:
    """Return what each column of states may hold, as its CHECK says."""
    checks = [check for table in tables() for check in table.constraints if isinstance(check, CheckConstraint)]
    matches = {check: STATES.match(str(check.sqltext)) for check in checks}
    return {check.table.c[match[1]]: set(re.findall(r"'(\w+)'", match[2])) for check, match in matches.items() if match}


def histories(column: Column[str]) -> list[Column[str]]:
    """Return the columns of moves tables that tell which states rows of the column's table came to."""
    moves = [table for table in tables() if "to_state" in table.c]
    return [table.c.to_state for table in moves if column.table in {key.column.table for key in table.foreign_keys}]


def reached(uow: UnitOfWork, column: Column[str], community_ids: Collection[int]) -> set[str]:
    """Return the states in which rows of the communities are or were."""
    found_: set[str] = set()
    for each in (column, *histories(column)):
        found_.update(uow.session.scalars(select(each).where(each.table.c.community_id.in_(community_ids)).distinct()))
    return found_


def test_every_state_of_every_table_is_reached(place: Place, caller: Caller, clock: FixedClock) -> None:
    states = known_states()
    assert len(states) == 16, sorted(str(column) for column in states)
    assert sum(len(histories(column)) for column in states) == 3
    play_agreements(Case(place, clock))
    squad = make_squad(caller.app, clock)
    play_teams(squad)
    alley = make_alley(caller.app)
    play_alliances(alley, clock)
    here = {place.hood.community_id, squad.community_id, *(side.community_id for side in alley.sides)}
    with place.work() as uow:
        missed = {str(column): wanted - reached(uow, column, here) for column, wanted in states.items()}
    assert {column: left for column, left in missed.items() if left} == {}


def play_agreements(case: Case) -> None:
    """Seventeen items, each with a fate of its own."""
    case.join(works="市政公司", union="市总工会", school="实验学校")
    items = iter([case.asked("service_project", f"事项{n + 1}", by="staff", quantity=2) for n in range(17)])
    helped = [{"unit_id": case.units["union"]}]

    def accepted() -> dict[str, Any]:
        return case.moves(case.claims("works", next(items), 2), ("staff", "accept"))

    play_claims(case, items, helped)
    case.drafted((), claim_id=accepted()["id"], **YEAR)
    case.offered(case.drafted((), claim_id=accepted()["id"], **YEAR))
    cancelled = case.drafted((), claim_id=accepted()["id"], **YEAR)
    case.post("staff", f"agreements/{cancelled['id']}/moves", move="cancel", note="不用了")
    later = {"starts_on": "2027-03-01", "ends_on": "2027-11-22"}
    assert case.agreed(("works",), claim_id=accepted()["id"], **later)["state"] == "signed"
    short = case.agreed(("works",), claim_id=accepted()["id"], starts_on="2026-11-23", ends_on="2026-12-20")
    case.kept(case.claims("school", next(items), 2), "school")
    play_duties(case, accepted()["id"])
    assert case.get(f"agreements/{short['id']}")["state"] == "ended"
    assert next(items, None) is None
    case.claims("works", case.asked("service_project", "新事项", by="staff", quantity=2), 2, assists=helped)


def play_claims(case: Case, items: Iterator[str], helped: list[dict[str, str]]) -> None:
    """Ten items: kept, declined, withdrawn, waited for, helped with and left, and one nobody has answered."""
    case.kept(case.claims("works", next(items), 2), "works")
    case.moves(case.claims("works", next(items), 2), ("staff", "decline"))
    case.moves(case.claims("works", next(items), 2), ("works", "withdraw"))
    contested = next(items)
    first = case.claims("works", contested, 2)
    lapsing = case.claims("union", contested, 2, wait=True)
    case.kept(first, "works")
    assert case.get(f"claims/{lapsing['id']}")["state"] == "lapsed"
    for move, who in (("agree", "union"), ("decline", "union"), ("take_back", "works")):
        claim = case.claims("works", next(items), 2, assists=helped)
        path = f"claims/{claim['id']}/assists/{claim['assists'][0]['id']}/moves"
        case.post(who, path, move=move, note="人手不够")
    leaving = case.claims("works", next(items), 2, assists=helped)
    case.answers("union", leaving, "agree")
    case.answers("union", leaving, "leave")
    case.claims("works", next(items), 2, assists=helped)
    last = next(items)
    case.claims("works", last, 2)
    case.claims("union", last, 1, wait=True)


def play_duties(case: Case, claim_id: str) -> None:
    """One agreement whose duties are kept, sent back, done in part, let go, given up and excused; one that is left."""
    late = {"due_on": "2027-05-01"}
    clauses = [clause(no, 1, f"事项{no}", 2, "趟", **(late if no > 3 else {})) for no in range(1, 6)]
    agreement = case.agreed(("works",), claim_id=claim_id, clauses=clauses, **YEAR)
    terms = {no: found[0] for no, found in case.terms(agreement).items()}
    case.decides("works", case.shows("works", terms[1], 2), "withdraw")
    case.decides("lead", case.shows("works", terms[1], 2), "reject", reason="照片不清楚")
    case.decides("lead", case.shows("works", terms[1], 2))
    case.decides("lead", case.shows("works", terms[2], 1))
    case.post("works", f"duty-terms/{terms[4]['id']}/moves", move="ask_excuse", note="道路封闭")
    case.post("lead", f"duty-terms/{terms[4]['id']}/moves", move="grant_excuse")
    case.shows("works", terms[5], 1)
    case.post("staff", f"agreements/{agreement['id']}/texts", purpose="amendment")
    case.signed(agreement, ("works",))
    left = case.agreed(("union",), title="工会共建", clauses=[clause(1, 1, "讲座", 1, "次", **late)], **YEAR)
    case.post("union", f"agreements/{left['id']}/moves", move="leave", party_no=1, note="机构调整")
    (duty,) = [each for each in case.get(f"agreements/{agreement['id']}/duties")["items"] if each["clause_no"] == 5]
    assert duty["state"] == "in_force"
    notes = [case.post("supervisor", f"duties/{duty['id']}/notes", text=f"第{n}次没有看到人") for n in range(3)]
    for note in notes[:2]:
        case.post("works", f"duty-notes/{note['id']}/words", text="已经补上")
    case.post("supervisor", f"duty-notes/{notes[0]['id']}/moves", move="close")
    for day in (2, 8, 18, 22):
        case.goes_on(12, day)
    case.post("supervisor", f"duties/{duty['id']}/notes", text="还要再看")
    case.agreed(("union",), title="工会共建", clauses=[clause(1, 1, "讲座", 1, "次", **late)], **YEAR)


def play_teams(squad: Squad) -> None:
    """A team at work with people who come and go and tasks that end either way, one that ends, two that do not."""
    team = f"teams/{squad.team_id}"

    def post(who: str, path: str, **body: Any) -> dict[str, Any]:
        answer = squad.as_(who).post(f"…/{path}", body)
        assert answer.status_code < 300, answer.get_data(as_text=True)
        told: dict[str, Any] = answer.get_json()
        return told

    def seat(who: str, move: str, by: str | None = None) -> None:
        own = squad.team(who)["seat"]["id"]
        post(by or who, f"team-seats/{own}/moves", move=move, note="家里有事")

    def ask(who: str) -> None:
        post("leader", f"{team}/invitations", member_id=str(squad[who].member_id))

    for move, by in (("decline", "neighbour"), ("take_back", "leader")):
        ask("neighbour")
        seat("neighbour", move, by)
    seat("mate", "leave")
    seat("deputy", "remove", "leader")
    tasks = [post("leader", f"{team}/tasks", title=f"任务{n}", due_on="2027-02-01")["id"] for n in range(3)]
    post("leader", f"team-tasks/{tasks[0]}/moves", move="finish")
    post("leader", f"team-tasks/{tasks[1]}/moves", move="drop")
    ask("mate")
    post("neighbour", f"{team}/applications")
    formed = {"name": "修灯小队", "goal": "修好楼道灯", "entry_id": str(squad.entry_id)}
    for end in ("call_off", "close"):
        other = post("staff", "teams", **formed)
        post("staff", f"teams/{other['id']}/invitations", member_id=str(squad["mate"].member_id))
        post("staff", f"teams/{other['id']}/moves", move=end, text="办完了")
    post("staff", "teams", **formed, leader_id=str(squad["mate"].member_id))


def play_alliances(alley: Alley, clock: FixedClock) -> None:
    """One alliance through a month with every answer, one that ended, one that a community declined, one it left."""
    clock.at = local(date(2026, 12, 1), 9)
    alliance_id = found(alley)
    for title in ("装扶手", "修路灯", "清楼道"):
        add_item(alley, alliance_id, alley.chair, title)
    december = date(2026, 12, 1)
    clock.at = rhythm.issue_of(december)
    alley.pass_time()
    desk = alley.phone(alley.chair.staff)
    items = alley.board(alley.chair, alliance_id)["board"]["items"]
    for item, (outcome, done) in zip(items, {"done": 10, "partly": 4, "not_done": 0}.items(), strict=True):
        body = {"month": december.isoformat(), "outcome": outcome, "done_amount": done, "word": "如实报告"}
        assert desk.post(f"…/alliances/{alliance_id}/items/{item['id']}/answer", body).status_code == 200
    clock.at = rhythm.telling_of(december)
    alley.pass_time()
    clock.at = rhythm.issue_of(date(2027, 1, 1))
    alley.pass_time()
    stand(alley, alley.second, alliance_id, StandMove.LEAVE)
    over = found(alley, joined=False)
    stand(alley, alley.chair, over, StandMove.END)
    again = found(alley, joined=False)
    stand(alley, alley.first, again, StandMove.DECLINE)
