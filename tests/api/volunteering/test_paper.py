"""Records from signed sheets over HTTP: one sheet, many lines, all or none; five hands and twice the notice."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from werkzeug.test import TestResponse

from backend.volunteering.types.activities import NewRole
from tests.client import refused
from tests.factories.communities import make_member
from tests.factories.paper import (
    APPROVED_PAPER,
    CONFIRMED_PAPER,
    WITNESSED_BY_PEER,
    enter,
    from_paper,
    lines_for,
    photo_of,
    shift_that_is_over,
)
from tests.factories.volunteering import Street, make_action


def line(street: Street, shift_id: UUID, member_id: UUID, **changes: Any) -> dict[str, Any]:
    (whole,) = lines_for(street, shift_id, [member_id])
    return {
        "member_id": str(member_id),
        "came_at": whole.came_at.isoformat(),
        "left_at": whole.left_at.isoformat(),
        **changes,
    }


def send(
    street: Street, shift_id: UUID, lines: list[dict[str, Any]], *, by: str = "staff", **body: Any
) -> TestResponse:
    photos = [str(photo_of(street, by))] if by in street.people else [str(uuid4())]
    whole = {"shift_id": str(shift_id), "photos": photos, "lines": lines, **body}
    return street.as_(by).post("…/paper-sheets", whole)


def members(street: Street, count: int) -> list[UUID]:
    with street.work() as uow:
        return [make_member(uow, street.community_id, name=f"志愿者{n}").member_id for n in range(count)]


def move(street: Street, who: str, record_id: UUID, what: str, note: str | None = None) -> TestResponse:
    return street.as_(who).post(f"…/records/{record_id}/moves", {"move": what, **({"note": note} if note else {})})


def show(street: Street, who: str, record_id: UUID) -> dict[str, Any]:
    shown: dict[str, Any] = street.as_(who).get(f"…/records/{record_id}").get_json()
    return shown


def test_one_sheet_of_fifteen_lines_becomes_fifteen_records_and_all_are_told(street: Street) -> None:
    shift_id = shift_that_is_over(street)
    people = members(street, 15)
    answer = send(street, shift_id, [line(street, shift_id, id_) for id_ in people])
    items = answer.get_json()["items"]
    assert [UUID(item["member"]["id"]) for item in items] == people
    assert {(item["state"], item["source"], item["minutes"]) for item in items} == {("checked_out", "paper", 120)}
    assert [flag["code"] for flag in items[0]["flags"]] == ["after_the_fact"]
    assert [stop["name"] for stop in items[0]["stops"][:2]] == ["到场", "凭签到表补录"]
    (told,) = street.events("volunteering.paper_entered")
    assert {item["record_id"] for item in told["items"]} == {item["id"] for item in items}
    assert street.as_("staff").get("…/paper-sheets/quota").get_json() == {"records_left": 5, "minutes_left": 600}


def test_who_was_noted_as_not_there_is_entered_with_their_own_sign_up(street: Street) -> None:
    shift_id = street.shift()
    street.sign_up("volunteer", shift_id)
    street.clock.at = street.times(shift_id)[1] + timedelta(minutes=61)
    street.run_due("volunteering.close")
    assert send(street, shift_id, [line(street, shift_id, street["volunteer"].member_id)]).status_code == 201
    (mine,) = street.as_("volunteer").get("…/sign-ups/mine").get_json()["items"]
    assert mine["state"] == "checked_out"


def test_every_bad_line_is_named_and_nothing_is_entered(street: Street) -> None:
    shift_id = shift_that_is_over(street, beneficiary_member_id=street["elder"].member_id)
    enter(street, shift_id, "peer")
    starts_at, ends_at = street.times(shift_id)
    good = line(street, shift_id, street["volunteer"].member_id)
    lines = [
        good,
        good,
        line(street, shift_id, street["staff"].member_id),
        line(street, shift_id, street["applicant"].member_id),
        line(street, shift_id, uuid4()),
        line(street, shift_id, street["elder"].member_id),
        line(street, shift_id, street["peer"].member_id),
        line(street, shift_id, street["neighbour"].member_id, came_at=(starts_at - timedelta(hours=1)).isoformat()),
        line(street, shift_id, street["contact"].member_id, left_at=starts_at.isoformat()),
        line(street, shift_id, street["lead"].member_id, left_at=(ends_at + timedelta(hours=2)).isoformat()),
    ]
    problem = refused(send(street, shift_id, lines), 422, "sheet_refused")
    assert [(fault["line"], fault["field"]) for fault in problem["lines"]] == [
        *((n, "member_id") for n in range(1, 7)),
        (7, "came_at"),
        (8, "left_at"),
        (9, "left_at"),
    ]
    assert len(street.as_("staff").get("…/records").get_json()["items"]) == 1
    assert street.as_("staff").get("…/paper-sheets/quota").get_json()["records_left"] == 19


def test_who_was_elsewhere_at_that_time_is_named(street: Street) -> None:
    other = street.shift(title="别处的活动")
    street.sign_up("volunteer", other)
    shift_id = shift_that_is_over(street)
    problem = refused(
        send(street, shift_id, [line(street, shift_id, street["volunteer"].member_id)]), 422, "sheet_refused"
    )
    assert problem["lines"][0]["text"] == "那时报了另一场活动“别处的活动”"


def test_from_the_sheet_to_the_record_it_takes_five_people_and_twice_the_notice(street: Street) -> None:
    record_id = from_paper(street, *CONFIRMED_PAPER)
    waiting = show(street, "staff", record_id)
    assert (waiting["state"], waiting["notice_until"]) == ("confirmed", None)
    # Confirmed on Monday 2026-11-23: six working days are over with Tuesday of the week after.
    approved = move(street, "supervisor", record_id, "approve").get_json()
    assert (approved["state"], approved["notice_until"]) == ("on_notice", "2026-12-02T16:00:00Z")
    assert [stop["name"] for stop in approved["stops"]][3:6] == ["已确认", "监督员已复核", "公示中"]
    street.clock.advance(timedelta(days=10))
    street.run_due("volunteering.enter")
    assert show(street, "staff", record_id)["state"] == "entered"


@pytest.mark.parametrize(
    ("moves", "who", "what", "code"),
    [
        ((), "staff", "witness", "same_hands"),
        ((), "colleague", "witness", "paper_witness"),
        ((), "volunteer", "witness", "own_record"),
        (WITNESSED_BY_PEER, "staff", "confirm", "same_hands"),
        (WITNESSED_BY_PEER, "peer", "confirm", "same_hands"),
        (CONFIRMED_PAPER, "volunteer", "approve", "own_record"),
        (CONFIRMED_PAPER, "staff", "approve", "same_hands"),
        (CONFIRMED_PAPER, "peer", "approve", "same_hands"),
        (CONFIRMED_PAPER, "leader", "approve", "same_hands"),
        (CONFIRMED_PAPER, "colleague", "approve", "forbidden"),
        (CONFIRMED_PAPER, "lead", "approve", "forbidden"),
        (CONFIRMED_PAPER, "colleague", "reject", "forbidden"),
    ],
)
def test_no_pair_of_hands_has_two_parts(street: Street, moves: Any, who: str, what: str, code: str) -> None:
    refused(move(street, who, from_paper(street, *moves), what, "看过了"), 403, code)


def test_a_supervisor_turns_down_what_the_desk_entered(street: Street) -> None:
    record_id = from_paper(street, *CONFIRMED_PAPER)
    turned_down = move(street, "supervisor", record_id, "reject", "表上没有签名").get_json()
    assert turned_down["state"] == "rejected"


def test_a_record_by_code_needs_no_approval(street: Street) -> None:
    record_id = street.served(*CONFIRMED_PAPER)
    refused(move(street, "supervisor", record_id, "approve"), 409, "move_not_allowed")


def test_the_quota_of_a_hand_begins_anew_the_next_day(street: Street) -> None:
    shift_id = shift_that_is_over(street)
    people = members(street, 21)
    lines = [line(street, shift_id, id_) for id_ in people]
    assert send(street, shift_id, lines[:19]).status_code == 201
    problem = refused(send(street, shift_id, lines[19:]), 409, "paper_quota")
    assert (problem["records_left"], problem["minutes_left"]) == (1, 120)
    assert send(street, shift_id, lines[19:20], by="colleague").status_code == 201
    street.clock.advance(timedelta(days=1))
    assert send(street, shift_id, lines[20:]).status_code == 201


def test_the_hours_of_a_day_are_a_quota_too(street: Street) -> None:
    shift_id = shift_that_is_over(street, ends_at=street.clock.at + timedelta(hours=27))
    lines = [line(street, shift_id, id_) for id_ in members(street, 14)]
    refused(send(street, shift_id, lines), 409, "paper_quota")
    assert send(street, shift_id, lines[:13]).status_code == 201


@pytest.mark.parametrize(("days", "status"), [(31, 201), (32, 409)])
def test_paper_is_at_most_a_month_old(street: Street, days: int, status: int) -> None:
    shift_id = shift_that_is_over(street)
    street.clock.at = street.times(shift_id)[0] + timedelta(days=days)
    answer = send(street, shift_id, [line(street, shift_id, street["volunteer"].member_id)])
    assert answer.status_code == status


def test_while_codes_open_nothing_is_entered_from_paper(street: Street) -> None:
    shift_id = street.shift()
    street.clock.at = street.times(shift_id)[1]
    refused(send(street, shift_id, [line(street, shift_id, street["volunteer"].member_id)]), 409, "shift_not_over")


@pytest.mark.parametrize("who", ["leader", "volunteer", "supervisor", "contact"])
def test_only_the_desk_enters_sheets(street: Street, who: str) -> None:
    shift_id = shift_that_is_over(street)
    refused(send(street, shift_id, [line(street, shift_id, street["peer"].member_id)], by=who), 403, "forbidden")


def test_a_sheet_has_a_photo_of_ones_own_that_served_no_other_shift(street: Street) -> None:
    first = shift_that_is_over(street)
    theirs = str(photo_of(street, "volunteer"))
    lines = [line(street, first, street["volunteer"].member_id)]
    for photos in ([], [theirs], [str(uuid4())]):
        assert "photos" in refused(send(street, first, lines, photos=photos), 422, "invalid")["errors"]
    assert send(street, first, lines, photos=[str(photo_of(street, "staff", width=50))]).status_code == 201
    # The same picture taken in again, by somebody else even, is no other sheet.
    second = shift_that_is_over(street)
    again = [str(photo_of(street, "colleague", width=50))]
    lines = [line(street, second, street["peer"].member_id)]
    refused(send(street, second, lines, by="colleague", photos=again), 409, "evidence_used")


def test_evidence_is_shown_to_the_desk_and_the_leader_alone(street: Street) -> None:
    record_id = from_paper(street, *APPROVED_PAPER)
    seen = {
        who: show(street, who, record_id)["evidence"] for who in ("staff", "supervisor", "leader", "volunteer", "peer")
    }
    assert [len(seen[who]) for who in seen] == [1, 1, 1, 0, 0]
    assert (seen["staff"][0]["kind_name"], bool(seen["staff"][0]["photo"]["url"])) == ("签到表", True)


def test_a_past_activity_comes_with_its_sheet_and_is_marked(street: Street) -> None:
    with street.work() as uow:
        entry_id = make_action(uow, street["staff"])
    starts_at = street.clock.at - timedelta(days=2)
    shift = {
        "entry_id": str(entry_id),
        "starts_at": starts_at.isoformat(),
        "ends_at": (starts_at + timedelta(hours=2)).isoformat(),
        "place": "小区东门",
        "leader_member_id": str(street["leader"].member_id),
    }
    only = {
        "member_id": str(street["volunteer"].member_id),
        "came_at": shift["starts_at"],
        "left_at": shift["ends_at"],
    }
    body = {"photos": [str(photo_of(street, "staff"))], "lines": [only], "shift": shift}
    (record,) = street.as_("staff").post("…/paper-sheets", body).get_json()["items"]
    shown = street.as_("neighbour").get(f"…/shifts/{record['shift']['id']}").get_json()
    assert (shown["state"], shown["opened_after"]) == ("ended", True)
    later = {**shift, "ends_at": (street.clock.at + timedelta(hours=1)).isoformat()}
    refused(street.as_("staff").post("…/paper-sheets", {**body, "shift": later}), 422, "invalid")
    both = {**body, "shift_id": record["shift"]["id"]}
    refused(street.as_("staff").post("…/paper-sheets", both), 422, "invalid")


def slip(street: Street, who: str, record_id: UUID) -> TestResponse:
    photos = [str(photo_of(street, who))]
    return street.as_(who).post(f"…/records/{record_id}/slips", {"photos": photos, "note": "陈阿婆签的字"})


def test_a_signed_slip_witnesses_and_who_photographed_it_does_not_confirm(street: Street) -> None:
    record_id = street.served()
    assert show(street, "leader", record_id)["may_add_slip"] is True
    assert show(street, "volunteer", record_id)["may_add_slip"] is False
    refused(slip(street, "volunteer", record_id), 403, "own_record")
    refused(slip(street, "peer", record_id), 403, "forbidden")
    witnessed = slip(street, "leader", record_id).get_json()
    assert (witnessed["state"], witnessed["evidence"][0]["kind"]) == ("witnessed", "slip")
    refused(move(street, "leader", record_id, "confirm"), 403, "same_hands")
    assert move(street, "staff", record_id, "confirm").get_json()["state"] == "on_notice"
    refused(slip(street, "colleague", record_id), 409, "move_not_allowed")


def test_who_entered_the_sheet_does_not_add_the_slip(street: Street) -> None:
    record_id = from_paper(street)
    refused(slip(street, "staff", record_id), 403, "same_hands")
    assert slip(street, "colleague", record_id).get_json()["state"] == "witnessed"


def test_the_supervisors_desk_counts_what_waits(street: Street) -> None:
    from_paper(street, *CONFIRMED_PAPER)

    def counts(who: str) -> dict[str, int]:
        rows = street.as_(who).get("…/supervision").get_json()["rows"]
        return {row["code"]: row["count"] for row in rows}

    assert counts("supervisor").items() >= {"held": 0, "to_approve": 1, "flagged_late": 0}.items()
    listed = street.as_("supervisor").get("…/records", state="confirmed", source="paper").get_json()["items"]
    to_do = street.as_("supervisor").get("…/records/to-do").get_json()["items"]
    assert [item["id"] for item in listed] == [item["id"] for item in to_do]
    refused(street.as_("neighbour").get("…/supervision"), 403, "forbidden")


def test_a_minor_nobody_consented_for_is_not_written_down(street: Street) -> None:
    with street.work() as uow:
        minor = make_member(uow, street.community_id, name="小学生", birth_date=date(2012, 5, 1)).member_id
    shift_id = shift_that_is_over(street)
    problem = refused(send(street, shift_id, [line(street, shift_id, minor)]), 422, "sheet_refused")
    assert problem["lines"][0]["text"].startswith("未成年人须由监护人同意")


def test_a_walk_in_shows_the_certificate_that_the_role_asks_for(street: Street) -> None:
    """志愿服务条例 Art. 16, as signing up asks it."""
    nurse = NewRole("测血压", 1, qualification="护士执业证")
    shift_id = shift_that_is_over(street, places=3, roles=(nurse, NewRole("登记", 1, age_min=70)))
    shown = street.as_("staff").get(f"…/shifts/{shift_id}").get_json()["roles"]
    roles = {role["name"]: role["id"] for role in shown}
    who = street["volunteer"].member_id
    for said, field in (
        ({}, "role_id"),
        ({"role_id": str(uuid4())}, "role_id"),
        ({"role_id": roles["登记"]}, "role_id"),
        ({"role_id": roles["测血压"]}, "qualification_number"),
    ):
        problem = refused(send(street, shift_id, [line(street, shift_id, who, **said)]), 422, "sheet_refused")
        assert [(fault["line"], fault["field"]) for fault in problem["lines"]] == [(0, field)]
    said = {"role_id": roles["测血压"], "qualification_number": "护2026001"}
    assert send(street, shift_id, [line(street, shift_id, who, **said)]).status_code == 201
    (item,) = street.as_("leader").get(f"…/shifts/{shift_id}/sign-ups").get_json()["items"]
    assert (item["role"]["name"], item["qualification"]["is_confirmed"]) == ("测血压", True)
