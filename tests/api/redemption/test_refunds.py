"""What was handed over is given back once, within its days, by the shop's word or the desk's after the shop's days."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from backend.books import service as books
from backend.core.clock import FixedClock
from backend.infra.outbox import deliver_due_events
from tests.client import refused
from tests.factories.counter import Counter
from tests.factories.redemption import give_points

WHY = {"quantity": 1, "reason": "quality", "text": "米里有虫"}


def balance(counter: Counter, who: str = "buyer") -> int:
    books_ = counter[who].get("…/passbook", book="point").get_json()["books"]
    return int(books_[0]["balance"])


def give_back(counter: Counter, redemption: UUID, who: str = "contact", **changes: Any) -> Any:
    return counter[who].post(f"…/redemptions/{redemption}/refunds", {**WHY, **changes})


def ask(counter: Counter, redemption: UUID, who: str = "buyer", **changes: Any) -> Any:
    return counter[who].post(f"…/redemptions/{redemption}/refund-requests", {**WHY, **changes})


def test_pieces_come_back_with_their_points(counter: Counter) -> None:
    redemption = counter.use(3)
    assert balance(counter) == 850
    after = give_back(counter, redemption).get_json()
    assert (after["refunded"], after["left"], after["points_left"]) == (1, 2, 100)
    assert balance(counter) == 900
    assert after["refunds"][0]["reason_name"] == "质量有问题"
    assert refused(give_back(counter, redemption, quantity=3), 409, "already_refunded")["left"] == 2
    assert give_back(counter, redemption, quantity=2).get_json()["can_refund"] is False
    assert refused(give_back(counter, redemption), 409, "already_refunded")["left"] == 0
    assert balance(counter) == 1000
    shown = counter["buyer"].get(f"…/offers/{counter.shop.offer_id}").get_json()
    pledge = counter["buyer"].get("…/pledges").get_json()["items"][0]
    assert (shown["sold"], pledge["redeemed"], pledge["left"]) == (0, 0, 10_000)
    statement = counter["contact"].get(f"…/merchants/{counter.shop.unit_id}/statements/2026-11-23").get_json()
    assert (statement["redeemed"], statement["refunds"], statement["closing"]) == (150, 150, 0)
    assert [(line["quantity"], line["points"]) for line in statement["lines"]] == [(3, 150), (-1, -50), (-2, -100)]
    with counter.work() as uow:
        assert books.coverage(uow, counter.shop.community_id).tallies


def test_a_refund_ends_with_its_window(counter: Counter, clock: FixedClock) -> None:
    redemption = counter.use(2)
    clock.advance(timedelta(days=7))
    assert give_back(counter, redemption).status_code == 201
    clock.advance(timedelta(hours=15))
    assert refused(give_back(counter, redemption), 409, "refund_window_over")["until"] == "2026-11-30T16:00:00Z"
    refused(ask(counter, redemption), 409, "refund_window_over")


def test_terms_are_those_of_the_purchase(counter: Counter, clock: FixedClock) -> None:
    before = counter.use()
    clock.advance(timedelta(hours=1))
    counter.edit(1, refund_days=0)
    after = counter.use()
    assert give_back(counter, before).status_code == 201
    assert "until" not in refused(give_back(counter, after), 409, "refund_window_over")


def test_only_the_shops_contact_refunds(counter: Counter) -> None:
    redemption = counter.use()
    for who in ("buyer", "clerk", "staff", "lead", "neighbour"):
        refused(give_back(counter, redemption, who), 403, "forbidden")
    refused(counter["neighbour"].get(f"…/redemptions/{redemption}"), 403, "forbidden")
    shown = counter["buyer"].get(f"…/redemptions/{redemption}").get_json()
    assert (shown["can_ask"], shown["can_refund"], shown["holder_name"]) == (True, False, "李阿姨")
    seen = counter["contact"].get(f"…/redemptions/{redemption}").get_json()
    assert (seen["can_ask"], seen["can_refund"], seen["holder_name"]) == (False, True, "李*")


def test_a_holder_asks_and_the_shop_gives(counter: Counter) -> None:
    redemption = counter.use(2)
    asked = ask(counter, redemption, quantity=2).get_json()
    assert (asked["state_name"], asked["answer_due_at"]) == ("等商户答复", "2026-11-26T16:00:00Z")
    refused(ask(counter, redemption), 409, "refund_asked")
    refused(ask(counter, redemption, "neighbour"), 403, "forbidden")
    listed = counter["contact"].get("…/refund-requests", unit_id=str(counter.shop.unit_id)).get_json()["items"]
    assert [(item["holder_name"], [move["move"] for move in item["moves"]]) for item in listed] == [
        ("李*", ["refund", "decline"])
    ]
    path = f"…/refund-requests/{asked['id']}/moves"
    given = counter["contact"].post(path, {"move": "refund"}).get_json()
    assert (given["state"], given["moves"]) == ("refunded", [])
    assert balance(counter) == 1000
    refused(counter["contact"].post(path, {"move": "refund"}), 409, "move_not_allowed")
    refused(give_back(counter, redemption), 409, "already_refunded")


def test_a_refusal_gives_its_reason(counter: Counter) -> None:
    path = f"…/refund-requests/{ask(counter, counter.use()).get_json()['id']}/moves"
    assert "text" in refused(counter["contact"].post(path, {"move": "decline"}), 422, "invalid")["errors"]
    declined = counter["contact"].post(path, {"move": "decline", "text": "已经吃完"}).get_json()
    assert (declined["state"], declined["answer"]) == ("declined", "已经吃完")
    assert balance(counter) == 950


def test_the_desk_decides_when_the_shop_let_its_days_pass(counter: Counter, clock: FixedClock) -> None:
    redemption = counter.use()
    path = f"…/refund-requests/{ask(counter, redemption).get_json()['id']}/moves"
    refused(counter["staff"].post(path, {"move": "refund"}), 409, "shop_answers_first")
    assert counter["staff"].get("…/refund-requests", overdue="true").get_json()["items"] == []
    clock.advance(timedelta(days=10))  # the window is over too: it was asked for in time
    with counter.work() as uow:
        while deliver_due_events(uow, counter.shop.community_id):
            pass
    told = [item["title"] for item in counter["staff"].get("…/inbox").get_json()["items"]]
    assert "退货申请逾期未答复：大米 2 千克" in told
    late = counter["staff"].get("…/refund-requests", overdue="true").get_json()["items"]
    assert [move["move"] for move in late[0]["moves"]] == ["refund", "decline"]
    assert counter["staff"].post(path, {"move": "refund"}).get_json()["state"] == "refunded"
    assert balance(counter) == 1000


def test_nobody_of_the_desk_decides_their_own_refund(counter: Counter, clock: FixedClock) -> None:
    with counter.work() as uow:
        give_points(uow, counter.people["staff"], 100)
    redemption = counter.use(who="staff")
    path = f"…/refund-requests/{ask(counter, redemption, 'staff').get_json()['id']}/moves"
    clock.advance(timedelta(days=10))
    late = counter["staff"].get("…/refund-requests", overdue="true").get_json()["items"]
    assert [move["move"] for move in late[0]["moves"]] == ["withdraw"]
    refused(counter["staff"].post(path, {"move": "refund"}), 403, "own_hand")
    assert counter["lead"].post(path, {"move": "refund"}).get_json()["state"] == "refunded"


def test_an_answered_request_reminds_nobody(counter: Counter, clock: FixedClock) -> None:
    path = f"…/refund-requests/{ask(counter, counter.use()).get_json()['id']}/moves"
    counter["buyer"].post(path, {"move": "withdraw"})
    clock.advance(timedelta(days=10))
    with counter.work() as uow:
        while deliver_due_events(uow, counter.shop.community_id):
            pass
    told = [item["title"] for item in counter["staff"].get("…/inbox").get_json()["items"]]
    assert not [title for title in told if title.startswith("退货申请逾期")]


@pytest.mark.parametrize("who", ["contact", "staff", "neighbour"])
def test_only_who_asked_withdraws(counter: Counter, who: str) -> None:
    path = f"…/refund-requests/{ask(counter, counter.use()).get_json()['id']}/moves"
    refused(counter[who].post(path, {"move": "withdraw"}), 403, "forbidden")
    assert counter["buyer"].post(path, {"move": "withdraw"}).get_json()["state"] == "withdrawn"


def test_a_holder_sees_what_may_be_given_back_of_a_voucher(counter: Counter) -> None:
    redemption = counter.use(2)
    voucher = counter["buyer"].get(f"…/redemptions/{redemption}").get_json()["voucher_id"]
    give_back(counter, redemption)
    uses = counter["buyer"].get(f"…/vouchers/{voucher}/redemptions").get_json()["items"]
    assert [(use["quantity"], use["refunded"], use["refund_until"]) for use in uses] == [(2, 1, "2026-11-30T16:00:00Z")]
    refused(counter["neighbour"].get(f"…/vouchers/{voucher}/redemptions"), 403, "forbidden")


@pytest.mark.parametrize(
    ("field", "value"), [("quantity", 0), ("quantity", -1), ("reason", "because"), ("text", "字" * 501)]
)
def test_no_refund(counter: Counter, field: str, value: object) -> None:
    redemption = counter.use()
    for call in (give_back, ask):
        assert field in refused(call(counter, redemption, **{field: value}), 422, "invalid")["errors"]
