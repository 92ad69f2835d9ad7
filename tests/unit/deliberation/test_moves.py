"""The state table of topics, walked over every stage and every move."""

from itertools import product

import pytest

from backend.core.errors import MoveNotAllowedError
from backend.deliberation.moves import ENTRY_STATES, MOVE_NAMES, REVIEW, SUGGEST, TOPIC_MOVES, entry_state
from backend.deliberation.moves import TopicMove as M
from backend.deliberation.policy import POLICY, A
from backend.deliberation.types import ENDS, MEETING_NAMES, STAGE_NAMES, MeetingKind
from backend.deliberation.types import Stage as S
from backend.lists.types import EntryState

# Written down once more on purpose: a change of the table is a change of what the desk may do.
ALLOWED = {
    (S.SUGGESTED, M.OPEN): S.GATHERING,
    (S.SUGGESTED, M.DROP): S.DROPPED,
    (S.GATHERING, M.TALK): S.TALKING,
    (S.GATHERING, M.EXTEND): S.GATHERING,
    (S.GATHERING, M.DROP): S.DROPPED,
    (S.TALKING, M.PUT_TO_VOTE): S.DECIDING,
    (S.TALKING, M.DECIDE): S.DECIDED,
    (S.TALKING, M.EXTEND): S.TALKING,
    (S.TALKING, M.DROP): S.DROPPED,
    (S.DECIDING, M.DECIDE): S.DECIDED,
    (S.DECIDING, M.EXTEND): S.DECIDING,
    (S.DECIDING, M.DROP): S.DROPPED,
    (S.DECIDED, M.CARRY_OUT): S.CARRYING_OUT,
    (S.DECIDED, M.CLOSE): S.CLOSED,
    (S.CARRYING_OUT, M.EXTEND): S.CARRYING_OUT,
    (S.CARRYING_OUT, M.CLOSE): S.CLOSED,
    (S.REVIEWING, M.CLOSE): S.CLOSED,
    (S.REVIEWING, M.CARRY_OUT): S.CARRYING_OUT,
    (S.REVIEWING, M.TALK): S.TALKING,
    (S.REVIEWING, M.EXTEND): S.REVIEWING,
}


@pytest.mark.parametrize(("stage", "move"), list(product(S, M)))
def test_every_stage_and_move(stage: S, move: M) -> None:
    if (stage, move) in ALLOWED:
        assert TOPIC_MOVES.next(stage, move) is ALLOWED[(stage, move)]
    else:
        with pytest.raises(MoveNotAllowedError):
            TOPIC_MOVES.next(stage, move)


def test_a_stage_either_goes_on_or_has_ended() -> None:
    assert {stage for stage in S if not TOPIC_MOVES.moves_from(stage)} == ENDS


def test_every_stage_move_meeting_and_action_is_named() -> None:
    assert set(STAGE_NAMES) == set(ENTRY_STATES) == set(S)
    assert set(MOVE_NAMES) == set(M) | {SUGGEST, REVIEW}
    assert set(MEETING_NAMES) == set(MeetingKind)
    assert set(POLICY.table) == set(A)


def test_what_was_dropped_before_anybody_saw_it_stays_out_of_sight() -> None:
    assert entry_state(S.DROPPED, is_public=False) is EntryState.REJECTED
    assert entry_state(S.DROPPED, is_public=True) is EntryState.CLOSED
