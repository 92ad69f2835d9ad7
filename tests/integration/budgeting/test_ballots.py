"""Ballots on a real database: nothing ties one to a member, each counts once, and a count comes out again."""

import dataclasses
from datetime import timedelta
from typing import Any
from uuid import UUID

import flask
import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import IntegrityError, ProgrammingError

from backend.app.checking import check_all
from backend.app.features import collect_mapping
from backend.books.service import ask_checks
from backend.budgeting import service
from backend.budgeting.errors import NotVotingError
from backend.budgeting.models import Ballot, Result, Round
from backend.budgeting.moves import RoundMove
from backend.budgeting.service.check import CHECKS, RECOUNTED
from backend.budgeting.types import NewProposal
from backend.communities.models import Member
from backend.infra.paging import PageRequest
from backend.infra.uow import UnitOfWork, separate_unit_of_work, unit_of_work
from backend.lists import service as lists
from backend.lists.types import EntryMove, EntryState
from tests.factories.agreements import Neighbourhood, make_neighbourhood
from tests.factories.budgeting import check, close, let_words_through, make_voting, move, open_round, vote
from tests.factories.lists import propose_entry

VOTERS = ("resident", "neighbour", "supervisor")


@pytest.fixture
def hood(uow: UnitOfWork) -> Neighbourhood:
    return make_neighbourhood(uow)


def counted(uow: UnitOfWork, hood: Neighbourhood) -> tuple[UUID, UnitOfWork]:
    round_id, proposals = make_voting(uow, hood["staff"], hood["resident"])
    for who in VOTERS:
        vote(uow, hood[who], round_id, proposals[:1])
    return round_id, close(uow, hood.community_id)


def everything(uow: UnitOfWork, community_id: int) -> str:
    """Return all rows of the community's tables that could tell of a vote, as text."""
    tables = ("budget_ballots", "budget_results", "budget_round_moves", "idempotency_keys", "outbox_events", "links")
    query = " UNION ALL ".join(
        f"SELECT to_jsonb(t)::text FROM {table} t WHERE community_id = :community_id" for table in tables
    )
    return "\n".join(uow.session.scalars(text(query), {"community_id": community_id}))


def test_a_vote_leaves_nothing_that_names_the_voter_or_the_time(uow: UnitOfWork, hood: Neighbourhood) -> None:
    round_id, (first, _) = make_voting(uow, hood["staff"], hood["lead"])
    before = everything(uow, hood.community_id)
    vote(uow, hood["neighbour"], round_id, [first])
    after = everything(uow, hood.community_id)
    new = [line for line in after.splitlines() if line not in before]
    assert len(new) == 1
    assert str(hood["neighbour"].member_id) not in after
    columns = {column.name for column in Ballot.__table__.columns}
    assert columns == {"community_id", "round_id", "voter", "points"}


def test_one_voter_is_another_in_another_round(uow: UnitOfWork, hood: Neighbourhood) -> None:
    for _ in range(2):
        round_id, (first, _) = make_voting(uow, hood["staff"], hood["lead"])
        vote(uow, hood["neighbour"], round_id, [first])
    found = uow.session.scalars(select(Ballot.voter).where(Ballot.community_id == hood.community_id)).all()
    assert len(set(found)) == 2


def test_the_key_is_gone_once_it_is_counted(uow: UnitOfWork, hood: Neighbourhood) -> None:
    round_id, (first, _) = make_voting(uow, hood["staff"], hood["lead"])
    row = uow.session.get_one(Round, (hood.community_id, round_id))
    assert row.secret is not None
    stored = uow.session.scalar(
        text("SELECT secret FROM budget_rounds WHERE community_id = :c AND id = :r"),
        {"c": hood.community_id, "r": round_id},
    )
    assert bytes(row.secret) not in bytes(stored)
    vote(uow, hood["neighbour"], round_id, [first])
    close(uow, hood.community_id)
    assert row.secret is None
    assert row.stage == "closed"
    row.secret = b"k" * 32
    with pytest.raises(IntegrityError):
        uow.session.flush()
    uow.session.rollback()


def test_a_ballot_under_way_at_the_end_is_counted_and_a_later_one_is_not(
    app: flask.Flask, hood_apart: Neighbourhood
) -> None:
    """The worker passes over a round while somebody's ballot is being stored, and comes again."""
    hood = hood_apart
    with app.app_context():
        with unit_of_work() as uow:
            round_id, proposals = make_voting(uow, hood["staff"], hood["lead"])
        with unit_of_work() as uow:
            vote(uow, hood["resident"], round_id, proposals)
            later = uow.now + timedelta(days=30)
            with separate_unit_of_work() as worker:
                assert service.move_due_round(dataclasses.replace(worker, now=later), hood.community_id) == 0
        with unit_of_work() as uow:
            worker = dataclasses.replace(uow, now=later)
            assert service.move_due_round(worker, hood.community_id) == 1
            assert service.move_due_round(worker, hood.community_id) == 0
            assert uow.session.get_one(Result, (hood.community_id, round_id)).voters == 1
            with pytest.raises(NotVotingError):
                vote(uow, hood["neighbour"], round_id, proposals)


@pytest.fixture
def hood_apart(app: flask.Flask) -> Neighbourhood:
    with app.app_context(), unit_of_work() as uow:
        return make_neighbourhood(uow)


def test_who_moved_away_after_voting_still_counts(uow: UnitOfWork, hood: Neighbourhood) -> None:
    round_id, proposals = make_voting(uow, hood["staff"], hood["lead"])
    vote(uow, hood["neighbour"], round_id, proposals)
    left = update(Member).where(Member.community_id == hood.community_id, Member.id == hood["neighbour"].member_id)
    uow.session.execute(left.values(state="left"))
    close(uow, hood.community_id)
    result = uow.session.get_one(Result, (hood.community_id, round_id))
    assert (result.voters, result.electors) == (1, 8)


def test_the_ballots_give_the_result_again_and_a_changed_one_is_found(uow: UnitOfWork, hood: Neighbourhood) -> None:
    round_id, later = counted(uow, hood)
    move(later, hood["staff"], round_id, RoundMove.DECIDE)
    cid = hood.community_id
    recounts: Any = collect_mapping("SELF_RECOUNTS")
    assert ask_checks(uow, cid, CHECKS) == []
    assert recounts[RECOUNTED](uow, cid) == []
    uow.session.execute(update(Ballot).where(Ballot.community_id == cid).values(points={"2": 1}))
    assert recounts[RECOUNTED](uow, cid) == [f"round {round_id}"]


def test_the_command_tells_of_a_ballot_that_was_slipped_in(app: flask.Flask, hood_apart: Neighbourhood) -> None:
    cid = hood_apart.community_id
    with app.app_context():
        with unit_of_work() as uow:
            round_id, _ = counted(uow, hood_apart)
            uow.session.add(Ballot(community_id=cid, round_id=round_id, voter=b"x" * 32, points={"1": 1}))
        findings = check_all(cid)
        (line,) = [line for line in findings.lines if RECOUNTED in line]
        assert "BROKEN (1)" in line
        assert not findings.clean


def test_what_was_counted_can_not_be_rewritten(uow: UnitOfWork, hood: Neighbourhood) -> None:
    counted(uow, hood)
    for table in ("budget_results", "budget_round_moves", "budget_proposal_checks"):
        with pytest.raises(ProgrammingError, match="permission denied"), uow.session.begin_nested():
            uow.session.execute(text(f"DELETE FROM {table} WHERE community_id = :c"), {"c": hood.community_id})


def test_an_entry_withdrawn_meanwhile_is_written_anew(uow: UnitOfWork, hood: Neighbourhood) -> None:
    """The residents decided on it; whoever takes their entry back does not undo that."""
    entry_id, later, round_id = _listed_round(uow, hood, EntryMove.REJECT)
    move(later, hood["staff"], round_id, RoundMove.DECIDE)
    (proposal,) = _proposals(later, hood, round_id)
    assert proposal["entry_id"] not in (None, entry_id)
    assert lists.get_entry(uow, hood.community_id, proposal["entry_id"]).state is EntryState.OPEN
    assert ask_checks(uow, hood.community_id, CHECKS) == []


def test_an_entry_adopted_meanwhile_stays_the_one(uow: UnitOfWork, hood: Neighbourhood) -> None:
    entry_id, later, round_id = _listed_round(uow, hood, EntryMove.ADOPT)
    move(later, hood["staff"], round_id, RoundMove.DECIDE)
    (proposal,) = _proposals(later, hood, round_id)
    assert proposal["entry_id"] == entry_id


def _proposals(uow: UnitOfWork, hood: Neighbourhood, round_id: UUID) -> Any:
    who = hood["staff"].actor
    return service.list_proposals(uow, who, hood.community_id, round_id, None, PageRequest()).items


def _listed_round(uow: UnitOfWork, hood: Neighbourhood, meanwhile: EntryMove) -> tuple[UUID, UnitOfWork, UUID]:
    """Lead a round about one entry of list 5 to its count; the desk makes a move on the entry in between."""
    cid, staff = hood.community_id, hood["staff"]
    entry_id = propose_entry(uow, staff, "welfare_work", details={"budget_fen": 500_000, "fund": "公益金"})
    round_id = open_round(uow, staff)
    listed = service.propose(uow, hood["lead"].actor, cid, round_id, NewProposal(entry_id=entry_id))
    let_words_through(uow, staff, listed["id"])
    check(uow, staff, listed["id"])
    gathered = close(uow, cid)
    move(gathered, staff, round_id, RoundMove.OPEN_VOTING)
    vote(gathered, hood["resident"], round_id, [listed["id"]])
    lists.move_entry(gathered, staff.actor, cid, entry_id, meanwhile, "另有安排")
    return entry_id, close(gathered, cid), round_id
