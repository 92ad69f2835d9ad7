"""我也遇到 in a real browser: said by a tap, counted on the entry and in the list's row, taken back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.phone import Phone
from tests.browser.places import C
from tests.browser.stack import Stack

TITLE = "8号楼信报箱的锁坏了"
PROBLEM = {
    "kind": "problem",
    "title": TITLE,
    "text": TITLE,
    "category": "facility",
    "place": "8号楼",
    "details": {"severity": "high"},
}

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_tap_says_that_it_concerns_oneself_too(stack: Stack, phone_of: Callable[[str], Phone]) -> None:
    entry = stack.call(f"{C}/entries", PROBLEM, identity="neighbour")["id"]
    stack.call(f"{C}/entries/{entry}/moves", {"move": "adopt"}, identity="staff")
    stack.call(f"{C}/entries/{entry}/support", {"supports": True}, identity="leader")
    phone = phone_of("resident")

    phone.go("/lists/list/index?kind=problem")
    expect(row(phone)).to_contain_text("1 人也遇到")
    row(phone).click()
    phone.sees("1 人也遇到")
    phone.tap("我也遇到")
    phone.sees("算上您了，办到哪一步都会告诉您")
    phone.sees("您和另外 1 人也遇到")
    phone.shoot("said")

    phone.go("/lists/list/index?kind=problem")
    expect(row(phone)).to_contain_text("您和另外 1 人也遇到")
    phone.shoot("row")
    row(phone).click()
    phone.tap("不算我了")
    phone.sees("1 人也遇到")
    expect(phone.button("我也遇到")).to_be_visible()
    seen = stack.call(f"{C}/entries/{entry}", identity="resident")["support"]
    assert seen == {"count": 1, "is_mine": False, "is_open": True}

    # Whoever wrote it reads how many, and has nothing to tap.
    writer = phone_of("neighbour")
    writer.go(f"/lists/entry/index?id={entry}")
    writer.sees("1 人也遇到")
    expect(writer.page.get_by_role("button", name="我也遇到")).to_have_count(0)


def row(phone: Phone) -> Locator:
    """Return the list's row of the problem."""
    return phone.button(TITLE)
