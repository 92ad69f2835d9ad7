"""Topics over HTTP: suggested, opened, talked about, decided, carried out; and every refusal."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from backend.core.clock import FixedClock
from tests.client import Caller, refused
from tests.factories.agreements import Place, make_place
from tests.factories.editions import compile_list, pass_notice, publish, put_on_notice
from tests.factories.lists import make_open_entry, propose_entry
from tests.factories.opinions import open_statement, say

OPENED = {
    "title": "充电桩装在哪里",
    "text": "装在哪里、费用怎么出，请大家说说。",
    "category": "facility.charging",
    "meeting_kind": "council",
    "ends_on": "2026-11-30",
}


@pytest.fixture
def place(caller: Caller) -> Place:
    return make_place(caller)


def opened(place: Place, **changes: Any) -> dict[str, Any]:
    answer = place.as_("staff").post("…/topics", {**OPENED, **changes})
    assert answer.status_code == 201, answer.get_data(as_text=True)
    body: dict[str, Any] = answer.get_json()
    return body


def move(place: Place, topic_id: str, name: str, who: str = "staff", **more: Any) -> Any:
    return place.as_(who).post(f"…/topics/{topic_id}/moves", {"move": name, **more})


def decision(place: Place, **changes: Any) -> dict[str, Any]:
    return {
        "text": "在东门车棚装十个充电桩",
        "reasons": "离楼栋最近，消防同意",
        "owner": {"type": "unit", "id": str(place.hood.unit_id)},
        "due_on": "2026-12-23",
        "review_on": "2027-03-23",
        **changes,
    }


def dotted(errors: dict[str, Any], before: str = "") -> list[str]:
    """Return the paths of fields with something wrong."""
    found: list[str] = []
    for name, inner in errors.items():
        found += dotted(inner, f"{before}{name}.") if isinstance(inner, dict) else [f"{before}{name}"]
    return found


def test_the_whole_way_of_a_topic(place: Place) -> None:
    with place.work() as uow:
        problem = str(make_open_entry(uow, place.hood["resident"]))
    raised = place.as_("neighbour").post(f"…/entries/{problem}/topics", {"text": "好几栋楼都有这个问题"}).get_json()
    assert (raised["stage_name"], raised["days_left"], raised["moves"]) == ("待受理", 3, [])
    topic_id = raised["id"]
    move(place, topic_id, "open", meeting_kind="dialogue", ends_on="2026-11-30")
    seen = place.as_("stranger").get(f"…/topics/{topic_id}").get_json()
    assert (seen["stage_name"], seen["days_left"], seen["overdue"]) == ("征求意见", 7, False)
    assert (seen["meeting_name"], seen["next_actor"]) == ("社区对话", "居民：说说您的看法")
    assert (seen["opened_by"]["name"], seen["source"]["id"]) == ("周*", problem)
    move(place, topic_id, "talk")
    entry = {
        "kind": "service_project",
        "title": "看护充电桩",
        "text": "每周看一次",
        "category": "facility.charging",
        "details": {"frequency": "每周", "places": ["东门"], "capacity": 10, "standard": "无飞线"},
    }
    decided = move(place, topic_id, "decide", decision=decision(place, entry=entry)).get_json()
    assert decided["decision"]["owner"]["id"] == str(place.hood.unit_id)
    assert decided["decision"]["entry"]["title"] == "看护充电桩"
    carried = move(place, topic_id, "carry_out").get_json()
    assert carried["stage_ends_at"] == "2026-12-23T16:00:00Z"
    assert carried["next_actor"].endswith("：按结论落实")
    closed = move(place, topic_id, "close", note="装好了").get_json()
    assert (closed["stage"], closed["stage_ends_at"], closed["next_actor"], closed["moves"]) == (
        "closed",
        None,
        None,
        [],
    )
    assert [stop["name"] for stop in closed["stops"]] == [
        "待受理",
        "征求意见",
        "协商中",
        "已有结论",
        "落实中",
        "已结束",
    ]
    trace = place.as_("resident").get(f"…/trace/topic/{topic_id}").get_json()
    assert [(n["type"], n["level"]) for n in trace["nodes"]] == [
        ("entry", -1),
        ("topic", 0),
        ("entry", 1),
        ("entry", 1),
    ]
    assert {edge["relation"] for edge in trace["edges"]} == {"提出商量", "列入清单", "商量出的结论"}


def test_list_9_is_live_and_shows_where_each_topic_stands(place: Place) -> None:
    topic = opened(place)
    entry = place.as_("resident").get("…/lists/topic/entries").get_json()["items"][0]
    assert (entry["number"], entry["state_name"], entry["title"]) == ("议-0001", "征求意见", topic["title"])
    assert entry["details"] == {
        "topic_id": topic["id"],
        "stage": "gathering",
        "stage_name": "征求意见",
        "stage_ends_at": "2026-11-30T16:00:00Z",
        "next_actor": "居民：说说您的看法",
        "meeting_name": "协商议事会",
    }
    body = {"kind": "topic", "title": "自己写", "text": "", "category": "other", "details": {}}
    refused(place.as_("staff").post("…/entries", body), 409, "list_computed")
    refused(place.as_("staff").post(f"…/entries/{entry['id']}/moves", {"move": "close"}), 409, "list_computed")


def test_a_draft_on_notice_is_talked_about(place: Place, clock: FixedClock) -> None:
    with place.work() as uow:
        make_open_entry(uow, place.hood["resident"])
        compiled = compile_list(uow, place.hood["staff"], "need")
    path = f"…/drafts/{compiled}/topics"
    reason = {"text": "先办哪几件，请大家排一排"}
    refused(place.as_("neighbour").post(path, reason), 404, "not_found")
    refused(place.as_("staff").post(path, reason), 409, "not_on_notice")
    assert place.as_("staff").post(f"…/drafts/{compiled}/moves", {"move": "put_on_notice"}).status_code == 200
    raised = place.as_("neighbour").post(path, reason).get_json()
    assert (raised["title"], raised["category_name"], raised["stage"]) == ("需求清单（草案）", "其他", "suggested")
    assert raised["source"] == {"type": "edition_draft", "id": str(compiled), "title": "需求清单（草案）"}
    again = refused(place.as_("resident").post(path, reason), 409, "topic_already_raised")
    assert again["topic_id"] == raised["id"]
    desk = {**OPENED, "source_draft_id": str(compiled)}
    refused(place.as_("staff").post("…/topics", desk), 409, "topic_already_raised")
    move(place, raised["id"], "open", meeting_kind="council", ends_on="2026-11-30")
    assert place.as_("stranger").get(f"…/topics/{raised['id']}").get_json()["source"]["id"] == str(compiled)
    trace = place.as_("resident").get(f"…/trace/topic/{raised['id']}").get_json()
    draft = next(node for node in trace["nodes"] if node["type"] == "edition_draft")
    assert (draft["title"], draft["state_name"], draft["status"]) == ("需求清单（草案）", "公示中", "now")
    assert "提出商量" in [edge["relation"] for edge in trace["edges"]]


def test_the_desk_opens_a_topic_on_what_somebody_said_on_another(place: Place) -> None:
    first = opened(place)
    with place.work() as uow:
        hood, topic_id = place.hood, UUID(first["id"])
        said = open_statement(uow, hood["neighbour"], hood["staff"], topic_id, "先把楼道里的旧车清走")
        waiting = say(uow, hood["neighbour"], topic_id, "门口再装一盏灯")
    errors = refused(
        place.as_("staff").post("…/topics", {**OPENED, "source_statement_id": str(waiting)}), 422, "invalid"
    )
    assert list(errors["errors"]) == ["source_statement_id"]
    topic = opened(place, source_statement_id=str(said))
    assert topic["source"] == {"type": "statement", "id": str(said), "title": "先把楼道里的旧车清走"}
    again = {**OPENED, "source_statement_id": str(said)}
    assert refused(place.as_("staff").post("…/topics", again), 409, "topic_already_raised")["topic_id"] == topic["id"]
    trace = place.as_("resident").get(f"…/trace/topic/{topic['id']}").get_json()
    assert {node["title"] for node in trace["nodes"]} >= {"先把楼道里的旧车清走", first["title"]}


def test_the_desk_opens_a_topic_on_a_draft(place: Place, clock: FixedClock) -> None:
    with place.work() as uow:
        make_open_entry(uow, place.hood["resident"])
        draft_id = put_on_notice(uow, place.hood["staff"], "need")
    topic = opened(place, source_draft_id=str(draft_id))
    assert (topic["source"]["type"], topic["stage"]) == ("edition_draft", "gathering")
    errors = refused(place.as_("staff").post("…/topics", {**OPENED, "source_draft_id": str(uuid4())}), 422, "invalid")
    assert list(errors["errors"]) == ["source_draft_id"]
    both = {**OPENED, "source_draft_id": str(draft_id), "source_entry_id": str(uuid4())}
    refused(place.as_("staff").post("…/topics", both), 422, "invalid")
    pass_notice(clock)
    with place.work() as uow:
        publish(uow, place.hood["lead"], draft_id)
    refused(place.as_("neighbour").post(f"…/drafts/{draft_id}/topics", {"text": "太晚了"}), 409, "not_on_notice")


def test_topics_are_paged_and_filtered(place: Place) -> None:
    first, second = opened(place), opened(place, title="晾衣绳装在哪里")
    move(place, first["id"], "drop", note="物业已办")
    page = place.as_("resident").get("…/topics", limit=1).get_json()
    assert [item["id"] for item in page["items"]] == [second["id"]]
    page = place.as_("resident").get("…/topics", limit=1, cursor=page["next_cursor"]).get_json()
    assert [item["id"] for item in page["items"]] == [first["id"]]
    for query, found in (({"live": "true"}, second), ({"stage": "dropped"}, first)):
        items = place.as_("resident").get("…/topics", **query).get_json()["items"]
        assert [item["id"] for item in items] == [found["id"]]
    assert place.as_("resident").get("…/topics", mine="true").get_json()["items"] == []


def test_who_may_not(place: Place) -> None:
    topic = opened(place)
    for who in ("resident", "contact", "supervisor"):
        refused(place.as_(who).post("…/topics", OPENED), 403, "forbidden")
        refused(move(place, topic["id"], "talk", who), 403, "forbidden")
    for who in ("stranger", "applicant"):
        refused(place.as_(who).post("…/topics", OPENED), 403, "not_a_member")
    with place.work() as uow:
        hidden = propose_entry(uow, place.hood["resident"])
    refused(place.as_("neighbour").post(f"…/entries/{hidden}/topics", {"text": "想商量"}), 404, "not_found")
    refused(place.as_("staff").post("…/topics", {**OPENED, "source_entry_id": str(uuid4())}), 422, "invalid")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": "字" * 61}, "title"),
        ({"title": "\u202e倒"}, "title"),
        ({"text": ""}, "text"),
        ({"text": "字" * 2001}, "text"),
        ({"category": "nothing"}, "category"),
        ({"meeting_kind": "party"}, "meeting_kind"),
        ({"ends_on": "2026-11-22"}, "ends_on"),
        ({"ends_on": "9999-01-01"}, "ends_on"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_bad_topics_name_the_field(place: Place, changes: dict[str, Any], field: str) -> None:
    body = refused(place.as_("staff").post("…/topics", {**OPENED, **changes}), 422, "invalid")
    assert list(body["errors"]) == [field]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"owner": {"type": "unit", "id": str(uuid4())}}, "decision.owner"),
        ({"owner": None}, "decision.owner"),
        ({"due_on": "2026-11-01"}, "decision.due_on"),
        ({"review_on": "2026-12-01"}, "decision.review_on"),
        ({"reasons": ""}, "decision.reasons"),
        ({"entry": {"kind": "topic", "title": "再谈", "text": "", "category": "other"}}, "decision.entry.kind"),
        ({"entry": {"kind": "need", "title": "装桩", "text": "", "category": "other"}}, "details.beneficiary"),
    ],
)
def test_bad_decisions_name_the_field(place: Place, changes: dict[str, Any], field: str) -> None:
    topic = opened(place)
    move(place, topic["id"], "talk")
    answer = move(place, topic["id"], "decide", decision=decision(place, **changes))
    errors = refused(answer, 422, "invalid")["errors"]
    assert dotted(errors) == [field]
    assert place.as_("staff").get(f"…/topics/{topic['id']}").get_json()["stage"] == "talking"


def test_a_move_that_the_stage_has_not_is_refused(place: Place) -> None:
    topic = opened(place)
    refused(move(place, topic["id"], "carry_out"), 409, "move_not_allowed")
    body = refused(move(place, topic["id"], "drop"), 422, "invalid")
    assert body["errors"] == {"note": ["请写明理由"]}


def test_the_same_key_opens_one_topic(place: Place) -> None:
    key = str(uuid4())
    first, second = (place.as_("staff").post("…/topics", OPENED, key=key) for _ in range(2))
    assert first.get_json() == second.get_json()
    assert len(place.as_("staff").get("…/topics").get_json()["items"]) == 1
