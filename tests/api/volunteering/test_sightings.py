"""Codes that arrive late from phones without a network, and what phones and networks tell, over HTTP."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from backend.core.rotating_code import STEP_SECONDS, TRIES
from backend.volunteering.models import CodeSighting, PhoneMark
from backend.volunteering.moves import RecordMove
from backend.volunteering.service.sharing import JUDGED_AFTER, KEPT
from tests.client import refused
from tests.factories.volunteering import Street

JUDGE, FORGET, CLOSE = "volunteering.judge_marks", "volunteering.forget_marks", "volunteering.close"


@pytest.fixture
def shift_id(street: Street) -> UUID:
    """A shift with three people on it, at its start."""
    shift_id = street.shift()
    for who in ("volunteer", "peer", "neighbour"):
        street.sign_up(who, shift_id)
    street.clock.at = street.times(shift_id)[0]
    return shift_id


def use(
    street: Street, shift_id: UUID, who: str, way: str, *, phone: str = "", address: str = "", **body: Any
) -> TestResponse:
    """Check in or out, with the code of this moment unless another is given."""
    headers = {"Sangong-Device": phone * 32} if phone else {}
    headers |= {"X-Forwarded-For": address} if address else {}
    body = {"code": body.pop("code", None) or street.code(shift_id), **body}
    return street.as_(who).post(f"…/shifts/{shift_id}/check-{way}s", body, headers=headers)


def iso(moment: datetime) -> str:
    return moment.isoformat()


def flags(street: Street, record: dict[str, Any]) -> list[str]:
    shown = street.as_("supervisor").get(f"…/records/{record['id']}").get_json()
    return [flag["code"] for flag in shown["flags"]]


def judge(street: Street) -> None:
    street.clock.advance(JUDGED_AFTER)
    street.run_due(JUDGE)


def test_a_check_in_without_a_network_counts_from_when_the_code_was_seen(street: Street, shift_id: UUID) -> None:
    seen_at, code = street.clock.at, street.code(shift_id)
    street.clock.advance(timedelta(minutes=40))
    record = use(street, shift_id, "volunteer", "in", code=code, seen_at=iso(seen_at)).get_json()
    assert (record["state"], record["checked_in_at"]) == ("checked_in", "2026-11-24T01:00:00Z")
    assert [flag["code"] for flag in record["flags"]] == ["arrived_late"]


def test_both_ways_may_arrive_after_the_shift_was_closed(street: Street, shift_id: UUID) -> None:
    start, end = street.times(shift_id)
    came = street.code(shift_id)
    street.clock.at = left_at = start + timedelta(minutes=90)
    left = street.code(shift_id)
    street.clock.at = end + timedelta(hours=3)
    street.run_due(CLOSE)
    record = use(street, shift_id, "volunteer", "in", code=came, seen_at=iso(start)).get_json()
    assert (record["state"], record["minutes"]) == ("checked_out", 120)
    record = use(street, shift_id, "volunteer", "out", code=left, seen_at=iso(left_at)).get_json()
    assert (record["state"], record["minutes"], record["checked_out_at"]) == ("checked_out", 90, "2026-11-24T02:30:00Z")
    assert "arrived_late" in flags(street, record)
    refused(use(street, shift_id, "volunteer", "out", code=left, seen_at=iso(left_at)), 409, "move_not_allowed")


def test_a_late_check_out_takes_the_place_of_the_planned_end_until_it_is_witnessed(
    street: Street, shift_id: UUID
) -> None:
    for who in ("volunteer", "peer"):
        use(street, shift_id, who, "in")
    street.clock.advance(timedelta(minutes=60))
    left_at, code = street.clock.at, street.code(shift_id)
    street.clock.at = street.times(shift_id)[1] + timedelta(minutes=61)
    street.run_due(CLOSE)
    record = use(street, shift_id, "volunteer", "out", code=code, seen_at=iso(left_at)).get_json()
    assert (record["minutes"], record["state"]) == (60, "checked_out")
    theirs = street.as_("peer").get("…/records", mine="true").get_json()["items"][0]
    street.move("volunteer", UUID(theirs["id"]), RecordMove.WITNESS)
    refused(use(street, shift_id, "peer", "out", code=code, seen_at=iso(left_at)), 409, "already_witnessed")


def test_after_a_day_it_is_too_late(street: Street, shift_id: UUID) -> None:
    seen_at, code = street.clock.at, street.code(shift_id)
    street.clock.at = seen_at + timedelta(hours=24, seconds=1)
    refused(use(street, shift_id, "volunteer", "in", code=code, seen_at=iso(seen_at)), 409, "arrived_too_late")
    street.clock.at = seen_at + timedelta(hours=24)
    assert use(street, shift_id, "volunteer", "in", code=code, seen_at=iso(seen_at)).status_code == 201


def test_a_moment_that_does_not_fit_the_code_is_a_guess(street: Street, shift_id: UUID) -> None:
    code = street.code(shift_id)
    street.clock.advance(timedelta(hours=1))
    claimed = iso(street.clock.at - timedelta(hours=1) - timedelta(seconds=2 * STEP_SECONDS))
    for _ in range(TRIES.most):
        refused(use(street, shift_id, "volunteer", "in", code=code, seen_at=claimed), 422, "code_wrong")
    refused(use(street, shift_id, "volunteer", "in"), 429, "too_many_tries")


def test_moments_cannot_be_tried_until_an_old_code_fits(street: Street, shift_id: UUID) -> None:
    code = street.code(shift_id)
    street.clock.advance(timedelta(minutes=40))
    for tried in range(TRIES.most):
        claimed = iso(street.clock.at - timedelta(seconds=STEP_SECONDS * (tried + 3)))
        refused(use(street, shift_id, "volunteer", "in", code=code, seen_at=claimed), 422, "code_expired")
    refused(use(street, shift_id, "volunteer", "in"), 429, "too_many_tries")


def test_what_nobody_compared_is_compared_before_it_is_entered(street: Street, shift_id: UUID) -> None:
    """The job that judges phones was down for as long as the notice."""
    for who in ("volunteer", "peer"):
        use(street, shift_id, who, "in", phone="a")
    street.clock.at = street.times(shift_id)[1]
    mine = {who: use(street, shift_id, who, "out", phone="a").get_json()["id"] for who in ("volunteer", "peer")}
    street.move("peer", UUID(mine["volunteer"]), RecordMove.WITNESS)
    street.move("leader", UUID(mine["volunteer"]), RecordMove.CONFIRM)
    street.clock.advance(timedelta(days=10))
    street.run_due("volunteering.enter")
    shown = street.as_("supervisor").get(f"…/records/{mine['volunteer']}").get_json()
    assert (shown["state"], flags(street, shown)) == ("held", ["code_shared"])


def test_the_same_code_sent_again_changes_nothing(street: Street, shift_id: UUID) -> None:
    seen_at, code = street.clock.at, street.code(shift_id)
    street.clock.advance(timedelta(minutes=10))
    assert use(street, shift_id, "volunteer", "in", code=code, seen_at=iso(seen_at), phone="a").status_code == 201
    again = use(street, shift_id, "volunteer", "in", code=code, seen_at=iso(seen_at), phone="b")
    refused(again, 409, "already_checked_in")
    with street.work() as uow:
        assert len(uow.session.scalars(select(CodeSighting).where(CodeSighting.shift_id == shift_id)).all()) == 1


def test_one_phone_for_two_members_holds_both_records(street: Street, shift_id: UUID) -> None:
    records = [use(street, shift_id, who, "in", phone="a").get_json() for who in ("volunteer", "peer")]
    honest = use(street, shift_id, "neighbour", "in", phone="b").get_json()
    judge(street)
    assert [flags(street, record) for record in (*records, honest)] == [["code_shared"], ["code_shared"], []]
    shown = street.as_("supervisor").get(f"…/records/{records[0]['id']}").get_json()["flags"][0]
    assert (shown["text"], shown["holds"]) == ("这部手机在同一场活动为2个人签到", True)


def test_a_code_used_far_from_where_the_others_are(street: Street, shift_id: UUID) -> None:
    headers = {"X-Forwarded-For": "203.0.113.1"}
    street.as_("leader").call("GET", f"…/shifts/{shift_id}/code", headers=headers)
    here = use(street, shift_id, "volunteer", "in", phone="a", address="203.0.113.9").get_json()
    away = use(street, shift_id, "peer", "in", phone="b", address="198.51.100.7").get_json()
    inside = use(street, shift_id, "neighbour", "in", phone="c", address="192.0.2.7", fence="inside").get_json()
    judge(street)
    assert [flags(street, record) for record in (here, away, inside)] == [[], ["code_shared"], []]


def test_neither_phone_nor_address_is_kept_and_their_marks_are_deleted(street: Street, shift_id: UUID) -> None:
    use(street, shift_id, "volunteer", "in", phone="a", address="203.0.113.9")
    judge(street)
    with street.work() as uow:
        mark = uow.session.scalars(select(PhoneMark).where(PhoneMark.shift_id == shift_id)).one()
        assert (len(mark.device_key), len(mark.network_key)) == (32, 32)
        assert b"203.0.113" not in mark.network_key
    street.clock.advance(KEPT + timedelta(seconds=1))
    street.run_due(FORGET)
    with street.work() as uow:
        assert uow.session.scalars(select(PhoneMark).where(PhoneMark.shift_id == shift_id)).all() == []
        assert len(uow.session.scalars(select(CodeSighting).where(CodeSighting.shift_id == shift_id)).all()) == 1


def test_the_leader_sees_who_is_here_and_asks_only_for_news(street: Street, shift_id: UUID) -> None:
    path = f"…/shifts/{shift_id}/presence"
    phone = street.as_("leader")
    first = phone.get(path)
    assert first.get_json()["left"] == {
        "to_come": 3, "to_leave": 0, "to_witness": 0, "to_confirm": 0, "to_confirm_by_me": 0,
    }  # fmt: skip
    seen = {"If-None-Match": first.headers["ETag"]}
    assert phone.call("GET", path, headers=seen).status_code == 304
    records = {who: use(street, shift_id, who, "in").get_json() for who in ("volunteer", "peer")}
    street.clock.advance(timedelta(minutes=30))
    use(street, shift_id, "volunteer", "out")
    street.move("peer", UUID(records["volunteer"]["id"]), RecordMove.WITNESS)
    shown = phone.call("GET", path, headers=seen).get_json()
    assert [(item["member"]["name"], item["state"]) for item in shown["items"]] == [
        ("王小明", "checked_out"), ("周秀英", "checked_in"), ("孙邻居", "signed_up"),
    ]  # fmt: skip
    assert shown["left"] == {"to_come": 1, "to_leave": 1, "to_witness": 0, "to_confirm": 1, "to_confirm_by_me": 1}
    assert {move["move"] for move in shown["items"][0]["record"]["moves"]} == {"confirm", "reject"}
    for who in ("volunteer", "staff", "supervisor"):
        refused(street.as_(who).get(path), 403, "forbidden")
