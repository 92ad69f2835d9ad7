"""Matching in a real browser: what somebody can do meets what is needed; who was not found asks a person why."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests.browser.phone import Phone
from tests.browser.places import C, open_shift
from tests.browser.stack import Stack

TITLE = "法律咨询摆台"
ACTION = {"kind": "action", "title": TITLE, "text": "社区门口答居民的问题", "category": "legal", "place": "社区门口"}
DETAILS = {"risks": ["室外摆台，请注意防寒"], "dangerous": False}

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_who_says_what_they_can_do_is_found_and_says_yes(stack: Stack, phone_of: Callable[[str], Phone]) -> None:
    now = datetime.fromisoformat(stack.call("/demo/clock")["now"])
    entry = stack.call(f"{C}/entries", ACTION | {"details": DETAILS}, identity="staff")["id"]
    stack.call(f"{C}/entries/{entry}/moves", {"move": "adopt"}, identity="lead")
    open_shift(stack, now + timedelta(days=7), title=TITLE, entry=entry)
    phone = phone_of("auditor")
    state_profile(phone)

    stack.advance(20 * 60)  # Our rule: what people say of themselves is looked at within minutes
    phone.opens_message(f"有件事想请您看看：{TITLE}")
    phone.sees("正好是")
    phone.shoot("found")
    phone.tap("我来报名")
    phone.page.get_by_role("checkbox", name="我知道这些风险").check()
    phone.shoot("risks")
    phone.answers("我来报名")
    phone.sees("已报名，谢谢您。")
    phone.shoot("accepted")

    phone.go("/pages/act/index")
    phone.page.get_by_role("tab", name="我的").click()
    phone.sees(TITLE)
    phone.shoot("mine")


def state_profile(phone: Phone) -> None:
    """Say, by tapping alone, that one answers questions of law on any day."""
    phone.go("/pages/act/index")
    phone.page.get_by_role("tab", name="我的").click()
    phone.tap("为您找到的")
    phone.tap("填写能帮什么")
    phone.page.get_by_role("switch", name="自动为我找").click()
    phone.page.get_by_role("checkbox", name="法律咨询").click()
    phone.shoot("profile")
    phone.tap("保存")
    phone.sees("已保存。")


def test_who_was_not_found_asks_and_staff_see_why_and_suggest_them(
    stack: Stack, phone_of: Callable[[str], Phone]
) -> None:
    wish = {"kind": "need", "title": "想学用血压计", "text": "想学用血压计", "category": "health"}
    entry = stack.call(f"{C}/entries", wish | {"details": {"beneficiary": "personal"}}, identity="resident")["id"]
    stack.call(f"{C}/entries/{entry}/moves", {"move": "adopt"}, identity="staff")
    neighbour = phone_of("neighbour")
    neighbour.go(f"/lists/entry/index?id={entry}")
    neighbour.tap("请工作人员看看我能不能帮上")
    neighbour.fills("您想问什么", "我会用血压计，可以教")
    neighbour.shoot("asks")
    neighbour.tap("发出")
    neighbour.sees("我会用血压计，可以教")

    staff = phone_of("staff")
    staff.go("/matching/staff/index?view=asked")
    staff.sees("我会用血压计，可以教")
    asked = staff.page.locator(".m-card", has_text="我会用血压计，可以教")
    asked.get_by_role("button", name="我来推荐").click()
    name = stack.call(f"{C}/members/me", identity="neighbour")["name"]
    staff.fills("找居民", name)
    staff.answers("找")
    staff.tap(name)
    staff.sees("不能推荐：")
    staff.shoot("why")
    assert staff.page.get_by_role("button", name="推荐给").count() == 0
    staff.tap("换一个")
    staff.page.get_by_role("tab", name="单位").click()
    staff.shoot("units")
