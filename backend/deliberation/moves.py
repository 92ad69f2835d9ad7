"""The state table of topics, the entry's state that each stage stands for, and the Chinese verbs."""

from enum import StrEnum

from backend.core.moves import MoveTable
from backend.deliberation.types import Stage as S
from backend.lists.types import EntryState


class TopicMove(StrEnum):
    """What the desk can do with a topic."""

    OPEN = "open"
    TALK = "talk"
    PUT_TO_VOTE = "put_to_vote"
    DECIDE = "decide"
    CARRY_OUT = "carry_out"
    CLOSE = "close"
    EXTEND = "extend"
    DROP = "drop"


M = TopicMove
# How a topic begins: suggested by a member; the desk's own begins with OPEN.
SUGGEST = "suggest"
# Time's own move: the day of the review has come.
REVIEW = "review"

TOPIC_MOVES = MoveTable(
    {
        (S.SUGGESTED, M.OPEN): S.GATHERING,
        (S.SUGGESTED, M.DROP): S.DROPPED,
        (S.GATHERING, M.TALK): S.TALKING,
        (S.GATHERING, M.EXTEND): S.GATHERING,
        (S.GATHERING, M.DROP): S.DROPPED,
        (S.TALKING, M.PUT_TO_VOTE): S.DECIDING,
        # Where everybody agrees nothing need be put to the vote.
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
        # Not done, or not as it was meant: once more, or talked about again.
        (S.REVIEWING, M.CARRY_OUT): S.CARRYING_OUT,
        (S.REVIEWING, M.TALK): S.TALKING,
        (S.REVIEWING, M.EXTEND): S.REVIEWING,
    }
)
MOVE_NAMES: dict[str, str] = {
    SUGGEST: "提到议事会商量",
    REVIEW: "到了回看的日子",
    M.OPEN: "受理，开始征求意见",
    M.TALK: "开会协商",
    M.PUT_TO_VOTE: "付诸表决",
    M.DECIDE: "写下结论",
    M.CARRY_OUT: "开始落实",
    M.CLOSE: "结束",
    M.EXTEND: "延长期限",
    M.DROP: "不再协商",
}
# Whoever waits is told why.
NOTE_REQUIRED = frozenset({M.EXTEND, M.DROP, M.CLOSE})
ENTRY_STATES = {
    S.SUGGESTED: EntryState.PROPOSED,
    S.GATHERING: EntryState.OPEN,
    S.TALKING: EntryState.IN_PROGRESS,
    S.DECIDING: EntryState.IN_PROGRESS,
    S.DECIDED: EntryState.ADOPTED,
    S.CARRYING_OUT: EntryState.DELIVERED,
    S.REVIEWING: EntryState.DELIVERED,
    S.CLOSED: EntryState.CLOSED,
    S.DROPPED: EntryState.CLOSED,
}


def entry_state(stage: S, *, is_public: bool) -> EntryState:
    """Return the list entry's state; what was dropped before anybody saw it stays its proposer's and the desk's."""
    if stage is S.DROPPED and not is_public:
        return EntryState.REJECTED
    return ENTRY_STATES[stage]
