"""What is told of texts in moderation and of statements. Who voted how stands in no event."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.notifications.types import Draft

Payload = Mapping[str, Any]
_MOVES = {
    "hide": "您的看法已撤下",
    "show": "您的看法重新公开了",
    "merge": "您的看法和相近的合并了",
}


def text_decided(payload: Payload, now: datetime) -> list[Draft]:
    """Tell the author what became of their text."""
    type_, id_ = payload["target"]
    if payload["passed"]:
        title, text = f"已公开：{payload['title']}", f"“{payload['text']}”大家可以看到了。"
    else:
        # What a person refused, with a reason, stays; what WeChat's check did, a person looks at once more.
        then = (
            f"理由：{payload['reason']}。可以换个说法再发。"
            if payload["reason"]
            else "内容检查没有通过，有不同意见请找社区工作者再看一次。"
        )
        title, text = f"没有公开：{payload['title']}", f"“{payload['text']}”没有公开。{then}"
    return [Draft(UUID(payload["member_id"]), title, text, (type_, UUID(id_)))]


def text_held(payload: Payload, *, staff: Sequence[UUID]) -> list[Draft]:
    """Tell the desk that a text waits for a person."""
    title, text = f"有内容等您审核：{payload['name']}", "看过之前别人看不到。"
    target = ("moderation_item", UUID(payload["item_id"]))
    return [Draft(member_id, title, text, target) for member_id in staff]


def statement_moved(payload: Payload, now: datetime) -> list[Draft]:
    """Tell the author what the desk did with their statement."""
    why = f"理由：{payload['reason']}" if payload["reason"] else ""
    into = f"合并到“{payload['into']}”，没有另外表态的人的表态一起带过去。" if payload["into"] else ""
    text = f"“{payload['text']}”{into}{why}"
    return [Draft(UUID(payload["member_id"]), _MOVES[payload["move"]], text, ("topic", UUID(payload["topic_id"])))]
