"""Hours from paper: what the back office can write down by hand, and what it takes."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from werkzeug.test import TestResponse

from backend.app.specification import specification
from backend.volunteering.moves import RecordMove
from backend.volunteering.rules.paper import DAYS_BACK_MAX, RECORDS_A_DAY
from tests.factories.communities import make_member
from tests.factories.paper import CONFIRMED_PAPER, enter, from_paper, lines_for, photo_of, shift_that_is_over
from tests.factories.volunteering import CONFIRMED, Street
from tests.redteam.conftest import Refused, Tell
from tests.redteam.test_hands import move


def send(street: Street, shift_id: UUID, *members: UUID, by: str = "staff", **body: Any) -> TestResponse:
    """Send a sheet on which the members stayed from the start to the end."""
    lines = [
        {"member_id": str(line.member_id), "came_at": line.came_at.isoformat(), "left_at": line.left_at.isoformat()}
        for line in lines_for(street, shift_id, members)
    ]
    whole = {"shift_id": str(shift_id), "photos": [str(photo_of(street, by))], "lines": lines, **body}
    return street.as_(by).post("…/paper-sheets", whole)


def test_without_a_sheet(street: Street, is_refused: Refused) -> None:
    shift_id = shift_that_is_over(street)
    answer = send(street, shift_id, street["volunteer"].member_id, photos=[])
    is_refused("write hours down without a photographed sheet", answer, 422, "invalid")


def test_with_the_same_sheet_again(street: Street, is_refused: Refused) -> None:
    first, second = shift_that_is_over(street), shift_that_is_over(street)
    photo = str(photo_of(street, "staff"))
    send(street, first, street["volunteer"].member_id, photos=[photo])
    answer = send(street, second, street["volunteer"].member_id, photos=[photo])
    is_refused("use one sheet's photo for a second activity", answer, 409, "evidence_used")


def test_of_long_ago(street: Street, is_refused: Refused) -> None:
    shift_id = shift_that_is_over(street)
    street.clock.advance(timedelta(days=DAYS_BACK_MAX + 1))
    is_refused("back-date by more than a month", send(street, shift_id, street["volunteer"].member_id), 409, "too_late")


def test_ones_own(street: Street, is_refused: Refused) -> None:
    shift_id = shift_that_is_over(street)
    is_refused("write down one's own hours", send(street, shift_id, street["staff"].member_id), 422, "sheet_refused")


def test_more_than_a_days_work(street: Street, is_refused: Refused) -> None:
    with street.work() as uow:
        people = [make_member(uow, street.community_id, name=f"挂名{n}").member_id for n in range(RECORDS_A_DAY + 1)]
    first, second = shift_that_is_over(street, places=RECORDS_A_DAY), shift_that_is_over(street)
    assert send(street, first, *people[:RECORDS_A_DAY]).status_code == 201
    answer = send(street, second, people[RECORDS_A_DAY])
    is_refused("write down a crowd in one evening", answer, 409, "paper_quota")


def test_witnessing_what_one_wrote(street: Street, is_refused: Refused) -> None:
    record_id = enter(street, shift_that_is_over(street), "volunteer")["volunteer"]
    is_refused("witness what one wrote down", move(street, "staff", record_id, "witness"), 403, "same_hands")


def test_confirming_what_one_wrote(street: Street, is_refused: Refused) -> None:
    shift_id = shift_that_is_over(street, by="staff")
    record_id = enter(street, shift_id, "volunteer", "peer")["volunteer"]
    street.move("peer", record_id, RecordMove.WITNESS)
    is_refused("confirm what one wrote down", move(street, "staff", record_id, "confirm"), 403, "same_hands")


def test_approving_it_by_staff(street: Street, is_refused: Refused) -> None:
    record_id = from_paper(street, *CONFIRMED_PAPER)
    is_refused("approve paper without a supervisor", move(street, "colleague", record_id, "approve"), 403, "forbidden")


def test_a_made_up_sheet_with_four_helpers(street: Street, tell: Tell) -> None:
    """What gets through, told honestly: it takes recorder, witness, leader and a supervisor, each another person."""
    record_id = from_paper(street, *CONFIRMED_PAPER)
    shown = move(street, "supervisor", record_id, "approve").get_json()
    assert shown["state"] == "on_notice"
    assert "after_the_fact" in [flag["code"] for flag in shown["flags"]]
    tell(
        "a made-up sheet, with recorder, witness, leader and supervisor in it",
        "gets through",
        "as far as a notice of twice the days; marked as written down afterwards; always drawn with the flagged",
    )


def test_confirming_a_crowd_in_two_minutes(street: Street, tell: Tell) -> None:
    """The leader presses 'confirm' without reading."""
    with street.work() as uow:
        crowd = [make_member(uow, street.community_id, name=f"人{n}") for n in range(12)]
    for n, someone in enumerate(crowd):
        street.people[f"crowd{n}"] = someone
    names = [f"crowd{n}" for n in range(len(crowd))]
    shift_id = street.shift(places=20)
    for who in names:
        street.sign_up(who, shift_id)
    records = street.serve(shift_id, *names)
    for who, record_id in records.items():
        street.move(names[0] if who != names[0] else names[1], record_id, RecordMove.WITNESS)
    for record_id in records.values():
        street.clock.advance(timedelta(seconds=1))
        street.move("leader", record_id, RecordMove.CONFIRM)
    street.clock.advance(timedelta(hours=1, minutes=1))
    street.run_due("volunteering.look")
    states = {street.as_("supervisor").get(f"…/records/{id_}").get_json()["state"] for id_ in records.values()}
    assert states == {"held"}
    tell("confirm a crowd within two minutes", "flagged", "quick_confirmations: all held for a supervisor")


def test_one_slip_for_a_crowd(street: Street, tell: Tell) -> None:
    shift_id = street.shift()
    for who in ("volunteer", "neighbour"):
        street.sign_up(who, shift_id)
    records = street.serve(shift_id, "volunteer", "neighbour")
    for record_id in records.values():
        body = {"photos": [str(photo_of(street, "leader", width=57))], "note": "陈阿婆签的字"}
        assert street.as_("leader").post(f"…/records/{record_id}/slips", body).status_code == 201
        street.move("staff", record_id, RecordMove.CONFIRM)
    street.clock.advance(timedelta(hours=1, minutes=1))
    street.run_due("volunteering.look")
    states = {street.as_("supervisor").get(f"…/records/{id_}").get_json()["state"] for id_ in records.values()}
    assert states == {"held"}
    tell("one slip, photographed again, for several records", "flagged", "photo_reused: all held for a supervisor")


def test_one_person_in_two_places(street: Street, tell: Tell) -> None:
    """Codes of the first activity, a sheet for a second one at the same time."""
    first = street.shift(place="睦邻中心一楼")
    second = street.shift(place="4号楼", starts_at=street.times(first)[0], ends_at=street.times(first)[1])
    for who in ("volunteer", "peer"):
        street.sign_up(who, first)
    street.serve(first, "volunteer", "peer")
    street.clock.at = street.times(first)[1] + timedelta(minutes=61)
    street.run_due("volunteering.close")
    answer = send(street, second, street["volunteer"].member_id)
    assert answer.status_code == 422
    assert answer.get_json()["code"] == "sheet_refused"
    tell("be in two places at once", "refused", "HTTP 422 sheet_refused (the other activity is named)")


def test_deleting_evidence_over_http(tell: Tell) -> None:
    """No operation of the API deletes or replaces what a record stands on."""
    guarded = ("record", "photo", "evidence", "notice", "audit", "dispute", "sheet", "shift", "certificate", "seal")
    found = [
        f"{method} {path}"
        for path, operations in specification()["paths"].items()
        for method in operations
        if method in ("delete", "put", "patch") and any(word in path for word in guarded)
    ]
    assert found == []
    tell("delete or replace evidence over the API", "refused", "there is no such operation")


def test_making_oneself_a_supervisor(street: Street, is_refused: Refused) -> None:
    path = f"…/members/{street['staff'].member_id}/roles"
    answer = street.as_("staff").post(path, {"role": "supervisor", "grant": True})
    is_refused("make oneself a supervisor", answer, 403, "forbidden")


def test_a_certificate_of_hours_that_were_not_entered(street: Street, is_refused: Refused) -> None:
    street.served(*CONFIRMED)
    body = {"identity_kind": "resident", "identity_number": "11010519491231002X"}
    answer = street.as_("volunteer").post("…/certificates", body)
    is_refused("certify hours still on notice", answer, 409, "nothing_to_certify")
