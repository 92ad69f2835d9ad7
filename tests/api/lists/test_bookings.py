"""Booking of resources over HTTP: slots, who may, deadlines, no-shows, and twenty who want the last slot."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest
from werkzeug.test import TestResponse

from backend.core.clock import FixedClock
from tests.client import Caller, refused
from tests.factories.agreements import Place, make_place
from tests.factories.bookings import BOOKING, make_room, make_wheelchairs, room_details, slot
from tests.factories.communities import make_member
from tests.factories.lists import make_open_entry, new_entry, propose_entry


@pytest.fixture
def place(caller: Caller) -> Place:
    return make_place(caller)


@pytest.fixture
def room(place: Place) -> UUID:
    """A unit's room: its contact keeps it."""
    with place.work() as uow:
        entry_id = propose_entry(
            uow, place.hood["contact"], "resource", title="活动室", unit_id=place.hood.unit_id, details=room_details()
        )
    place.as_("staff").post(f"…/entries/{entry_id}/moves", {"move": "adopt"})
    return entry_id


def book(place: Place, entry_id: UUID, at: datetime, who: str = "resident", **more: Any) -> TestResponse:
    return place.as_(who).post(f"…/entries/{entry_id}/bookings", {"starts_at": at.isoformat(), **more})


def booked(place: Place, entry_id: UUID, at: datetime, who: str = "resident", **more: Any) -> dict[str, Any]:
    answer = book(place, entry_id, at, who, **more)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    body: dict[str, Any] = answer.get_json()
    return body


def move(place: Place, booking: dict[str, Any], name: str, who: str = "resident", note: str = "") -> TestResponse:
    return place.as_(who).post(f"…/bookings/{booking['id']}/moves", {"move": name, "note": note})


def slots(place: Place, entry_id: UUID, day: str | None = None, who: str = "resident") -> dict[str, Any]:
    answer = place.as_(who).get(f"…/entries/{entry_id}/slots", day=day)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    body: dict[str, Any] = answer.get_json()
    return body


def test_the_whole_way_of_a_booking(place: Place, room: UUID, clock: FixedClock) -> None:
    seen = slots(place, room, "2026-11-24", "stranger")
    assert [(each["starts_at"], each["free"], each["state"]) for each in seen["slots"]] == [
        ("2026-11-24T01:00:00Z", 1, "free"),
        ("2026-11-24T02:00:00Z", 1, "free"),
        ("2026-11-24T03:00:00Z", 1, "free"),
    ]
    booking = booked(place, room, slot(), people=12, note="合唱排练")
    assert (booking["entry"]["name"], booking["unit_no"], booking["state_name"]) == ("活动室", 1, "已预约")
    assert (booking["cancel_until"], booking["mine"], booking["late"]) == ("2026-11-23T23:00:00Z", True, False)
    assert [each["move"] for each in booking["moves"]] == ["cancel"]
    assert [each["state"] for each in slots(place, room, "2026-11-24")["slots"]] == ["full", "free", "free"]
    clock.at = slot() - timedelta(minutes=10)
    seen_by_keeper = place.as_("contact").get(f"…/bookings/{booking['id']}").get_json()
    assert (seen_by_keeper["member"]["name"], seen_by_keeper["mine"]) == ("王小明", False)
    assert [each["name"] for each in seen_by_keeper["moves"]] == ["取消预约", "来了"]
    used = move(place, booking, "use", "contact").get_json()
    assert (used["state"], used["state_name"], used["moves"]) == ("used", "已使用", [])
    trace = place.as_("resident").get(f"…/trace/booking/{booking['id']}").get_json()
    assert [(node["type"], node["level"]) for node in trace["nodes"]] == [("entry", -1), ("booking", 0)]
    assert [edge["relation"] for edge in trace["edges"]] == ["预约"]


def test_the_first_day_with_a_free_slot_is_shown(place: Place, room: UUID) -> None:
    # It is Monday 09:00: the slot that begins now is past.
    first = slots(place, room)
    assert (first["day"], len(first["days"]), first["units"], first["banned_until"]) == ("2026-11-23", 15, 1, None)
    assert [each["state"] for each in first["slots"]] == ["past", "free", "free"]
    for hour in (10, 11):
        booked(place, room, slot(23, hour))
    assert slots(place, room)["day"] == "2026-11-24"


def test_lead_time_horizon_closed_days_and_people(place: Place) -> None:
    with place.work() as uow:
        entry_id = make_room(
            uow,
            place.hood["resident"],
            closed_days=["2026-11-25"],
            booking={**BOOKING, "lead_hours": 24, "ahead_days": 3},
        )
    assert [(each["day"][-2:], each["open"], each["free"]) for each in slots(place, entry_id)["days"]] == [
        ("23", True, 0),
        ("24", True, 3),
        ("25", False, 0),
        ("26", True, 3),
    ]
    body = refused(book(place, entry_id, slot(23, 11)), 409, "booking_too_soon")
    assert body["lead_hours"] == 24
    for at in (slot(25), slot(27), slot(22), slot(24, 8), slot(24) + timedelta(minutes=30)):
        refused(book(place, entry_id, at), 409, "slot_not_offered")
    errors = refused(book(place, entry_id, slot(), people=31), 422, "invalid")["errors"]
    assert errors == {"people": ["最多30人"]}


def test_what_is_not_booked_is_refused(place: Place) -> None:
    with place.work() as uow:
        plain = make_open_entry(uow, place.hood["resident"], "resource")
        need = make_open_entry(uow, place.hood["resident"])
        waiting = propose_entry(uow, place.hood["resident"], "resource", details=room_details())
    for entry_id in (plain, need, waiting):
        refused(book(place, entry_id, slot()), 409, "not_bookable")
        refused(place.as_("resident").get(f"…/entries/{entry_id}/slots"), 409, "not_bookable")
    refused(book(place, waiting, slot(), "neighbour"), 404, "not_found")
    refused(book(place, uuid4(), slot()), 404, "not_found")


def test_who_may_not(place: Place, room: UUID) -> None:
    booking = booked(place, room, slot())
    for who in ("stranger", "applicant"):
        refused(book(place, room, slot(24, 10), who), 403, "not_a_member")
        refused(place.as_(who).get("…/bookings"), 403, "not_a_member")
    for who in ("neighbour", "other_contact", "employee", "supervisor"):
        refused(place.as_(who).get(f"…/bookings/{booking['id']}"), 404, "not_found")
        refused(move(place, booking, "cancel", who), 404, "not_found")
        refused(place.as_(who).get("…/bookings", mine="false", entry_id=str(room)), 403, "forbidden")
        assert place.as_(who).get("…/bookings", mine="false").get_json()["items"] == []
    refused(move(place, booking, "use"), 403, "forbidden")
    refused(move(place, booking, "no_show"), 403, "forbidden")


def test_mine_and_the_keepers_calendar(place: Place, room: UUID) -> None:
    later, sooner = booked(place, room, slot(25)), booked(place, room, slot(24), "neighbour")
    mine = place.as_("resident").get("…/bookings").get_json()["items"]
    assert [each["id"] for each in mine] == [later["id"]]
    for who in ("contact", "staff", "lead"):
        seen = place.as_(who).get("…/bookings", mine="false").get_json()["items"]
        assert [each["id"] for each in seen] == [sooner["id"], later["id"]]
        day = place.as_(who).get("…/bookings", mine="false", entry_id=str(room), day="2026-11-25").get_json()
        assert [each["id"] for each in day["items"]] == [later["id"]]


def test_cancelling_in_time_late_and_after_the_beginning(place: Place, room: UUID, clock: FixedClock) -> None:
    first, second, third = (booked(place, room, slot(24, hour)) for hour in (9, 10, 11))
    assert move(place, first, "cancel").get_json()["state"] == "cancelled"
    booked(place, room, slot(24, 9), "neighbour")
    clock.at = slot(24, 8) + timedelta(minutes=1)
    assert move(place, second, "cancel").get_json()["state"] == "late_cancelled"
    booked(place, room, slot(24, 10), "neighbour")
    clock.at = slot(24, 11)
    refused(move(place, third, "cancel"), 409, "not_then")
    refused(move(place, first, "cancel"), 409, "move_not_allowed")


def test_a_keeper_who_cancels_says_why_and_it_is_never_late(place: Place, room: UUID, clock: FixedClock) -> None:
    booking = booked(place, room, slot())
    clock.at = slot() - timedelta(minutes=1)
    errors = refused(move(place, booking, "cancel", "contact"), 422, "invalid")["errors"]
    assert list(errors) == ["note"]
    body = move(place, booking, "cancel", "contact", "临时停电").get_json()
    assert (body["state"], body["reason"]) == ("cancelled", "临时停电")


def test_three_no_shows_stop_a_member_for_thirty_days(place: Place, room: UUID, clock: FixedClock) -> None:
    bookings = [booked(place, room, slot(24, hour)) for hour in (9, 10, 11)]
    refused(move(place, bookings[0], "no_show", "contact"), 409, "not_then")
    clock.at = slot(24, 12)
    for booking in bookings:
        assert move(place, booking, "no_show", "contact").get_json()["state"] == "no_show"
    body = refused(book(place, room, slot(25)), 403, "booking_banned")
    assert body["until"] == "2026-12-24T04:00:00+00:00"
    assert "12月24日12:00" in body["detail"]
    assert slots(place, room)["banned_until"] == "2026-12-24T04:00:00Z"
    booked(place, room, slot(25), "neighbour")
    # One of them had come after all.
    assert move(place, bookings[2], "use", "staff").get_json()["state"] == "used"
    booked(place, room, slot(26))


def test_nobody_holds_more_coming_bookings_than_the_resource_lets_one(place: Place, clock: FixedClock) -> None:
    with place.work() as uow:
        entry_id = make_room(uow, place.hood["resident"], booking={**BOOKING, "member_max": 2})
        other = make_room(uow, place.hood["resident"])
    first, _ = booked(place, entry_id, slot(24)), booked(place, entry_id, slot(25))
    body = refused(book(place, entry_id, slot(26)), 409, "booking_limit")
    assert (body["member_max"], "最多同时约2次" in body["detail"]) == (2, True)
    seen = slots(place, entry_id)
    assert (seen["coming"], seen["member_max"]) == (2, 2)
    assert slots(place, entry_id, who="neighbour")["coming"] == 0
    booked(place, entry_id, slot(26), "neighbour")
    booked(place, other, slot(26))
    # One given up, one begun: each makes room for another.
    move(place, first, "cancel")
    booked(place, entry_id, slot(26, 10))
    clock.at = slot(25)
    booked(place, entry_id, slot(27))
    refused(book(place, entry_id, slot(28)), 409, "booking_limit")


def test_a_ban_ends(place: Place, room: UUID, clock: FixedClock) -> None:
    bookings = [booked(place, room, slot(24, hour)) for hour in (9, 10, 11)]
    clock.at = slot(24, 12)
    for booking in bookings:
        move(place, booking, "no_show", "contact")
    clock.at += timedelta(days=30)
    booked(place, room, clock.at + timedelta(days=1, hours=-3))


def test_a_room_that_closes_cancels_what_is_to_come(place: Place, room: UUID) -> None:
    booking = booked(place, room, slot())
    place.as_("staff").post(f"…/entries/{room}/moves", {"move": "close"})
    seen = place.as_("resident").get(f"…/bookings/{booking['id']}").get_json()
    assert (seen["state"], seen["reason"]) == ("cancelled", "这项资源已停止开放")
    refused(book(place, room, slot(25)), 409, "not_bookable")


def test_a_booked_unit_is_not_taken_away(place: Place) -> None:
    with place.work() as uow:
        chairs = make_wheelchairs(uow, place.hood["resident"], 3)
    assert [booked(place, chairs, slot())["unit_no"] for _ in range(2)] == [1, 2]
    staff = place.as_("staff")
    etag = staff.get(f"…/entries/{chairs}").headers["ETag"]
    errors = refused(staff.patch(f"…/entries/{chairs}", {"quantity": 1}, etag=etag), 422, "invalid")["errors"]
    assert errors == {"quantity": ["已有人约了2号，请先取消那些预约"]}
    assert staff.patch(f"…/entries/{chairs}", {"quantity": 2}, etag=etag).status_code == 200
    refused(book(place, chairs, slot()), 409, "slot_taken")


def test_the_same_key_books_once(place: Place, room: UUID) -> None:
    key, body = str(uuid4()), {"starts_at": slot().isoformat()}
    first, second = (
        place.as_("resident").post(f"…/entries/{room}/bookings", body, key=key).get_data() for _ in range(2)
    )
    assert first == second


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "starts_at"),
        ({"starts_at": "2026-11-24T09:00:00"}, "starts_at"),
        ({"starts_at": "9999-11-24T09:00:00Z"}, "starts_at"),
        ({"starts_at": "2026-11-24T01:00:00Z", "people": 0}, "people"),
        ({"starts_at": "2026-11-24T01:00:00Z", "note": "字" * 101}, "note"),
        ({"starts_at": "2026-11-24T01:00:00Z", "unit_no": 1}, "unit_no"),
    ],
)
def test_bad_bookings_name_the_field(place: Place, room: UUID, body: dict[str, Any], field: str) -> None:
    answer = place.as_("resident").post(f"…/entries/{room}/bookings", body)
    assert list(refused(answer, 422, "invalid")["errors"]) == [field]


@pytest.mark.parametrize("quantity", [1, 3])
def test_of_twenty_who_book_at_once_exactly_so_many_get_it(place: Place, quantity: int) -> None:
    with place.work() as uow:
        chairs = make_wheelchairs(uow, place.hood["resident"], quantity)
        people = [make_member(uow, place.hood.community_id, name=f"邻居{number}") for number in range(20)]
    callers = [place.caller.as_person(person.person_id, place.hood.community_id) for person in people]
    barrier = Barrier(len(callers))

    def run(caller: Caller) -> TestResponse:
        barrier.wait(timeout=20)
        return caller.post(f"…/entries/{chairs}/bookings", {"starts_at": slot().isoformat()})

    with ThreadPoolExecutor(len(callers)) as pool:
        answers = list(pool.map(run, callers))
    assert Counter(answer.status_code for answer in answers) == {201: quantity, 409: 20 - quantity}
    assert {answer.get_json()["code"] for answer in answers if answer.status_code == 409} == {"slot_taken"}
    units = sorted(answer.get_json()["unit_no"] for answer in answers if answer.status_code == 201)
    assert units == list(range(1, quantity + 1))


def test_a_bookable_resource_is_proposed_with_its_own_fields(place: Place) -> None:
    body = new_entry("resource", details=room_details(closed_days=["2027-01-01"]))
    answer = place.as_("resident").post("…/entries", body)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    assert answer.get_json()["details"] == room_details(closed_days=["2027-01-01"])
