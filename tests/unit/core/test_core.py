"""Rules of core that everything stands on."""

from datetime import UTC, date, datetime
from enum import StrEnum
from uuid import uuid4

import pytest

from backend.core.actor import Actor, Role
from backend.core.clock import local_date, month_of, next_month
from backend.core.errors import ForbiddenError, MoveNotAllowedError, NotMemberError
from backend.core.moves import MoveTable
from backend.core.names import mask_name
from backend.core.policy import Policy
from backend.core.working_days import add_working_days, end_of_notice, has_official_calendar, is_working_day


@pytest.mark.parametrize(
    ("start", "days", "expected"),
    [
        (date(2025, 9, 29), 3, date(2025, 10, 10)),  # National Day and Mid-Autumn
        (date(2025, 1, 24), 3, date(2025, 2, 5)),  # Spring Festival, with a worked Sunday
        (date(2026, 11, 23), 3, date(2026, 11, 26)),
    ],
)
def test_notice_counts_official_working_days(start: date, days: int, expected: date) -> None:
    assert add_working_days(start, days) == expected


def test_a_sunday_can_be_worked() -> None:
    assert is_working_day(date(2025, 1, 26))


def test_beyond_the_official_calendar_weekdays_count() -> None:
    far = date(2050, 3, 5)  # a Saturday
    assert not has_official_calendar(far)
    assert (is_working_day(far), is_working_day(date(2050, 3, 7))) == (False, True)


def test_notice_ends_with_its_last_day_in_shanghai() -> None:
    # 23:30 UTC on the 22nd is the 23rd in Shanghai: three working days end when the 26th ends there.
    confirmed = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert end_of_notice(confirmed, 3).astimezone(UTC) == datetime(2026, 11, 26, 16, 0, tzinfo=UTC)


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


class Turn(StrEnum):
    GO = "go"


def test_a_move_that_is_not_in_the_table_is_refused_and_says_what() -> None:
    table = MoveTable({(Colour.RED, Turn.GO): Colour.GREEN})
    assert table.next(Colour.RED, Turn.GO) is Colour.GREEN
    with pytest.raises(MoveNotAllowedError) as refusal:
        table.next(Colour.GREEN, Turn.GO)
    assert refusal.value.extras == {"state": "green", "move": "go"}


class Act(StrEnum):
    SCAN = "scan"


POLICY = Policy("shop", {Act.SCAN: frozenset({Role.UNIT_CLERK})})


def test_a_clerk_acts_for_the_own_shop_alone() -> None:
    own, other = uuid4(), uuid4()
    clerk = Actor(uuid4(), 1, uuid4(), "店员", frozenset({Role.MEMBER}), {own: Role.UNIT_CLERK})
    POLICY.permit(clerk, Act.SCAN, unit_id=own)
    with pytest.raises(ForbiddenError):
        POLICY.permit(clerk, Act.SCAN, unit_id=other)


def test_a_tie_to_a_unit_counts_only_once_verified() -> None:
    unit = uuid4()
    applicant = Actor(uuid4(), 1, uuid4(), "店员", frozenset(), {unit: Role.UNIT_CLERK})
    with pytest.raises(NotMemberError):
        POLICY.permit(applicant, Act.SCAN, unit_id=unit)


@pytest.mark.parametrize(("name", "masked"), [("王小明", "王*"), ("欧阳", "欧*"), ("", "*")])
def test_strangers_see_the_first_character(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2026, 11, 23), date(2026, 12, 1)),
        (date(2026, 12, 31), date(2027, 1, 1)),
        (date(2026, 1, 31), date(2026, 2, 1)),
    ],
)
def test_the_next_month_begins_on_its_first(day: date, first: date) -> None:
    assert next_month(day) == first


def test_a_moment_is_on_the_day_of_the_street_not_of_the_server() -> None:
    last_hour = datetime(2026, 11, 30, 16, 30, tzinfo=UTC)
    assert (local_date(last_hour), month_of(last_hour)) == (date(2026, 12, 1), date(2026, 12, 1))
