"""Earned in one community, redeemed in another, on one phone: exactly what is missing goes over."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from backend.app.demo.identities import DEMO_COMMUNITY
from tests.browser.phone import Phone
from tests.browser.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def points(stack: Stack, community_id: int) -> int:
    books = stack.call(f"/communities/{community_id}/passbook", identity="neighbour")["books"]
    return int(next(book["available"] for book in books if book["book"] == "point"))


def test_points_earned_at_home_buy_an_offer_at_work(stack: Stack, phone_of: Callable[[str], Phone]) -> None:
    home = f"/communities/{DEMO_COMMUNITY}"
    (pair,) = stack.call(f"{home}/clearing/pairs", identity="neighbour")["items"]
    there: int = pair["other_id"]
    offers: list[dict[str, Any]] = stack.call(f"/communities/{there}/offers", identity="neighbour")["items"]
    had_home, had_there = points(stack, DEMO_COMMUNITY), points(stack, there)
    wanted = next(o for o in offers if had_there < o["price_points"] <= had_there + had_home)
    lack = wanted["price_points"] - had_there
    phone = phone_of("neighbour")

    # The phone goes over to the other community.
    phone.go("/pages/me/index")
    phone.tap(pair["other_name"])
    phone.sees("首页")
    phone.go(f"/redeem/offer/index?id={wanted['id']}")
    phone.sees(f"，还差 {lack} 积分")
    phone.shoot("offer")
    phone.tap("用我在")
    phone.sees("泰和里社区，现在最多可转")
    phone.shoot("send")
    phone.tap(f"转 {lack} 积分")
    phone.shoot("question")
    phone.answers("转过去")
    phone.sees("已到账")
    phone.shoot("transfer")
    assert (points(stack, DEMO_COMMUNITY), points(stack, there)) == (had_home - lack, wanted["price_points"])

    # Back to the offer, which it pays now.
    phone.tap("回去兑换")
    phone.tap(f"用 {wanted['price_points']} 积分兑换")
    phone.answers("兑换")
    phone.sees("到店给店员看这个码")
    phone.shoot("voucher")
    assert points(stack, there) == 0

    # At home the passbook shows where they went.
    phone.go("/pages/me/index")
    phone.tap("泰和里社区")
    phone.go("/pages/passbook/index")
    phone.tap(f"转到{pair['other_name']}")
    phone.shoot("line")
    owed = stack.call(f"{home}/clearing/pairs", identity="neighbour")["items"][0]["owed"]
    assert owed == pair["owed"] + lack


def test_a_lead_pauses_and_resumes_and_both_sides_know(stack: Stack, phone_of: Callable[[str], Phone]) -> None:
    home = f"/communities/{DEMO_COMMUNITY}"
    phone = phone_of("lead")
    phone.go("/clearing/pairs/index")
    phone.tap("安和社区")
    phone.sees("每天的结账")
    phone.sees("两边一致")
    phone.tap("改约定")
    phone.tap("暂停互通")
    phone.answers("暂停互通")
    expect(phone.button("恢复互通")).to_be_visible()
    phone.shoot("paused")
    assert stack.call(f"{home}/clearing/pairs", identity="lead")["items"][0]["state"] == "paused"
    phone.tap("恢复互通")
    phone.answers("恢复互通")
    expect(phone.button("改约定")).to_be_visible()
