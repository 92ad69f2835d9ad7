"""Calling a meeting: notice, whose the seats are, a roll that stands, agenda and invitations."""

from datetime import date, timedelta
from typing import Any

import pytest

from backend.core.actor import Role
from backend.lists import service as lists
from backend.meetings.types import Audience, AudienceRule, Basis, Kind
from tests.client import refused
from tests.factories.communities import make_member, make_unit
from tests.factories.deliberation import open_topic
from tests.factories.lists import make_open_entry
from tests.factories.meetings import NOTICE, Hall, add_group, call_meeting, call_residents, house, set_register
from tests.statements import counted_statements


def body(hall: Hall, **changes: Any) -> dict[str, Any]:
    """Return a meeting as a phone sends it."""
    return {
        "kind": "council",
        "title": "充电桩装在哪里",
        "place": "居委会二楼会议室",
        "starts_at": (hall.clock.now() + NOTICE).isoformat(),
        "agenda": [{"title": "定下位置"}],
        **changes,
    }


def told(hall: Hall, who: str) -> list[str]:
    """Return the titles in somebody's inbox after the outbox was delivered."""
    hall.run_due("outbox")
    return [each["title"] for each in hall.as_(who).get("…/inbox").get_json()["items"]]


def test_a_meeting_is_called_and_whoever_has_a_seat_is_told(hall: Hall) -> None:
    with hall.work() as uow:
        topic_id = open_topic(uow, hall["staff"])
        unit_id = make_unit(uow, hall.community_id, name="物业公司")
        hall.people["contact"] = make_member(uow, hall.community_id, name="钱经理", unit=(unit_id, Role.UNIT_CONTACT))
    agenda = [{"title": "定下位置", "topic_id": str(topic_id)}]
    answer = hall.as_("staff").post("…/meetings", body(hall, agenda=agenda, unit_ids=[str(unit_id)]))
    assert answer.status_code == 201, answer.get_data(as_text=True)
    meeting = answer.get_json()
    assert meeting["state"] == "called"
    assert meeting["agenda"][0]["topic"]["id"] == str(topic_id)
    assert [unit["name"] for unit in meeting["units"]] == ["物业公司"]
    # Two at the desk, three neighbours, who works here, and the unit's contact; not the minor.
    assert (meeting["seats"], meeting["quorum"]["enough"]) == (7, 4)
    assert "请您参加会议：充电桩装在哪里" in told(hall, "zhou")
    assert "请派代表参加会议：充电桩装在哪里" in told(hall, "contact")
    assert told(hall, "child") == []
    found = hall.as_("child").get("…/meetings", topic_id=str(topic_id)).get_json()["items"]
    assert [each["id"] for each in found] == [meeting["id"]]


def test_notice_shorter_than_three_working_days_is_refused(standing: Hall) -> None:
    # Called on a Monday: Tuesday, Wednesday and Thursday are the notice, so Friday is the first day.
    thursday = body(standing, starts_at="2026-11-26T06:00:00Z")
    answer = standing.as_("staff").post("…/meetings", thursday)
    assert (answer.status_code, answer.get_json()["code"]) == (422, "notice_too_short")
    assert answer.get_json()["earliest_on"] == "2026-11-27"
    friday = standing.as_("staff").post("…/meetings", {**thursday, "starts_at": "2026-11-27T00:30:00Z"})
    assert friday.status_code == 201


def test_who_joins_after_the_call_has_no_seat(hall: Hall) -> None:
    with hall.work() as uow:
        meeting_id = call_residents(uow, hall["staff"])
        late = make_member(uow, hall.community_id, name="吴新邻")
    assert hall.meeting(meeting_id)["seats"] == 5
    assert hall.meeting(meeting_id, "zhou")["seat"]["present"] is False
    seen = hall.as_("zhou").as_person(late.person_id, hall.community_id).get(f"…/meetings/{meeting_id}").get_json()
    assert seen["seat"] is None
    assert hall.as_("zhou").get("…/meetings", mine="true").get_json()["items"]
    assert not hall.as_("worker").get("…/meetings", mine="true").get_json()["items"]


def test_residents_not_on_a_phone_count_in_the_roll(hall: Hall) -> None:
    with hall.work() as uow:
        set_register(uow, hall["lead"], adults=40, households=20)
        meeting_id = call_residents(uow, hall["staff"])
    meeting = hall.meeting(meeting_id)
    assert (meeting["seats"], meeting["outside_seats"], meeting["quorum"]["enough"]) == (40, 35, 21)
    assert meeting["quorum"]["source"] == "《城市居民委员会组织法》第九条"


def test_without_a_register_nobody_knows_what_over_half_is(standing: Hall) -> None:
    answer = standing.as_("staff").post("…/meetings", body(standing, kind="residents", basis="adults"))
    assert (answer.status_code, answer.get_json()["code"]) == (409, "register_missing")


def test_where_households_meet_a_household_has_one_seat(hall: Hall) -> None:
    with hall.work() as uow:
        house(uow, hall.community_id, "3号楼", "402室", hall["zhou"], hall["sun"], hall["child"])
        house(uow, hall.community_id, "3号楼", "501室", hall["wang"])
        meeting_id = call_residents(uow, hall["staff"], Basis.HOUSEHOLDS)
    meeting = hall.meeting(meeting_id, "sun")
    assert (meeting["seats"], meeting["outside_seats"]) == (5, 3)
    assert meeting["seat"]["is_household"] is True
    assert "请您参加会议：充电桩装在哪里" in told(hall, "sun")
    roll = hall.as_("staff").get(f"…/meetings/{meeting_id}/roll").get_json()["items"]
    assert sorted(seat["name"] for seat in roll) == ["3号楼402室", "3号楼501室"]


def test_groups_send_the_two_or_three_they_elected(hall: Hall) -> None:
    with hall.work() as uow:
        ids = [hall[who].member_id for who in ("zhou", "sun")]
        add_group(uow, hall["staff"], "第一小组", representative_ids=tuple(ids), elected_on=date(2026, 10, 1))
        add_group(uow, hall["staff"], "第二小组")
    request = body(hall, kind="residents", basis="representatives")
    refused = hall.as_("staff").post("…/meetings", request)
    assert (refused.status_code, refused.get_json()["code"]) == (409, "groups_without_representatives")
    assert refused.get_json()["groups"] == ["第二小组"]
    second = next(
        group for group in hall.as_("staff").get("…/resident-groups").get_json()["items"] if group["name"] == "第二小组"
    )
    assert hall.as_("staff").call("DELETE", f"…/resident-groups/{second['id']}").status_code == 200
    assert hall.as_("staff").post("…/meetings", request).get_json()["seats"] == 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "residents"}, "basis"),
        ({"basis": "adults"}, "basis"),
        (
            {"kind": "residents", "basis": "adults", "audience": {"rule": "buildings", "buildings": ["3号楼"]}},
            "audience",
        ),
        ({"agenda": []}, "agenda"),
        ({"agenda": [{"title": "定位置", "topic_id": "01a22ed0-dbb4-750e-b520-30653fc17ed2"}]}, "agenda"),
        ({"unit_ids": ["01a22ed0-dbb4-750e-b520-30653fc17ed2"]}, "unit_ids"),
        ({"audience": {"rule": "members", "ids": ["01a22ed0-dbb4-750e-b520-30653fc17ed2"]}}, "audience"),
        ({"starts_at": "2027-11-26T06:00:00Z"}, "starts_at"),
    ],
)
def test_what_does_not_go_together_is_refused(standing: Hall, changes: dict[str, Any], field: str) -> None:
    answer = standing.as_("staff").post("…/meetings", body(standing, **changes))
    assert answer.status_code == 422
    assert list(answer.get_json()["errors"]) == [field]


def test_staff_call_but_the_alliances_meeting_is_the_leads(standing: Hall) -> None:
    alliance = body(standing, kind="alliance")
    assert standing.as_("zhou").post("…/meetings", body(standing)).status_code == 403
    assert standing.as_("staff").post("…/meetings", alliance).status_code == 403
    assert standing.as_("lead").post("…/meetings", alliance).status_code == 201


def test_only_whom_it_concerns_is_invited(hall: Hall) -> None:
    with hall.work() as uow:
        house(uow, hall.community_id, "3号楼", "402室", hall["zhou"], hall["child"])
        house(uow, hall.community_id, "5号楼", "101室", hall["sun"])
        group_id = add_group(uow, hall["staff"], "第五小组", buildings=("5号楼",))
        by_building = call_meeting(uow, hall["staff"], audience=AudienceRule(Audience.BUILDINGS, ("3号楼",)))
        by_group = call_meeting(uow, hall["staff"], audience=AudienceRule(Audience.GROUPS, ids=(group_id,)))
        by_list = call_meeting(
            uow, hall["staff"], audience=AudienceRule(Audience.MEMBERS, ids=(hall["worker"].member_id,))
        )
    assert [hall.meeting(each)["seats"] for each in (by_building, by_group, by_list)] == [1, 1, 1]
    assert hall.meeting(by_building, "zhou")["seat"] is not None
    assert hall.meeting(by_group, "sun")["seat"] is not None
    assert hall.meeting(by_list, "worker")["seat"] is not None


def test_whom_the_topics_concern_is_invited(hall: Hall) -> None:
    with hall.work() as uow:
        problem = make_open_entry(uow, hall["zhou"], kind="problem", details={})
        lists.support_entry(uow, hall["sun"].actor, hall.community_id, problem, supports=True)
        topic_id = open_topic(uow, hall["staff"], source_entry_id=problem)
        of_its_own = open_topic(uow, hall["staff"])
    concerned = {"rule": "concerned"}
    agenda = [{"title": "定下位置", "topic_id": str(topic_id)}]
    answer = hall.as_("staff").post("…/meetings", body(hall, audience=concerned, agenda=agenda))
    assert answer.status_code == 201, answer.get_data(as_text=True)
    meeting = answer.get_json()
    assert (meeting["audience_name"], meeting["seats"]) == ("议题关系到的人", 2)
    seats = {who: hall.meeting(meeting["id"], who)["seat"] is not None for who in ("zhou", "sun", "worker")}
    assert seats == {"zhou": True, "sun": True, "worker": False}
    from_nothing = [{"title": "定下位置", "topic_id": str(of_its_own)}]
    refused(hall.as_("staff").post("…/meetings", body(hall, audience=concerned, agenda=from_nothing)), 422, "invalid")


def test_a_roll_takes_as_many_statements_for_three_as_for_sixty(hall: Hall) -> None:
    def statements() -> int:
        with hall.work() as uow, counted_statements() as sent:
            call_meeting(uow, hall["staff"], kind=Kind.FRANK_TALK)
        return len(sent)

    few = statements()
    with hall.work() as uow:
        for _ in range(60):
            make_member(uow, hall.community_id)
    assert statements() == few


def test_people_are_reminded_the_day_before_and_once(hall: Hall) -> None:
    with hall.work() as uow:
        call_meeting(uow, hall["staff"])
    hall.clock.advance(NOTICE - timedelta(days=1))
    hall.run_due("meetings.meetings", "meetings.meetings")
    assert told(hall, "zhou").count("明天开会：充电桩装在哪里") == 1
    hall.clock.advance(timedelta(days=2))
    hall.run_due("meetings.meetings", "meetings.meetings")
    assert told(hall, "staff").count("会议时间已过，还没有开：充电桩装在哪里") == 1


def test_the_rule_table_names_articles(standing: Hall) -> None:
    rules = standing.as_("zhou").get("…/meeting-rules").get_json()
    quorum = next(row for row in rules["thresholds"] if row["code"] == "quorum")
    assert (quorum["numerator"], quorum["denominator"], quorum["above"]) == (1, 2, True)
    assert quorum["source"] == "《城市居民委员会组织法》第九条"
    assert next(row for row in rules["limits"] if row["code"] == "notice")["source"] == "本社区约定"


def test_a_building_a_leader_or_a_representative_belongs_to_one_group(hall: Hall) -> None:
    first = {"name": "第一小组", "buildings": ["3号楼"], "leader_id": str(hall["zhou"].member_id)}
    assert hall.as_("staff").post("…/resident-groups", first).status_code == 201
    for other in ({"buildings": ["3号楼"]}, {"buildings": [], "leader_id": first["leader_id"]}):
        answer = hall.as_("staff").post("…/resident-groups", {"name": "第二小组", **other})
        assert (answer.status_code, answer.get_json()["code"]) == (409, "group_taken")
    child = {"name": "第三小组", "buildings": [], "leader_id": str(hall["child"].member_id)}
    assert hall.as_("staff").post("…/resident-groups", child).status_code == 422
    one = {"name": "第三小组", "buildings": [], "representative_ids": [str(hall["sun"].member_id)]}
    assert hall.as_("staff").post("…/resident-groups", one).status_code == 422
    assert [group["name"] for group in hall.as_("zhou").get("…/resident-groups").get_json()["items"]] == ["第一小组"]
