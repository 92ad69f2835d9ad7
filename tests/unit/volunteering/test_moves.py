"""Every state with every move: what leads where, and that all else is refused."""

from itertools import product

import pytest

from backend.core.errors import MoveNotAllowedError
from backend.volunteering.moves import (
    ASKED_RECORD_MOVES,
    RECORD_MOVE_NAMES,
    RECORD_MOVES,
    SHIFT_MOVE_NAMES,
    SHIFT_MOVES,
    SIGN_UP_MOVES,
    RecordMove,
    ShiftMove,
    SignUpMove,
)
from backend.volunteering.types import (
    RECORD_STATE_NAMES,
    SHIFT_STATE_NAMES,
    SIGN_UP_STATE_NAMES,
    RecordState,
    ShiftState,
    SignUpState,
)

SHIFT = {("open", "cancel"): "cancelled", ("open", "end"): "ended"}
SIGN_UP = {
    ("invited", "accept"): "signed_up",
    ("invited", "decline"): "cancelled",
    ("invited", "lapse"): "cancelled",
    ("invited", "cancel"): "cancelled",
    ("invited", "take_back"): "cancelled",
    ("cancelled", "check_in"): "checked_in",
    ("waiting", "accept"): "waiting",
    ("waiting", "decline"): "cancelled",
    ("waiting", "confirm_qualification"): "waiting",
    ("signed_up", "confirm_qualification"): "signed_up",
    ("no_show", "excuse"): "no_show",
    ("cancelled", "excuse"): "cancelled",
    ("signed_up", "cancel"): "cancelled",
    ("waiting", "cancel"): "cancelled",
    ("waiting", "move_up"): "signed_up",
    ("signed_up", "check_in"): "checked_in",
    ("checked_in", "check_out"): "checked_out",
    ("signed_up", "miss"): "no_show",
    ("no_show", "check_in"): "checked_in",
    ("no_show", "record"): "checked_out",
}
RECORD = {
    ("checked_in", "check_out"): "checked_out",
    ("checked_in", "close"): "checked_out",
    ("checked_out", "check_out"): "checked_out",
    ("checked_in", "record"): "checked_out",
    ("checked_out", "witness"): "witnessed",
    ("checked_out", "reject"): "rejected",
    ("witnessed", "confirm"): "confirmed",
    ("witnessed", "reject"): "rejected",
    ("confirmed", "approve"): "confirmed",
    ("confirmed", "reject"): "rejected",
    ("confirmed", "publish"): "on_notice",
    ("confirmed", "hold"): "held",
    ("on_notice", "hold"): "held",
    ("on_notice", "dispute"): "disputed",
    ("on_notice", "enter"): "entered",
    ("held", "uphold"): "on_notice",
    ("held", "lower"): "on_notice",
    ("held", "reject"): "rejected",
    ("disputed", "uphold"): "on_notice",
    ("disputed", "lower"): "on_notice",
    ("disputed", "reject"): "rejected",
    ("disputed", "withdraw"): "on_notice",
    ("filed", "confirm"): "confirmed",
    ("filed", "reject"): "rejected",
    ("entered", "correct"): "corrected",
    ("entered", "uphold"): "entered",
}


@pytest.mark.parametrize(("state", "move"), list(product(ShiftState, ShiftMove)))
def test_moves_of_a_shift(state: ShiftState, move: ShiftMove) -> None:
    assert _end(SHIFT_MOVES, state, move) == SHIFT.get((state.value, move.value))


@pytest.mark.parametrize(("state", "move"), list(product(SignUpState, SignUpMove)))
def test_moves_of_a_sign_up(state: SignUpState, move: SignUpMove) -> None:
    assert _end(SIGN_UP_MOVES, state, move) == SIGN_UP.get((state.value, move.value))


@pytest.mark.parametrize(("state", "move"), list(product(RecordState, RecordMove)))
def test_moves_of_a_record(state: RecordState, move: RecordMove) -> None:
    assert _end(RECORD_MOVES, state, move) == RECORD.get((state.value, move.value))


def _end(table, state, move) -> str | None:  # type: ignore[no-untyped-def]  # any of three tables
    try:
        return str(table.next(state, move))
    except MoveNotAllowedError:
        return None


def test_nothing_leaves_the_statutory_record() -> None:
    """What was entered only makes room for the correction that was entered later; or it stands, flagged as it is."""
    ends = {move: RECORD_MOVES.next(RecordState.ENTERED, move) for move in RECORD_MOVES.moves_from(RecordState.ENTERED)}
    assert ends == {RecordMove.CORRECT: RecordState.CORRECTED, RecordMove.UPHOLD: RecordState.ENTERED}
    assert RECORD_MOVES.moves_from(RecordState.CORRECTED) == []
    assert RECORD_MOVES.moves_from(RecordState.REJECTED) == []


def test_nobody_asks_for_what_time_and_presence_bring() -> None:
    brought = {
        RecordMove.CHECK_OUT,
        RecordMove.CLOSE,
        RecordMove.RECORD,
        RecordMove.PUBLISH,
        RecordMove.HOLD,
        RecordMove.ENTER,
        RecordMove.CORRECT,
    }
    assert set(RecordMove) - brought == set(ASKED_RECORD_MOVES)


def test_everything_has_a_chinese_name() -> None:
    assert set(RECORD_MOVE_NAMES) == set(RecordMove)
    assert set(SHIFT_MOVE_NAMES) == set(ShiftMove)
    assert set(RECORD_STATE_NAMES) == set(RecordState)
    assert set(SIGN_UP_STATE_NAMES) == set(SignUpState)
    assert set(SHIFT_STATE_NAMES) == set(ShiftState)
