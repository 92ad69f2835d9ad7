"""Corrections upwards are judged like paper; approvals and rulings have a pace; what is flagged late is looked at."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert, select
from werkzeug.test import TestResponse

from backend.core.clock import local_date
from backend.volunteering.models import PaperQuota, RecordEvidence
from backend.volunteering.moves import RecordMove
from backend.volunteering.service.flagging import raise_flags
from backend.volunteering.types import Flag, RaisedFlag
from tests.client import refused
from tests.factories.communities import make_member
from tests.factories.corrections import corrected, entered, file
from tests.factories.paper import CONFIRMED_PAPER, enter, photo_of, shift_that_is_over
from tests.factories.volunteering import CONFIRMED, Street, check_in, check_out

LOOK = "volunteering.look"


@pytest.fixture
def fewer(street: Street) -> UUID:
    """Return an entered record of an hour on a shift of two."""
    return corrected(street, entered(street), 60)


def correct(street: Street, record_id: UUID, minutes: int, *photos: UUID, by: str = "staff") -> TestResponse:
    body = {"minutes": minutes, "reason": "签到表上写到四点", "photos": [str(photo) for photo in photos]}
    return street.as_(by).post(f"…/records/{record_id}/corrections", body)


def show(street: Street, record_id: UUID | str, who: str = "supervisor") -> dict[str, Any]:
    shown: dict[str, Any] = street.as_(who).get(f"…/records/{record_id}").get_json()
    return shown


def move(street: Street, who: str, record_id: UUID | str, what: str, note: str | None = "核对过") -> TestResponse:
    return street.as_(who).post(f"…/records/{record_id}/moves", {"move": what, "note": note})


def said(street: Street, record_id: UUID, code: str) -> list[str]:
    return [flag["text"] for flag in show(street, record_id)["flags"] if flag["code"] == code]


def look(street: Street) -> None:
    street.clock.advance(timedelta(hours=1, minutes=5))
    street.run_due(LOOK)


def in_a_row(street: Street, who: str, what: str, ids: Iterable[UUID], *, seconds: int) -> None:
    for record_id in ids:
        street.clock.advance(timedelta(seconds=seconds))
        assert move(street, who, record_id, what).status_code == 200


def test_more_minutes_count_to_the_quota_of_who_files_and_fewer_do_not(street: Street, fewer: UUID) -> None:
    quota = street.as_("staff").get("…/paper-sheets/quota").get_json()
    downwards = file(street, fewer, 50)
    assert street.as_("staff").get("…/paper-sheets/quota").get_json() == quota
    street.move("lead", downwards, RecordMove.REJECT)
    assert correct(street, fewer, 100, photo_of(street, "staff")).status_code == 201
    left = street.as_("staff").get("…/paper-sheets/quota").get_json()
    assert left == {"records_left": quota["records_left"] - 1, "minutes_left": quota["minutes_left"] - 40}


def test_who_has_used_up_the_day_corrects_nothing_upwards(street: Street, fewer: UUID) -> None:
    with street.work() as uow:
        used = {"community_id": street.community_id, "member_id": street["staff"].member_id, "records": 20}
        uow.session.execute(insert(PaperQuota).values(**used, day=local_date(uow.now), minutes=60))
    refused(correct(street, fewer, 100, photo_of(street, "staff")), 409, "paper_quota")
    assert correct(street, fewer, 50).status_code == 201


def test_more_minutes_are_on_notice_twice_as_long(street: Street, fewer: UUID) -> None:
    other = entered(street, "neighbour")
    up = file(street, fewer, 100)
    down = file(street, other, 60)
    ends = [move(street, "lead", id_, "confirm").get_json()["notice_until"] for id_ in (up, down)]
    more, usual = (datetime.fromisoformat(end) - street.clock.at for end in ends)
    assert more > usual + timedelta(days=3)


def test_the_photos_of_a_correction_are_kept_and_are_ones_own_or_the_records(street: Street, fewer: UUID) -> None:
    theirs = photo_of(street, "colleague")
    assert "photos" in refused(correct(street, fewer, 100, theirs), 422, "invalid")["errors"]
    asked = {"minutes": 100, "reason": "我待到了四点", "photos": [str(photo_of(street, "volunteer"))]}
    street.as_("volunteer").post(f"…/records/{fewer}/correction-requests", asked)
    filed = correct(street, fewer, 100, UUID(asked["photos"][0]))  # type: ignore[index]  # a list
    assert filed.status_code == 201
    with street.work() as uow:
        kept = uow.session.execute(
            select(RecordEvidence.kind, RecordEvidence.photo_id).where(
                RecordEvidence.community_id == street.community_id,
                RecordEvidence.record_id == UUID(filed.get_json()["id"]),
            )
        ).all()
    assert [(row.kind, str(row.photo_id)) for row in kept] == [("correction", asked["photos"][0])]  # type: ignore[index]  # a list
    assert filed.get_json()["evidence"][0]["kind_name"] == "更正依据"


def test_staff_ask_for_their_own_record_with_their_own_photos_alone(street: Street) -> None:
    theirs = photo_of(street, "volunteer")
    body = {"minutes": 60, "reason": "我提前走了", "photos": [str(theirs)]}
    answer = street.as_("staff").post(f"…/records/{entered(street, 'staff')}/correction-requests", body)
    assert "photos" in refused(answer, 422, "invalid")["errors"]


def short_stay(street: Street, *, hours: int) -> UUID:
    """Return an entered record of two hours on a shift of so many."""
    at = street.clock.at.replace(hour=0, minute=0) + timedelta(days=1)
    shift_id = street.shift(starts_at=at, ends_at=at + timedelta(hours=hours))
    for who in ("volunteer", "peer"):
        street.sign_up(who, shift_id)
    street.clock.at = at
    with street.work() as uow:
        record_id = check_in(uow, street["volunteer"], shift_id)
        check_in(uow, street["peer"], shift_id)
    street.clock.at = at + timedelta(hours=2)
    with street.work() as uow:
        check_out(uow, street["volunteer"], shift_id)
    for who, what in CONFIRMED:
        street.move(who, record_id, what)
    street.clock.advance(timedelta(days=10))
    street.run_due("volunteering.enter")
    return record_id


def test_more_minutes_than_a_day_has_are_held_before_they_are_entered(street: Street) -> None:
    new = file(street, short_stay(street, hours=10), 600)
    assert move(street, "supervisor", new, "confirm").get_json()["state"] == "on_notice"
    street.clock.advance(timedelta(days=30))
    street.run_due("volunteering.enter")
    assert show(street, new)["state"] == "held"
    assert said(street, new, "daily_cap")[0].endswith("一天共记600分钟，超过上限480分钟")


def slipped(street: Street, first: int | None, second: int | None) -> list[UUID]:
    """Return two records of one shift, each witnessed by a slip of these pictures and confirmed."""
    shift_id = street.shift()
    for who in ("volunteer", "neighbour"):
        street.sign_up(who, shift_id)
    records = list(street.serve(shift_id, "volunteer", "neighbour").values())
    for record_id, width in zip(records, (first, second), strict=True):
        photo = photo_of(street, "leader", width=width)
        body = {"photos": [str(photo)], "note": "陈阿婆签的字"}
        assert street.as_("leader").post(f"…/records/{record_id}/slips", body).status_code == 201
        street.move("staff", record_id, RecordMove.CONFIRM)
    return records


def test_one_slip_for_two_records_is_held_on_both_with_the_figures(street: Street) -> None:
    one, two = slipped(street, 51, 51)
    look(street)
    numbers = {id_: show(street, id_)["number"] for id_ in (one, two)}
    assert said(street, one, "photo_reused") == [f"同一张照片用在了2条记录上，另见{numbers[two]}"]
    assert said(street, two, "photo_reused") == [f"同一张照片用在了2条记录上，另见{numbers[one]}"]
    assert {show(street, id_)["state"] for id_ in (one, two)} == {"held"}


def test_a_slip_each_and_a_sheet_of_two_lines_are_not_flagged(street: Street) -> None:
    records = slipped(street, 52, 53)
    sheet = enter(street, shift_that_is_over(street), "volunteer", "peer")
    for who, record_id in sheet.items():
        street.move("peer" if who == "volunteer" else "volunteer", record_id, RecordMove.WITNESS)
        street.move("leader", record_id, RecordMove.CONFIRM)
    look(street)
    assert [said(street, id_, "photo_reused") for id_ in (*records, *sheet.values())] == [[], [], [], []]


def test_a_correction_may_name_the_records_own_sheet(street: Street) -> None:
    sheet = enter(street, shift_that_is_over(street), "volunteer", "peer")
    record_id = sheet["volunteer"]
    for who, what in (*CONFIRMED_PAPER, ("supervisor", RecordMove.APPROVE)):
        street.move(who, record_id, what)
    street.clock.advance(timedelta(days=20))
    street.run_due("volunteering.enter")
    less = corrected(
        street, record_id, 60, confirmer="lead", photos=[UUID(show(street, record_id)["evidence"][0]["photo"]["id"])]
    )
    assert (show(street, less)["state"], said(street, less, "photo_reused")) == ("entered", [])


@pytest.mark.parametrize(("seconds", "caught"), [(1, True), (3, False)])
def test_second_approvals_in_seconds_are_held(street: Street, seconds: int, caught: bool) -> None:
    with street.work() as uow:
        for n in range(10):
            street.people[f"line{n}"] = make_member(uow, street.community_id, name=f"人{n}")
    records = enter(street, shift_that_is_over(street, places=20), *[f"line{n}" for n in range(10)])
    for who, record_id in records.items():
        street.move("line1" if who == "line0" else "line0", record_id, RecordMove.WITNESS)
        street.clock.advance(timedelta(seconds=30))
        street.move("leader", record_id, RecordMove.CONFIRM)
    look(street)
    in_a_row(street, "supervisor", "approve", records.values(), seconds=seconds)
    look(street)
    text = [f"复核人在{9 * seconds}秒内连续复核了10条记录"] if caught else []
    assert said(street, records["line3"], "quick_approvals") == text
    assert show(street, records["line3"])["state"] == ("held" if caught else "on_notice")


def held_records(street: Street, count: int) -> list[UUID]:
    with street.work() as uow:
        for n in range(count):
            street.people[f"held{n}"] = make_member(uow, street.community_id, name=f"人{n}")
    shift_id = street.shift(places=20)
    names = [f"held{n}" for n in range(count)]
    for who in names:
        street.sign_up(who, shift_id)
    records = street.serve(shift_id, *names)
    for who, record_id in records.items():
        street.move(names[1] if who == names[0] else names[0], record_id, RecordMove.WITNESS)
        street.clock.advance(timedelta(seconds=30))
        street.move("leader", record_id, RecordMove.CONFIRM)
    look(street)
    with street.work() as uow:
        raise_flags(uow, street.community_id, [RaisedFlag(id_, Flag.ARRIVED_LATE) for id_ in records.values()])
    return list(records.values())


@pytest.mark.parametrize(("seconds", "caught"), [(9, True), (10, False)])
def test_rulings_in_seconds_are_looked_at_by_another(street: Street, seconds: int, caught: bool) -> None:
    records = held_records(street, 5)
    in_a_row(street, "supervisor", "uphold", records, seconds=seconds)
    look(street)
    if not caught:
        assert show(street, records[2])["state"] == "on_notice"
        return
    assert said(street, records[2], "quick_rulings") == ["裁定人在36秒内连续裁定了5条记录"]
    refused(move(street, "supervisor", records[2], "uphold"), 403, "not_impartial")
    assert move(street, "lead", records[2], "uphold").get_json()["state"] == "on_notice"


def flag_late(street: Street, record_id: UUID, code: Flag) -> None:
    with street.work() as uow:
        raise_flags(uow, street.community_id, [RaisedFlag(record_id, code)])


def listed(street: Street) -> tuple[list[str], int]:
    items = street.as_("supervisor").get("…/records", flagged_late="true").get_json()["items"]
    rows = street.as_("supervisor").get("…/supervision").get_json()["rows"]
    return [item["id"] for item in items], {row["code"]: row["count"] for row in rows}["flagged_late"]


def test_what_was_flagged_late_leaves_the_list_by_a_ruling_and_comes_back_by_another_flag(street: Street) -> None:
    record_id = entered(street)
    refused(move(street, "supervisor", record_id, "uphold"), 409, "move_not_allowed")
    assert show(street, record_id)["moves"] == []
    flag_late(street, record_id, Flag.CODE_SHARED)
    assert listed(street) == ([str(record_id)], 1)
    assert [each["move"] for each in show(street, record_id)["moves"]] == ["uphold"]
    refused(move(street, "supervisor", record_id, "uphold", note=None), 422, "invalid")
    for who in ("staff", "leader", "volunteer"):
        assert move(street, who, record_id, "uphold").status_code == 403
    ruled = move(street, "supervisor", record_id, "uphold").get_json()
    assert (ruled["state"], ruled["stops"][-1]["name"], ruled["stops"][-1]["by"]["name"]) == (
        "entered",
        "入账后核查，维持记录",
        "郑监督",
    )
    assert listed(street) == ([], 0)
    street.clock.advance(timedelta(minutes=1))
    flag_late(street, record_id, Flag.TRAVEL)
    assert listed(street) == ([str(record_id)], 1)
