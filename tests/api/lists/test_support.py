"""Members say that a need or problem concerns them too: counted once, nobody named, told what becomes of it."""

from typing import Any
from uuid import UUID

import pytest

from backend.infra import outbox
from backend.lists import service as lists
from backend.lists.types import EntryMove
from tests.client import Caller, refused
from tests.factories.agreements import Place, make_place
from tests.factories.lists import make_open_entry, propose_entry
from tests.factories.races import race


@pytest.fixture
def place(caller: Caller) -> Place:
    return make_place(caller)


def put(place: Place, who: str = "resident", kind: str = "problem", title: str = "3号楼路灯不亮") -> str:
    with place.work() as uow:
        return str(make_open_entry(uow, place.hood[who], kind, title=title))


def support(place: Place, who: str, entry_id: str, *, supports: bool = True) -> Any:
    return place.as_(who).post(f"…/entries/{entry_id}/support", {"supports": supports})


def seen(place: Place, who: str, entry_id: str) -> dict[str, Any]:
    shown: dict[str, Any] = place.as_(who).get(f"…/entries/{entry_id}").get_json()["support"]
    return shown


def inbox(place: Place, who: str) -> list[dict[str, Any]]:
    """Let the worker deliver, then return what the member was told."""
    with place.work() as uow:
        while outbox.DUE_SOURCE.work(uow, place.hood.community_id):
            pass
    items: list[dict[str, Any]] = place.as_(who).get("…/inbox").get_json()["items"]
    return items


def merge(place: Place, into: str, other: str) -> str:
    place.as_("staff").post(f"…/entries/{into}/merges", {"from": [other]})
    said = place.as_("staff").get(f"…/entries/{into}/sentences").get_json()["items"]
    return str(next(line["merge_id"] for line in said if line["entry_id"] == other))


def test_it_is_counted_once_and_taken_back(place: Place) -> None:
    lamp = put(place)
    assert seen(place, "neighbour", lamp) == {"count": 0, "is_mine": False, "is_open": True}
    support(place, "neighbour", lamp)
    answer = support(place, "neighbour", lamp)
    assert answer.get_json()["support"] == {"count": 1, "is_mine": True, "is_open": True}
    support(place, "employee", lamp)
    # Neither the writer nor the desk learns who; and on the list's row it stands too.
    assert seen(place, "resident", lamp) == {"count": 2, "is_mine": False, "is_open": False}
    rows = place.as_("staff").get("…/lists/problem/entries").get_json()["items"]
    assert rows[0]["support"]["count"] == 2
    assert str(place.hood["neighbour"].member_id) not in str(rows)
    assert support(place, "neighbour", lamp, supports=False).get_json()["support"]["count"] == 1
    assert support(place, "neighbour", lamp, supports=False).status_code == 200


def test_what_cannot_be_supported_is_refused(place: Place) -> None:
    lamp, project = put(place), put(place, "staff", "service_project", "每周送餐")
    refused(support(place, "resident", lamp), 409, "own_entry")
    refused(support(place, "neighbour", project), 409, "entry_not_supportable")
    assert place.as_("neighbour").get(f"…/entries/{project}").get_json()["support"] is None
    with place.work() as uow:
        hidden = propose_entry(uow, place.hood["resident"], "problem")
    refused(support(place, "neighbour", str(hidden)), 404, "not_found")
    support(place, "neighbour", lamp)
    place.as_("staff").post(f"…/entries/{lamp}/moves", {"move": "close"})
    refused(support(place, "employee", lamp), 409, "entry_not_supportable")
    assert seen(place, "employee", lamp) == {"count": 1, "is_mine": False, "is_open": False}
    # What one said oneself one may take back at any time.
    assert support(place, "neighbour", lamp, supports=False).get_json()["support"]["count"] == 0


def test_supporters_go_with_a_merge_and_come_back(place: Place) -> None:
    first, second, third = put(place), put(place, "neighbour", title="楼下路灯坏了"), put(place, "contact", title="灯")
    for who, entry in (("employee", first), ("employee", second), ("other_contact", second), ("resident", third)):
        assert support(place, who, entry).status_code == 200
    merge(place, second, third)
    merge_id = merge(place, first, second)
    # 王小明 wrote the first: that he supported the third makes nobody more. One who supported two counts once.
    assert seen(place, "employee", first) == {"count": 2, "is_mine": True, "is_open": True}
    told = [item for item in inbox(place, "other_contact") if item["title"].startswith("已与相近的事项合并")]
    assert [item["target"]["id"] for item in told] == [first]
    # Taken back, it is taken back wherever it was said.
    assert support(place, "employee", first, supports=False).get_json()["support"]["count"] == 1
    place.as_("staff").post(f"…/merges/{merge_id}/undo", {})
    assert seen(place, "employee", first)["count"] == 0
    assert seen(place, "employee", second)["count"] == 2


def test_supporters_hear_what_becomes_of_it(place: Place) -> None:
    lamp = put(place)
    support(place, "neighbour", lamp)
    for move in ("start", "deliver"):
        place.as_("staff").post(f"…/entries/{lamp}/moves", {"move": move})
    heard = inbox(place, "neighbour")
    assert {item["title"] for item in heard} == {"已办完：3号楼路灯不亮", "开始办理：3号楼路灯不亮"}
    # It is the writer's to confirm.
    assert "已办完，请您确认：3号楼路灯不亮" in [item["title"] for item in inbox(place, "resident")]
    assert place.as_("neighbour").get(f"…/entries/{lamp}").get_json()["moves"] == []
    place.as_("resident").post(f"…/entries/{lamp}/moves", {"move": "reopen", "note": "晚上又灭了"})
    assert any(item["text"].endswith("晚上又灭了") for item in inbox(place, "neighbour"))


def test_a_withdrawn_entry_is_told_and_leads_nowhere(place: Place) -> None:
    lamp = put(place)
    support(place, "neighbour", lamp)
    place.as_("resident").post(f"…/entries/{lamp}/moves", {"move": "withdraw"})
    heard = [(item["title"], item["target"]) for item in inbox(place, "neighbour")]
    assert heard == [("已撤回：3号楼路灯不亮", None)]


def test_support_while_it_closes_is_either_counted_before_or_refused(place: Place) -> None:
    lamp = put(place)

    def close(uow: Any) -> None:
        lists.move_entry(uow, place.hood["staff"].actor, place.hood.community_id, UUID(lamp), EntryMove.CLOSE, None)

    def join(uow: Any) -> None:
        who = place.hood["neighbour"].actor
        lists.support_entry(uow, who, place.hood.community_id, UUID(lamp), supports=True)

    refusals = race(place.caller.app, [close, join])
    assert refusals[0] is None
    assert seen(place, "staff", lamp)["count"] == (0 if refusals[1] else 1)
