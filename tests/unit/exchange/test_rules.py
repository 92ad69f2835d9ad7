"""The rules at their edges: no clock, no database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from backend.core.errors import InvalidError
from backend.exchange import rules
from backend.exchange.errors import (
    BegunError,
    CostChangedError,
    DisputeTooLateError,
    MinutesTooManyError,
    NotBegunError,
    NotYourTurnError,
)
from backend.exchange.moves import OrderMove as M
from backend.exchange.rules import Ended, OrderFacts
from backend.exchange.service.stops import next_step
from backend.exchange.types import OrderState as S
from backend.exchange.types import Side

START = datetime(2026, 11, 25, 6, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
ACCEPTED = OrderFacts(S.ACCEPTED, START, START + timedelta(hours=1), 60, hold_until=START + timedelta(days=120))
REPORTED = replace(ACCEPTED, state=S.REPORTED, said_by=Side.HELPER, reported_minutes=45)
ABSENT = replace(ACCEPTED, state=S.ABSENT)
SILENT = replace(REPORTED, state=S.COMPLETED, posted_minutes=45, ended_at=START, is_silent=True)


@pytest.mark.parametrize("minutes", [15, 30, 480])
def test_times_that_can_be_asked_for(minutes: int) -> None:
    assert rules.check_times(START, minutes, now=START - SECOND) == START + timedelta(minutes=minutes)


@pytest.mark.parametrize("minutes", [0, -15, 14, 20, 495])
def test_minutes_that_cannot(minutes: int) -> None:
    with pytest.raises(InvalidError):
        rules.check_times(START, minutes, now=START - SECOND)


@pytest.mark.parametrize("now", [START, START + SECOND, START - rules.AHEAD_MAX - SECOND])
def test_a_start_that_has_been_or_is_too_far(now: datetime) -> None:
    with pytest.raises(InvalidError):
        rules.check_times(START, 60, now=now)


def test_twelve_hours_before_is_in_time_and_a_second_later_is_not() -> None:
    edge = START - rules.LATE_CANCEL
    assert rules.decide_cancel(ACCEPTED, Side.ASKER, now=edge, shown=0) == Ended(M.CANCEL, 0)
    late = rules.decide_cancel(ACCEPTED, Side.ASKER, now=edge + SECOND, shown=30)
    assert late == Ended(M.CANCEL, 30, Side.ASKER)
    with pytest.raises(CostChangedError) as refused:
        rules.decide_cancel(ACCEPTED, Side.ASKER, now=edge + SECOND, shown=0)
    assert refused.value.extras == {"compensation": 30}


def test_a_late_helper_pays_nothing_and_is_counted() -> None:
    assert rules.decide_cancel(ACCEPTED, Side.HELPER, now=START - SECOND, shown=None) == Ended(M.CANCEL, 0, Side.HELPER)


def test_nobody_cancels_once_it_has_begun() -> None:
    with pytest.raises(BegunError):
        rules.decide_cancel(ACCEPTED, Side.ASKER, now=START, shown=None)


@pytest.mark.parametrize(("held", "paid"), [(15, 15), (30, 30), (45, 30), (480, 30)])
def test_compensation_is_never_more_than_was_held(held: int, paid: int) -> None:
    assert rules.compensation(held) == paid


def test_who_reports_what() -> None:
    assert rules.decide_report(ACCEPTED, Side.HELPER, 60, now=START) is M.REPORT
    assert rules.decide_report(ACCEPTED, Side.ASKER, 60, now=START) is M.COMPLETE
    assert rules.decide_report(ACCEPTED, Side.ASKER, 59, now=START) is M.REPORT
    with pytest.raises(NotBegunError):
        rules.decide_report(ACCEPTED, Side.HELPER, 60, now=START - SECOND)
    with pytest.raises(MinutesTooManyError):
        rules.decide_report(ACCEPTED, Side.HELPER, 61, now=START)


def test_one_waits_a_quarter_of_an_hour_before_saying_that_nobody_came() -> None:
    rules.check_absence(ACCEPTED, now=START + rules.ABSENT_AFTER)
    with pytest.raises(NotBegunError):
        rules.check_absence(ACCEPTED, now=START + rules.ABSENT_AFTER - SECOND)


def test_only_the_other_side_confirms_or_denies() -> None:
    assert rules.decide_confirm(REPORTED, Side.ASKER) == Ended(M.CONFIRM, 45)
    for decide in (rules.decide_confirm, lambda order, side: rules.check_dispute(order, side, now=START)):
        with pytest.raises(NotYourTurnError):
            decide(REPORTED, Side.HELPER)


@pytest.mark.parametrize(
    ("said_by", "wanted"),
    [(Side.ASKER, Ended(M.SETTLE, 0, Side.HELPER)), (Side.HELPER, Ended(M.SETTLE, 30, Side.ASKER))],
)
def test_who_did_not_come_and_says_nothing(said_by: Side, wanted: Ended) -> None:
    assert rules.decide_due(replace(ABSENT, said_by=said_by), now=START + timedelta(days=3)) == wanted


def test_what_silence_completed_the_asker_may_deny_for_seven_days() -> None:
    rules.check_dispute(SILENT, Side.ASKER, now=START + rules.DISPUTE_WITHIN - SECOND)
    refused = [
        (SILENT, Side.ASKER, START + rules.DISPUTE_WITHIN),
        (SILENT, Side.HELPER, START),
        (replace(SILENT, is_silent=False), Side.ASKER, START),
        (replace(SILENT, said_by=Side.ASKER), Side.ASKER, START),
    ]
    for order, side, now in refused:
        with pytest.raises(DisputeTooLateError):
            rules.check_dispute(order, side, now=now)


def test_what_time_does() -> None:
    now = START + timedelta(days=40)
    disputed = replace(REPORTED, state=S.DISPUTED)
    assert rules.decide_due(ACCEPTED, now=now) is None
    assert rules.decide_due(replace(ACCEPTED, state=S.OPEN, hold_until=None), now=now) == Ended(M.EXPIRE, 0)
    assert rules.decide_due(replace(ACCEPTED, state=S.OVERDUE), now=now) == Ended(M.EXPIRE, 0)
    assert rules.decide_due(REPORTED, now=now) == Ended(M.SETTLE, 45)
    assert rules.decide_due(disputed, now=now) == Ended(M.EXPIRE, 0)
    assert rules.decide_due(replace(disputed, posted_minutes=45), now=now) == Ended(M.KEEP, 45)


@pytest.mark.parametrize("order", [ACCEPTED, REPORTED, replace(ABSENT, said_by=Side.HELPER)])
def test_after_the_end_of_its_hold_an_order_only_frees(order: OrderFacts) -> None:
    assert rules.decide_due(order, now=START + timedelta(days=120)) == Ended(M.EXPIRE, 0)


def test_the_hold_outlives_all_deadlines() -> None:
    longest = rules.REPORT_WITHIN + rules.LAST_CALL + rules.ANSWER_WITHIN + rules.RULE_WITHIN
    assert longest < rules.HOLD_AFTER_END / 2


def test_a_ruling_gives_at_most_what_is_there() -> None:
    assert rules.ruling_most(replace(REPORTED, state=S.DISPUTED)) == 60
    assert rules.ruling_most(replace(SILENT, state=S.DISPUTED)) == 45


@pytest.mark.parametrize(
    ("recorded", "confirmed", "may"),
    [(45, 45, True), (45, 60, True), (46, 45, False), (0, 45, False), (None, 45, False)],
)
def test_confirming_bears_witness_to_no_more_than_was_confirmed(
    recorded: int | None, confirmed: int, *, may: bool
) -> None:
    assert rules.may_witness(recorded=recorded, confirmed=confirmed) is may


def test_the_code_suggests_the_minutes() -> None:
    assert rules.suggested(recorded=52, agreed_minutes=60) == 52
    assert rules.suggested(recorded=None, agreed_minutes=60) == 60


@pytest.mark.parametrize("state", S)
def test_whose_turn_it_is_in_every_state(state: S) -> None:
    order = replace(REPORTED, state=state, due_at=START)
    step = next_step(order, now=START)
    over = {S.COMPLETED, S.CANCELLED, S.MISSED, S.EXPIRED, S.RULED}
    assert (step is None) == (state in over)
    if step is not None:
        assert all((step.who, step.what, step.otherwise))
        assert step.due_at == START
