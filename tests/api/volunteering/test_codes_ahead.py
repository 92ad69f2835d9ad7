"""Codes that a leader's phone takes along to show without a network."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from backend.volunteering.models import CodeFetch, PhoneMark
from tests.client import refused
from tests.factories.volunteering import Street


@pytest.fixture
def shift_id(street: Street) -> UUID:
    """A shift of two hours at its start."""
    shift_id = street.shift()
    street.sign_up("volunteer", shift_id)
    street.clock.at = street.times(shift_id)[0] + timedelta(seconds=10)
    return shift_id


def test_the_leaders_phone_takes_the_codes_of_the_window_and_they_open(street: Street, shift_id: UUID) -> None:
    ahead = street.as_("leader").get(f"…/shifts/{shift_id}/codes-ahead").get_json()
    begins = datetime.fromisoformat(ahead["first_from"])
    assert (begins, ahead["step_seconds"]) == (street.times(shift_id)[0], 30)
    assert len(ahead["codes"]) == 3 * 120 + 1  # two hours, the hour after, and its very last moment
    assert ahead["qr_prefix"] == f"sangong:shift:{shift_id}:"
    street.clock.advance(timedelta(minutes=40))
    code = ahead["codes"][(street.clock.at - begins) // timedelta(seconds=30)]
    record = street.as_("volunteer").post(f"…/shifts/{shift_id}/check-ins", {"code": code}).get_json()
    assert (record["state"], record["flags"]) == ("checked_in", [])


def test_a_long_shift_gives_four_hours_at_a_time(street: Street) -> None:
    at = street.clock.at + timedelta(days=1)
    shift_id = street.shift(starts_at=at, ends_at=at + timedelta(hours=9))
    street.clock.at = at
    assert len(street.as_("leader").get(f"…/shifts/{shift_id}/codes-ahead").get_json()["codes"]) == 480


def test_every_fetch_leaves_a_row_and_the_phones_mark(street: Street, shift_id: UUID) -> None:
    for _ in range(2):
        street.as_("leader").get(f"…/shifts/{shift_id}/codes-ahead", headers={"Sangong-Device": "a" * 32})
    with street.work() as uow:
        rows = uow.session.scalars(select(CodeFetch).where(CodeFetch.shift_id == shift_id)).all()
        shown = uow.session.scalars(select(PhoneMark.member_id).where(PhoneMark.shift_id == shift_id)).all()
    assert [(row.member_id, row.last_step - row.first_step) for row in rows] == [(street["leader"].member_id, 360)] * 2
    assert shown == [street["leader"].member_id]


def test_nobody_has_codes_before_the_code_page_opens(street: Street) -> None:
    shift_id = street.shift()
    street.clock.at = street.times(shift_id)[0] - timedelta(minutes=31)
    refused(street.as_("leader").get(f"…/shifts/{shift_id}/codes-ahead"), 409, "too_early")
