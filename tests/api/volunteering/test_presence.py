"""The rotating code over HTTP: who sees it, and each refusal with its own code; tries are counted even if refused."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from werkzeug.test import TestResponse

from backend.core.rotating_code import STEP_SECONDS, TRIES
from tests.client import refused
from tests.factories.volunteering import Street

STEP = timedelta(seconds=STEP_SECONDS)


@pytest.fixture
def shift_id(street: Street) -> UUID:
    """A shift with the volunteer and the peer on it, at its start."""
    shift_id = street.shift(places=2)
    for who in ("volunteer", "peer", "neighbour"):
        street.sign_up(who, shift_id)
    street.clock.at = street.times(shift_id)[0]
    return shift_id


def check_in(street: Street, shift_id: UUID, who: str = "volunteer", **body: Any) -> TestResponse:
    return street.as_(who).post(f"…/shifts/{shift_id}/check-ins", {"code": street.code(shift_id), **body})


def check_out(street: Street, shift_id: UUID, who: str = "volunteer", **body: Any) -> TestResponse:
    return street.as_(who).post(f"…/shifts/{shift_id}/check-outs", {"code": street.code(shift_id), **body})


def wrong_code(street: Street, shift_id: UUID) -> str:
    """Return six digits that the shift neither shows nor showed."""
    right = street.code(shift_id)
    return next(code for code in ("000000", "111111", "222222") if code != right)


def test_only_the_leader_sees_the_code_and_only_around_the_shift(street: Street, shift_id: UUID) -> None:
    path = f"…/shifts/{shift_id}/code"
    shown = street.as_("leader").get(path).get_json()
    assert shown == {
        "code": street.code(shift_id),
        "qr": f"sangong:shift:{shift_id}:{shown['code']}",
        "step_seconds": 30,
        "valid_until": "2026-11-24T01:00:30Z",
    }
    for who in ("volunteer", "staff", "lead", "supervisor", "contact"):
        refused(street.as_(who).get(path), 403, "forbidden")
    refused(street.as_("stranger").get(path), 403, "not_a_member")
    refused(street.as_("nobody").get(path), 401, "not_signed_in")
    start, end = street.times(shift_id)
    street.clock.at = start - timedelta(minutes=30, seconds=1)
    refused(street.as_("leader").get(path), 409, "too_early")
    street.clock.at = end + timedelta(minutes=60, seconds=1)
    refused(street.as_("leader").get(path), 409, "too_late")


def test_checking_in_makes_a_record(street: Street, shift_id: UUID) -> None:
    answer = check_in(street, shift_id, fence="inside")
    assert answer.status_code == 201
    record = answer.get_json()
    assert (record["state"], record["state_name"], record["minutes"]) == ("checked_in", "已签到", None)
    assert (record["member"]["name"], record["fence"], record["flags"]) == ("王小明", "inside", [])
    assert record["number"] == "时-000001"
    assert [stop["status"] for stop in record["stops"]] == ["now"] + ["to_come"] * 5
    shift = street.as_("volunteer").get(f"…/shifts/{shift_id}").get_json()
    assert shift["my_record"]["id"] == record["id"]
    assert shift["my_sign_up"]["state"] == "checked_in"


def test_the_same_key_checks_in_once(street: Street, shift_id: UUID) -> None:
    body = {"code": street.code(shift_id)}
    path = f"…/shifts/{shift_id}/check-ins"
    first, again = (street.as_("volunteer").post(path, body, key="phone-key-1") for _ in range(2))
    assert (first.status_code, first.data) == (201, again.data)


def test_a_repeated_wrong_code_is_refused_in_the_same_words(street: Street, shift_id: UUID) -> None:
    body = {"code": wrong_code(street, shift_id)}
    path = f"…/shifts/{shift_id}/check-ins"
    first, again = (street.as_("volunteer").post(path, body, key="phone-key-2") for _ in range(2))
    refused(first, 422, "code_wrong")
    refused(again, 422, "code_wrong")
    assert (again.data, again.headers["Idempotent-Replay"]) == (first.data, "true")


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_one_step_either_way_opens(street: Street, shift_id: UUID, steps: int) -> None:
    code = street.code(shift_id)
    street.clock.advance(steps * STEP)
    assert check_in(street, shift_id, code=code).status_code == 201


def test_an_old_code_is_told_apart_from_a_wrong_one(street: Street, shift_id: UUID) -> None:
    code = street.code(shift_id)
    street.clock.advance(2 * STEP)
    refused(check_in(street, shift_id, code=code), 422, "code_expired")
    refused(check_in(street, shift_id, code=wrong_code(street, shift_id)), 422, "code_wrong")
    assert check_in(street, shift_id).status_code == 201


def test_the_code_of_another_shift_does_not_open(street: Street, shift_id: UUID) -> None:
    other = street.shift()
    street.clock.at = street.times(shift_id)[0]
    refused(check_in(street, shift_id, code=street.code(other)), 422, "code_wrong")


def test_early_and_late(street: Street, shift_id: UUID) -> None:
    start, end = street.times(shift_id)
    street.clock.at = start - timedelta(minutes=30, seconds=1)
    refused(check_in(street, shift_id), 409, "too_early")
    street.clock.at = start - timedelta(minutes=30)
    assert check_in(street, shift_id).status_code == 201
    street.clock.at = start - timedelta(seconds=1)
    refused(check_out(street, shift_id), 409, "too_early")
    street.clock.at = end + timedelta(minutes=60)
    assert check_out(street, shift_id).get_json()["minutes"] == 120
    street.clock.advance(timedelta(seconds=1))
    refused(check_in(street, shift_id, "peer"), 409, "too_late")


def test_leaving_late_is_too_late(street: Street, shift_id: UUID) -> None:
    check_in(street, shift_id)
    street.clock.at = street.times(shift_id)[1] + timedelta(minutes=60, seconds=1)
    refused(check_out(street, shift_id), 409, "too_late")


def test_who_has_no_place_does_not_check_in(street: Street, shift_id: UUID) -> None:
    for who in ("leader", "elder", "neighbour"):  # the neighbour waits
        refused(check_in(street, shift_id, who), 409, "not_signed_up")
        refused(check_out(street, shift_id, who), 409, "not_signed_up")
    refused(check_in(street, shift_id, "stranger"), 403, "not_a_member")
    refused(check_in(street, shift_id, "applicant"), 403, "not_a_member")
    refused(check_in(street, shift_id, "nobody"), 401, "not_signed_in")


def test_in_once_and_out_once(street: Street, shift_id: UUID) -> None:
    refused(check_out(street, shift_id), 409, "not_checked_in")
    assert check_in(street, shift_id).status_code == 201
    refused(check_in(street, shift_id), 409, "already_checked_in")
    street.clock.advance(timedelta(minutes=30))
    assert check_out(street, shift_id).get_json()["minutes"] == 30
    refused(check_out(street, shift_id), 409, "move_not_allowed")
    refused(check_in(street, shift_id), 409, "already_checked_in")


def test_wrong_codes_are_limited_and_counted_although_refused(street: Street, shift_id: UUID) -> None:
    wrong = wrong_code(street, shift_id)
    for _ in range(TRIES.most):
        refused(check_in(street, shift_id, code=wrong), 422, "code_wrong")
    # Now not even the right one is looked at.
    refused(check_in(street, shift_id), 429, "too_many_tries")
    # Others are not held up, and the same member may try again after a while.
    assert check_in(street, shift_id, "peer").status_code == 201
    street.clock.advance(TRIES.window)
    assert check_in(street, shift_id).status_code == 201
    # Checking out is limited alike.
    for _ in range(TRIES.most):
        refused(check_out(street, shift_id, code=wrong), 422, "code_wrong")
    refused(check_out(street, shift_id), 429, "too_many_tries")


def test_an_expired_code_is_no_guess(street: Street, shift_id: UUID) -> None:
    code = street.code(shift_id)
    street.clock.advance(4 * STEP)
    for _ in range(TRIES.most + 1):
        refused(check_in(street, shift_id, code=code), 422, "code_expired")
    assert check_in(street, shift_id).status_code == 201


def test_only_inside_outside_or_not_given_is_kept_of_the_place(street: Street, shift_id: UUID) -> None:
    for place in ({"lat": 31.2, "lng": 121.4}, [31.2, 121.4], "31.2,121.4", 31.2, None, ""):
        refused(check_in(street, shift_id, fence=place), 422, "invalid")
    refused(check_in(street, shift_id, latitude=31.2), 422, "invalid")
    record = check_in(street, shift_id, fence="outside").get_json()
    assert [flag["code"] for flag in record["flags"]] == ["fence_outside"]
    left = check_out(street, shift_id, fence="inside").get_json()
    assert (left["fence"], len(left["flags"])) == ("outside", 1)


@pytest.mark.parametrize(
    "code", ["", "12345", "1234567", "12345a", "１２３４５６", "12345\n6", "12345\x00", 123456, None, [], "123456\n7"]
)
def test_a_malformed_code_is_no_try(street: Street, shift_id: UUID, code: Any) -> None:
    for _ in range(TRIES.most + 1):
        refused(check_in(street, shift_id, code=code), 422, "invalid")
    assert check_in(street, shift_id).status_code == 201


def test_a_leader_on_their_own_shift_is_flagged(street: Street) -> None:
    shift_id = street.shift()
    street.sign_up("leader", shift_id)
    street.clock.at = street.times(shift_id)[0]
    record = check_in(street, shift_id, "leader").get_json()
    assert [flag["code"] for flag in record["flags"]] == ["leader_own_code"]


def test_a_shift_of_another_community_is_not_found(street: Street, elsewhere: Street) -> None:
    other = elsewhere.shift()
    body = {"code": "123456"}
    refused(street.as_("volunteer").post(f"…/shifts/{other}/check-ins", body), 404, "not_found")
    refused(street.as_("volunteer").post(f"…/shifts/{other}/check-outs", body), 404, "not_found")
    refused(street.as_("leader").get(f"…/shifts/{other}/code"), 404, "not_found")
