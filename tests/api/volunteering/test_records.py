"""Records over HTTP: witness, confirmation, notice, dispute and ruling, and what each may not be done by whom."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from werkzeug.test import TestResponse

from backend.volunteering.moves import RecordMove
from tests.client import refused
from tests.factories.volunteering import CONFIRMED, Street

WITNESS, CONFIRM, DISPUTE = RecordMove.WITNESS, RecordMove.CONFIRM, RecordMove.DISPUTE
WITNESSED = (("peer", WITNESS),)


def move(street: Street, who: str, record_id: UUID, what: str, note: str | None = None) -> TestResponse:
    body = {"move": what, **({"note": note} if note else {})}
    return street.as_(who).post(f"…/records/{record_id}/moves", body)


def show(street: Street, who: str, record_id: UUID) -> dict[str, Any]:
    shown: dict[str, Any] = street.as_(who).get(f"…/records/{record_id}").get_json()
    return shown


def offered(street: Street, who: str, record_id: UUID) -> list[str]:
    """Return the moves that somebody's phone shows as buttons."""
    return [move["move"] for move in show(street, who, record_id)["moves"]]


def forgotten(street: Street) -> UUID:
    """Return a record whose volunteer never checked out, closed by the job."""
    shift_id = street.shift()
    for who in ("volunteer", "peer"):
        street.sign_up(who, shift_id)
    start, end = street.times(shift_id)
    street.clock.at = start
    path = f"…/shifts/{shift_id}/check-ins"
    code = {"code": street.code(shift_id)}
    ids = [street.as_(who).post(path, code).get_json()["id"] for who in ("volunteer", "peer")]
    street.clock.at = end + timedelta(minutes=61)
    street.run_due("volunteering.close")
    return UUID(ids[0])


def test_a_peer_witnesses_and_the_leader_confirms(street: Street) -> None:
    record_id = street.served()
    assert offered(street, "peer", record_id) == ["witness"]
    assert offered(street, "leader", record_id) == ["reject"]
    assert offered(street, "volunteer", record_id) == []
    witnessed = move(street, "peer", record_id, "witness").get_json()
    assert (witnessed["state"], witnessed["stops"][2]["by"]["name"]) == ("witnessed", "周秀英")
    assert offered(street, "leader", record_id) == ["confirm", "reject"]
    confirmed = move(street, "leader", record_id, "confirm").get_json()
    assert (confirmed["state"], confirmed["state_name"]) == ("on_notice", "公示中")
    assert [stop["status"] for stop in confirmed["stops"]] == ["done"] * 4 + ["now", "to_come"]
    told = [event["to_state"] for event in street.events("volunteering.record_moved")]
    assert told == ["witnessed", "on_notice"]


def test_who_was_served_witnesses(street: Street) -> None:
    shift_id = street.shift(beneficiary_member_id=street["elder"].member_id)
    street.sign_up("volunteer", shift_id)
    record_id = street.serve(shift_id, "volunteer")["volunteer"]
    assert [item["id"] for item in street.as_("elder").get("…/records/to-do").get_json()["items"]] == [str(record_id)]
    assert move(street, "elder", record_id, "witness").get_json()["state"] == "witnessed"


def test_staff_note_a_call_when_nobody_else_was_there(street: Street) -> None:
    shift_id = street.shift()
    street.sign_up("volunteer", shift_id)
    record_id = street.serve(shift_id, "volunteer")["volunteer"]
    assert [item["id"] for item in street.as_("staff").get("…/records/to-do").get_json()["items"]] == [str(record_id)]
    problem = refused(move(street, "staff", record_id, "witness"), 422, "invalid")
    assert "note" in problem["errors"]
    noted = move(street, "staff", record_id, "witness", "电话问过服务对象，确实来了两小时").get_json()
    assert (noted["state"], noted["flags"][0]["code"]) == ("witnessed", "witnessed_by_call")


@pytest.mark.parametrize("what", ["witness", "confirm"])
def test_nobody_does_it_for_their_own_hours(street: Street, what: str) -> None:
    record_id = street.served(*(WITNESSED if what == "confirm" else ()))
    refused(move(street, "volunteer", record_id, what), 403, "own_record")


def test_a_leader_does_not_confirm_their_own_hours_but_staff_do(street: Street) -> None:
    record_id = street.served(("peer", WITNESS), volunteer="leader")
    refused(move(street, "leader", record_id, "confirm"), 403, "own_record")
    refused(move(street, "peer", record_id, "confirm"), 403, "same_hands")
    refused(move(street, "neighbour", record_id, "confirm"), 403, "forbidden")
    assert offered(street, "staff", record_id) == ["confirm"]
    assert move(street, "staff", record_id, "confirm").get_json()["state"] == "on_notice"


def test_staff_who_lead_do_not_confirm_their_own_hours(street: Street) -> None:
    shift_id = street.shift("staff")
    for who in ("staff", "peer"):
        street.sign_up(who, shift_id)
    record_id = street.serve(shift_id, "staff", "peer")["staff"]
    move(street, "peer", record_id, "witness")
    refused(move(street, "staff", record_id, "confirm"), 403, "own_record")
    assert move(street, "colleague", record_id, "confirm").get_json()["state"] == "on_notice"


def test_a_leader_who_witnessed_does_not_confirm(street: Street) -> None:
    shift_id = street.shift(beneficiary_member_id=street["leader"].member_id)
    street.sign_up("volunteer", shift_id)
    record_id = street.serve(shift_id, "volunteer")["volunteer"]
    move(street, "leader", record_id, "witness")
    refused(move(street, "leader", record_id, "confirm"), 403, "same_hands")
    assert move(street, "lead", record_id, "confirm").get_json()["state"] == "on_notice"


def test_staff_do_not_confirm_what_the_leader_can(street: Street) -> None:
    record_id = street.served(*WITNESSED)
    for who in ("staff", "lead", "supervisor", "neighbour"):
        refused(move(street, who, record_id, "confirm"), 403, "forbidden")


@pytest.mark.parametrize(
    ("who", "status", "code"),
    [
        ("neighbour", 403, "forbidden"),
        ("leader", 403, "forbidden"),
        ("supervisor", 403, "forbidden"),
        ("contact", 403, "forbidden"),
        ("applicant", 403, "not_a_member"),
        ("stranger", 403, "not_a_member"),
        ("nobody", 401, "not_signed_in"),
    ],
)
def test_others_do_not_witness(street: Street, who: str, status: int, code: str) -> None:
    refused(move(street, who, street.served(), "witness"), status, code)


@pytest.mark.parametrize(
    ("moves", "who", "what"),
    [
        ((), "leader", "confirm"),
        (WITNESSED, "peer", "witness"),
        (WITNESSED, "neighbour", "dispute"),
        (CONFIRMED, "staff", "witness"),
        (CONFIRMED, "supervisor", "uphold"),
        ((*CONFIRMED, ("neighbour", DISPUTE)), "elder", "dispute"),
        (CONFIRMED, "leader", "publish"),
        (CONFIRMED, "staff", "enter"),
        (CONFIRMED, "staff", "hold"),
        ((), "staff", "check_out"),
        ((), "staff", "close"),
    ],
)
def test_what_the_state_does_not_allow(
    street: Street, moves: tuple[tuple[str, RecordMove], ...], who: str, what: str
) -> None:
    refused(move(street, who, street.served(*moves), what, "试一试"), 409, "move_not_allowed")


@pytest.mark.parametrize("what", ["x", "", None, 1, ["confirm"]])
def test_an_unknown_move(street: Street, what: Any) -> None:
    record_id = street.served()
    refused(street.as_("leader").post(f"…/records/{record_id}/moves", {"move": what}), 422, "invalid")


def test_less_than_a_minute_is_not_confirmed_but_can_be_turned_away(street: Street) -> None:
    shift_id = street.shift()
    for who in ("volunteer", "peer"):
        street.sign_up(who, shift_id)
    street.clock.at = street.times(shift_id)[0]
    path, code = f"…/shifts/{shift_id}", {"code": street.code(shift_id)}
    street.as_("peer").post(f"{path}/check-ins", code)
    record_id = UUID(street.as_("volunteer").post(f"{path}/check-ins", code).get_json()["id"])
    street.clock.advance(timedelta(seconds=59))
    assert street.as_("volunteer").post(f"{path}/check-outs", code).get_json()["minutes"] == 0
    move(street, "peer", record_id, "witness")
    refused(move(street, "leader", record_id, "confirm"), 409, "nothing_served")
    refused(move(street, "leader", record_id, "reject"), 422, "invalid")
    turned_away = move(street, "leader", record_id, "reject", "只待了一会儿").get_json()
    assert (turned_away["state"], turned_away["stops"][-1]["state"]) == ("rejected", "rejected")


def test_after_the_notice_nobody_disputes(street: Street) -> None:
    record_id = street.served(*CONFIRMED)
    street.clock.advance(timedelta(days=10))
    refused(move(street, "neighbour", record_id, "dispute", "太晚"), 409, "move_not_allowed")
    street.run_due("volunteering.enter")
    refused(move(street, "neighbour", record_id, "dispute", "太晚"), 409, "move_not_allowed")
    assert show(street, "staff", record_id)["settlement"] == "pending"


def test_a_forgotten_check_out_is_held_for_a_supervisor(street: Street) -> None:
    record_id = forgotten(street)
    record = show(street, "volunteer", record_id)
    assert (record["state"], record["minutes"]) == ("checked_out", 120)
    assert [flag["code"] for flag in record["flags"]] == ["missing_check_out"]
    move(street, "peer", record_id, "witness")
    held = move(street, "leader", record_id, "confirm").get_json()
    assert (held["state"], held["notice_until"]) == ("held", None)
    assert street.as_("neighbour").get("…/notices").get_json()["items"] == []
    refused(move(street, "leader", record_id, "uphold", "没问题"), 403, "not_impartial")
    upheld = move(street, "supervisor", record_id, "uphold", "问过带队人，确实到结束").get_json()
    assert (upheld["state"], upheld["notice_until"]) == ("on_notice", "2026-11-27T16:00:00Z")


def test_the_to_do_of_each(street: Street) -> None:
    record_id = str(street.served())

    def to_do(who: str) -> list[str]:
        return [item["id"] for item in street.as_(who).get("…/records/to-do").get_json()["items"]]

    assert to_do("peer") == [record_id]
    # The peer's own record waits for the volunteer.
    assert len(to_do("volunteer")) == 1
    assert record_id not in to_do("volunteer")
    assert to_do("leader") == to_do("neighbour") == to_do("staff") == []
    move(street, "peer", UUID(record_id), "witness")
    assert (to_do("peer"), to_do("leader")) == ([], [record_id])
    move(street, "leader", UUID(record_id), "confirm")
    assert to_do("leader") == []
    refused(street.as_("stranger").get("…/records/to-do"), 403, "not_a_member")


def test_records_are_listed_to_who_has_a_part(street: Street) -> None:
    record_id = street.served()

    def ids(who: str, **query: Any) -> set[str]:
        return {item["id"] for item in street.as_(who).get("…/records", **query).get_json()["items"]}

    both = ids("staff")
    assert len(both) == 2
    assert ids("supervisor") == ids("lead") == ids("leader") == both
    assert ids("volunteer") == ids("volunteer", mine="true") == {str(record_id)}
    assert ids("neighbour") == ids("staff", mine="true") == set()
    shift_id = show(street, "staff", record_id)["shift"]["id"]
    assert ids("staff", shift_id=shift_id, state="checked_out") == both
    assert ids("staff", shift_id=str(uuid4())) == ids("staff", state="entered") == set()
    page = street.as_("staff").get("…/records", limit=1).get_json()
    rest = street.as_("staff").get("…/records", limit=1, cursor=page["next_cursor"]).get_json()
    assert {item["id"] for item in page["items"] + rest["items"]} == both
    for query in ({"state": "no_show"}, {"mine": "1"}, {"shift_id": "x"}, {"x": "1"}):
        refused(street.as_("staff").get("…/records", **query), 422, "invalid")
    refused(street.as_("stranger").get("…/records"), 403, "not_a_member")


def test_a_record_is_private_until_its_notice(street: Street) -> None:
    record_id = street.served()
    for who in ("volunteer", "peer", "leader", "staff", "supervisor", "lead"):
        assert show(street, who, record_id)["member"]["name"] == "王小明"
    refused(street.as_("neighbour").get(f"…/records/{record_id}"), 404, "not_found")
    for who, what in CONFIRMED:
        move(street, who, record_id, what)
    seen = show(street, "neighbour", record_id)
    assert (seen["member"]["name"], seen["flags"], seen["fence"]) == ("王*", [], "not_given")
    assert {stop["by"]["name"] for stop in seen["stops"] if stop["by"]} == {"王*", "周*", "李*"}
    assert offered(street, "neighbour", record_id) == ["dispute"]


def test_a_record_of_another_community_is_not_found(street: Street, elsewhere: Street) -> None:
    record_id = elsewhere.served()
    refused(street.as_("staff").get(f"…/records/{record_id}"), 404, "not_found")
    refused(move(street, "staff", record_id, "witness", "电话问过"), 404, "not_found")
    assert street.as_("staff").get("…/records").get_json()["items"] == []


def test_the_passbook_shows_what_was_entered_newest_first(street: Street) -> None:
    for _ in range(3):
        street.served(*CONFIRMED)
        street.clock.advance(timedelta(days=10))
        street.run_due("volunteering.enter", "volunteering.settle")

    def service(**query: Any) -> dict[str, Any]:
        book: dict[str, Any] = street.as_("volunteer").get("…/passbook", book="service", **query).get_json()["books"][0]
        return book

    book = service()
    assert (book["balance"], book["unit"]) == (360, "minute")
    assert [(line["amount"], line["balance"]) for line in book["lines"]["items"]] == [
        (120, 360),
        (120, 240),
        (120, 120),
    ]
    assert {line["source"]["type"] for line in book["lines"]["items"]} == {"record"}
    page = service(limit=2)["lines"]
    rest = service(limit=2, cursor=page["next_cursor"])["lines"]
    assert [line["balance"] for line in page["items"] + rest["items"]] == [360, 240, 120]
