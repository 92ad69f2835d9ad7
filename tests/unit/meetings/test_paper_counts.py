"""Two people read the papers alone; only two equal readings count, and nobody gives way alone."""

from collections.abc import Sequence
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.errors import InvalidError
from backend.meetings.rules.paper_counts import agreeing, ballots_of, check_reading, differences, next_round
from backend.meetings.rules.tally import count
from backend.meetings.types.motions import Choice, Counts, Secrecy
from backend.meetings.types.paper_counts import Difference, Entered, Reading

WANG, LI, ZHAO = (UUID(int=n) for n in (1, 2, 3))
S1, S2, S3 = (UUID(int=n) for n in (11, 12, 13))
A, B, C = (Reading(counts=Counts(yes=n, no=9 - n)) for n in (7, 6, 5))


def entered(*lines: tuple[UUID, Reading]) -> list[Entered]:
    """Enter readings one after another, each in the round it falls into."""
    found: list[Entered] = []
    for member_id, reading in lines:
        found.append(Entered(member_id, next_round(found), reading))
    return found


@pytest.mark.parametrize(
    ("lines", "rounds", "agree"),
    [
        ([(WANG, A)], [1], None),
        ([(WANG, A), (LI, A)], [1, 1], (0, 1)),
        ([(WANG, A), (LI, B)], [1, 1], None),
        # The first gives way alone: not enough; the second reads again and stays with it: enough.
        ([(WANG, A), (LI, B), (WANG, B)], [1, 1, 2], None),
        ([(WANG, A), (LI, B), (WANG, B), (LI, B)], [1, 1, 2, 2], (2, 3)),
        # They swap, and differ again.
        ([(WANG, A), (LI, B), (WANG, B), (LI, A)], [1, 1, 2, 2], None),
        # A third hand agrees with one of them, or with neither.
        ([(WANG, A), (LI, B), (ZHAO, B)], [1, 1, 2], (1, 2)),
        ([(WANG, A), (LI, B), (ZHAO, C)], [1, 1, 2], None),
        ([(WANG, A), (LI, B), (ZHAO, C), (LI, C)], [1, 1, 2, 2], (2, 3)),
        # The third has read before: no third hand any more.
        ([(WANG, A), (LI, B), (ZHAO, C), (LI, B), (ZHAO, A)], [1, 1, 2, 2, 3], None),
    ],
)
def test_when_two_readings_count(
    lines: list[tuple[UUID, Reading]], rounds: list[int], agree: tuple[int, int] | None
) -> None:
    found = entered(*lines)
    assert [each.round for each in found] == rounds
    assert agreeing(found) == (None if agree is None else (found[agree[0]], found[agree[1]]))


@given(st.lists(st.tuples(st.sampled_from([WANG, LI, ZHAO]), st.sampled_from([A, B])), max_size=6))
def test_whatever_is_entered_two_people_agree_or_nothing_counts(lines: list[tuple[UUID, Reading]]) -> None:
    found = entered(*lines)
    pair = agreeing(found)
    if pair is not None:
        assert pair[0].member_id != pair[1].member_id
        assert pair[0].reading == pair[1].reading
    assert all(later.round - earlier.round in (0, 1) for earlier, later in pairwise(found))


def test_differences_name_the_seat_or_the_choice() -> None:
    one = Reading(by_seat={S1: Choice.YES, S2: Choice.NO, S3: Choice.ABSTAIN})
    other = Reading(by_seat={S1: Choice.YES, S2: Choice.YES, S3: Choice.INVALID})
    assert differences(one, other) == [
        Difference(S2, None, Choice.NO, Choice.YES),
        Difference(S3, None, Choice.ABSTAIN, Choice.INVALID),
    ]
    assert differences(A, B) == [Difference(None, Choice.YES, 7, 6), Difference(None, Choice.NO, 2, 3)]
    assert differences(A, A) == []


@given(st.lists(st.sampled_from(Choice), max_size=12))
def test_a_box_gives_as_many_ballots_as_were_read(choices: Sequence[Choice]) -> None:
    assert count(ballots_of(count(choices))) == count(choices)


@pytest.mark.parametrize(
    ("reading", "secrecy"),
    [
        (Reading(counts=Counts(yes=1)), Secrecy.SECRET),  # one of two is missing
        (Reading(counts=Counts(yes=3)), Secrecy.SECRET),  # one more than was given out
        (Reading(by_seat={S1: Choice.YES, S2: Choice.NO}), Secrecy.SECRET),  # names on a secret ballot
        (Reading(), Secrecy.SECRET),
        (Reading(by_seat={S1: Choice.YES}), Secrecy.OPEN),
        (Reading(by_seat={S1: Choice.YES, S3: Choice.YES}), Secrecy.OPEN),  # nobody gave S3 a paper
        (Reading(counts=Counts(yes=2)), Secrecy.OPEN),
    ],
)
def test_every_paper_is_accounted_for_and_no_other(reading: Reading, secrecy: Secrecy) -> None:
    with pytest.raises(InvalidError):
        check_reading(reading, secrecy, {S1, S2})


def test_a_paper_not_handed_back_is_invalid() -> None:
    check_reading(Reading(counts=Counts(yes=1, invalid=1)), Secrecy.SECRET, {S1, S2})
    check_reading(Reading(by_seat={S1: Choice.YES, S2: Choice.INVALID}), Secrecy.OPEN, {S1, S2})
