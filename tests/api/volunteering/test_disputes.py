"""Disputes over HTTP: the objection, both sides' words, who sees what, the ruling and what time does."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from backend.communities.models import Household, Member
from backend.volunteering.models import MoveRow, ServiceRecord
from backend.volunteering.moves import RecordMove
from tests.client import refused
from tests.factories.photos import add_photo
from tests.factories.volunteering import CONFIRMED, Street

WORD = "那天下午我一直在楼下，没有看到他"


def move(street: Street, who: str, record_id: UUID, what: str, **fields: Any) -> TestResponse:
    return street.as_(who).post(f"…/records/{record_id}/moves", {"move": what, **fields})


def disputed(street: Street, by: str = "neighbour", **fields: Any) -> UUID:
    """Return a record of two hours that somebody objected to."""
    record_id = street.served(*CONFIRMED)
    assert move(street, by, record_id, "dispute", note=WORD, **fields).status_code == 200
    return record_id


def state(street: Street, who: str, record_id: UUID, text: str = "我从两点做到四点", **fields: Any) -> TestResponse:
    return street.as_(who).post(f"…/records/{record_id}/statements", {"text": text, **fields})


def dispute_of(street: Street, who: str, record_id: UUID) -> dict[str, Any]:
    shown: dict[str, Any] = street.as_(who).get(f"…/records/{record_id}/disputes").get_json()["items"][0]
    return shown


def offered(street: Street, who: str, record_id: UUID) -> list[str]:
    return [each["move"] for each in street.as_(who).get(f"…/records/{record_id}").get_json()["moves"]]


def test_both_sides_speak_once_and_reply_once(street: Street) -> None:
    record_id = disputed(street)
    refused(state(street, "neighbour", record_id), 409, "no_answer_yet")
    assert state(street, "volunteer", record_id).status_code == 201
    assert state(street, "leader", record_id, "签到的码是我出示的").status_code == 201
    assert state(street, "neighbour", record_id, "四点我看到门是锁的").status_code == 201
    refused(state(street, "neighbour", record_id), 409, "already_said")
    assert state(street, "volunteer", record_id, "锁门以后我还在收拾").get_json()["may_state"] is False
    refused(state(street, "volunteer", record_id), 409, "already_said")
    words = dispute_of(street, "supervisor", record_id)["statements"]
    assert [(word["side"], word["role"], word["turn"]) for word in words] == [
        ("objector", "提出异议的人", 1),
        ("record", "服务的人", 1),
        ("record", "带队人", 1),
        ("objector", "提出异议的人", 2),
        ("record", "服务的人", 2),
    ]


@pytest.mark.parametrize("who", ["peer", "elder", "staff", "supervisor"])
def test_nobody_else_speaks(street: Street, who: str) -> None:
    refused(state(street, who, disputed(street)), 403, "not_party")


def test_after_three_working_days_nobody_speaks(street: Street) -> None:
    record_id = disputed(street)
    street.clock.advance(timedelta(days=7))
    refused(state(street, "volunteer", record_id), 409, "statement_late")
    assert dispute_of(street, "volunteer", record_id)["may_state"] is False


def test_photos_of_both_sides_stand_beside_their_words(street: Street) -> None:
    with street.work() as uow:
        mine, his, foreign = (add_photo(uow, street[who]) for who in ("neighbour", "volunteer", "elder"))
    record_id = disputed(street, photos=[str(mine)])
    refused(state(street, "volunteer", record_id, photos=[str(foreign)]), 422, "invalid")
    state(street, "volunteer", record_id, photos=[str(his)])
    words = dispute_of(street, "supervisor", record_id)["statements"]
    assert [[photo["id"] for photo in word["photos"]] for word in words] == [[str(mine)], [str(his)]]


def test_who_objected_is_the_desks_and_their_own_to_know(street: Street) -> None:
    record_id = disputed(street)
    state(street, "volunteer", record_id)
    seen = {who: dispute_of(street, who, record_id) for who in ("neighbour", "volunteer", "leader", "supervisor")}
    assert {who: shown["opener"] and shown["opener"]["name"] for who, shown in seen.items()} == {
        "neighbour": "孙邻居",
        "volunteer": None,
        "leader": None,
        "supervisor": "孙邻居",
    }
    assert {who: shown["statements"][0]["by"] is None for who, shown in seen.items()} == {
        "neighbour": False,
        "volunteer": True,
        "leader": True,
        "supervisor": False,
    }
    # Who objects is a stranger to the record: the other side's names are not theirs to read.
    assert (seen["neighbour"]["record"]["member"], seen["neighbour"]["statements"][1]["by"]) == (None, None)
    assert street.as_("elder").get(f"…/records/{record_id}/disputes").get_json()["items"] == []


def test_the_desk_with_a_hand_in_the_record_does_not_see_who_objected(street: Street) -> None:
    record_id = street.served(("staff", RecordMove.WITNESS), ("leader", RecordMove.CONFIRM))
    move(street, "neighbour", record_id, "dispute", note=WORD)
    assert dispute_of(street, "staff", record_id)["opener"] is None
    stops = street.as_("staff").get(f"…/records/{record_id}").get_json()["stops"]
    assert [stop["by"] for stop in stops if stop["state"] == "disputed"] == [None]
    assert dispute_of(street, "colleague", record_id)["opener"]["name"] == "孙邻居"


def test_it_is_ruled_on_by_somebody_who_had_no_part(street: Street) -> None:
    record_id = street.served(*CONFIRMED)
    before = street.as_("staff").get(f"…/records/{record_id}").get_json()["notice_until"]
    refused(move(street, "neighbour", record_id, "dispute"), 422, "invalid")
    shown = move(street, "neighbour", record_id, "dispute", note=WORD).get_json()
    assert (shown["state"], shown["member"]["name"]) == ("disputed", "王*")
    for who, code in (
        ("volunteer", "own_record"),
        ("peer", "not_impartial"),
        ("leader", "not_impartial"),
        ("neighbour", "not_impartial"),
        ("elder", "forbidden"),
        ("contact", "forbidden"),
    ):
        refused(move(street, who, record_id, "uphold", note="维持"), 403, code)
    to_do = street.as_("supervisor").get("…/records/to-do").get_json()["items"]
    assert [item["id"] for item in to_do] == [str(record_id)]
    assert offered(street, "supervisor", record_id) == ["uphold", "lower", "reject"]
    refused(move(street, "supervisor", record_id, "uphold"), 422, "invalid")
    upheld = move(street, "supervisor", record_id, "uphold", note="查过监控，在场").get_json()
    assert (upheld["state"], upheld["notice_until"] >= before) == ("on_notice", True)
    told = dispute_of(street, "neighbour", record_id)
    assert (told["outcome"], told["ruler"]["name"], told["reason"]) == ("upheld", "郑监督", "查过监控，在场")


def test_hours_are_not_taken_before_the_other_side_was_heard(street: Street) -> None:
    record_id = disputed(street)
    for what, fields in (("reject", {}), ("lower", {"minutes": 30})):
        problem = refused(move(street, "supervisor", record_id, what, note="没有来", **fields), 409, "hear_both_sides")
        assert problem["until"] == dispute_of(street, "supervisor", record_id)["evidence_until"].replace("Z", "+00:00")
    state(street, "volunteer", record_id)
    rejected = move(street, "supervisor", record_id, "reject", note="两人说法不一，监控里没有").get_json()
    assert (rejected["state"], rejected["moves"]) == ("rejected", [])


def test_silence_of_the_other_side_does_not_stop_a_ruling(street: Street) -> None:
    record_id = disputed(street)
    street.clock.advance(timedelta(days=7))
    assert move(street, "supervisor", record_id, "reject", note="到期没有说明").get_json()["state"] == "rejected"


def test_a_ruling_lowers_minutes_and_the_history_keeps_both(street: Street) -> None:
    record_id = disputed(street)
    state(street, "volunteer", record_id)
    for minutes in (None, 120, 121):
        refused(move(street, "supervisor", record_id, "lower", note="早走", minutes=minutes), 422, "invalid")
    lowered = move(street, "supervisor", record_id, "lower", note="三点半离开", minutes=90).get_json()
    assert (lowered["state"], lowered["minutes"]) == ("on_notice", 90)
    shown = dispute_of(street, "volunteer", record_id)
    assert (shown["outcome"], shown["minutes_before"], shown["minutes_after"]) == ("lowered", 120, 90)
    with street.work() as uow:
        notes = uow.session.scalars(
            select(MoveRow.note).where(MoveRow.subject_id == record_id, MoveRow.move == "lower")
        )
        assert notes.one() == "120分钟改为90分钟：三点半离开"
    street.clock.advance(timedelta(days=10))
    street.run_due("volunteering.enter")
    entered = street.as_("volunteer").get("…/passbook", book="service").get_json()["books"][0]
    assert entered["balance"] == 90


def test_a_ruling_leaves_a_working_day_to_read_it(street: Street) -> None:
    record_id = street.served(*CONFIRMED)
    street.clock.at = street.clock.at.replace(day=27, hour=10, minute=0)
    move(street, "neighbour", record_id, "dispute", note="不对")
    upheld = move(street, "supervisor", record_id, "uphold", note="对的").get_json()
    # Ruled on Friday evening: Monday is the working day, and it is over when Monday is.
    assert upheld["notice_until"] == "2026-11-30T16:00:00Z"


def test_who_objected_takes_it_back_and_nobody_else(street: Street) -> None:
    record_id = disputed(street)
    refused(move(street, "volunteer", record_id, "withdraw"), 403, "forbidden")
    refused(move(street, "staff", record_id, "withdraw"), 403, "forbidden")
    assert offered(street, "neighbour", record_id) == ["withdraw"]
    assert move(street, "neighbour", record_id, "withdraw").get_json()["state"] == "on_notice"
    assert dispute_of(street, "volunteer", record_id)["outcome"] == "withdrawn"
    # The stop of the withdrawal does not tell who it was.
    stops = street.as_("volunteer").get(f"…/records/{record_id}").get_json()["stops"]
    assert [stop["by"] for stop in stops[5:7]] == [None, None]
    assert offered(street, "elder", record_id) == ["dispute"]


def test_nobody_objects_to_a_record_twice_and_who_objected_does_not_rule(street: Street) -> None:
    record_id = disputed(street, by="lead")
    move(street, "lead", record_id, "withdraw")
    assert offered(street, "lead", record_id) == []
    refused(move(street, "lead", record_id, "dispute", note=WORD), 409, "objected_before")
    move(street, "elder", record_id, "dispute", note=WORD)
    refused(move(street, "lead", record_id, "uphold", note="维持"), 403, "not_impartial")


def test_the_household_of_whose_hours_they_are_does_not_rule(street: Street) -> None:
    record_id = disputed(street)
    with street.work() as uow:
        home = Household(
            community_id=street.community_id,
            id=uow.new_id(),
            building="1",
            door_hash=b"1",
            door="1",
            created_at=uow.now,
        )
        uow.session.add(home)
        uow.session.flush()
        ids = [street[who].member_id for who in ("volunteer", "supervisor")]
        here = update(Member).where(Member.community_id == street.community_id, Member.id.in_(ids))
        uow.session.execute(here.values(household_id=home.id))
    refused(move(street, "supervisor", record_id, "uphold", note="维持"), 403, "not_impartial")


def test_a_member_has_five_objections_waiting_at_most(street: Street) -> None:
    shift_id = street.shift()
    people = ("volunteer", "elder", "contact", "colleague", "lead", "supervisor")
    for who in (*people, "peer"):
        street.sign_up(who, shift_id)
    served = street.serve(shift_id, *people, "peer")
    records = [served[who] for who in people]
    for record_id in records:
        for who, what in CONFIRMED:
            street.move(who, record_id, what)
    for record_id in records[:5]:
        assert move(street, "neighbour", record_id, "dispute", note=WORD).status_code == 200
    refused(move(street, "neighbour", records[5], "dispute", note=WORD), 409, "too_many_objections")
    move(street, "neighbour", records[0], "withdraw")
    assert move(street, "neighbour", records[5], "dispute", note=WORD).status_code == 200


def test_the_desk_reads_all_by_their_deadline_and_others_their_own(street: Street) -> None:
    first = disputed(street)
    street.clock.advance(timedelta(days=1))
    second = disputed(street, by="elder")

    def listed(who: str, **query: Any) -> list[str]:
        items = street.as_(who).get("…/disputes", **query).get_json()["items"]
        return [item["record"]["id"] for item in items]

    assert listed("supervisor", open="true") == [str(first), str(second)]
    assert listed("supervisor") == [str(second), str(first)]
    assert listed("neighbour") == listed("neighbour", mine="true") == [str(first)]
    assert listed("supervisor", mine="true") == listed("volunteer") == listed("supervisor", open="false") == []
    page = street.as_("supervisor").get("…/disputes", open="true", limit=1).get_json()
    assert listed("supervisor", open="true", cursor=page["next_cursor"]) == [str(second)]


def test_what_time_does_is_planned_and_taken_back_by_the_outcome(street: Street) -> None:
    record_id = disputed(street)
    street.clock.advance(timedelta(days=8))
    street.run_due("outbox")
    inbox = [item["title"].split("：")[0] for item in street.as_("lead").get("…/inbox").get_json()["items"]]
    assert inbox == ["异议超过5个工作日没有裁定", "异议的陈述期已满", "服务时长有异议待裁定"]
    assert dispute_of(street, "supervisor", record_id)["is_late"] is True
    move(street, "supervisor", record_id, "uphold", note="在场")
    street.clock.advance(timedelta(days=30))
    street.run_due("outbox")
    assert len(street.as_("lead").get("…/inbox").get_json()["items"]) == 3


def test_both_sides_hear_of_it_and_nobody_reads_who_objected(street: Street) -> None:
    record_id = disputed(street)
    state(street, "volunteer", record_id)
    move(street, "supervisor", record_id, "uphold", note="监控里有")
    street.run_due("outbox")
    said = {who: street.as_(who).get("…/inbox").get_json()["items"] for who in ("volunteer", "leader", "neighbour")}
    titles = {who: [item["title"].split("：")[0] for item in items] for who, items in said.items()}
    assert "服务时长有人提出异议" in titles["volunteer"]
    assert "服务时长有人提出异议" in titles["leader"]
    assert sorted(titles["neighbour"]) == ["异议的对方作了说明", "服务时长的异议已裁定"]
    assert "孙" not in str(said["volunteer"] + said["leader"])


def test_a_record_of_another_community_is_not_found(street: Street, elsewhere: Street) -> None:
    record_id = disputed(elsewhere)
    refused(street.as_("supervisor").get(f"…/records/{record_id}/disputes"), 404, "not_found")
    refused(state(street, "volunteer", record_id), 404, "not_found")


def test_what_is_not_disputed_takes_no_words(street: Street) -> None:
    record_id = street.served(*CONFIRMED)
    refused(state(street, "volunteer", record_id), 409, "move_not_allowed")
    with street.work() as uow:
        assert uow.session.get_one(ServiceRecord, (street.community_id, record_id)).disputed_by is None
