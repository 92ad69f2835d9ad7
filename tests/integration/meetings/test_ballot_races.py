"""Real connections on one seat, one motion, one household: the database lets one of them through."""

from typing import Any
from uuid import UUID

import flask
import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import OperationalError

from backend.app.checking import check_all
from backend.core.clock import FixedClock
from backend.infra.db import db
from backend.infra.uow import UnitOfWork
from backend.meetings.errors import (
    AlreadyVotedError,
    HolderIsGivenAwayError,
    MotionNotOpenError,
    ProxiesFullError,
    ProxyChainError,
)
from backend.meetings.models import Ballot, Mark, Motion, Proxy
from backend.meetings.moves.motions import MotionMove
from backend.meetings.types.motions import Choice, Secrecy
from tests.factories.ballots import (
    Assembly,
    give_paper,
    give_proxy,
    make_assembly,
    move_motion,
    open_motion,
    read_box,
    vote,
)
from tests.factories.meetings import house
from tests.factories.races import race

FIVE = ("staff", "second", "zhou", "chen", "gao")


@pytest.fixture
def hall(app: flask.Flask, clock: FixedClock) -> Assembly:
    return make_assembly(app, clock, present=FIVE)


def test_phone_and_paper_of_one_seat_at_once(hall: Assembly) -> None:
    motion_id = hall.do(open_motion, "staff", hall.meeting_id, Secrecy.SECRET)
    seat_id = hall.seat("zhou")
    outcome = race(
        hall.app,
        [
            lambda uow: vote(uow, hall["zhou"], motion_id, seat_id=seat_id),
            lambda uow: give_paper(uow, hall["staff"], motion_id, seat_id),
            lambda uow: vote(uow, hall["zhou"], motion_id, Choice.NO, seat_id=seat_id),
        ],
    )
    assert [type(each) for each in outcome if each is not None] == [AlreadyVotedError] * 2, outcome
    with hall.work() as uow:
        assert len(uow.session.scalars(select(Mark).where(Mark.motion_id == motion_id)).all()) == 1
        on_phone = uow.session.scalars(select(Mark.channel).where(Mark.motion_id == motion_id)).one() == "phone"
        ballots = uow.session.scalars(select(Ballot).where(Ballot.motion_id == motion_id)).all()
        assert len(ballots) == (1 if on_phone else 0)


def test_a_vote_as_the_vote_closes_is_counted_or_refused(hall: Assembly) -> None:
    motion_id = hall.do(open_motion, "staff", hall.meeting_id, Secrecy.SECRET)
    seats = {who: hall.seat(who) for who in ("zhou", "chen", "gao")}

    def voter(who: str) -> Any:
        return lambda uow: vote(uow, hall[who], motion_id, seat_id=seats[who])

    outcome = race(
        hall.app,
        [*map(voter, seats), lambda uow: move_motion(uow, hall["staff"], motion_id, MotionMove.CLOSE)],
    )
    assert outcome[-1] is None
    late = [each for each in outcome if each is not None]
    assert {type(each) for each in late} <= {MotionNotOpenError}
    with hall.work() as uow:
        motion = uow.session.get_one(Motion, (hall.community_id, motion_id))
        assert motion.yes == 3 - len(late)
        assert len(uow.session.scalars(select(Ballot).where(Ballot.motion_id == motion_id)).all()) == motion.yes


def test_no_vote_closes_while_a_ballot_is_on_its_way(hall: Assembly) -> None:
    motion_id = hall.do(open_motion, "staff", hall.meeting_id, Secrecy.SECRET)
    seat_id = hall.seat("zhou")
    closing = text("SELECT id FROM meeting_motions WHERE community_id = :cid AND id = :id FOR NO KEY UPDATE NOWAIT")
    with hall.work() as uow:
        vote(uow, hall["zhou"], motion_id, seat_id=seat_id)
        with db.engine.connect() as closer, pytest.raises(OperationalError):  # 55P03: the row is held
            closer.execute(closing, {"cid": hall.community_id, "id": motion_id})


def test_a_household_gives_its_voices_about_at_once(app: flask.Flask, clock: FixedClock) -> None:
    hall = make_assembly(app, clock)
    with hall.work() as uow:
        house(uow, hall.community_id, "5号楼", "101", *(hall[who] for who in ("lead", "chen", "gao", "second")))
    wishes = [("chen", "lead"), ("gao", "lead"), ("second", "lead"), ("lead", "chen")]

    def wish(giver: str, holder: str) -> Any:
        return lambda uow: give_proxy(uow, hall[giver], hall.meeting_id, hall[holder])

    outcome = race(app, [wish(*each) for each in wishes])
    refusals = {ProxiesFullError, ProxyChainError, HolderIsGivenAwayError}
    assert {type(each) for each in outcome if each is not None} <= refusals, outcome
    with hall.work() as uow:
        rows = uow.session.scalars(select(Proxy).where(Proxy.community_id == hall.community_id)).all()
        holders = [row.holder_seat_id for row in rows]
        assert not {row.seat_id for row in rows} & set(holders)
        assert all(holders.count(each) <= 2 for each in holders)
    assert _failing(hall) == []


def _failing(hall: Assembly) -> list[str]:
    """Return what the self-check finds wrong in the community."""
    with hall.app.app_context():
        return [line for line in check_all(hall.community_id).lines if " ok: " not in line]


def _counted(hall: Assembly) -> UUID:
    motion_id: UUID = hall.do(open_motion, "staff", hall.meeting_id, Secrecy.SECRET)
    with hall.work() as uow:
        vote(uow, hall["second"], motion_id)
        for who in ("zhou", "chen"):
            give_paper(uow, hall["staff"], motion_id, hall.seat(who))
        read_box(uow, hall["staff"], motion_id, yes=1, no=1)
        read_box(uow, hall["second"], motion_id, yes=1, no=1)
        move_motion(uow, hall["staff"], motion_id, MotionMove.CLOSE)
    return motion_id


@pytest.mark.parametrize(
    ("forge", "found"),
    [
        (lambda id_: update(Ballot).where(Ballot.motion_id == id_).values(choice="yes"), "counts again"),
        (lambda id_: delete(Ballot).where(Ballot.motion_id == id_), "as many ballots"),
        (lambda id_: update(Motion).where(Motion.id == id_).values(abstain=Motion.abstain + 1), "counts again"),
        (lambda id_: update(Motion).where(Motion.id == id_).values(content=b'{"outcome":"passed"}'), "sealed"),
    ],
)
def test_the_self_check_counts_again(hall: Assembly, forge: Any, found: str) -> None:
    motion_id = _counted(hall)
    assert _failing(hall) == []
    with hall.work() as uow:
        uow.session.execute(forge(motion_id))
    assert any(found in line for line in _failing(hall))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE meeting_marks SET choice = 'yes' WHERE motion_id = :id",
        "UPDATE meeting_ballots SET id = '01a22fd2-5b15-76de-be18-c3b869e5415d' WHERE motion_id = :id",
        "UPDATE meeting_motions SET outcome = 'passed' WHERE id = :id",
        "UPDATE meeting_motions SET second_reader_id = first_reader_id WHERE id = :id",
        "UPDATE meeting_motions SET secrecy = 'open' WHERE id = :id",
        "UPDATE meeting_marks SET seat_id = gen_random_uuid() WHERE motion_id = :id",
    ],
)
def test_the_schema_itself_refuses(hall: Assembly, statement: str) -> None:
    """A secret choice on a mark, a ballot's id with a time in it, an outcome against the count, one pair of hands."""
    motion_id = _counted(hall)

    def forge(uow: UnitOfWork) -> None:
        uow.session.execute(text(statement), {"id": motion_id})

    (refusal,) = race(hall.app, [forge])
    assert "IntegrityError" in type(refusal).__name__, refusal
