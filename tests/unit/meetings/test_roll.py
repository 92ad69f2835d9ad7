"""Who has a seat: age on the meeting's day, households once, the two or three that a group elected."""

from datetime import date
from uuid import UUID, uuid4

import pytest

from backend.communities.service import Elector
from backend.meetings.errors import EmptyRollError, GroupsWithoutRepresentativesError
from backend.meetings.rules.roll import Groups, Residents, decide_lawful_roll
from backend.meetings.types import Basis

DAY = date(2026, 12, 10)
NO_GROUPS = Groups({}, {}, {})
HOME = uuid4()


def elector(born: date = date(1970, 1, 1), *, lives_here: bool = True, home: UUID | None = None) -> Elector:
    """Return a verified member."""
    return Elector(uuid4(), born, lives_here, home, None)


def test_age_counts_on_the_day_of_the_meeting() -> None:
    birthday, day_after = elector(date(2008, 12, 10)), elector(date(2008, 12, 11))
    roll = decide_lawful_roll(Basis.ADULTS, [birthday, day_after], NO_GROUPS, Residents(1, 1), DAY)
    assert [seat.member_id for seat in roll.seats] == [birthday.id]


def test_a_register_that_knows_fewer_takes_nobodys_seat() -> None:
    roll = decide_lawful_roll(Basis.ADULTS, [elector(), elector()], NO_GROUPS, Residents(1, 1), DAY)
    assert (roll.size, roll.outside) == (2, 0)


def test_a_household_of_minors_or_of_who_only_works_here_has_no_seat() -> None:
    people = [elector(date(2015, 1, 1), home=uuid4()), elector(lives_here=False, home=uuid4()), elector(home=HOME)]
    roll = decide_lawful_roll(Basis.HOUSEHOLDS, people, NO_GROUPS, Residents(1, 1), DAY)
    assert [seat.household_id for seat in roll.seats] == [HOME]


def test_of_representatives_those_who_left_or_are_minors_do_not_count() -> None:
    group, here, gone, minor = uuid4(), elector(), uuid4(), elector(date(2015, 1, 1))
    groups = Groups({group: "第一小组"}, {}, {group: [here.id, gone, minor.id]})
    with pytest.raises(GroupsWithoutRepresentativesError) as refusal:
        decide_lawful_roll(Basis.REPRESENTATIVES, [here, minor], groups, None, DAY)
    assert refusal.value.extras["groups"] == ["第一小组"]


def test_nobody_meets_nobody() -> None:
    with pytest.raises(EmptyRollError):
        decide_lawful_roll(Basis.ADULTS, [elector(date(2020, 1, 1))], NO_GROUPS, Residents(9, 9), DAY)
