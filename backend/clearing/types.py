"""Values of clearing: how two communities stand to each other, what became of a transfer, what a day came to."""

from dataclasses import dataclass
from enum import StrEnum

# Our rule: what two neighbourhoods may owe each other is a few shops' worth, far below what the ledger could hold.
CEILING_MAX = 10**9


class Stand(StrEnum):
    """What one side says of the pair; only its own lead changes it."""

    NONE = "none"  # has not said anything, or what it said is used up since the other ended the pair
    AGREED = "agreed"
    PAUSED = "paused"
    ENDED = "ended"


class PairState(StrEnum):
    """What both sides' stands come to."""

    PROPOSED = "proposed"  # we agreed, they have not yet
    INVITED = "invited"  # they agreed, we have not yet
    OPEN = "open"
    PAUSED = "paused"
    ENDED = "ended"


class Direction(StrEnum):
    """Whether a transfer leaves this community or comes into it."""

    OUT = "out"
    IN = "in"


class TransferState(StrEnum):
    """How far a transfer has come, on either side."""

    SENT = "sent"  # held here until the other community answers
    DONE = "done"
    REFUNDED = "refunded"  # the other community did not take it: the hold is free again


class Reason(StrEnum):
    """Why a community did not take a transfer."""

    NOT_OPEN = "not_open"
    NO_MEMBER = "no_member"
    CEILING = "ceiling"


PAIR_STATE_NAMES = {
    PairState.PROPOSED: "等对方同意",
    PairState.INVITED: "等本社区同意",
    PairState.OPEN: "已互通",
    PairState.PAUSED: "暂停互通",
    PairState.ENDED: "已结束",
}
TRANSFER_STATE_NAMES = {
    TransferState.SENT: "等对方社区记账",
    TransferState.DONE: "已到账",
    TransferState.REFUNDED: "已退回",
}
# What happened, and what the member can do now.
REASON_TEXTS = {
    Reason.NOT_OPEN: "对方社区暂停了积分互通，请过些时候再转，或问问社区工作者",
    Reason.NO_MEMBER: "您在对方社区还没有通过核实，请先加入那个社区，核实后再转",
    Reason.CEILING: "超出了两个社区之间的上限，请少转一些，或过几天再转",
}


@dataclass(frozen=True, slots=True)
class NewTransfer:
    """What a member asks for: so many of their points in this community to become theirs in another."""

    to_id: int
    points: int


@dataclass(frozen=True, slots=True)
class NewTerms:
    """What a lead agrees to: up to ``ceiling`` points may be owed, either way."""

    other_id: int
    ceiling: int


@dataclass(frozen=True, slots=True)
class DayFigures:
    """What stood at a day's end on one side, in points.

    ``closing`` is what this side owes the other (negative: is owed). ``on_way`` had been taken there and was not yet
    posted here; of ``unanswered`` this side did not know when it closed the day.
    """

    closing: int
    on_way: int
    unanswered: int
