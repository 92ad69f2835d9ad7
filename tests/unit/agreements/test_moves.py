"""The state table of claims, walked over every state and every move."""

from itertools import product

import pytest

from backend.agreements.moves.claims import (
    ASSIST_MOVE_NAMES,
    ASSIST_MOVES,
    ASSIST_STATE_NAMES,
    CLAIM_MOVE_NAMES,
    CLAIM_MOVES,
    CLAIM_STATE_NAMES,
    AssistMove,
    ClaimMove,
)
from backend.agreements.policy import ACTION_OF_ASSIST_MOVE, ACTION_OF_MOVE, POLICY, A
from backend.agreements.types.claims import LIVE_STATES, RELEASING_STATES
from backend.agreements.types.claims import AssistState as H
from backend.agreements.types.claims import ClaimState as S
from backend.core.errors import MoveNotAllowedError

# Written down once more on purpose: a change of the table is a change of what people may do.
ALLOWED = {
    (S.WAITING, ClaimMove.WITHDRAW): S.WITHDRAWN,
    (S.OPEN, ClaimMove.ACCEPT): S.ACCEPTED,
    (S.OPEN, ClaimMove.DECLINE): S.DECLINED,
    (S.OPEN, ClaimMove.WITHDRAW): S.WITHDRAWN,
    (S.ACCEPTED, ClaimMove.WITHDRAW): S.WITHDRAWN,
    (S.ACCEPTED, ClaimMove.DELIVER): S.DELIVERED,
    (S.DELIVERED, ClaimMove.ACCEPT_DELIVERY): S.CLOSED,
    (S.DELIVERED, ClaimMove.REJECT_DELIVERY): S.ACCEPTED,
}


@pytest.mark.parametrize(("state", "move"), list(product(S, ClaimMove)))
def test_every_state_and_move(state: S, move: ClaimMove) -> None:
    if (state, move) in ALLOWED:
        assert CLAIM_MOVES.next(state, move) is ALLOWED[(state, move)]
    else:
        with pytest.raises(MoveNotAllowedError):
            CLAIM_MOVES.next(state, move)


def test_a_claim_holds_its_quantity_until_it_ends() -> None:
    assert {state for state in S if CLAIM_MOVES.moves_from(state)} == LIVE_STATES | {S.WAITING}
    assert set(S) - LIVE_STATES - RELEASING_STATES == {S.CLOSED, S.WAITING, S.LAPSED}


def test_every_state_move_and_action_is_named() -> None:
    assert set(CLAIM_STATE_NAMES) == set(S)
    assert set(CLAIM_MOVE_NAMES) == set(ACTION_OF_MOVE) == set(ClaimMove)
    assert set(ASSIST_STATE_NAMES) == set(H)
    assert set(ASSIST_MOVE_NAMES) == set(ACTION_OF_ASSIST_MOVE) == set(AssistMove)
    assert set(POLICY.table) == set(A)


def test_each_answer_of_an_assisting_unit_has_its_time() -> None:
    wanted = {H.INVITED: ["agree", "decline", "take_back"], H.AGREED: ["leave"]}
    assert {state: [move.value for move in ASSIST_MOVES.moves_from(state)] for state in H} == {
        state: wanted.get(state, []) for state in H
    }
