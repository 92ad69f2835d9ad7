"""What a result tells: of buildings never of a few voters, of ballots a hash in which no order shows."""

from fractions import Fraction

import pytest

from backend.budgeting.equal_shares import Project
from backend.budgeting.rules.results import by_building, count_round, hash_ballots


def told(*buildings: str | None) -> list[tuple[str | None, int]]:
    half = [Fraction(1, 2)] * len(buildings)
    return [(each["building"], each["voters"]) for each in by_building(buildings, half, half)]


@pytest.mark.parametrize(
    ("buildings", "expected"),
    [
        (["1号楼"] * 5, [("1号楼", 5)]),
        (["1号楼"] * 4, []),
        (["1号楼"] * 6 + ["2号楼"] * 5, [("1号楼", 6), ("2号楼", 5)]),
        (["1号楼"] * 6 + ["2号楼"] * 3 + ["3号楼"] * 2, [("1号楼", 6), (None, 5)]),
        # Alone, the four could be told from the whole by subtraction: the smallest building goes with them.
        (["1号楼"] * 6 + ["2号楼"] * 5 + ["3号楼"] * 4, [("1号楼", 6), (None, 9)]),
        (["1号楼"] * 6 + ["2号楼"] * 4, [(None, 10)]),
        (["1号楼"] * 6 + [None], [(None, 7)]),
        ([None] * 3, []),
    ],
    ids=["five", "four", "two whole", "small ones together", "four beside two", "four beside one", "unknown", "few"],
)
def test_no_building_of_a_few_voters_shines_through(
    buildings: list[str | None], expected: list[tuple[str | None, int]]
) -> None:
    assert told(*buildings) == expected


def test_a_building_is_told_its_mean_share() -> None:
    ours = [Fraction(0)] * 4 + [Fraction(1)] + [Fraction(2)] * 5
    theirs = [Fraction(1, 3)] * 10
    first, second = by_building(["1号楼"] * 5 + ["2号楼"] * 5, ours, theirs)
    assert (first["equal_shares_percent"], first["greedy_percent"]) == (20, 33)
    assert (second["equal_shares_percent"], second["greedy_percent"]) == (200, 33)


def test_the_hash_is_of_what_is_said_and_not_of_the_order() -> None:
    one, two = {1: 1, 2: 3}, {2: 1}
    assert hash_ballots([one, two]) == hash_ballots([two, {2: 3, 1: 1}])
    assert hash_ballots([one, two]) != hash_ballots([one, two, two])
    assert hash_ballots([one, two]) != hash_ballots([one, {1: 1}])


def test_a_count_done_again_is_the_same_whatever_order_the_ballots_come_in() -> None:
    projects = [Project(1, 300), Project(2, 300), Project(3, 400)]
    ballots = [{1: 2, 3: 1}, {2: 2}, {2: 1, 3: 2}, {1: 1}, {3: 3}]
    once = count_round(projects, ballots, 700, ["1号楼"] * 5)
    again = count_round(projects[::-1], ballots[::-1], 700, ["1号楼"] * 5)
    assert once == again
    assert once.spent_fen <= 700
