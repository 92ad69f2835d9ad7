"""Values of statements."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class StatementState(StrEnum):
    """Where a statement stands. Only an open one is shown to others, voted on and counted."""

    WAITING = "waiting"
    OPEN = "open"
    REFUSED = "refused"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"
    HIDDEN = "hidden"


STATE_NAMES = {
    StatementState.WAITING: "等待审核",
    StatementState.OPEN: "已公开",
    StatementState.REFUSED: "未通过审核",
    StatementState.MERGED: "已合并",
    StatementState.WITHDRAWN: "已撤回",
    StatementState.HIDDEN: "已撤下",
}


@dataclass(frozen=True, slots=True)
class NewStatement:
    """What somebody wants to say; ``similar_seen`` once they saw what is alike and say it all the same."""

    text: str
    similar_seen: bool = False


@dataclass(frozen=True, slots=True)
class StatementFilter:
    """Which statements of a topic; one's own are shown in every state, as all are to the desk."""

    state: StatementState | None = None
    mine: bool = False


@dataclass(frozen=True, slots=True)
class StatementStep:
    """What goes with a move."""

    reason: str | None = None
    into_id: UUID | None = None
