"""Held or adjourned, written down, published: a decision needs a quorum, and what is to be done becomes an entry."""

from typing import Any
from uuid import UUID

from backend.core.actor import Role
from backend.core.seal import canonical, seal_of
from backend.meetings.models import Meeting
from backend.meetings.moves.meetings import MeetingMove
from backend.meetings.service.publishing import facts_of, points_of, said_of
from backend.meetings.service.store import actions_of, agenda_of, units_of
from backend.meetings.types import NewItem
from tests.api.meetings.test_calling import told
from tests.client import refused
from tests.factories.communities import make_member, make_unit
from tests.factories.deliberation import open_topic
from tests.factories.lists import CATEGORY
from tests.factories.meetings import (
    NOTICE,
    Hall,
    call_meeting,
    call_residents,
    come,
    come_on_paper,
    move_meeting,
    set_register,
)


def hold(hall: Hall, meeting_id: UUID, *who: str, close: bool = True) -> None:
    """Open a meeting, let people come, close it."""
    hall.open(meeting_id, hall.clock.now() + NOTICE)
    with hall.work() as uow:
        for each in who:
            come(uow, hall["staff"], meeting_id, hall[each])
        if close:
            move_meeting(uow, hall["staff"], meeting_id, MeetingMove.CLOSE)


def move(hall: Hall, meeting_id: UUID, what: str, note: str | None = None) -> Any:
    """Make a move as staff."""
    return hall.as_("staff").post(f"…/meetings/{meeting_id}/moves", {"move": what, "note": note})


def action(zhou: UUID, **changes: Any) -> dict[str, Any]:
    """Return something to be done, which a member answers for."""
    return {
        "kind": "problem",
        "title": "车棚装十个充电桩",
        "text": "离楼栋近，消防同意",
        "category": CATEGORY,
        "details": {},
        "owner": {"type": "member", "id": str(zhou)},
        "due_on": "2026-12-31",
        "review_on": "2027-03-31",
        **changes,
    }


def minutes(
    hall: Hall, meeting_id: UUID, *actions: dict[str, Any], decision: str | None = "装在东门车棚"
) -> dict[str, Any]:
    """Return minutes that say something on every point; the last one was decided."""
    points = hall.meeting(meeting_id)["agenda"]
    items: list[dict[str, Any]] = [{"item_id": point["id"], "notes": "大家都说了意见"} for point in points]
    items[-1] |= {"decision": decision, "actions": list(actions)}
    return {"text": "到会的人商量了充电桩的事。", "items": items}


def write(hall: Hall, meeting_id: UUID, body: dict[str, Any]) -> Any:
    """Write minutes as staff, on what stands now."""
    etag = hall.as_("staff").get(f"…/meetings/{meeting_id}").headers["ETag"]
    return hall.as_("staff").put(f"…/meetings/{meeting_id}/minutes", body, etag=etag)


def test_a_residents_meeting_without_over_half_is_not_held_but_adjourned(hall: Hall) -> None:
    with hall.work() as uow:
        meeting_id = call_residents(uow, hall["staff"])
    hold(hall, meeting_id, "zhou", "sun", close=False)
    assert [each["move"] for each in hall.meeting(meeting_id)["moves"]] == ["adjourn"]
    answer = refused(move(hall, meeting_id, "close"), 409, "no_quorum")
    assert (answer["present"], answer["needed"]) == (2, 3)
    assert refused(move(hall, meeting_id, "adjourn"), 422, "invalid")["errors"] == {
        "note": ["请写明原因，受邀的人会看到"]
    }
    meeting = move(hall, meeting_id, "adjourn", "当天有暴雨").get_json()
    assert (meeting["state"], meeting["present"], meeting["quorum"]["met"]) == ("adjourned", 2, False)
    assert "到会人数不足，会议改期：充电桩装在哪里" in told(hall, "wang")
    with hall.work() as uow:
        again = call_residents(uow, hall["staff"], agenda=(), follows_id=meeting_id, starts_at=uow.now + NOTICE)
    assert hall.meeting(meeting_id)["followed_by_id"] == str(again)
    assert [item["title"] for item in hall.meeting(again)["agenda"]] == ["听物业说明方案", "定下位置和费用"]
    hold(hall, again, "zhou", "sun", "wang")
    assert hall.meeting(again)["present"] == 3
    assert hall.as_("zhou").get("…/meeting-rules").get_json()["held_this_year"] == 1


def test_an_adjourned_meeting_is_followed_once(hall: Hall) -> None:
    with hall.work() as uow:
        meeting_id = call_residents(uow, hall["staff"])
    body = {
        "kind": "residents",
        "basis": "adults",
        "title": "再开一次",
        "place": "居委会",
        "follows_id": str(meeting_id),
    }
    starts = (hall.clock.now() + 2 * NOTICE).isoformat()
    request = {**body, "starts_at": starts}
    refused(hall.as_("staff").post("…/meetings", request), 409, "not_adjourned")
    hold(hall, meeting_id, close=False)
    move(hall, meeting_id, "adjourn", "没有人来")
    assert hall.as_("staff").post("…/meetings", request).status_code == 201
    refused(hall.as_("staff").post("…/meetings", request), 409, "not_adjourned")


def test_with_its_quorum_it_is_not_adjourned(hall: Hall) -> None:
    with hall.work() as uow:
        meeting_id = call_residents(uow, hall["staff"])
    hold(hall, meeting_id, "zhou", "sun", "wang", close=False)
    assert [each["move"] for each in hall.meeting(meeting_id)["moves"]] == ["close"]
    refused(move(hall, meeting_id, "adjourn", "改天吧"), 409, "quorum_there")


def test_without_a_quorum_people_talk_and_decide_nothing(hall: Hall) -> None:
    with hall.work() as uow:
        meeting_id = call_meeting(uow, hall["staff"])
    hold(hall, meeting_id, "zhou")
    refused(write(hall, meeting_id, minutes(hall, meeting_id)), 409, "no_quorum")
    assert write(hall, meeting_id, minutes(hall, meeting_id, decision=None)).status_code == 200
    assert move(hall, meeting_id, "publish").get_json()["state"] == "published"


def test_a_delegate_speaks_and_counts_for_nothing(hall: Hall) -> None:
    with hall.work() as uow:
        unit_id = make_unit(uow, hall.community_id, name="物业公司")
        meeting_id = call_residents(uow, hall["staff"], unit_ids=(unit_id,))
    hold(hall, meeting_id, "zhou", "sun", close=False)
    said = {"name": "钱经理", "said": "电表容量够，月底前能装"}
    meeting = hall.as_("staff").put(f"…/meetings/{meeting_id}/units/{unit_id}", said).get_json()
    assert meeting["units"] == [
        {"id": str(unit_id), "name": "物业公司", "came": True, "delegate": "钱经理", "said": "电表容量够，月底前能装"}
    ]
    assert (meeting["present"], meeting["quorum"]["met"]) == (2, False)
    assert hall.meeting(meeting_id, "zhou")["units"][0]["delegate"] is None
    refused(move(hall, meeting_id, "close"), 409, "no_quorum")


def test_what_is_decided_becomes_an_entry_linked_from_topic_and_meeting(hall: Hall) -> None:
    with hall.work() as uow:
        topic_id = open_topic(uow, hall["staff"])
        agenda = (NewItem("听说明"), NewItem("定位置", topic_id=topic_id))
        meeting_id = call_meeting(uow, hall["staff"], agenda=agenda)
    hold(hall, meeting_id, "zhou", "sun", "wang", "lead")
    assert write(hall, meeting_id, minutes(hall, meeting_id, action(hall["zhou"].member_id))).status_code == 200
    assert hall.meeting(meeting_id, "zhou")["minutes"] is None
    assert hall.meeting(meeting_id, "zhou")["agenda"][1]["decision"] is None
    meeting = move(hall, meeting_id, "publish").get_json()
    done = meeting["agenda"][1]["actions"][0]
    assert (done["owner"]["type"], done["kind_name"]) == ("member", "问题清单")
    entry = hall.as_("zhou").get(f"…/entries/{done['entry_id']}").get_json()
    assert (entry["title"], entry["state"]) == ("车棚装十个充电桩", "open")
    trace = hall.as_("zhou").get(f"…/trace/entry/{done['entry_id']}").get_json()
    titles = {node["key"]: node["title"] for node in trace["nodes"]}
    edges = {(titles[edge["from"]], titles[edge["to"]], edge["relation"]) for edge in trace["edges"]}
    assert edges >= {
        ("协商议事会：充电桩装在哪里", "车棚装十个充电桩", "商量出的结论"),
        ("充电桩装在哪里", "车棚装十个充电桩", "商量出的结论"),
        ("充电桩装在哪里", "协商议事会：充电桩装在哪里", "列入议程"),
    }
    assert "会议请您负责：车棚装十个充电桩" in told(hall, "zhou")
    assert "会议纪要已公布：充电桩装在哪里" in told(hall, "sun")


def test_published_minutes_are_sealed_and_not_written_again(hall: Hall) -> None:
    with hall.work() as uow:
        meeting_id = call_meeting(uow, hall["staff"])
    hold(hall, meeting_id, "zhou", "sun", "wang", "lead")
    write(hall, meeting_id, minutes(hall, meeting_id, action(hall["zhou"].member_id)))
    seal = move(hall, meeting_id, "publish").get_json()["minutes"]["seal"]
    with hall.work() as uow:
        row = uow.session.get_one(Meeting, (hall.community_id, meeting_id))
        items = agenda_of(uow, row)
        points, units = points_of(items, actions_of(uow, items)), said_of(units_of(uow, row))
        assert seal == seal_of(canonical({**facts_of(row), "agenda": points, "units": units}))
    refused(write(hall, meeting_id, minutes(hall, meeting_id)), 409, "meeting_not_held")
    refused(move(hall, meeting_id, "publish"), 409, "move_not_allowed")


def test_minutes_that_somebody_else_wrote_on_are_read_again_first(hall: Hall) -> None:
    with hall.work() as uow:
        meeting_id = call_meeting(uow, hall["staff"])
    hold(hall, meeting_id, "zhou", "sun", "wang", "lead")
    path, body = f"…/meetings/{meeting_id}/minutes", minutes(hall, meeting_id)
    etag = hall.as_("lead").get(f"…/meetings/{meeting_id}").headers["ETag"]
    assert write(hall, meeting_id, body).status_code == 200
    assert hall.as_("lead").put(path, {**body, "text": "另一种说法"}, etag=etag).status_code == 412
    assert hall.as_("lead").put(path, body).status_code == 428
    assert hall.meeting(meeting_id)["minutes"]["text"] == body["text"]


def test_what_is_not_written_is_not_published(hall: Hall) -> None:
    with hall.work() as uow:
        meeting_id = call_meeting(uow, hall["staff"])
    hold(hall, meeting_id, "zhou", "sun", "wang", "lead")
    assert hall.meeting(meeting_id)["moves"] == []
    refused(move(hall, meeting_id, "publish"), 409, "minutes_missing")
    half = minutes(hall, meeting_id)
    half["items"].pop()
    assert list(refused(write(hall, meeting_id, half), 422, "invalid")["errors"]) == ["items"]
    for wrong in ({"due_on": "2026-01-01"}, {"review_on": "2026-12-01"}, {"kind": "topic"}, {"owner": _nobody()}):
        body = minutes(hall, meeting_id, action(hall["zhou"].member_id, **wrong))
        assert list(refused(write(hall, meeting_id, body), 422, "invalid")["errors"]) == ["items"]
    undecided = minutes(hall, meeting_id, action(hall["zhou"].member_id), decision=None)
    assert list(refused(write(hall, meeting_id, undecided), 422, "invalid")["errors"]) == ["items"]


def _nobody() -> dict[str, str]:
    return {"type": "unit", "id": "01a22ed0-dbb4-750e-b520-30653fc17ed2"}


def test_a_list_that_refuses_an_action_leaves_everything_unpublished(hall: Hall) -> None:
    with hall.work() as uow:
        meeting_id = call_meeting(uow, hall["staff"])
    hold(hall, meeting_id, "zhou", "sun", "wang", "lead")
    good, bad = action(hall["zhou"].member_id), action(hall["zhou"].member_id, category="no.such")
    assert write(hall, meeting_id, minutes(hall, meeting_id, good, bad)).status_code == 200
    assert move(hall, meeting_id, "publish").status_code == 422
    meeting = hall.meeting(meeting_id)
    assert (meeting["state"], meeting["agenda"][1]["actions"][0]["entry_id"]) == ("held", None)
    assert hall.as_("zhou").get("…/entries", kind="problem").get_json()["items"] == []


def test_a_meeting_is_called_off_with_a_reason(hall: Hall) -> None:
    with hall.work() as uow:
        meeting_id = call_meeting(uow, hall["staff"])
    refused(move(hall, meeting_id, "call_off"), 422, "invalid")
    assert move(hall, meeting_id, "call_off", "场地停电").get_json()["state"] == "called_off"
    assert "会议取消：充电桩装在哪里" in told(hall, "zhou")
    refused(move(hall, meeting_id, "open"), 409, "move_not_allowed")


def test_minutes_that_are_late_are_told_to_the_desk_once(hall: Hall) -> None:
    with hall.work() as uow:
        meeting_id = call_meeting(uow, hall["staff"])
    hold(hall, meeting_id, "zhou")
    hall.clock.advance(NOTICE)
    hall.run_due("meetings.meetings", "meetings.meetings")
    assert told(hall, "staff").count("会议纪要还没有公布：充电桩装在哪里") == 1


def test_who_is_not_on_a_phone_counts_for_the_quorum(hall: Hall) -> None:
    with hall.work() as uow:
        make_member(uow, hall.community_id, Role.SUPERVISOR, name="郑监督")
        set_register(uow, hall["lead"], adults=8, households=4)
        meeting_id = call_residents(uow, hall["staff"])
    hold(hall, meeting_id, "zhou", "sun", "wang", close=False)
    with hall.work() as uow:
        come_on_paper(uow, hall["staff"], meeting_id, "陈阿婆")
    refused(move(hall, meeting_id, "close"), 409, "no_quorum")
    with hall.work() as uow:
        come_on_paper(uow, hall["staff"], meeting_id, "李大爷")
    meeting = move(hall, meeting_id, "close").get_json()
    assert (meeting["state"], meeting["present"], meeting["seats"]) == ("held", 5, 8)
