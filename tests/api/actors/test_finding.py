"""Finding actors nobody listed: who is suggested and why, listed or dismissed by the desk, named by members."""

from typing import Any

import pytest

from tests.client import Caller, refused
from tests.factories.actors import make_actor, refer
from tests.factories.agreements import Place, make_place
from tests.factories.communities import make_unit
from tests.factories.redemption import make_shop
from tests.statements import counted_statements


@pytest.fixture
def place(caller: Caller) -> Place:
    return make_place(caller)


def suggested(place: Place, **query: Any) -> dict[str, dict[str, Any]]:
    answer = place.as_("staff").get("…/actor-suggestions", **query)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return {each["name"]: each for each in answer.get_json()["items"]}


def handle(place: Place, suggestion: dict[str, Any], move: str, who: str = "staff", **more: Any) -> Any:
    kind = {"unit": "units", "referral": "referrals"}[suggestion["type"]]
    path = f"…/actor-suggestions/{kind}/{suggestion['id']}/moves"
    return place.as_(who).post(path, {"move": move, **more})


def unit_name(place: Place) -> str:
    units = place.as_("staff").get("…/units").get_json()["items"]
    return next(unit["name"] for unit in units if unit["id"] == str(place.hood.unit_id))


def test_employers_and_merchants_are_suggested_with_the_reason(place: Place) -> None:
    with place.work() as uow:
        shop = make_shop(uow, place.hood.community_id)
        make_unit(uow, place.hood.community_id, name="谁也不认识的公司")
    found = suggested(place)
    assert "谁也不认识的公司" not in found
    by_id = {each["id"]: each for each in found.values()}
    employer, merchant = by_id[str(place.hood.unit_id)], by_id[str(shop.unit_id)]
    assert [each["words"] for each in employer["reasons"]] == ["有2位居民在这里上班"]
    assert [each["words"] for each in merchant["reasons"]] == ["有2位居民在这里上班", "承诺过1批可兑换的货品"]
    assert merchant["actor_kind_name"] == "商铺"


def test_one_tap_lists_a_unit_and_it_is_suggested_no_more(place: Place) -> None:
    name = unit_name(place)
    entry_id = handle(place, suggested(place)[name], "list").get_json()["entry_id"]
    entry = place.as_("stranger").get(f"…/entries/{entry_id}").get_json()
    assert (entry["title"], entry["state_name"], entry["details"]["actor_kind"]) == (name, "在列", "unit")
    assert entry["text"] == "由社区按记录列入，有2位居民在这里上班。"
    assert name not in suggested(place)
    again = handle(place, {"type": "unit", "id": str(place.hood.unit_id)}, "list")
    refused(again, 422, "invalid")


def test_a_unit_that_listed_itself_is_not_suggested(place: Place) -> None:
    with place.work() as uow:
        make_actor(uow, place.hood["contact"], unit_id=place.hood.unit_id)
    assert unit_name(place) not in suggested(place)


def test_a_dismissal_is_remembered_until_it_is_taken_back(place: Place) -> None:
    name = unit_name(place)
    handle(place, suggested(place)[name], "dismiss", note="已搬走")
    assert name not in suggested(place)
    remembered = suggested(place, dismissed="true")[name]
    assert (remembered["note"], remembered["moves"][0]["name"]) == ("已搬走", "重新考虑")
    handle(place, remembered, "restore")
    assert name in suggested(place)
    assert suggested(place, dismissed="true") == {}


def test_whom_two_neighbours_name_is_one_suggestion_and_both_are_told(place: Place) -> None:
    body = {"name": "老街裁缝铺", "actor_kind": "shop", "reason": "一直给老人免费缝补", "phone": "13800138000"}
    assert place.as_("resident").post("…/actor-referrals", body).status_code == 201
    place.as_("neighbour").post("…/actor-referrals", body | {"reason": "手艺好，愿意教人"})
    found = suggested(place)["老街裁缝铺"]
    assert (found["reasons"][0]["words"], found["phone"]) == ("2位居民推荐", "13800138000")
    assert found["said"] == ["一直给老人免费缝补", "手艺好，愿意教人"]
    entry_id = handle(place, found, "list").get_json()["entry_id"]
    for who in ("resident", "neighbour"):
        mine = place.as_(who).get("…/actor-referrals").get_json()["items"]
        assert [(each["state_name"], each["entry_id"]) for each in mine] == [("已列入", entry_id)]
    trace = place.as_("resident").get(f"…/trace/entry/{entry_id}").get_json()
    assert "referral" in {node["type"] for node in trace["nodes"]}


def test_whoever_is_named_like_a_unit_is_that_unit(place: Place) -> None:
    name = unit_name(place)
    with place.work() as uow:
        refer(uow, place.hood["resident"], name)
    items = place.as_("staff").get("…/actor-suggestions").get_json()["items"]
    by_word = next(each for each in items if each["type"] == "referral")
    assert by_word["reasons"][0]["words"] == "1位居民推荐，就是已登记的同名单位"
    entry_id = handle(place, by_word, "list").get_json()["entry_id"]
    entry = place.as_("staff").get(f"…/entries/{entry_id}").get_json()
    assert entry["details"]["unit_id"] == str(place.hood.unit_id)
    assert suggested(place).get(name) is None


def test_a_name_is_given_once_and_answered_once(place: Place) -> None:
    body = {"name": "老街裁缝铺", "actor_kind": "shop", "reason": "一直给老人免费缝补"}
    place.as_("resident").post("…/actor-referrals", body)
    refused(place.as_("resident").post("…/actor-referrals", body), 409, "actor_already_referred")
    found = suggested(place)["老街裁缝铺"]
    assert handle(place, found, "dismiss", note="已在别的社区").get_json() == {"entry_id": None}
    refused(handle(place, found, "list"), 409, "move_not_allowed")
    mine = place.as_("resident").get("…/actor-referrals").get_json()["items"]
    assert (mine[0]["state_name"], mine[0]["note"]) == ("暂不列入", "已在别的社区")
    assert place.as_("resident").post("…/actor-referrals", body).status_code == 201


def test_residents_do_not_see_suggestions(place: Place) -> None:
    for who in ("resident", "contact", "stranger"):
        assert place.as_(who).get("…/actor-suggestions").status_code == 403


def test_suggestions_take_as_many_statements_however_many_units_there_are(place: Place) -> None:
    few = _statements(place)
    with place.work() as uow:
        for _ in range(10):
            make_shop(uow, place.hood.community_id)
    assert len(suggested(place)) == 12
    assert _statements(place) == few


def _statements(place: Place) -> int:
    with counted_statements() as seen:
        suggested(place)
    return len(seen)
