"""Offers: found by what one looks for, edited on the version that was seen, priced with a history, held to caps."""

from datetime import timedelta
from typing import Any

import pytest

from backend.core.clock import FixedClock
from tests.client import refused
from tests.factories.counter import Counter
from tests.factories.photos import add_photo


def offer(counter: Counter, title: str, **changes: Any) -> str:
    body = {"pledge_id": str(counter.shop.pledge_id), "title": title, "price_points": 80, "stock": 9, "voucher_days": 7}
    answer = counter["contact"].post("…/offers", {**body, **changes})
    assert answer.status_code == 201, answer.text
    return str(answer.get_json()["id"])


def titles(counter: Counter, who: str = "buyer", **query: Any) -> list[str]:
    return [item["title"] for item in counter[who].get("…/offers", **query).get_json()["items"]]


def test_offers_are_found_by_what_one_looks_for(counter: Counter) -> None:
    offer(counter, "理发一次", category="service", price_points=30)
    offer(counter, "电饭煲100%全新", category="daily", price_points=5000)
    assert titles(counter) == ["电饭煲100%全新", "理发一次", "大米 2 千克"]
    assert titles(counter, category="service") == ["理发一次"]
    assert titles(counter, text="饭") == ["电饭煲100%全新"]
    assert titles(counter, text="100%") == ["电饭煲100%全新"]
    assert titles(counter, text="1_0") == []
    assert titles(counter, affordable="true") == ["理发一次", "大米 2 千克"]
    assert titles(counter, sort="cheapest") == ["理发一次", "大米 2 千克", "电饭煲100%全新"]
    assert titles(counter, "staff", affordable="true") == []
    refused(counter["buyer"].get("…/offers", category="gold"), 422, "invalid")


def test_the_cheapest_go_on_where_a_page_ended(counter: Counter) -> None:
    for price in (70, 60, 60):
        offer(counter, f"第{price}样", price_points=price)
    seen, cursor = [], None
    for _ in range(4):
        page = counter["buyer"].get("…/offers", sort="cheapest", limit=1, cursor=cursor).get_json()
        seen += [item["price_points"] for item in page["items"]]
        cursor = page["next_cursor"]
    assert (seen, cursor) == ([50, 60, 60, 70], None)


def test_a_list_costs_the_same_however_long(counter: Counter, statements: list[str]) -> None:
    counter["buyer"].get("…/offers")
    del statements[:]
    counter["buyer"].get("…/offers")
    of_one = len(statements)
    with counter.work() as uow:
        photos = [str(add_photo(uow, counter.people["contact"])) for _ in range(3)]
    for photo in photos:
        offer(counter, "花生油", photos=[photo])
    del statements[:]
    items = counter["buyer"].get("…/offers").get_json()["items"]
    assert [len(item["photos"]) for item in items] == [1, 1, 1, 0]
    assert len(statements) == of_one + 1  # the photos


def test_an_edit_holds_to_the_version_that_was_seen(counter: Counter) -> None:
    refused(counter.edit(None, title="新米"), 428, "version_required")
    edited = counter.edit(1, title="新米", category="food", refund_days=0).get_json()
    assert (edited["version"], edited["title"], edited["category_name"], edited["refund_days"]) == (
        2,
        "新米",
        "粮油食品",
        0,
    )
    refused(counter.edit(1, title="陈米"), 412, "version_conflict")
    counter.buy()  # a purchase changes nothing that is edited
    assert counter.edit(2, text="当年新米").get_json()["version"] == 3
    assert counter.edit(3, text="当年新米").get_json()["version"] == 3
    counter["contact"].post(f"…/offers/{counter.shop.offer_id}/moves", {"move": "close"})
    refused(counter.edit(4, text="陈米"), 409, "move_not_allowed")


def test_stock_is_never_below_what_was_sold(counter: Counter) -> None:
    counter.buy(3)
    assert refused(counter.edit(1, stock=2), 422, "stock_below_sold")["sold"] == 3
    assert counter.edit(1, stock=3).get_json()["left"] == 0
    assert refused(counter.buy(), 409, "sold_out")["left"] == 0
    assert counter.edit(2, stock=4).get_json()["left"] == 1


@pytest.mark.parametrize(("field", "value"), [("stock", -1), ("stock", 0), ("price_points", 0), ("day_cap", 0)])
def test_no_stock_price_or_cap_below_one(counter: Counter, field: str, value: int) -> None:
    assert field in refused(counter.edit(1, **{field: value}), 422, "invalid")["errors"]


def test_a_price_that_changed_is_refused_and_its_history_kept(counter: Counter, clock: FixedClock) -> None:
    clock.advance(timedelta(hours=1))
    assert counter.edit(1, price_points=60).get_json()["price_points"] == 60
    assert refused(counter.buy(price_points=50), 409, "price_changed")["price_points"] == 60
    assert counter.buy(price_points=60).get_json()["points"] == 60
    rows = counter["neighbour"].get(f"…/offers/{counter.shop.offer_id}/prices").get_json()["items"]
    assert [(row["price_points"], row["from_at"], row["to_at"]) for row in rows] == [
        (60, "2026-11-23T02:00:00Z", None),
        (50, "2026-11-23T01:00:00Z", "2026-11-23T02:00:00Z"),
    ]


def test_the_days_cap_begins_anew_with_the_local_day(counter: Counter, clock: FixedClock) -> None:
    counter.edit(1, day_cap=3)
    assert counter.buy(2).status_code == 201
    told = refused(counter.buy(2, who="neighbour"), 409, "day_cap_reached")
    assert (told["left"], told["again_at"]) == (1, "2026-11-23T16:00:00Z")
    shown = counter["buyer"].get(f"…/offers/{counter.shop.offer_id}").get_json()
    assert (shown["sold_today"], shown["left_today"], shown["left"]) == (2, 1, 98)
    clock.advance(timedelta(hours=15))
    assert counter["buyer"].get(f"…/offers/{counter.shop.offer_id}").get_json()["sold_today"] == 0
    assert counter.buy(3).status_code == 201


def test_what_is_cancelled_today_may_be_bought_again_today(counter: Counter) -> None:
    counter.edit(1, day_cap=2)
    voucher = counter.buy(2).get_json()
    refused(counter.buy(1, who="neighbour"), 409, "day_cap_reached")
    counter["buyer"].post(f"…/vouchers/{voucher['id']}/moves", {"move": "cancel"})
    assert counter.buy(2, who="neighbour").status_code == 201


def test_one_member_has_a_share_of_a_day_and_of_a_month(counter: Counter, clock: FixedClock) -> None:
    counter.edit(1, member_day_cap=2, member_month_cap=3)
    assert counter.buy(2).status_code == 201
    told = refused(counter.buy(), 409, "member_cap_reached")
    assert (told["per"], told["cap"], told["left"], told["again_at"]) == ("day", 2, 0, "2026-11-23T16:00:00Z")
    assert counter.buy(who="neighbour").status_code == 201
    clock.advance(timedelta(days=1))
    told = refused(counter.buy(2), 409, "member_cap_reached")
    assert (told["per"], told["left"], told["again_at"]) == ("month", 1, "2026-11-30T16:00:00Z")
    assert counter.buy(1).status_code == 201
    clock.advance(timedelta(days=7))
    assert counter.buy(2).status_code == 201


def test_a_refused_share_takes_no_stock(counter: Counter) -> None:
    counter.edit(1, member_day_cap=1)
    refused(counter.buy(2), 409, "member_cap_reached")
    shown = counter["buyer"].get(f"…/offers/{counter.shop.offer_id}").get_json()
    assert (shown["sold"], shown["sold_today"]) == (0, 0)


def test_pieces_given_back_do_not_count_for_a_members_share(counter: Counter) -> None:
    counter.edit(1, member_day_cap=3, member_month_cap=3)
    redemption = counter.use(3)
    refused(counter.buy(), 409, "member_cap_reached")
    counter["contact"].post(f"…/redemptions/{redemption}/refunds", {"quantity": 2, "reason": "quality", "text": "有虫"})
    assert refused(counter.buy(3), 409, "member_cap_reached")["left"] == 2
    assert counter.buy(2).status_code == 201
    refused(counter.buy(), 409, "member_cap_reached")
