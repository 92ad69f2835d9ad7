"""A project made of what many asked for: one, linked both ways, and all who asked are told."""

from typing import Any
from uuid import UUID

import pytest

from backend.infra import outbox
from backend.lists import service as lists
from backend.lists.types import NewEntry
from tests.client import Caller, refused
from tests.factories.agreements import Place, make_place
from tests.factories.lists import make_open_entry, new_entry, propose_entry
from tests.factories.races import race

PROJECT = new_entry("service_project", title="老人助餐点", text="每天中午送到家")


@pytest.fixture
def place(caller: Caller) -> Place:
    return make_place(caller)


def put(at: Place, who: str = "resident", title: str = "老人吃饭难") -> str:
    with at.work() as uow:
        return str(make_open_entry(uow, at.hood[who], title=title))


def make(at: Place, need: str, who: str = "staff", **changes: Any) -> Any:
    return at.as_(who).post(f"…/entries/{need}/project", {**PROJECT, **changes})


def inbox(at: Place, who: str) -> list[dict[str, Any]]:
    with at.work() as uow:
        while outbox.DUE_SOURCE.work(uow, at.hood.community_id):
            pass
    items: list[dict[str, Any]] = at.as_(who).get("…/inbox").get_json()["items"]
    return [item for item in items if item["title"] == "列为服务项目：老人吃饭难"]


def test_all_who_asked_hear_that_it_became_a_project(place: Place) -> None:
    need, merged = put(place), put(place, "neighbour", "没人做饭")
    place.as_("employee").post(f"…/entries/{merged}/support", {"supports": True})
    place.as_("staff").post(f"…/entries/{need}/merges", {"from": [merged]})
    answer = make(place, need)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    project = answer.get_json()
    assert (project["kind"], project["state"]) == ("service_project", "proposed")
    for who in ("resident", "neighbour", "employee"):
        [told] = inbox(place, who)
        assert told["text"] == f"您说的这件事列成了“老人助餐点”（{project['number']}），采纳后就会开放认领。"
        assert told["target"]["id"] == need
    assert inbox(place, "contact") == []
    line = place.as_("resident").get(f"…/entries/{need}/history").get_json()["items"][-1]
    assert (line["move"], line["note"]) == ("list_project", f"{project['number']} 老人助餐点")


def test_the_trace_shows_it_from_both_ends(place: Place) -> None:
    need = put(place)
    project = make(place, need).get_json()["id"]
    for one, other in ((need, project), (project, need)):
        seen = place.as_("staff").get(f"…/trace/entry/{one}").get_json()
        assert other in str(seen)
        assert "列为项目" in str(seen)


def test_there_is_one_project_for_each_until_it_is_withdrawn(place: Place) -> None:
    need = put(place)
    project = make(place, need).get_json()["id"]
    body = refused(make(place, need, title="又一个"), 409, "project_exists")
    assert body["project_id"] == project
    place.as_("staff").post(f"…/entries/{project}/moves", {"move": "withdraw"})
    assert make(place, need, title="换一个").status_code == 201


def test_two_at_the_desk_at_one_moment_make_one(place: Place) -> None:
    need, hood = put(place), place.hood

    def make_one(uow: Any) -> None:
        lists.list_as_project(uow, hood["staff"].actor, hood.community_id, UUID(need), NewEntry(**PROJECT))

    refusals = race(place.caller.app, [make_one, make_one])
    assert sorted(type(refusal).__name__ for refusal in refusals) == ["NoneType", "ProjectExistsError"]
    assert len(place.as_("staff").get("…/lists/service_project/entries").get_json()["items"]) == 1


def test_what_makes_no_project_is_refused(place: Place) -> None:
    need = put(place)
    refused(make(place, need, who="resident"), 403, "forbidden")
    refused(make(place, need, kind="need", details={"beneficiary": "public"}), 422, "invalid")
    refused(make(place, need, details={}), 422, "invalid")
    with place.work() as uow:
        waiting = str(propose_entry(uow, place.hood["resident"]))
    refused(make(place, waiting), 409, "entry_not_a_project")
    project = make(place, need).get_json()["id"]
    refused(make(place, project), 409, "entry_not_a_project")
