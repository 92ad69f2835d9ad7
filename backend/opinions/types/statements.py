"""Values of statements."""

from enum import StrEnum


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
