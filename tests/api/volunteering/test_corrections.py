"""Corrections over HTTP: who files and confirms, what each refuses, and what the record's page tells both ways."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from werkzeug.test import TestResponse

from backend.volunteering.moves import RecordMove
from tests.client import refused
from tests.factories.corrections import corrected, entered, file, pass_notice
from tests.factories.photos import draw
from tests.factories.volunteering import CONFIRMED, Street


def correct(street: Street, who: str, record_id: UUID, minutes: int, **facts: Any) -> TestResponse:
    body = {"minutes": minutes, "reason": "当天提前离开", **facts}
    return street.as_(who).post(f"…/records/{record_id}/corrections", body)


def ask(street: Street, who: str, record_id: UUID, minutes: int = 60) -> TestResponse:
    body = {"minutes": minutes, "reason": "我提前走了一小时"}
    return street.as_(who).post(f"…/records/{record_id}/correction-requests", body)


def confirm(street: Street, who: str, record_id: UUID) -> TestResponse:
    return street.as_(who).post(f"…/records/{record_id}/moves", {"move": "confirm"})


def show(street: Street, who: str, record_id: UUID, path: str = "") -> dict[str, Any]:
    shown: dict[str, Any] = street.as_(who).get(f"…/records/{record_id}{path}").get_json()
    return shown


def photo(street: Street, who: str) -> str:
    id_: str = street.as_(who).upload("…/photos", "sheet.jpg", draw(40, 30)).get_json()["id"]
    return id_


def test_a_correction_goes_the_whole_way_and_the_old_record_stays(street: Street) -> None:
    old = entered(street)
    filed = correct(street, "staff", old, 60)
    assert filed.status_code == 201
    new = UUID(filed.get_json()["id"])
    number = show(street, "staff", old)["number"]
    assert [stop["name"] for stop in filed.get_json()["stops"]] == [f"更正了 {number}", "已确认", "公示中", "已入账"]
    assert confirm(street, "supervisor", new).get_json()["state"] == "on_notice"
    pass_notice(street)
    before, after = show(street, "volunteer", old), show(street, "volunteer", new)
    assert (before["state"], before["minutes"], before["corrected_by"]["id"]) == ("corrected", 120, str(new))
    assert before["stops"][-1]["name"] == f"由 {after['number']} 更正"
    assert (after["state"], after["minutes"], after["corrects"]["number"]) == ("entered", 60, number)


def test_the_member_is_told_why_and_how_to_object(street: Street) -> None:
    file(street, entered(street), 60)
    street.run_due("outbox")
    inbox = street.as_("volunteer").get("…/inbox").get_json()["items"]
    told = next(message for message in inbox if message["title"].startswith("有人提出更正"))
    assert "由2小时改为1小时。原因：当天提前离开。" in told["text"]
    assert "提出异议" in told["text"]


def test_the_performer_can_dispute_it_on_notice(street: Street) -> None:
    new = file(street, entered(street), 60)
    street.move("supervisor", new, RecordMove.CONFIRM)
    disputed = street.as_("volunteer").post(f"…/records/{new}/moves", {"move": "dispute", "note": "我一直在场"})
    assert disputed.get_json()["state"] == "disputed"
    assert [row["id"] for row in street.as_("lead").get("…/records/to-do").get_json()["items"]] == [str(new)]


@pytest.mark.parametrize("who", ["staff", "peer", "leader", "volunteer"])
def test_who_filed_it_or_had_a_part_in_the_old_record_does_not_confirm(street: Street, who: str) -> None:
    new = file(street, entered(street), 60)
    assert confirm(street, who, new).status_code == 403
    assert show(street, "staff", new)["state"] == "filed"


def test_staff_with_a_part_in_the_old_record_do_not_confirm(street: Street) -> None:
    shift_id = street.shift(by="colleague")
    for who in ("volunteer", "peer"):
        street.sign_up(who, shift_id)
    old = street.serve(shift_id, "volunteer", "peer")["volunteer"]
    for who, move in (("peer", RecordMove.WITNESS), ("colleague", RecordMove.CONFIRM)):
        street.move(who, old, move)
    pass_notice(street)
    new = file(street, old, 60)
    refused(confirm(street, "colleague", new), 403, "earlier_hands")
    assert street.as_("colleague").get("…/records/to-do").get_json()["items"] == []
    refused(
        street.as_("colleague").post(f"…/records/{new}/moves", {"move": "reject", "note": "不改"}), 403, "earlier_hands"
    )
    assert confirm(street, "lead", new).status_code == 200


@pytest.mark.parametrize(
    ("who", "status"), [("neighbour", 403), ("lead", 403), ("volunteer", 403), ("supervisor", 201)]
)
def test_only_staff_and_supervisors_file(street: Street, who: str, status: int) -> None:
    assert correct(street, who, entered(street), 60).status_code == status


def test_nobody_corrects_their_own_hours(street: Street) -> None:
    refused(correct(street, "staff", entered(street, volunteer="staff"), 60), 403, "own_correction")


@pytest.mark.parametrize(
    ("minutes", "code"), [(120, "nothing_to_correct"), (121, "too_many_minutes"), (1441, "invalid"), (-1, "invalid")]
)
def test_the_minutes_lie_between_nothing_and_the_shift(street: Street, minutes: int, code: str) -> None:
    refused(correct(street, "staff", entered(street), minutes), 422, code)


def test_more_minutes_need_evidence(street: Street) -> None:
    fewer = corrected(street, entered(street), 60)
    refused(correct(street, "staff", fewer, 90), 422, "evidence_missing")
    filed = correct(street, "staff", fewer, 90, photos=[photo(street, "staff")])
    assert filed.status_code == 201
    why = show(street, "volunteer", UUID(filed.get_json()["id"]), "/corrections")["correction"]
    assert (why["reason"], len(why["photos"]), why["filed_by"]["name"]) == ("当天提前离开", 1, "赵社工")


def test_what_is_not_entered_is_not_corrected(street: Street) -> None:
    refused(correct(street, "staff", street.served(*CONFIRMED), 60), 409, "not_entered")


def test_one_correction_at_a_time_and_the_last_in_force_is_corrected(street: Street) -> None:
    old = entered(street)
    first = file(street, old, 60)
    refused(correct(street, "colleague", old, 30), 409, "correction_pending")
    street.move("supervisor", first, RecordMove.REJECT)
    second = corrected(street, old, 90)
    refused(correct(street, "colleague", old, 30), 409, "already_corrected")
    third = corrected(street, second, 0, confirmer="lead")
    assert show(street, "volunteer", third)["corrects"]["id"] == str(second)
    assert street.as_("volunteer").get("…/passbook").get_json()["books"][0]["balance"] == 0


def test_a_member_asks_and_staff_take_it_up(street: Street) -> None:
    old = entered(street)
    asked = ask(street, "volunteer", old)
    assert (asked.status_code, asked.get_json()["state_name"]) == (201, "待答复")
    refused(ask(street, "volunteer", old), 409, "correction_request_pending")
    assert [row["minutes"] for row in street.as_("staff").get("…/correction-requests").get_json()["items"]] == [60]
    filed = correct(street, "staff", old, 60).get_json()
    assert street.as_("staff").get("…/correction-requests").get_json()["items"] == []
    assert show(street, "volunteer", old, "/corrections")["requests"][0]["state"] == "taken_up"
    assert show(street, "volunteer", UUID(filed["id"]), "/corrections")["correction"]["was_asked"] is True


def test_a_request_is_declined_with_a_reason_that_is_told(street: Street) -> None:
    id_ = ask(street, "volunteer", entered(street)).get_json()["id"]
    body = {"move": "decline", "note": "签退时间准确"}
    assert street.as_("staff").post(f"…/correction-requests/{id_}/moves", body).get_json()["state"] == "declined"
    refused(street.as_("staff").post(f"…/correction-requests/{id_}/moves", body), 409, "move_not_allowed")
    street.run_due("outbox")
    inbox = street.as_("volunteer").get("…/inbox").get_json()["items"]
    assert any("签退时间准确" in message["text"] for message in inbox)


@pytest.mark.parametrize("who", ["neighbour", "staff"])
def test_only_the_member_asks_for_their_own_record(street: Street, who: str) -> None:
    refused(ask(street, who, entered(street)), 403, "forbidden")


def test_a_neighbour_reads_nothing_of_it(street: Street) -> None:
    old = entered(street)
    refused(street.as_("neighbour").get(f"…/records/{old}/corrections"), 403, "forbidden")
    refused(street.as_("staff").get(f"…/records/{uuid4()}/corrections"), 404, "not_found")
    assert show(street, "volunteer", old, "/corrections")["may_ask"] is True
    assert show(street, "staff", old, "/corrections")["may_file"] is True
