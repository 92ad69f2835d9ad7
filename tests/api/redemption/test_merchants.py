"""A unit becomes a shop by two people's word, pauses and closes; its clerks may do two things and nothing else."""

from collections.abc import Callable

import pytest

from backend.communities.types import UnitKind
from backend.core.actor import Role
from backend.core.credit_code import check_character
from backend.infra.due import run_due
from tests.client import Caller, refused
from tests.factories.communities import make_member, make_unit
from tests.factories.counter import LICENCE, Counter, application
from tests.factories.photos import add_photo


def test_a_shop_from_its_application_to_its_first_offer(counter: Counter) -> None:
    unit_id, contact = counter.newcomer()
    pledge = {"unit_id": str(unit_id), "title": "大米", "quantity": 100, "measure": "袋", "points_each": 50}
    refused(contact.post("…/pledges", pledge), 409, "merchant_not_active")
    applied = contact.post("…/merchants", application(unit_id)).get_json()
    assert (applied["state_name"], applied["licence"], applied["moves"]) == ("待审核", LICENCE, [])
    path = f"…/merchants/{unit_id}/moves"
    assert counter["buyer"].get(f"…/merchants/{unit_id}").status_code == 404
    refused(counter["lead"].post(path, {"move": "approve"}), 409, "not_checked")
    refused(counter["lead"].post(path, {"move": "check"}), 403, "forbidden")
    refused(counter["staff"].post(path, {"move": "approve"}), 403, "forbidden")
    checked = counter["staff"].post(path, {"move": "check"}).get_json()
    assert checked["is_checked"] is True
    assert [each["name"] for each in checked["history"]] == []
    approved = counter["lead"].post(path, {"move": "approve", "note": "执照有效"})
    assert approved.get_json()["state"] == "active"
    made = contact.post("…/pledges", pledge).get_json()
    assert (made["points"], made["quantity"], made["measure"], made["points_each"]) == (5000, 100, "袋", 50)
    shown = contact.get(f"…/merchants/{unit_id}").get_json()
    assert [each["name"] for each in shown["history"]] == ["同意入驻", "资料核对无误", "提交入驻申请"]
    assert shown["history"][0]["note"] == "执照有效"
    seen = counter["buyer"].get(f"…/merchants/{unit_id}").get_json()
    assert (seen["licence"], seen["photos"], seen["history"], seen["sells"]) == (None, [], [], "米面粮油")


def test_one_person_does_not_do_it_all(counter: Counter) -> None:
    with counter.work() as uow:
        both = make_member(uow, counter.shop.community_id, Role.STAFF, Role.LEAD)
    desk = Caller(counter.app).as_person(both.person_id, counter.shop.community_id)
    for begin in ("staff", "both"):
        unit_id, _ = counter.newcomer()
        who = desk if begin == "both" else counter["staff"]
        assert who.post("…/merchants", application(unit_id)).status_code == 201
        path = f"…/merchants/{unit_id}/moves"
        checks = counter["staff"] if begin == "both" else desk
        assert checks.post(path, {"move": "check"}).status_code == 200
        refused(desk.post(path, {"move": "approve"}), 409, "same_person")
        decline = counter["lead"].post(path, {"move": "decline", "note": "执照过期"})
        assert decline.get_json()["state"] == "declined"


def test_a_shops_own_contact_neither_checks_nor_decides(counter: Counter) -> None:
    with counter.work() as uow:
        unit_id = make_unit(uow, counter.shop.community_id, kind=UnitKind.MERCHANT)
        roles = (Role.STAFF, Role.LEAD)
        both = make_member(uow, counter.shop.community_id, *roles, unit=(unit_id, Role.UNIT_CONTACT))
    own = Caller(counter.app).as_person(both.person_id, counter.shop.community_id)
    counter["staff"].post("…/merchants", application(unit_id))
    path = f"…/merchants/{unit_id}/moves"
    refused(own.post(path, {"move": "check"}), 409, "same_person")
    assert counter["staff"].post(path, {"move": "check"}).status_code == 200
    refused(own.post(path, {"move": "approve"}), 409, "same_person")
    assert own.get(f"…/merchants/{unit_id}").get_json()["moves"] == []
    assert counter["lead"].post(path, {"move": "approve"}).get_json()["state"] == "active"


def test_who_was_declined_hears_why_and_may_apply_again(counter: Counter) -> None:
    unit_id, contact = counter.newcomer()
    contact.post("…/merchants", application(unit_id))
    refused(contact.post("…/merchants", application(unit_id)), 409, "already_applied")
    counter["staff"].post(f"…/merchants/{unit_id}/moves", {"move": "check"})
    no_reason = counter["lead"].post(f"…/merchants/{unit_id}/moves", {"move": "decline"})
    assert "note" in refused(no_reason, 422, "invalid")["errors"]
    counter["lead"].post(f"…/merchants/{unit_id}/moves", {"move": "decline", "note": "照片看不清"})
    assert contact.get("…/merchants", state="declined").get_json()["items"][0]["unit"]["id"] == str(unit_id)
    assert counter["buyer"].get("…/merchants", state="declined").get_json()["items"] == []
    again = contact.post("…/merchants", application(unit_id)).get_json()
    assert (again["state"], again["is_checked"]) == ("applied", False)


@pytest.mark.parametrize(
    ("licence", "says"),
    [
        ("91310107MA1G0XX00Z", "统一社会信用代码不对，请对照执照再核对一遍"),
        ("91310107MA1G0XX0", "统一社会信用代码应为18位"),
    ],
)
def test_a_licence_number_is_checked(counter: Counter, licence: str, says: str) -> None:
    unit_id, contact = counter.newcomer()
    answer = refused(contact.post("…/merchants", application(unit_id, licence=licence)), 422, "invalid")
    assert answer["errors"]["licence"] == [says]


def test_two_shops_do_not_share_a_licence(counter: Counter) -> None:
    for code in (201, 409):
        unit_id, contact = counter.newcomer()
        answer = contact.post("…/merchants", application(unit_id))
        assert answer.status_code == code
    assert answer.get_json()["code"] == "licence_taken"


def test_who_was_declined_does_not_take_anothers_licence_either(counter: Counter) -> None:
    unit_id, contact = counter.newcomer()
    contact.post("…/merchants", application(unit_id, licence=_licence(1)))
    counter["staff"].post(f"…/merchants/{unit_id}/moves", {"move": "check"})
    counter["lead"].post(f"…/merchants/{unit_id}/moves", {"move": "decline", "note": "照片看不清"})
    other_id, other = counter.newcomer()
    other.post("…/merchants", application(other_id))
    refused(contact.post("…/merchants", application(unit_id)), 409, "licence_taken")
    assert contact.get(f"…/merchants/{unit_id}").get_json()["state"] == "declined"


def test_a_licence_is_the_one_the_community_entered_for_the_unit(counter: Counter) -> None:
    known = {"name": "和平理发店", "kind": "merchant", "credit_code": LICENCE}
    unit_id = counter["staff"].post("…/units", known).get_json()["id"]
    refused(counter["staff"].post("…/merchants", application(unit_id, licence=_licence(1))), 409, "licence_differs")
    assert counter["staff"].post("…/merchants", application(unit_id)).status_code == 201


def test_only_a_unit_of_that_kind_and_its_own_contact_apply(counter: Counter) -> None:
    unit_id, contact = counter.newcomer()
    for who in ("buyer", "contact", "clerk", "supervisor"):
        refused(counter[who].post("…/merchants", application(unit_id)), 403, "forbidden")
    with counter.work() as uow:
        company = make_unit(uow, counter.shop.community_id, kind=UnitKind.COMPANY)
    refused(counter["staff"].post("…/merchants", application(company)), 422, "not_a_merchant")
    stolen = application(unit_id)
    with counter.work() as uow:
        stolen["photos"] = [str(add_photo(uow, counter.people["buyer"]))]
    assert "photos" in refused(contact.post("…/merchants", stolen), 422, "invalid")["errors"]


def test_a_pause_stops_buying_and_not_what_was_bought(counter: Counter) -> None:
    voucher = counter.buy().get_json()
    assert counter.move_shop("contact", "pause").get_json()["state_name"] == "暂停兑换"
    refused(counter.buy(), 409, "shop_paused")
    assert counter["buyer"].get("…/offers").get_json()["items"][0]["shop_open"] is False
    pledge = {"unit_id": str(counter.shop.unit_id), "title": "油", "points": 5}
    refused(counter["contact"].post("…/pledges", pledge), 409, "merchant_not_active")
    offer = {"pledge_id": str(counter.shop.pledge_id), "title": "油", "price_points": 5, "stock": 1, "voucher_days": 1}
    refused(counter["contact"].post("…/offers", offer), 409, "merchant_not_active")
    assert counter["clerk"].post("…/redemptions", {"token": voucher["token"]}).status_code == 201
    assert counter.move_shop("contact", "resume").get_json()["state"] == "active"
    assert counter.buy().status_code == 201


def test_what_the_desk_paused_the_shop_does_not_resume(counter: Counter) -> None:
    paused = counter.move_shop("lead", "pause", "有居民投诉").get_json()
    assert paused["state"] == "paused"
    refused(counter.move_shop("contact", "resume"), 409, "paused_by_desk")
    moves = counter["contact"].get(f"…/merchants/{counter.shop.unit_id}").get_json()["moves"]
    assert [move["move"] for move in moves] == ["close"]
    assert counter.move_shop("staff", "resume").get_json()["state"] == "active"


def test_a_closed_shop_gives_points_back_and_its_pledge_ends(counter: Counter) -> None:
    voucher = counter.buy(2).get_json()
    assert "note" in refused(counter.move_shop("contact", "close"), 422, "invalid")["errors"]
    assert counter.move_shop("contact", "close", "店铺到期").get_json()["moves"] == []
    refused(counter.buy(), 409, "offer_closed")
    refused(counter["clerk"].post("…/redemptions", {"token": voucher["token"]}), 409, "shop_closed")
    with counter.app.app_context():
        assert run_due("redemption.closed_shops", counter.shop.community_id) == 2  # the voucher, then the end
        assert run_due("redemption.pledges", counter.shop.community_id) == 1
    assert counter["buyer"].get("…/passbook", book="point").get_json()["books"][0]["balance"] == 1000
    mine = counter["buyer"].get("…/vouchers/mine").get_json()["items"][0]
    assert (mine["state"], mine["token"]) == ("cancelled", None)
    pledge = counter["buyer"].get("…/pledges").get_json()["items"][0]
    # 10,000 were promised, members hold 2,000: what is promised to them stays.
    assert (pledge["state"], pledge["reserved"], pledge["lapsed"]) == ("ended", 0, 8000)
    refused(counter.move_shop("contact", "resume"), 409, "move_not_allowed")


def clerk_calls(counter: Counter) -> dict[str, Callable[[Caller], object]]:
    unit, offer = counter.shop.unit_id, counter.shop.offer_id
    redemption = counter.use()
    offered = {
        "pledge_id": str(counter.shop.pledge_id),
        "title": "油",
        "price_points": 5,
        "stock": 1,
        "voucher_days": 1,
    }
    return {
        "pledge": lambda phone: phone.post("…/pledges", {"unit_id": str(unit), "title": "油", "points": 5}),
        "offer": lambda phone: phone.post("…/offers", offered),
        "price": lambda phone: phone.patch(f"…/offers/{offer}", {"price_points": 1}, etag='"1"'),
        "pause": lambda phone: phone.post(f"…/offers/{offer}/moves", {"move": "pause"}),
        "pause shop": lambda phone: phone.post(f"…/merchants/{unit}/moves", {"move": "pause"}),
        "refund": lambda phone: phone.post(f"…/redemptions/{redemption}/refunds", {"quantity": 1, "reason": "quality"}),
        "requests": lambda phone: phone.get("…/refund-requests", unit_id=str(unit)),
        "yesterday": lambda phone: phone.get(f"…/merchants/{unit}/statements/2026-11-22"),
        "month": lambda phone: phone.get(f"…/merchants/{unit}/months/2026-11"),
        "people": lambda phone: phone.get(f"…/units/{unit}/employees"),
    }


def test_a_clerk_redeems_and_sees_today_and_nothing_else(counter: Counter) -> None:
    for name, call in clerk_calls(counter).items():
        assert call(counter["clerk"]).status_code == 403, name  # type: ignore[attr-defined]  # an answer
    today = counter["clerk"].get(f"…/merchants/{counter.shop.unit_id}/statements/2026-11-23")
    assert today.get_json()["total"] == 50


def test_a_removed_clerk_redeems_nothing_the_next_second(counter: Counter) -> None:
    tokens = [counter.buy().get_json()["token"] for _ in range(2)]
    assert counter["clerk"].post("…/redemptions", {"token": tokens[0]}).status_code == 201
    people = counter["contact"].get(f"…/units/{counter.shop.unit_id}/employees").get_json()["items"]
    clerk = next(each for each in people if each["role"] == "clerk")
    removed = counter["contact"].post(f"…/employments/{clerk['id']}/moves", {"move": "remove"})
    assert removed.status_code == 200
    refused(counter["clerk"].post("…/redemptions", {"token": tokens[1]}), 403, "forbidden")
    refused(counter["clerk"].get(f"…/merchants/{counter.shop.unit_id}/statements/2026-11-23"), 403, "forbidden")


def test_merchants_are_listed_in_bounded_statements(counter: Counter, statements: list[str]) -> None:
    for number in range(3):
        unit_id, contact = counter.newcomer()
        contact.post("…/merchants", application(unit_id, licence=_licence(number)))
    counter["staff"].get("…/merchants", state="applied", limit=1)
    del statements[:]
    page = counter["staff"].get("…/merchants", state="applied", limit=2).get_json()
    of_two = len(statements)
    rest = counter["staff"].get("…/merchants", state="applied", limit=2, cursor=page["next_cursor"]).get_json()
    assert [len(page["items"]), len(rest["items"])] == [2, 1]
    assert len(statements) == 2 * of_two


def _licence(number: int) -> str:
    body = f"91310107MA1G0X{number:03}"
    return body + check_character(body)
