"""Every state × every move: what the table says, and nothing else."""

from itertools import product

import pytest

from backend.core.errors import MoveNotAllowedError
from backend.exchange.moves import ENDED, HELD, ORDER_MOVE_NAMES, ORDER_MOVES
from backend.exchange.moves import OrderMove as M
from backend.exchange.types import ORDER_STATE_NAMES
from backend.exchange.types import OrderState as S

WAYS = {
    S.OPEN: {M.ACCEPT: S.ACCEPTED, M.CANCEL: S.CANCELLED, M.EXPIRE: S.EXPIRED},
    S.ACCEPTED: {
        M.CANCEL: S.CANCELLED,
        M.REPORT: S.REPORTED,
        M.COMPLETE: S.COMPLETED,
        M.CLAIM_ABSENCE: S.ABSENT,
        M.CALL: S.OVERDUE,
        M.EXPIRE: S.EXPIRED,
    },
    S.OVERDUE: {M.REPORT: S.REPORTED, M.COMPLETE: S.COMPLETED, M.CLAIM_ABSENCE: S.ABSENT, M.EXPIRE: S.EXPIRED},
    S.REPORTED: {M.CONFIRM: S.COMPLETED, M.SETTLE: S.COMPLETED, M.DISPUTE: S.DISPUTED, M.EXPIRE: S.EXPIRED},
    S.ABSENT: {M.CONFIRM: S.MISSED, M.SETTLE: S.MISSED, M.DISPUTE: S.DISPUTED, M.EXPIRE: S.EXPIRED},
    S.DISPUTED: {M.RULE: S.RULED, M.EXPIRE: S.EXPIRED, M.KEEP: S.COMPLETED},
    S.COMPLETED: {M.DISPUTE: S.DISPUTED},
}


@pytest.mark.parametrize(("state", "move"), list(product(S, M)))
def test_every_state_and_move(state: S, move: M) -> None:
    wanted = WAYS.get(state, {}).get(move)
    if wanted is None:
        with pytest.raises(MoveNotAllowedError):
            ORDER_MOVES.next(state, move)
    else:
        assert ORDER_MOVES.next(state, move) is wanted


def test_every_state_is_reached_and_named_and_every_held_one_can_end() -> None:
    reached, ahead = {S.OPEN}, [S.OPEN]
    while ahead:
        state = ahead.pop()
        new = {ORDER_MOVES.next(state, move) for move in ORDER_MOVES.moves_from(state)} - reached
        reached |= new
        ahead += new
    assert reached == set(S) == set(ORDER_STATE_NAMES)
    for state in HELD:
        assert any(ORDER_MOVES.next(state, move) in ENDED for move in ORDER_MOVES.moves_from(state))


def test_what_time_does_has_no_button() -> None:
    assert set(M) - set(ORDER_MOVE_NAMES) == {M.CALL, M.SETTLE, M.EXPIRE, M.KEEP}
