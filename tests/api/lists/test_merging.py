"""Entries that say the same: found with reasons, merged by a person, undone, their writers told."""

from typing import Any
from uuid import UUID

import pytest

from backend.infra import outbox
from tests.client import Caller, refused
from tests.factories.agreements import Place, make_place
from tests.factories.lists import make_open_entry, new_entry

LIGHT = {
    "kind": "problem",
    "title": "3号楼路灯不亮",
    "text": "晚上门口的路灯不亮，老人容易摔跤",
    "category": "facility.lighting",
    "place": "3号楼门口",
}
SAME = {**LIGHT, "title": "楼下路灯坏了", "text": "三号楼的路灯好几天不亮", "place": "三号楼1单元"}
OTHER = {**LIGHT, "title": "垃圾桶太满", "text": "东门垃圾桶没有人清", "place": "东门", "category": "environment"}


@pytest.fixture
def place(caller: Caller) -> Place:
    return make_place(caller)


def told(at: Place, who: str, **body: Any) -> str:
    answer = at.as_(who).post("…/entries", new_entry(**body))
    assert answer.status_code == 201, answer.get_data(as_text=True)
    return str(answer.get_json()["id"])


def move(place: Place, who: str, entry_id: str, name: str) -> Any:
    return place.as_(who).post(f"…/entries/{entry_id}/moves", {"move": name})


def state(place: Place, entry_id: str) -> str:
    return str(place.as_("staff").get(f"…/entries/{entry_id}").get_json()["state"])


def merge(place: Place, into: str, *others: str, who: str = "staff") -> Any:
    return place.as_(who).post(f"…/entries/{into}/merges", {"from": list(others)})


def sentences(place: Place, who: str, entry_id: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = place.as_(who).get(f"…/entries/{entry_id}/sentences").get_json()["items"]
    return items


def messages(place: Place, who: str) -> list[str]:
    """Let the worker deliver, then return what the member was told."""
    with place.work() as uow:
        while outbox.DUE_SOURCE.work(uow, place.hood.community_id):
            pass
    return [item["title"] for item in place.as_(who).get("…/inbox").get_json()["items"]]


def test_what_says_the_same_is_found_with_reasons(place: Place) -> None:
    light, same, other = (told(place, "resident", **body) for body in (LIGHT, SAME, OTHER))
    found = place.as_("staff").get(f"…/entries/{light}/similar").get_json()["items"]
    assert [item["entry"]["id"] for item in found] == [same]
    assert {"都在3号楼", "同一类别"} <= set(found[0]["reasons"])
    assert any("路灯" in reason for reason in found[0]["reasons"])
    # A neighbour sees neither what is not public yet nor that it is alike.
    with place.work() as uow:
        shown = str(make_open_entry(uow, place.hood["resident"], **SAME))
    seen = place.as_("resident").get(f"…/entries/{shown}/similar").get_json()["items"]
    assert {item["entry"]["id"] for item in seen} == {light, same}
    assert place.as_("neighbour").get(f"…/entries/{shown}/similar").get_json()["items"] == []
    assert other not in {item["entry"]["id"] for item in seen}


def test_merged_words_stay_and_their_writers_hear_what_becomes_of_them(place: Place) -> None:
    into, mine = told(place, "resident", **LIGHT), told(place, "neighbour", **SAME)
    merged = merge(place, into, mine)
    assert merged.status_code == 200
    assert state(place, mine) == "merged"
    said = sentences(place, "staff", into)
    assert [(line["text"], line["by"]) for line in said] == [(SAME["text"], "周秀英")]
    # It was not public before: its writer and the desk alone read it.
    move(place, "staff", into, "adopt")
    assert len(sentences(place, "neighbour", into)) == 1
    assert sentences(place, "resident", into) == []
    move(place, "staff", into, "start")
    move(place, "staff", into, "deliver")
    heard = messages(place, "neighbour")
    assert f"已与相近的事项合并：{SAME['title']}" in heard
    assert f"已办完，请您确认：{LIGHT['title']}" in heard
    # Whoever said it may say that it is not put right; nobody else may.
    offered = place.as_("neighbour").get(f"…/entries/{into}").get_json()["moves"]
    assert [offer["move"] for offer in offered] == ["reopen"]
    assert move(place, "employee", into, "reopen").status_code == 403
    assert move(place, "neighbour", into, "reopen").get_json()["state"] == "reopened"


def test_a_merge_is_undone_once(place: Place) -> None:
    into, mine = told(place, "resident", **LIGHT), told(place, "neighbour", **SAME)
    merge(place, into, mine)
    trace = place.as_("staff").get(f"…/trace/entry/{into}").get_json()
    assert [edge["relation"] for edge in trace["edges"]] == ["合并为"]
    merge_id = sentences(place, "staff", into)[0]["merge_id"]
    undone = place.as_("staff").post(f"…/merges/{merge_id}/undo", {})
    assert (undone.get_json()["id"], undone.get_json()["state"]) == (mine, "proposed")
    assert sentences(place, "staff", into) == []
    assert place.as_("staff").get(f"…/trace/entry/{into}").get_json()["edges"] == []
    refused(place.as_("staff").post(f"…/merges/{merge_id}/undo", {}), 409, "merge_undone")
    assert merge(place, into, mine).status_code == 200


def test_what_cannot_be_merged_is_refused_and_nothing_is_half_merged(place: Place) -> None:
    into, mine = told(place, "resident", **LIGHT), told(place, "neighbour", **SAME)
    need, gone = told(place, "resident"), told(place, "resident", **OTHER)
    move(place, "resident", gone, "withdraw")
    refused(merge(place, into, mine, need), 409, "entry_not_mergeable")
    refused(merge(place, into, mine, gone), 409, "entry_not_mergeable")
    refused(merge(place, into, into), 422, "invalid")
    refused(merge(place, into, mine, str(UUID(int=1))), 404, "not_found")
    refused(merge(place, into, mine, who="resident"), 403, "forbidden")
    assert state(place, mine) == "proposed"
    assert sentences(place, "staff", into) == []
    merge(place, into, mine)
    refused(merge(place, into, mine), 409, "entry_not_mergeable")
