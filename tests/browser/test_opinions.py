"""Opinions in a browser: cards are voted on, what one says waits for the desk, another phone follows by itself."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests.browser.phone import Phone
from tests.browser.places import C
from tests.browser.stack import Stack

SAID = ("长椅放在树荫下面", "门口加一个雨棚", "楼道灯换成感应的")
ALIKE = "把长椅放在树荫下面"

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_votes_are_seen_on_another_phone_that_nobody_touches(stack: Stack, phone_of: Callable[[str], Phone]) -> None:
    topic = gathering(stack)
    watching = phone_of("neighbour")
    watching.go(f"/lists/topic/index?id={topic}")
    watching.sees("3 句看法 · 0 人表过态 · 共 0 次")

    phone = phone_of("resident")
    phone.go(f"/lists/topic/index?id={topic}")
    phone.tap("还有 3 句没看")
    for at, answer in enumerate(("同意", "不同意", "说不好"), 1):
        phone.sees(f"第 {at} 句，共 3 句")
        phone.page.get_by_role("button", name=answer, exact=True).locator("visible=true").click()
    phone.sees("3 句都看完了")
    watching.sees("3 句看法 · 1 人表过态 · 共 3 次")
    watching.shoot("follows")

    phone.tap("写一句看法")
    phone.fills("您的看法", ALIKE)
    phone.tap("发出")
    phone.sees("有人说过相近的话")
    phone.shoot("alike")
    phone.tap("意思不一样，发我这句")
    phone.sees("审核通过后，别人才看得到")


def gathering(stack: Stack) -> str:
    """Open a topic on which three sentences can be voted on; return its id."""
    day = datetime.fromisoformat(stack.call("/demo/clock")["now"]) + timedelta(days=9)
    new = {"title": "门前怎么收拾", "text": "请大家说说", "category": "facility", "meeting_kind": "council"}
    topic = str(stack.call(f"{C}/topics", new | {"ends_on": day.date().isoformat()}, identity="staff")["id"])
    for text in SAID:
        stack.call(f"{C}/topics/{topic}/statements", {"text": text, "similar_seen": True}, identity="leader")
    for item in stack.call(f"{C}/moderation/items", identity="staff")["items"]:
        if item["target"]["id"] == topic:
            stack.call(f"{C}/moderation/items/{item['id']}/moves", {"move": "pass"}, identity="staff")
    return topic
