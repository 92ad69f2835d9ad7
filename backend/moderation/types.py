"""Values of moderation."""

from enum import StrEnum


class ItemState(StrEnum):
    """Where a text stands: waiting for WeChat, held for a person, or decided."""

    WAITING = "waiting"
    HELD = "held"
    PASSED = "passed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


STATE_NAMES = {
    ItemState.WAITING: "等待审核",
    ItemState.HELD: "等待人工审核",
    ItemState.PASSED: "已通过",
    ItemState.REFUSED: "未通过",
    ItemState.WITHDRAWN: "已撤回",
}
