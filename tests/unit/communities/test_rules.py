"""Ages and state tables of communities."""

from datetime import date
from itertools import product

import pytest

from backend.communities.moves import (
    EMPLOYMENT_MOVE_NAMES,
    EMPLOYMENT_MOVES,
    MEMBER_MOVE_NAMES,
    MEMBER_MOVES,
    EmploymentMove,
    MemberMove,
)
from backend.communities.rules import age_on, is_adult, needs_guardian
from backend.communities.types import EMPLOYMENT_STATE_NAMES, MEMBER_STATE_NAMES, EmploymentState, MemberState
from backend.core.errors import MoveNotAllowedError

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("born", "age"),
    [(date(2012, 11, 23), 14), (date(2012, 11, 24), 13), (date(2026, 11, 23), 0), (date(1908, 2, 29), 118)],
)
def test_a_birthday_is_a_year_older_on_its_day(born: date, age: int) -> None:
    assert age_on(born, TODAY) == age


def test_a_guardian_is_needed_until_the_fourteenth_birthday() -> None:
    assert needs_guardian(date(2012, 11, 24), TODAY)
    assert not needs_guardian(date(2012, 11, 23), TODAY)


def test_of_age_from_the_eighteenth_birthday() -> None:
    assert is_adult(date(2008, 11, 23), TODAY)
    assert not is_adult(date(2008, 11, 24), TODAY)


def test_born_on_leap_day_is_older_on_the_first_of_march() -> None:
    assert (age_on(date(2012, 2, 29), date(2026, 2, 28)), age_on(date(2012, 2, 29), date(2026, 3, 1))) == (13, 14)


@pytest.mark.parametrize(("state", "move"), list(product(MemberState, MemberMove)))
def test_every_membership_move_leads_somewhere_named_or_is_refused(state: MemberState, move: MemberMove) -> None:
    try:
        assert MEMBER_MOVES.next(state, move) in MEMBER_STATE_NAMES
        assert move in MEMBER_MOVE_NAMES
    except MoveNotAllowedError:
        assert move not in MEMBER_MOVES.moves_from(state)


@pytest.mark.parametrize(("state", "move"), list(product(EmploymentState, EmploymentMove)))
def test_every_employment_move_leads_somewhere_named_or_is_refused(
    state: EmploymentState, move: EmploymentMove
) -> None:
    try:
        assert EMPLOYMENT_MOVES.next(state, move) in EMPLOYMENT_STATE_NAMES
        assert move in EMPLOYMENT_MOVE_NAMES
    except MoveNotAllowedError:
        assert move not in EMPLOYMENT_MOVES.moves_from(state)


def test_nobody_gets_out_of_left_but_by_joining_again() -> None:
    assert MEMBER_MOVES.moves_from(MemberState.LEFT) == []
