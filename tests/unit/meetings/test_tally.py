"""Counting against a count by hand; quorum and majority at their edges."""

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.meetings.rules.tally import (
    can_be_secret,
    count,
    decide_outcome,
    is_quorate,
    needed_present,
    needed_yes,
)
from backend.meetings.types.motions import Choice, Counts, Outcome, Turnout

CHOICES = st.lists(st.sampled_from(Choice), max_size=30)


@given(CHOICES)
def test_a_count_is_what_a_person_would_count(choices: Sequence[Choice]) -> None:
    counts = count(choices)
    for choice in Choice:
        assert getattr(counts, choice.value) == sum(1 for each in choices if each is choice)
    assert counts.cast == len(choices)


@given(CHOICES, st.integers(0, 20), st.integers(0, 60))
def test_only_a_yes_is_a_yes(choices: Sequence[Choice], silent: int, away: int) -> None:
    """By hand: half of everybody in the room, whether they abstained, said nothing or are spoken for."""
    present = len(choices) + silent
    represented = present // 3
    turnout = Turnout(seats=present + away, in_person=present - represented, represented=represented)
    yes = len([each for each in choices if each is Choice.YES])
    passed = present > 0 and Fraction(yes, present) > Fraction(1, 2)
    assert (decide_outcome(turnout, count(choices)) is Outcome.PASSED) == passed
    assert passed == (yes >= needed_yes(turnout))
    quorate = turnout.seats > 0 and Fraction(present, turnout.seats) > Fraction(1, 2)
    assert is_quorate(turnout, is_lawful=True) == quorate
    assert quorate == (present >= needed_present(turnout, is_lawful=True))


@pytest.mark.parametrize(
    ("seats", "in_person", "represented", "quorate"),
    [(10, 5, 0, False), (10, 5, 1, True), (10, 6, 0, True), (11, 5, 0, False), (11, 6, 0, True), (1, 1, 0, True)],
)
def test_half_is_no_quorum_and_a_proxy_counts_as_present(
    seats: int, in_person: int, represented: int, quorate: bool
) -> None:
    assert is_quorate(Turnout(seats, in_person, represented), is_lawful=True) == quorate


@pytest.mark.parametrize(
    ("counts", "outcome"),
    [
        (Counts(yes=5, no=0), Outcome.REJECTED),  # half of the ten present: the five silent ones are present
        (Counts(yes=6, no=4), Outcome.PASSED),
        (Counts(yes=5, abstain=5), Outcome.REJECTED),
        (Counts(yes=10), Outcome.PASSED),
        (Counts(no=10), Outcome.REJECTED),
        (Counts(abstain=10), Outcome.REJECTED),
        (Counts(invalid=10), Outcome.REJECTED),
        (Counts(), Outcome.REJECTED),
    ],
)
def test_over_half_of_those_present_pass(counts: Counts, outcome: Outcome) -> None:
    assert decide_outcome(Turnout(seats=12, in_person=8, represented=2), counts) is outcome


def test_one_participant_decides_alone_but_not_in_secret() -> None:
    alone = Turnout(seats=1, in_person=1, represented=0)
    assert decide_outcome(alone, Counts(yes=1)) is Outcome.PASSED
    assert decide_outcome(alone, Counts(no=1)) is Outcome.REJECTED
    assert not can_be_secret(alone)
    assert can_be_secret(Turnout(seats=4, in_person=2, represented=1))
