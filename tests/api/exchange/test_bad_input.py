"""What nobody should send: refused in words, and nothing has changed."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from backend.exchange.moves import OrderMove as M
from tests.client import refused
from tests.factories.exchange import CATEGORY, Lane

WRONG: list[dict[str, Any]] = [
    {"minutes": 0},
    {"minutes": 14},
    {"minutes": 20},
    {"minutes": 495},
    {"minutes": 10**30},
    {"minutes": -60},
    {"minutes": "60"},
    {"minutes": 60.5},
    {"minutes": True},
    {"starts_at": "2026-11-23T00:00:00Z"},
    {"starts_at": "2026-11-25T06:00:00"},
    {"starts_at": "2027-06-01T06:00:00Z"},
    {"starts_at": "9999-12-31T23:59:59Z"},
    {"category": "no.such"},
    {"category": ""},
    {"title": ""},
    {"title": "\u202e陪我"},
    {"title": "长" * 41},
    {"place": ""},
    {"payer": "bank"},
    {"on_behalf_of": {"member_id": str(uuid4())}},
    {"helper_id": str(uuid4())},
]


def body(lane: Lane, **changes: Any) -> dict[str, Any]:
    starts_at = (lane.clock.at + timedelta(days=2)).isoformat()
    whole = {"category": CATEGORY, "title": "陪我去医院", "place": "3号楼", "starts_at": starts_at, "minutes": 60}
    return {**whole, **changes}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_cannot_be_asked(lane: Lane, wrong: dict[str, Any]) -> None:
    refused(lane.street.as_("elder").post("…/orders", body(lane, **wrong)), 422, "invalid")
    assert lane.street.as_("elder").get("…/orders").get_json()["items"] == []


def test_who_may_not_ask(lane: Lane) -> None:
    other = {"member_id": str(lane.street["elder"].member_id), "consent": "spoken"}
    refused(lane.street.as_("neighbour").post("…/orders", body(lane, on_behalf_of=other)), 403, "forbidden")
    nobody = {"member_id": str(lane.street["applicant"].member_id), "consent": "spoken"}
    refused(lane.street.as_("staff").post("…/orders", body(lane, on_behalf_of=nobody)), 422, "invalid")
    refused(lane.street.as_("elder").post("…/orders", body(lane, payer="pool")), 403, "not_entitled")
    refused(lane.street.as_("applicant").post("…/orders", body(lane)), 403, "not_a_member")


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        ({"move": "accept"}, 422, "invalid"),
        ({"move": "accept", "answer_id": str(uuid4())}, 409, "answer_gone"),
        ({"move": "settle"}, 409, "move_not_allowed"),
        ({"move": "expire"}, 409, "move_not_allowed"),
        ({"move": "nonsense"}, 422, "invalid"),
        ({"move": "report", "minutes": 60}, 409, "move_not_allowed"),
        ({"move": "report", "minutes": 0}, 422, "invalid"),
        ({"move": "rule", "minutes": 10, "note": "我裁定"}, 403, "forbidden"),
        ({"move": "cancel", "posted_minutes": 0}, 422, "invalid"),
    ],
)
def test_moves_that_an_open_order_refuses(lane: Lane, asked: dict[str, Any], status: int, code: str) -> None:
    order_id = lane.ask()
    lane.answer(order_id)
    refused(lane.street.as_("elder").post(f"…/orders/{order_id}/moves", asked), status, code)
    assert lane.row(order_id).state == "open"


@pytest.mark.parametrize(
    ("who", "asked", "status", "code"),
    [
        ("volunteer", {"move": "report", "minutes": 61}, 422, "minutes_too_many"),
        ("volunteer", {"move": "report"}, 422, "invalid"),
        ("volunteer", {"move": "confirm"}, 409, "move_not_allowed"),
        ("volunteer", {"move": "cancel"}, 409, "begun"),
        ("volunteer", {"move": "claim_absence"}, 409, "not_begun"),
        ("elder", {"move": "dispute", "note": "还没开始"}, 409, "move_not_allowed"),
        ("staff", {"move": "cancel"}, 403, "forbidden"),
        ("staff", {"move": "rule", "minutes": 60, "note": "替他办"}, 409, "move_not_allowed"),
        ("supervisor", {"move": "complete"}, 403, "forbidden"),
    ],
)
def test_moves_that_one_just_begun_refuses(lane: Lane, who: str, asked: dict[str, Any], status: int, code: str) -> None:
    order_id = lane.accepted()
    lane.to_start(order_id)
    refused(lane.street.as_(who).post(f"…/orders/{order_id}/moves", asked), status, code)
    assert lane.row(order_id).state == "accepted"
    lane.check()


def test_the_helper_does_not_complete_by_the_askers_button(lane: Lane) -> None:
    order_id = lane.accepted()
    lane.to_end(order_id)
    shown = lane.street.as_("volunteer").post(f"…/orders/{order_id}/moves", {"move": "complete"}).get_json()
    assert (shown["state"], shown["posted_minutes"]) == ("reported", None)  # it is no more than a report


def test_who_said_it_does_not_confirm_it(lane: Lane) -> None:
    order_id = lane.accepted()
    lane.to_end(order_id)
    lane.move("volunteer", order_id, M.REPORT, minutes=60)
    for move in ({"move": "confirm"}, {"move": "dispute", "note": "我又不同意了"}):
        refused(lane.street.as_("volunteer").post(f"…/orders/{order_id}/moves", move), 403, "not_your_turn")


def test_another_communitys_order_is_not_there(lane: Lane) -> None:
    order_id = lane.ask()
    elsewhere = lane.street.as_("stranger")
    refused(elsewhere.get(f"…/orders/{order_id}"), 403, "not_a_member")
    refused(lane.street.as_("elder").get(f"…/orders/{uuid4()}"), 404, "not_found")
