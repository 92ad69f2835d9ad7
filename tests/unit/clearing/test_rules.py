"""Decisions of clearing: every pair of stands, every move, ceilings, and when two closings are one."""

from itertools import product

import pytest

from backend.clearing.errors import OverCeilingError, PairNotOpenError
from backend.clearing.moves import STAND_MOVES, TRANSFER_MOVES, Answer, PairMove
from backend.clearing.rules import days_agree, decide_receiving, decide_sending, limit_of, pair_state
from backend.clearing.types import DayFigures, PairState, Reason, Stand, TransferState
from backend.core.errors import MoveNotAllowedError

S, P = Stand, PairState
STATES = {
    (S.NONE, S.NONE): P.ENDED,
    (S.NONE, S.AGREED): P.INVITED,
    (S.NONE, S.PAUSED): P.PAUSED,
    (S.NONE, S.ENDED): P.ENDED,
    (S.AGREED, S.NONE): P.PROPOSED,
    (S.AGREED, S.AGREED): P.OPEN,
    (S.AGREED, S.PAUSED): P.PAUSED,
    (S.AGREED, S.ENDED): P.PROPOSED,
    (S.PAUSED, S.NONE): P.PAUSED,
    (S.PAUSED, S.AGREED): P.PAUSED,
    (S.PAUSED, S.PAUSED): P.PAUSED,
    (S.PAUSED, S.ENDED): P.ENDED,
    (S.ENDED, S.NONE): P.ENDED,
    (S.ENDED, S.AGREED): P.INVITED,
    (S.ENDED, S.PAUSED): P.ENDED,
    (S.ENDED, S.ENDED): P.ENDED,
}


@pytest.mark.parametrize("stands", list(product(Stand, Stand)), ids="-".join)
def test_what_two_stands_come_to(stands: tuple[Stand, Stand]) -> None:
    assert pair_state(*stands) is STATES[stands]


@pytest.mark.parametrize("state", Stand)
@pytest.mark.parametrize("move", PairMove)
def test_a_side_moves_only_as_the_table_says(state: Stand, move: PairMove) -> None:
    to = {
        (S.NONE, PairMove.AGREE): S.AGREED,
        (S.AGREED, PairMove.AGREE): S.AGREED,
        (S.ENDED, PairMove.AGREE): S.AGREED,
        (S.AGREED, PairMove.PAUSE): S.PAUSED,
        (S.PAUSED, PairMove.RESUME): S.AGREED,
        (S.NONE, PairMove.END): S.ENDED,
        (S.AGREED, PairMove.END): S.ENDED,
        (S.PAUSED, PairMove.END): S.ENDED,
    }.get((state, move))
    if to is None:
        with pytest.raises(MoveNotAllowedError):
            STAND_MOVES.next(state, move)
    else:
        assert STAND_MOVES.next(state, move) is to


@pytest.mark.parametrize("state", TransferState)
@pytest.mark.parametrize("answer", Answer)
def test_a_transfer_ends_once(state: TransferState, answer: Answer) -> None:
    if state is TransferState.SENT:
        assert TRANSFER_MOVES.next(state, answer) is not state
    else:
        with pytest.raises(MoveNotAllowedError):
            TRANSFER_MOVES.next(state, answer)


def test_the_smaller_ceiling_is_the_limit_and_nothing_before_both_are_known() -> None:
    assert [limit_of(3, 5), limit_of(5, 3), limit_of(None, 5), limit_of(5, None)] == [3, 3, 0, 0]


@pytest.mark.parametrize("state", [state for state in PairState if state is not PairState.OPEN])
def test_nothing_is_sent_unless_the_pair_is_open(state: PairState) -> None:
    with pytest.raises(PairNotOpenError):
        decide_sending(state, points=1, possible=10)


def test_as_much_is_sent_as_the_ceiling_leaves() -> None:
    decide_sending(PairState.OPEN, points=10, possible=10)
    with pytest.raises(OverCeilingError, match="最多还能转10积分"):
        decide_sending(PairState.OPEN, points=11, possible=10)


@pytest.mark.parametrize(
    ("ours", "points", "is_member", "reason"),
    [
        (S.AGREED, 10, True, None),
        (S.AGREED, 11, True, Reason.CEILING),
        (S.AGREED, 10, False, Reason.NO_MEMBER),
        (S.PAUSED, 10, True, Reason.NOT_OPEN),
        (S.ENDED, 10, True, Reason.NOT_OPEN),
        (S.NONE, 10, True, Reason.NOT_OPEN),
    ],
)
def test_what_comes_is_taken_by_ones_own_terms(
    ours: Stand, points: int, is_member: bool, reason: Reason | None
) -> None:
    assert decide_receiving(ours=ours, points=points, possible=10, is_member=is_member) is reason


def day(closing: int, on_way: int = 0, unanswered: int = 0) -> DayFigures:
    return DayFigures(closing, on_way, unanswered)


@pytest.mark.parametrize(
    ("ours", "theirs", "agree"),
    [
        (day(40), day(-40), True),
        (day(40), day(40), False),
        (day(40), day(-41), False),
        (day(40, on_way=1), day(-41), True),  # taken there, posted here after midnight
        (day(40, on_way=1), day(-40), False),  # on its way, and yet not there
        (day(40), day(-41, on_way=1), True),  # taken here, posted there after midnight
        (day(40, unanswered=5), day(-40), True),
        (day(40, unanswered=5), day(-45), True),
        (day(40, unanswered=5), day(-46), False),
        (day(40, unanswered=5), day(-39), False),
        (day(0, on_way=3), day(0, on_way=4), False),
        (day(-4, on_way=3), day(-3, on_way=4), True),
    ],
)
def test_two_closings_are_one_but_for_what_was_between_the_books(
    ours: DayFigures, theirs: DayFigures, agree: bool
) -> None:
    assert days_agree(ours, theirs) is agree
    assert days_agree(theirs, ours) is agree
