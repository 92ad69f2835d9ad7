"""Tills by number and PIN, syncing, flags and the reserve over HTTP, with every refusal on the way."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from backend.communities.types import UnitKind
from backend.core.actor import Role
from backend.core.clock import FixedClock
from backend.redemption.tokens import QR_PREFIX
from tests.api.redemption.test_main_job import Scene, newcomer
from tests.api.redemption.test_main_job import scene as scene  # noqa: PLC0414  # the fixture
from tests.client import Caller, refused
from tests.factories.communities import make_unit
from tests.factories.redemption import fill_reserve, flag_somebody, join_shop, make_shop

NOW = "2026-11-23T01:00:00Z"


def item(token: str, **changes: Any) -> dict[str, Any]:
    return {"client_id": str(uuid4()), "token": token, "pieces": 1, "phone_at": NOW, "sequence": 1, **changes}


def sync(scene: Scene, *items: dict[str, Any], by: Caller | None = None, **changes: Any) -> Any:
    body = {"unit_id": str(scene.shop.unit_id), "sent_at": NOW, "items": list(items), **changes}
    return (by or scene.clerk).post("…/redemptions/sync", body)


def number_of(voucher: dict[str, Any]) -> int:
    return int(voucher["number"].removeprefix("券-"))


def by_pin(scene: Scene, voucher: dict[str, Any], pin: str | None = None, **more: Any) -> Any:
    return scene.clerk.post("…/redemptions", {"number": number_of(voucher), "pin": pin or voucher["pin"], **more})


def wrong(voucher: dict[str, Any]) -> str:
    return f"{(int(voucher['pin']) + 1) % 10**6:06d}"


def test_a_voucher_shows_pieces_pin_and_a_code_that_fits_a_qr(scene: Scene) -> None:
    voucher = scene.buy(3)
    assert (voucher["quantity"], voucher["left"], voucher["works_offline"]) == (3, 3, True)
    assert (len(voucher["qr"]), voucher["qr"].startswith(QR_PREFIX)) == (200, True)
    assert len(voucher["pin"]) == 6
    assert [shop["id"] for shop in voucher["shops"]] == [str(scene.shop.unit_id)]
    shown = newcomer(scene, Role.STAFF).get(f"…/vouchers/{voucher['id']}").get_json()
    assert (shown["pin"], shown["token"], shown["works_offline"]) == (None, None, False)


def test_number_and_pin_take_pieces(scene: Scene) -> None:
    voucher = scene.buy(3)
    taken = by_pin(scene, voucher, pieces=2)
    assert taken.status_code == 201
    assert (taken.get_json()["quantity"], taken.get_json()["left"], taken.get_json()["points"]) == (2, 1, 100)
    assert refused(by_pin(scene, voucher, pieces=2), 409, "pieces_too_many")["left"] == 1
    assert by_pin(scene, voucher).get_json()["left"] == 0
    refused(by_pin(scene, voucher), 409, "voucher_used")


def test_wrong_pins_are_counted_and_locked_for_a_while(scene: Scene, clock: FixedClock) -> None:
    voucher = scene.buy()
    for left in (4, 3, 2, 1, 0):
        assert refused(by_pin(scene, voucher, wrong(voucher)), 422, "pin_wrong")["left"] == left
    locked = refused(by_pin(scene, voucher), 429, "too_many_tries")
    assert locked["again_at"] == "2026-11-23T01:15:00Z"
    clock.advance(timedelta(minutes=15))
    assert by_pin(scene, voucher).status_code == 201


def test_a_right_pin_forgets_wrong_ones(scene: Scene) -> None:
    voucher = scene.buy(2)
    for _ in range(4):
        by_pin(scene, voucher, wrong(voucher))
    assert by_pin(scene, voucher, pieces=1).status_code == 201
    assert refused(by_pin(scene, voucher, wrong(voucher)), 422, "pin_wrong")["left"] == 4


def test_a_number_nobody_has_is_told_like_a_wrong_pin(scene: Scene) -> None:
    refused(scene.clerk.post("…/redemptions", {"number": 999, "pin": "123456"}), 422, "pin_wrong")


@pytest.mark.parametrize(
    "body", [{}, {"number": 1}, {"pin": "123456"}, {"number": 1, "pin": "12345"}, {"number": 0, "pin": "123456"}]
)
def test_what_is_neither_a_code_nor_number_and_pin(scene: Scene, body: dict[str, Any]) -> None:
    refused(scene.clerk.post("…/redemptions", body), 422, "invalid")


def test_a_code_photographed_before_a_use_is_refused_after_it(scene: Scene) -> None:
    voucher = scene.buy(3)
    body = {"token": voucher["token"], "pieces": 1}
    assert scene.clerk.post("…/redemptions", body).status_code == 201
    refused(scene.clerk.post("…/redemptions", body), 409, "token_replayed")
    fresh = scene.buyer.get(f"…/vouchers/{voucher['id']}").get_json()
    assert (fresh["left"], fresh["token"] != voucher["token"], fresh["pin"]) == (2, True, voucher["pin"])
    assert scene.clerk.post("…/redemptions", {"token": fresh["token"]}).get_json()["quantity"] == 2


def test_a_shop_takes_anothers_vouchers_once_both_agree(scene: Scene) -> None:
    with scene.work() as uow:
        other = make_shop(uow, scene.shop.community_id)
        company = make_unit(uow, scene.shop.community_id, kind=UnitKind.COMPANY)
    path, ask = f"…/offers/{scene.shop.offer_id}/shops", {"unit_id": str(other.unit_id)}
    theirs = scene.sign_in(other.contact)
    refused(theirs.post(path, ask), 403, "forbidden")
    refused(scene.contact.post(path, {"unit_id": str(company)}), 422, "not_a_merchant")
    assert scene.contact.post(path, ask).status_code == 201
    refused(scene.contact.post(path, ask), 409, "shop_invited")
    voucher = scene.buy(2)
    token = {"token": voucher["token"], "pieces": 1}
    refused(scene.sign_in(other.clerk).post("…/redemptions", token), 403, "other_merchant")
    assert len(scene.buyer.get(path).get_json()["items"]) == 1
    refused(scene.contact.post(f"{path}/{other.unit_id}/moves", {"move": "agree"}), 403, "forbidden")
    (asked,) = theirs.get(f"…/merchants/{other.unit_id}/shared-offers").get_json()["items"]
    assert (asked["unit"]["id"], asked["agreed_at"]) == (str(scene.shop.unit_id), None)
    assert [move["move"] for move in asked["moves"]] == ["agree", "end"]
    refused(scene.clerk.get(f"…/merchants/{other.unit_id}/shared-offers"), 403, "forbidden")
    shown = theirs.post(f"{path}/{other.unit_id}/moves", {"move": "agree"}).get_json()["items"]
    assert [move["move"] for move in shown[1]["moves"]] == ["end"]
    refused(theirs.post(f"{path}/{other.unit_id}/moves", {"move": "agree"}), 409, "move_not_allowed")
    till = scene.sign_in(other.clerk).get(f"…/merchants/{other.unit_id}/till").get_json()
    assert {str(scene.shop.offer_id), str(other.offer_id)} == {each["id"] for each in till["offers"]}
    assert till["now"] == NOW
    assert scene.sign_in(other.clerk).post("…/redemptions", token).status_code == 201
    assert scene.contact.post(f"{path}/{other.unit_id}/moves", {"move": "end"}).status_code == 200
    again = {"token": scene.buyer.get(f"…/vouchers/{voucher['id']}").get_json()["token"]}
    refused(scene.sign_in(other.clerk).post("…/redemptions", again), 403, "other_merchant")


def test_keys_come_with_an_etag(scene: Scene) -> None:
    first = scene.clerk.get("…/voucher-keys")
    (key,) = first.get_json()["keys"]
    assert (len(key["public_key"]), 0 <= key["id"] < 2**16) == (44, True)
    again = scene.clerk.call("GET", "…/voucher-keys", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_items_are_answered_each_by_itself(scene: Scene) -> None:
    good, used = scene.buy(2), scene.buy()
    with scene.work() as uow:
        foreign = make_shop(uow)
        stranger = make_shop(uow, scene.shop.community_id)
    scene.contact.post("…/redemptions", {"token": used["token"]})
    forged = good["token"][:-1] + ("A" if good["token"][-1] != "A" else "B")
    items = [item(good["token"]), item(forged), item(used["token"]), item(good["token"], pieces=3), item("x")]
    answers = sync(scene, *items).get_json()["items"]
    assert [each["client_id"] for each in answers] == [each["client_id"] for each in items]
    codes = [None, "token_forged", "token_replayed", "pieces_too_many", "token_forged"]
    assert [each["code"] for each in answers] == codes
    assert all(each["title"] for each in answers)
    again = sync(scene, *items).get_json()["items"]
    assert (again[0]["outcome"], again[0]["was"], again[0]["points"]) == ("already", "accepted", 50)
    assert [each["code"] for each in again] == codes
    other = {**items[0], "pieces": 2}
    assert sync(scene, other).get_json()["items"][0]["code"] == "client_id_reused"
    by = scene.sign_in(stranger.clerk)
    refused(sync(scene, items[0], by=by), 403, "forbidden")
    theirs = sync(scene, item(good["token"]), by=by, unit_id=str(stranger.unit_id)).get_json()["items"]
    assert theirs[0]["code"] == "other_merchant"
    abroad = scene.sign_in(foreign.clerk)
    elsewhere = sync(scene, item(good["token"]), by=abroad, unit_id=str(foreign.unit_id)).get_json()["items"]
    assert elsewhere[0]["code"] == "token_forged"
    listed = scene.clerk.get(f"…/merchants/{scene.shop.unit_id}/synced").get_json()["items"]
    assert sorted(each["outcome"] for each in listed) == ["accepted", "refused", "refused"]
    only = scene.contact.get(f"…/merchants/{scene.shop.unit_id}/synced", outcome="refused").get_json()["items"]
    assert {each["code"] for each in only} == {"token_replayed", "pieces_too_many"}
    refused(by.get(f"…/merchants/{scene.shop.unit_id}/synced"), 403, "forbidden")


def test_a_clerk_sees_what_was_synced_today(scene: Scene, clock: FixedClock) -> None:
    sync(scene, item(scene.buy()["token"]))
    path = f"…/merchants/{scene.shop.unit_id}/synced"
    assert len(scene.clerk.get(path).get_json()["items"]) == 1
    clock.advance(timedelta(days=1))
    clerk, contact = scene.sign_in(scene.shop.clerk), scene.sign_in(scene.shop.contact)
    assert clerk.get(path).get_json()["items"] == []
    assert len(contact.get(path).get_json()["items"]) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"client_id": "1"},
        {"pieces": 0},
        {"pieces": 101},
        {"phone_at": "yesterday"},
        {"sequence": -1},
        {"token": "a" * 201},
        {"more": 1},
    ],
)
def test_no_item(scene: Scene, changes: dict[str, Any]) -> None:
    refused(sync(scene, {**item("x"), **changes}), 422, "invalid")


def test_no_batch(scene: Scene) -> None:
    refused(sync(scene), 422, "invalid")
    refused(sync(scene, *[item("x") for _ in range(101)]), 422, "invalid")
    refused(sync(scene, item("x"), sent_at="2026-11-23T01:00:00"), 422, "invalid")
    refused(sync(scene, item("x"), unit_id=str(uuid4())), 403, "forbidden")


def test_a_flag_is_the_desks_and_the_holders_alone(scene: Scene) -> None:
    with scene.work() as uow:
        fill_reserve(uow, scene.shop.community_id, 1_000)
        flag_id = flag_somebody(uow, scene.shop)
    staff, other = newcomer(scene, Role.STAFF), newcomer(scene, Role.STAFF)
    (flag,) = staff.get("…/voucher-flags", open="true").get_json()["items"]
    assert (flag["pieces"], flag["quantity"], len(flag["uses"]), flag["may_lift"]) == (1, 1, 1, False)
    assert scene.buyer.get("…/voucher-flags").get_json()["items"] == []
    path = f"…/voucher-flags/{flag_id}/notes"
    refused(scene.buyer.post(path, {"what": "heard", "text": "不是我"}), 403, "forbidden")
    refused(staff.post(path, {"what": "lifted", "text": "没事"}), 409, "flag_unheard")
    assert staff.post(path, {"what": "heard", "text": "店里没有网络"}).status_code == 201
    refused(staff.post(path, {"what": "heard", "text": "再写一遍"}), 409, "flag_noted")
    refused(staff.post(path, {"what": "lifted", "text": "没事"}), 403, "own_hand")
    assert other.get("…/voucher-flags").get_json()["items"][0]["may_lift"] is True
    assert (
        other.post(path, {"what": "lifted", "text": "两家店都核对过"}).get_json()["lifted"]["text"] == "两家店都核对过"
    )
    refused(other.post(path, {"what": "lifted", "text": "再来一次"}), 409, "flag_noted")
    assert staff.get("…/voucher-flags", open="true").get_json()["items"] == []
    assert len(staff.get("…/voucher-flags").get_json()["items"]) == 1
    refused(staff.post(f"…/voucher-flags/{uuid4()}/notes", {"what": "heard", "text": "没有"}), 404, "not_found")


def test_the_reserve_takes_two_hands(scene: Scene) -> None:
    lead, second = newcomer(scene, Role.LEAD), newcomer(scene, Role.SUPERVISOR)
    body = {"source": "backing", "points": 9_100, "reason": "离线核销的保障"}
    refused(scene.buyer.post("…/reserve/moves", body), 403, "forbidden")
    refused(lead.post("…/reserve/moves", {**body, "points": 0}), 422, "invalid")
    refused(lead.post("…/reserve/moves", {**body, "source": "member"}), 422, "invalid")
    shown = lead.post("…/reserve/moves", body).get_json()
    (move,) = shown["proposed"]
    assert (shown["balance"], move["may_decide"], move["points"]) == (0, False, 9_100)
    path = f"…/reserve/moves/{move['id']}/moves"
    refused(lead.post(path, {"move": "confirm"}), 403, "own_hand")
    refused(second.post(path, {"move": "confirm"}), 409, "insufficient_points")  # members hold 1,000 of 10,000
    assert second.post(path, {"move": "decline"}).get_json()["proposed"] == []
    refused(second.post(path, {"move": "confirm"}), 409, "move_not_allowed")
    again = lead.post("…/reserve/moves", {**body, "points": 100}).get_json()["proposed"][0]["id"]
    done = second.post(f"…/reserve/moves/{again}/moves", {"move": "confirm"}).get_json()
    assert (done["balance"], done["came"], done["lines"][0]["title"]) == (
        100,
        100,
        "从未发放的商户承诺转入：离线核销的保障",
    )
    assert scene.buyer.get("…/reserve").get_json()["balance"] == 100
    refused(second.post(f"…/reserve/moves/{uuid4()}/moves", {"move": "confirm"}), 404, "not_found")


def test_terms_are_the_leads_and_dated(scene: Scene, clock: FixedClock) -> None:
    lead = newcomer(scene, Role.LEAD)
    assert scene.buyer.get("…/reserve").get_json()["terms"] == {"per_redemption": 200, "per_month": 2000}
    body = {"per_redemption": 60, "per_month": 600, "valid_from": "2026-11-25"}
    refused(newcomer(scene, Role.STAFF).post("…/reserve/terms", body), 403, "forbidden")
    refused(lead.post("…/reserve/terms", {**body, "valid_from": "2026-11-22"}), 422, "invalid")
    assert lead.post("…/reserve/terms", body).get_json()["terms"]["per_month"] == 2000
    clock.advance(timedelta(days=2))
    assert scene.buyer.get("…/reserve").get_json()["terms"] == {"per_redemption": 60, "per_month": 600}


def test_a_clerk_of_two_shops_says_at_which(scene: Scene) -> None:
    with scene.work() as uow:
        other = make_shop(uow, scene.shop.community_id)
        join_shop(uow, scene.shop, other)
    voucher = scene.buy()
    body = {"token": voucher["token"], "unit_id": str(other.unit_id)}
    refused(scene.clerk.post("…/redemptions", body), 403, "forbidden")
    assert scene.sign_in(other.clerk).post("…/redemptions", body).status_code == 201
    assert UUID(voucher["id"])
