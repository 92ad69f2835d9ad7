"""What the database holds of teams: two leaders, a seat without a word, races; hours in force; the self-check."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, ProgrammingError

from backend.books.service import ask_checks
from backend.teams.moves import TeamMove
from backend.teams.service.check import CHECKS
from tests.factories.teams import Squad, add_task, form_team, move_team
from tests.factories.volunteering import make_shift


def run(squad: Squad, statement: str, **values: Any) -> None:
    with squad.work() as uow:
        uow.session.execute(text(statement), {"cid": squad.community_id, "team": squad.team_id, **values})


@pytest.mark.parametrize(
    "change",
    [
        "role = 'leader'",
        "state = 'invited', role = 'deputy'",
        "answered_at = NULL",
        "state = 'left', vanguard = true",
        "state = 'asleep'",
    ],
)
def test_a_seat_that_cannot_be(standing: Squad, change: str) -> None:
    with pytest.raises(IntegrityError):
        run(
            standing,
            f"UPDATE team_seats SET {change} WHERE community_id = :cid AND team_id = :team AND member_id = :who",
            who=standing["mate"].member_id,
        )


@pytest.mark.parametrize("change", ["state = 'closed'", "report = 'x'", "heir_id = created_by", "claim_id = NULL"])
def test_a_team_that_cannot_be(standing: Squad, change: str) -> None:
    with pytest.raises(IntegrityError):
        run(standing, f"UPDATE teams SET {change} WHERE community_id = :cid AND id = :team")


@pytest.mark.parametrize("table", ["team_lines", "team_shifts"])
def test_the_log_stays(standing: Squad, table: str) -> None:
    with pytest.raises(ProgrammingError):
        run(standing, f"DELETE FROM {table} WHERE community_id = :cid AND team_id = :team")


def test_of_two_leaders_one_leads(squad: Squad) -> None:
    """The old leader gives the lead to the deputy while the desk takes it: after both there is one leader."""
    move = f"…/teams/{squad.team_id}/moves"
    squad.as_("leader").post(move, {"move": "offer_lead", "member_id": str(squad["deputy"].member_id)})
    own = {"move": "offer_lead", "member_id": str(squad["staff"].member_id)}
    calls = [("deputy", {"move": "accept_lead"}), ("staff", own)]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda call: squad.as_(call[0]).post(move, call[1]).status_code, calls))
    assert set(answers) <= {200, 403}
    assert 200 in answers
    assert findings(squad) == []


def test_one_seat_however_often_they_ask_at_once(squad: Squad) -> None:
    path = f"…/teams/{squad.team_id}/applications"
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: squad.as_("neighbour").post(path, {}).status_code, range(4)))
    assert sorted(answers) == [201, 409, 409, 409]


def findings(squad: Squad) -> list[str]:
    with squad.work() as uow:
        return [str(finding) for finding in ask_checks(uow, squad.community_id, CHECKS)]


def test_the_self_check_finds_what_is_wrong(squad: Squad) -> None:
    with squad.work() as uow:
        add_task(uow, squad["leader"], squad.team_id, assignee_id=squad["mate"].member_id)
        move_team(
            uow, squad["staff"], form_team(uow, squad["staff"], entry_id=squad.entry_id), TeamMove.CLOSE, text="好"
        )
        foreign = make_shift(uow, squad["staff"])
    assert findings(squad) == []
    mate = "UPDATE team_seats SET state = 'left' WHERE community_id = :cid AND team_id = :team AND member_id = :who"
    run(squad, mate, who=squad["mate"].member_id)
    assert len(findings(squad)) == 1
    leader = "UPDATE team_seats SET role = 'member' WHERE community_id = :cid AND team_id = :team"
    run(squad, leader)
    assert len(findings(squad)) == 2
    values = "VALUES (:cid, :shift, :team, :who, '2026-11-23T01:00:00Z')"
    run(squad, f"INSERT INTO team_shifts {values}", shift=foreign, who=squad["mate"].member_id)
    assert len(findings(squad)) == 3
