"""Bad input to redemption: a problem with a stable code, never a 500, and nothing written."""

from math import isnan
from typing import Any
from uuid import uuid4

import flask
import pytest

from backend.infra.uow import unit_of_work
from tests.client import Caller, refused
from tests.factories.redemption import Shop, make_buyer, make_shop

NO_AMOUNT = [0, -1, 2**63, 10**12 + 1, 2.5, "5", None, True, [], {}, float("nan")]
NO_ID = ["", "1", 5, None, "券", "0" * 36, {"$ne": 1}]
NO_LINE = ["", "  ", "a\x00b", "两\n行", "\u202e反", "长" * 101, 5, None, "\ud800"]


@pytest.fixture
def shop(app: flask.Flask) -> Shop:
    with app.app_context(), unit_of_work() as uow:
        return make_shop(uow)


@pytest.fixture
def contact(shop: Shop, caller: Caller) -> Caller:
    return caller.as_person(shop.contact.person_id, shop.community_id)


@pytest.fixture
def buyer(app: flask.Flask, shop: Shop, caller: Caller) -> Caller:
    with app.app_context(), unit_of_work() as uow:
        return caller.as_person(make_buyer(uow, shop.community_id).person_id, shop.community_id)


def check(caller: Caller, path: str, good: dict[str, Any], field: str, value: object) -> None:
    """Post ``good`` with one wrong field: 422, and the field is named; 400 for what is no JSON at all."""
    answer = caller.post(path, {**good, field: value})
    if value == "\ud800" or (isinstance(value, float) and isnan(value)):
        refused(answer, 400, "bad_request")
    else:
        assert field in refused(answer, 422, "invalid")["errors"]


@pytest.mark.parametrize("value", NO_AMOUNT)
def test_no_amount(contact: Caller, buyer: Caller, shop: Shop, value: object) -> None:
    pledge = {"unit_id": str(shop.unit_id), "title": "米", "points": 1}
    check(contact, "…/pledges", pledge, "points", value)
    offer = {"pledge_id": str(shop.pledge_id), "title": "米", "price_points": 1, "stock": 1, "voucher_days": 1}
    for field in ("price_points", "stock", "voucher_days"):
        check(contact, "…/offers", offer, field, value)
    check(buyer, "…/vouchers", {"offer": str(shop.offer_id), "quantity": 1}, "quantity", value)
    assert buyer.get("…/vouchers/mine").get_json()["items"] == []
    assert len(buyer.get("…/offers").get_json()["items"]) == 1


@pytest.mark.parametrize("value", NO_ID)
def test_no_id(contact: Caller, buyer: Caller, shop: Shop, value: object) -> None:
    check(contact, "…/pledges", {"title": "米", "points": 1}, "unit_id", value)
    offer = {"title": "米", "price_points": 1, "stock": 1, "voucher_days": 1}
    check(contact, "…/offers", offer, "pledge_id", value)
    check(buyer, "…/vouchers", {"quantity": 1}, "offer", value)


@pytest.mark.parametrize("value", NO_LINE)
def test_no_title(contact: Caller, shop: Shop, value: object) -> None:
    check(contact, "…/pledges", {"unit_id": str(shop.unit_id), "points": 1}, "title", value)


@pytest.mark.parametrize("value", ["1899-12-31", "9999-01-01", "2026-02-30", 5, "明天", "2026-12-31T00:00"])
def test_no_day(contact: Caller, shop: Shop, value: object) -> None:
    pledge = {"unit_id": str(shop.unit_id), "title": "米", "points": 1}
    check(contact, "…/pledges", pledge, "valid_to", value)
    refused(contact.get(f"…/merchants/{shop.unit_id}/statements/{value}"), 422, "invalid")


def test_nothing_unknown_is_taken(contact: Caller, buyer: Caller, shop: Shop) -> None:
    refused(buyer.post("…/vouchers", {"offer": str(shop.offer_id), "quantity": 1, "free": 1}), 422, "invalid")
    refused(buyer.post("…/redemptions", {"token": "x", "at": "2026-01-01"}), 422, "invalid")
    refused(contact.post(f"…/offers/{shop.offer_id}/moves", {"move": "delete"}), 422, "invalid")
    refused(buyer.post(f"…/vouchers/{uuid4()}/moves", {"move": "use"}), 422, "invalid")
    refused(buyer.get("…/vouchers/mine", state="stolen"), 422, "invalid")
    refused(buyer.get("…/offers", cursor="nonsense"), 422, "invalid")
    refused(buyer.get("…/offers", limit=0), 422, "invalid")


@pytest.mark.parametrize("token", ["", "a" * 201, None, 7, "a\x00b", ["x"]])
def test_no_token(contact: Caller, token: object) -> None:
    check(contact, "…/redemptions", {}, "token", token)


@pytest.mark.parametrize("body", [[], "x", 5, None, [{"offer": 1}]])
def test_no_object(buyer: Caller, body: object) -> None:
    answer = buyer.call("POST", "…/vouchers", json=body, headers={"Idempotency-Key": str(uuid4())})
    assert answer.status_code in (400, 422)
    assert answer.content_type == "application/problem+json"


def test_unknown_things_are_not_found(contact: Caller, buyer: Caller) -> None:
    nowhere = str(uuid4())
    refused(buyer.get(f"…/vouchers/{nowhere}"), 404, "not_found")
    refused(buyer.get(f"…/offers/{nowhere}"), 404, "not_found")
    refused(buyer.post("…/vouchers", {"offer": nowhere, "quantity": 1}), 404, "not_found")
    refused(contact.post(f"…/offers/{nowhere}/moves", {"move": "pause"}), 404, "not_found")
    refused(buyer.post(f"…/vouchers/{nowhere}/moves", {"move": "cancel"}), 404, "not_found")


@pytest.mark.parametrize("community_id", [1, 10**12 - 1, 2**63 - 1, 2**63, 10**40])
def test_no_such_community(buyer: Caller, community_id: int) -> None:
    for path in ("offers", "pledges", "vouchers/mine", "inbox", "subscriptions"):
        answer = buyer.get(f"/communities/{community_id}/{path}")
        assert answer.status_code in (403, 404, 405), path
        assert answer.content_type == "application/problem+json"
