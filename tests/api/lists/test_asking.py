"""While somebody writes: what says it already is shown, a category is guessed, and nothing hidden comes out."""

from typing import Any
from urllib.parse import urlencode

import pytest

from tests.client import Caller, refused
from tests.factories.agreements import Place, make_place
from tests.factories.lists import make_open_entry, propose_entry

LIGHT = {
    "title": "3号楼路灯不亮",
    "text": "门口的路灯不亮，晚上老人容易摔跤",
    "category": "facility.lighting",
    "place": "3号楼门口",
}
BIN = {
    "title": "垃圾桶太满",
    "text": "东门的垃圾桶没有人清，夏天有味道",
    "category": "environment.sorting",
    "place": "东门",
}


@pytest.fixture
def place(caller: Caller) -> Place:
    return make_place(caller)


def put(at: Place, who: str = "resident", kind: str = "problem", **body: Any) -> str:
    with at.work() as uow:
        return str(make_open_entry(uow, at.hood[who], kind, **body))


def ask(at: Place, text: str, *, who: str = "neighbour", kind: str = "problem", **more: str) -> Any:
    return at.as_(who).get(f"…/lists/{kind}/similar?{urlencode({'text': text, **more})}")


def shown(at: Place, text: str, **more: str) -> list[str]:
    return [item["entry"]["id"] for item in ask(at, text, **more).get_json()["items"]]


def test_what_says_it_already_is_shown_and_leads_to_saying_me_too(place: Place) -> None:
    light, bin_ = put(place, **LIGHT), put(place, **BIN)
    for begun in ("路灯坏了", "楼下路灯坏了好几天，晚上走路害怕", "三号楼门口的灯不亮"):
        assert shown(place, begun) == [light], begun
    assert shown(place, "垃圾没有人清理") == [bin_]
    assert shown(place, "希望有人帮忙，小区里没有地方晒被子") == []
    assert shown(place, "嗯嗯") == []
    found = ask(place, "路灯坏了", place="3号楼", category="facility.lighting").get_json()["items"][0]
    assert found["entry"]["support"] == {"count": 0, "is_mine": False, "is_open": True}
    assert {"都在3号楼", "同一类别"} <= set(found["reasons"])


def test_at_most_three_are_shown_the_likest_first(place: Place) -> None:
    for title in ("路灯坏了", "路灯有点暗", "路灯杆歪了", "路灯线掉下来了"):
        put(place, title=title, text=title, category="facility.lighting")
    best = put(
        place, title="3号楼路灯坏了一直没修", text="路灯坏了一直没修", place="3号楼", category="facility.lighting"
    )
    found = ask(place, "路灯坏了没有修", place="3号楼").get_json()["items"]
    assert len(found) == 3
    assert found[0]["entry"]["id"] == best
    assert [item["score"] for item in found] == sorted((item["score"] for item in found), reverse=True)


def test_what_is_hidden_or_over_or_elsewhere_is_not_shown(place: Place) -> None:
    with place.work() as uow:
        hidden = str(propose_entry(uow, place.hood["resident"], "problem", **LIGHT))
    closed, need = put(place, **LIGHT), put(place, kind="need", **LIGHT)
    place.as_("staff").post(f"…/entries/{closed}/moves", {"move": "close"})
    assert shown(place, "路灯不亮") == []
    assert shown(place, "路灯不亮", kind="need") == [need]
    # What the desk has not adopted yet is nobody's to support, and not told to others.
    assert hidden not in ask(place, "路灯不亮", who="staff").get_data(as_text=True)


@pytest.mark.parametrize(
    ("begun", "code"),
    [
        ("想找人陪同老人就医", "elder.outing"),
        ("楼道里堆满了杂物", "environment.cleaning"),
        ("孩子放学没有人接，能不能课后托管", "children.after_school"),
        ("希望大家一起想想办法", None),
    ],
)
def test_a_category_is_guessed_from_its_name(place: Place, begun: str, code: str | None) -> None:
    guessed = ask(place, begun, kind="need").get_json()["category"]
    assert (guessed and guessed["code"]) == code


def test_a_category_is_guessed_from_what_was_said_before_even_if_it_is_over(place: Place) -> None:
    closed = put(place, **LIGHT)
    place.as_("staff").post(f"…/entries/{closed}/moves", {"move": "close"})
    answer = ask(place, "路灯又不亮了").get_json()
    assert answer["items"] == []
    assert answer["category"] == {"code": "facility.lighting", "name": "道路照明"}


def test_it_is_for_members_and_for_lists_that_merge(place: Place) -> None:
    refused(ask(place, "路灯不亮", kind="resource"), 409, "entry_not_mergeable")
    refused(ask(place, "路灯不亮", kind="nothing"), 404, "list_not_live")
    refused(ask(place, "路"), 422, "invalid")
    refused(ask(place, "路" * 201), 422, "invalid")
