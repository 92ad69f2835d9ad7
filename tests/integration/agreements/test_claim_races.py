"""Claims that stand in line while others give back and claim at the same moment, on two and more real connections."""

import flask
import pytest
from sqlalchemy import func, select

from backend.agreements.models import Claim
from backend.agreements.moves.claims import AssistMove, ClaimMove
from backend.core.clock import FixedClock
from backend.infra.uow import unit_of_work
from backend.lists import service as lists
from tests.factories.agreements import (
    answer_assist,
    ask_to_help,
    make_claim,
    make_contact,
    make_neighbourhood,
    move_claim,
)
from tests.factories.communities import make_unit
from tests.factories.lists import make_open_entry
from tests.factories.races import race

ROUNDS = pytest.mark.parametrize("turn", range(5))


@ROUNDS
def test_nobody_is_left_in_line_beside_what_is_free(app: flask.Flask, clock: FixedClock, turn: int) -> None:
    with app.app_context(), unit_of_work() as uow:
        hood = make_neighbourhood(uow)
        entry_id = make_open_entry(uow, hood["staff"], "service_project", quantity=6)
        held = make_claim(uow, hood["contact"], hood.unit_id, entry_id, 6)
        others = [make_contact(uow, hood.community_id) for _ in range(3)]
    outcomes = race(
        app,
        [
            lambda uow: move_claim(uow, hood["contact"], held, ClaimMove.WITHDRAW),
            *[lambda uow, c=c, u=u: make_claim(uow, c, u, entry_id, 3, wait=True) for c, u in others],
        ],
    )
    assert outcomes == [None] * 4
    with app.app_context(), unit_of_work() as uow:
        entry = lists.get_entry(uow, hood.community_id, entry_id)
        rows = uow.session.execute(
            select(Claim.state, func.sum(Claim.quantity)).where(Claim.entry_id == entry_id).group_by(Claim.state)
        )
        sums = {state: int(total) for state, total in rows}
    assert (entry.claimed_quantity, sums) == (6, {"withdrawn": 6, "open": 6, "waiting": 3})


@ROUNDS
def test_a_claim_is_not_accepted_beside_an_unanswered_invitation(
    app: flask.Flask, clock: FixedClock, turn: int
) -> None:
    with app.app_context(), unit_of_work() as uow:
        hood = make_neighbourhood(uow)
        entry_id = make_open_entry(uow, hood["staff"], "service_project", quantity=6)
        claim_id = make_claim(uow, hood["contact"], hood.unit_id, entry_id, 6)
        helper = make_unit(uow, hood.community_id)
    asked, accepted = race(
        app,
        [
            lambda uow: ask_to_help(uow, hood["contact"], claim_id, helper),
            lambda uow: move_claim(uow, hood["staff"], claim_id, ClaimMove.ACCEPT),
        ],
    )
    assert (asked is None) is not (accepted is None)


@ROUNDS
def test_of_agreeing_and_being_taken_back_at_once_one_comes_first(
    app: flask.Flask, clock: FixedClock, turn: int
) -> None:
    with app.app_context(), unit_of_work() as uow:
        hood = make_neighbourhood(uow)
        entry_id = make_open_entry(uow, hood["staff"], "service_project", quantity=6)
        claim_id = make_claim(uow, hood["contact"], hood.unit_id, entry_id, 6)
        assist_id = ask_to_help(uow, hood["contact"], claim_id, hood.other_unit_id)
    outcomes = race(
        app,
        [
            lambda uow: answer_assist(uow, hood["other_contact"], claim_id, assist_id, AssistMove.AGREE),
            lambda uow: answer_assist(uow, hood["contact"], claim_id, assist_id, AssistMove.TAKE_BACK),
        ],
    )
    assert [outcome is None for outcome in outcomes].count(True) == 1
