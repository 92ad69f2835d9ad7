"""From a merchant's pledge to the day's statement, over HTTP, with every refusal on the way."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import flask
import pytest

from backend.communities.types import UnitKind
from backend.core.actor import Role
from backend.core.clock import FixedClock
from backend.infra.uow import UnitOfWork, unit_of_work
from tests.client import Caller, refused
from tests.factories.communities import Someone, make_community, make_member, make_unit
from tests.factories.redemption import Shop, make_buyer, make_shop

SignIn = Callable[[Someone], Caller]


@dataclass(frozen=True)
class Scene:
    """A shop, a buyer with 1,000 points and how to sign in."""

    shop: Shop
    buyer: Caller
    contact: Caller
    clerk: Caller
    sign_in: SignIn
    app: flask.Flask

    @contextmanager
    def work(self) -> Iterator[UnitOfWork]:
        """Store something beside HTTP; in a context of its own, for a request inside it would share its caller."""
        with self.app.app_context(), unit_of_work() as uow:
            yield uow

    def offer(self, **changes: Any) -> dict[str, Any]:
        body = {"pledge_id": str(self.shop.pledge_id), "title": "食用油", "price_points": 80, "stock": 3}
        return {**body, "voucher_days": 7, **changes}

    def buy(self, quantity: int = 1, **more: Any) -> dict[str, Any]:
        answer = self.buyer.post("…/vouchers", {"offer": str(self.shop.offer_id), "quantity": quantity, **more})
        assert answer.status_code == 201, answer.get_data(as_text=True)
        return dict(answer.get_json())


@pytest.fixture
def scene(app: flask.Flask, caller: Caller) -> Scene:
    with app.app_context(), unit_of_work() as uow:
        shop = make_shop(uow)
        buyer = make_buyer(uow, shop.community_id)

    def sign_in(someone: Someone) -> Caller:
        return caller.as_person(someone.person_id, someone.community_id)

    return Scene(shop, sign_in(buyer), sign_in(shop.contact), sign_in(shop.clerk), sign_in, app)


def newcomer(scene: Scene, *roles: Role, community_id: int | None = None, **more: Any) -> Caller:
    with scene.work() as uow:
        return scene.sign_in(make_member(uow, community_id or scene.shop.community_id, *roles, **more))


def test_a_voucher_from_pledge_to_statement(scene: Scene) -> None:
    unit_id = str(scene.shop.unit_id)
    pledge = scene.contact.post(
        "…/pledges", {"unit_id": unit_id, "title": "食用油", "points": 500, "valid_to": "2026-12-31"}
    ).get_json()
    assert (pledge["state"], pledge["state_name"], pledge["left"]) == ("active", "有效", 500)
    offer = scene.contact.post("…/offers", scene.offer(pledge_id=pledge["id"])).get_json()
    assert (offer["left"], offer["state_name"], offer["version"]) == (3, "可兑换", 1)
    bought = scene.buyer.post("…/vouchers", {"offer": offer["id"], "quantity": 2, "price_points": 80})
    voucher = bought.get_json()
    assert bought.status_code == 201
    assert voucher["number"] == "券-000001"
    assert (voucher["points"], voucher["state"], voucher["state_name"]) == (160, "issued", "待使用")
    assert voucher["qr"] == f"sangong:voucher:{voucher['token']}"
    assert voucher["expires_at"] == "2026-11-30T16:00:00Z"
    assert voucher["moves"] == [{"move": "cancel", "name": "取消并退回积分"}]
    taken = scene.clerk.post("…/redemptions", {"token": voucher["qr"]})
    assert taken.status_code == 201
    assert taken.get_json()["holder_name"] == "李*"
    assert taken.get_json()["voucher_number"] == "券-000001"
    statement = scene.contact.get(f"…/merchants/{unit_id}/statements/2026-11-23").get_json()
    assert (statement["opening"], statement["total"], statement["closing"]) == (0, 160, 160)
    assert (statement["count"], statement["merchant"]["id"]) == (1, unit_id)
    line = statement["lines"][0]
    assert (line["voucher_number"], line["quantity"], line["points"]) == ("券-000001", 2, 160)
    listed = scene.clerk.get(f"…/merchants/{unit_id}/redemptions").get_json()
    assert [item["points"] for item in listed["items"]] == [160]
    assert scene.buyer.get(f"…/vouchers/{voucher['id']}").get_json()["token"] is None
    pledges = scene.buyer.get("…/pledges", unit_id=unit_id).get_json()["items"]
    assert [(p["redeemed"], p["reserved"]) for p in pledges] == [(160, 0), (0, 0)]


def test_offers_are_listed_and_shown_to_anybody_signed_in(scene: Scene) -> None:
    stranger = newcomer(scene, state="applied")
    items = stranger.get("…/offers").get_json()["items"]
    assert [item["id"] for item in items] == [str(scene.shop.offer_id)]
    assert items[0]["moves"] == []
    shown = scene.contact.get(f"…/offers/{scene.shop.offer_id}").get_json()
    assert [move["move"] for move in shown["moves"]] == ["pause", "close"]


def test_left_heeds_the_pledge(scene: Scene) -> None:
    offer = scene.contact.post("…/offers", scene.offer(price_points=4_000, stock=9)).get_json()
    assert offer["left"] == 2
    refused(scene.buyer.post("…/vouchers", {"offer": offer["id"], "quantity": 3}), 409, "pledge_exhausted")


def test_a_page_of_offers_goes_on_where_it_ended(scene: Scene) -> None:
    made = [scene.contact.post("…/offers", scene.offer(title=f"第{n}样")).get_json()["id"] for n in range(3)]
    first = scene.buyer.get("…/offers", limit=2).get_json()
    second = scene.buyer.get("…/offers", limit=2, cursor=first["next_cursor"]).get_json()
    ids = [item["id"] for item in first["items"] + second["items"]]
    assert ids == [*reversed(made), str(scene.shop.offer_id)]
    assert second["next_cursor"] is None


def test_paused_and_closed_offers_are_refused(scene: Scene) -> None:
    path, body = f"…/offers/{scene.shop.offer_id}/moves", {"offer": str(scene.shop.offer_id), "quantity": 1}
    assert scene.contact.post(path, {"move": "pause"}).get_json()["state"] == "paused"
    refused(scene.buyer.post("…/vouchers", body), 409, "offer_paused")
    refused(scene.contact.post(path, {"move": "pause"}), 409, "move_not_allowed")
    assert scene.contact.post(path, {"move": "resume"}).get_json()["version"] == 3
    assert scene.contact.post(path, {"move": "close"}).get_json()["moves"] == []
    refused(scene.buyer.post("…/vouchers", body), 409, "offer_closed")
    assert scene.buyer.get("…/offers").get_json()["items"] == []
    assert len(scene.buyer.get("…/offers", unit_id=str(scene.shop.unit_id)).get_json()["items"]) == 1


def test_the_price_shown_holds_or_is_refused(scene: Scene) -> None:
    body = {"offer": str(scene.shop.offer_id), "quantity": 1, "price_points": 49}
    assert refused(scene.buyer.post("…/vouchers", body), 409, "price_changed")["price_points"] == 50


def test_stock_and_balance_are_limits(scene: Scene) -> None:
    offer = scene.contact.post("…/offers", scene.offer(price_points=1, stock=2)).get_json()
    answer = scene.buyer.post("…/vouchers", {"offer": offer["id"], "quantity": 3})
    assert refused(answer, 409, "sold_out")["left"] == 2
    answer = scene.buyer.post("…/vouchers", {"offer": str(scene.shop.offer_id), "quantity": 21})
    body = refused(answer, 409, "insufficient_points")
    assert (body["available"], body["needed"]) == (1000, 1050)
    shown = scene.buyer.get(f"…/offers/{scene.shop.offer_id}").get_json()
    assert (shown["sold"], shown["left"]) == (0, 100)


def test_the_same_key_buys_once(scene: Scene) -> None:
    body = {"offer": str(scene.shop.offer_id), "quantity": 1}
    first = scene.buyer.post("…/vouchers", body, key="one-tap-of-mine")
    again = scene.buyer.post("…/vouchers", body, key="one-tap-of-mine")
    assert first.get_data() == again.get_data()
    assert len(scene.buyer.get("…/vouchers/mine").get_json()["items"]) == 1


def test_a_token_works_once(scene: Scene) -> None:
    token = scene.buy()["token"]
    assert scene.contact.post("…/redemptions", {"token": token}).status_code == 201
    again = refused(scene.clerk.post("…/redemptions", {"token": token}), 409, "voucher_used")
    assert again["used_at"] == "2026-11-23T01:00:00Z"


@pytest.mark.parametrize("at", [0, 1, 2, 8, 20, 40, 41, 54, 55])
def test_an_altered_token_is_forged(scene: Scene, at: int) -> None:
    token = scene.buy()["token"]
    other = "A" if token[at] != "A" else "B"
    refused(scene.clerk.post("…/redemptions", {"token": token[:at] + other + token[at + 1 :]}), 422, "token_forged")


@pytest.mark.parametrize("token", ["x", "sangong:voucher:", "A" * 56, "券" * 56, "=" * 56, "sangong:shift:1:2"])
def test_what_is_no_token_is_forged(scene: Scene, token: str) -> None:
    refused(scene.clerk.post("…/redemptions", {"token": token}), 422, "token_forged")


def test_another_merchant_may_not_take_it(scene: Scene) -> None:
    token = scene.buy()["token"]
    with scene.work() as uow:
        other = make_shop(uow, scene.shop.community_id)
    refused(scene.sign_in(other.clerk).post("…/redemptions", {"token": token}), 403, "other_merchant")
    refused(scene.buyer.post("…/redemptions", {"token": token}), 403, "forbidden")
    employee = newcomer(scene, unit=(scene.shop.unit_id, Role.UNIT_EMPLOYEE))
    refused(employee.post("…/redemptions", {"token": token}), 403, "forbidden")


def test_another_communitys_token_is_not_known_here(scene: Scene) -> None:
    token = scene.buy()["token"]
    with scene.work() as uow:
        other = make_shop(uow)
    refused(scene.sign_in(other.clerk).post("…/redemptions", {"token": token}), 404, "not_found")


def test_a_cancelled_voucher_gives_everything_back(scene: Scene) -> None:
    voucher = scene.buy(quantity=2)
    path = f"…/vouchers/{voucher['id']}/moves"
    refused(scene.clerk.post(path, {"move": "cancel"}), 403, "forbidden")
    cancelled = scene.buyer.post(path, {"move": "cancel"}).get_json()
    assert (cancelled["state"], cancelled["token"], cancelled["moves"]) == ("cancelled", None, [])
    refused(scene.buyer.post(path, {"move": "cancel"}), 409, "move_not_allowed")
    refused(scene.clerk.post("…/redemptions", {"token": voucher["token"]}), 409, "voucher_cancelled")
    assert scene.buyer.get(f"…/offers/{scene.shop.offer_id}").get_json()["sold"] == 0
    assert scene.buyer.get("…/passbook", book="point").get_json()["books"][0]["balance"] == 1000


def test_an_expired_voucher_is_refused_before_its_points_are_back(scene: Scene, clock: FixedClock) -> None:
    token = scene.buy()["token"]
    clock.advance(timedelta(days=31))
    refused(scene.clerk.post("…/redemptions", {"token": token}), 409, "voucher_expired")


def test_only_the_holder_sees_the_token(scene: Scene) -> None:
    voucher = scene.buy()
    path = f"…/vouchers/{voucher['id']}"
    assert scene.buyer.get(path).get_json()["token"] == voucher["token"]
    staff = newcomer(scene, Role.STAFF)
    assert staff.get(path).get_json()["qr"] is None
    refused(newcomer(scene).get(path), 403, "forbidden")
    assert scene.buyer.get("…/vouchers/mine", state="issued").get_json()["items"][0]["token"] == voucher["token"]
    assert scene.buyer.get("…/vouchers/mine", state="used").get_json()["items"] == []


def test_only_a_merchants_own_contact_pledges_and_offers(scene: Scene) -> None:
    pledge = {"unit_id": str(scene.shop.unit_id), "title": "米", "points": 5}
    for person in (scene.clerk, scene.buyer, newcomer(scene, Role.STAFF)):
        refused(person.post("…/pledges", pledge), 403, "forbidden")
        refused(person.post("…/offers", scene.offer()), 403, "forbidden")
        refused(person.post(f"…/offers/{scene.shop.offer_id}/moves", {"move": "pause"}), 403, "forbidden")
    with scene.work() as uow:
        other = scene.sign_in(make_shop(uow, scene.shop.community_id).contact)
    refused(other.post("…/pledges", pledge), 403, "forbidden")
    refused(other.post("…/offers", scene.offer()), 403, "forbidden")


def test_only_a_merchant_pledges(scene: Scene) -> None:
    with scene.work() as uow:
        company = make_unit(uow, scene.shop.community_id, kind=UnitKind.COMPANY)
    contact = newcomer(scene, unit=(company, Role.UNIT_CONTACT))
    body = {"unit_id": str(company), "title": "米", "points": 5}
    refused(contact.post("…/pledges", body), 422, "not_a_merchant")


def test_a_pledge_ends_today_at_the_earliest_and_takes_no_offer_after(scene: Scene, clock: FixedClock) -> None:
    body = {"unit_id": str(scene.shop.unit_id), "title": "米", "points": 5}
    refused(scene.contact.post("…/pledges", {**body, "valid_to": "2026-11-22"}), 422, "invalid")
    pledge = scene.contact.post("…/pledges", {**body, "valid_to": "2026-11-23"}).get_json()
    offer = scene.contact.post("…/offers", scene.offer(pledge_id=pledge["id"], price_points=1)).get_json()
    clock.advance(timedelta(hours=15))
    refused(scene.contact.post("…/offers", scene.offer(pledge_id=pledge["id"])), 409, "pledge_ended")
    refused(scene.buyer.post("…/vouchers", {"offer": offer["id"], "quantity": 1}), 409, "pledge_ended")


def test_a_stranger_reads_no_statement(scene: Scene) -> None:
    unit_id = scene.shop.unit_id
    for path in (f"…/merchants/{unit_id}/statements/2026-11-23", f"…/merchants/{unit_id}/redemptions"):
        refused(scene.buyer.get(path), 403, "forbidden")
        assert newcomer(scene, Role.STAFF).get(path).status_code == 200
        refused(scene.contact.get(path.replace(str(unit_id), str(scene.shop.offer_id))), 403, "forbidden")


def test_who_is_not_verified_buys_nothing(scene: Scene) -> None:
    stranger = newcomer(scene, state="applied")
    body = {"offer": str(scene.shop.offer_id), "quantity": 1}
    refused(stranger.post("…/vouchers", body), 403, "not_a_member")
    refused(stranger.get("…/vouchers/mine"), 403, "not_a_member")
    refused(stranger.get("…/pledges"), 403, "not_a_member")


def test_nothing_of_another_community_is_reached(scene: Scene) -> None:
    voucher = scene.buy()
    with scene.work() as uow:
        elsewhere = make_community(uow)
    outsider = newcomer(scene, community_id=elsewhere)
    refused(outsider.post("…/vouchers", {"offer": str(scene.shop.offer_id), "quantity": 1}), 404, "not_found")
    refused(outsider.get(f"…/vouchers/{voucher['id']}"), 404, "not_found")
    refused(outsider.get(f"…/offers/{scene.shop.offer_id}"), 404, "not_found")
    here = scene.shop.community_id
    refused(outsider.get(f"/communities/{here}/pledges"), 403, "not_a_member")


def test_without_a_key_nothing_moves(scene: Scene) -> None:
    body = {"offer": str(scene.shop.offer_id), "quantity": 1}
    refused(scene.buyer.call("POST", "…/vouchers", json=body), 428, "idempotency_key_required")
