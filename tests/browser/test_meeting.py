"""A meeting in a browser: a resident checks in with the code and votes secretly, staff close, all read the result."""

from collections.abc import Callable

import pytest

from tests.browser.phone import Phone
from tests.browser.places import C
from tests.browser.stack import Stack

STATEMENT = "充电桩的电费按表各付各的"

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_resident_votes_secretly_and_reads_what_came_of_it(stack: Stack, phone_of: Callable[[str], Phone]) -> None:
    meeting = running(stack)
    code = stack.call(f"{C}/meetings/{meeting}/code", identity="staff")["code"]
    phone = phone_of("resident")
    phone.go(f"/meetings/meeting/index?id={meeting}")
    phone.sees("您在名册上，可以表决")
    phone.tap("签到")
    phone.fills("会议码", code)
    phone.answers("签到")
    phone.sees("您已到会")

    phone.tap("去表决")
    phone.sees("谁也看不到谁投了什么")
    phone.page.get_by_role("button", name="同意", exact=True).locator("visible=true").click()
    phone.answers("就投同意")
    phone.sees("您已投")
    phone.shoot("voted")

    staff = phone_of("staff")
    staff.go(f"/meetings/desk/index?id={meeting}")
    staff.tap(STATEMENT)
    staff.tap("结束表决，公布结果")
    staff.page.get_by_role("dialog").get_by_role("button", name="结束表决，公布结果", exact=True).last.click()
    staff.sees("现在是“未通过”")  # one of five who are there is no majority

    phone.sees("下载表决记录")  # the page asks again by itself
    phone.sees("1 票")
    phone.shoot("result")


def running(stack: Stack) -> str:
    """Put a secret vote in the meeting that goes on, in place of the demo's own; return the meeting's id."""
    meetings = stack.call(f"{C}/meetings?state=open", identity="staff")["items"]
    meeting = f"{C}/meetings/{meetings[0]['id']}"
    for motion in stack.call(f"{meeting}/motions", identity="staff")["items"]:
        if motion["state"] == "open":
            withdrawal = {"move": "withdraw", "note": "换一件事先表决"}
            stack.call(f"{C}/motions/{motion['id']}/moves", withdrawal, identity="staff")
    item = stack.call(meeting, identity="staff")["agenda"][0]["id"]
    new = {"item_id": item, "text": STATEMENT, "secrecy": "secret"}
    motion = stack.call(f"{meeting}/motions", new, identity="staff")
    stack.call(f"{C}/motions/{motion['id']}/moves", {"move": "open"}, identity="staff")
    return str(meetings[0]["id"])
