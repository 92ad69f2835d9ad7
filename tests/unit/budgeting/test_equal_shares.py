"""The Method of Equal Shares against its definition, worked by hand and by brute force."""

from collections.abc import Sequence
from fractions import Fraction

import pytest

from backend.budgeting.equal_shares import (
    Ballot,
    Election,
    How,
    Project,
    buy_together,
    count_ballots,
    represented,
    shares_spent,
    take_most_supported,
)
from tests.unit.budgeting.elections import random_election


def test_a_minority_gets_its_part_where_greedy_gives_it_nothing() -> None:
    """51 want six red projects, 49 six blue ones; money is for six: greedy buys red alone."""
    projects = [Project(number, 100) for number in range(1, 13)]
    red, blue = dict.fromkeys(range(1, 7), 1), dict.fromkeys(range(7, 13), 1)
    election = Election(projects, [red] * 51 + [blue] * 49, 600)
    assert take_most_supported(election) == [1, 2, 3, 4, 5, 6]
    assert [each.number for each in buy_together(election, Fraction(6))] == [1, 2, 3, 7, 8]
    counted = count_ballots(election)
    assert sorted(each.number for each in counted.chosen) == [1, 2, 3, 7, 8, 9]


def test_who_has_too_little_gives_all_and_the_others_pay_the_rest() -> None:
    """The first has paid 8 of 10 for project 1; of the 11 for project 2 they give 2, the other supporter 9."""
    election = Election([Project(1, 24), Project(2, 11)], [{1: 1, 2: 1}, {1: 1}, {1: 1}, {2: 1}], 40)
    assert buy_together(election, Fraction(10)) == [(1, Fraction(8)), (2, Fraction(9))]


def test_two_points_pay_twice_as_much_as_one() -> None:
    election = Election([Project(1, 12)], [{1: 1}, {1: 1}, {1: 2}], 30)
    assert buy_together(election, Fraction(10)) == [(1, Fraction(3))]
    assert buy_together(election, Fraction(5)) == [(1, Fraction(7, 2))]
    assert buy_together(election, Fraction(39, 10)) == []


def test_a_tie_goes_to_more_points_then_to_the_cheaper_then_to_the_earlier() -> None:
    election = Election([Project(1, 20), Project(2, 20), Project(3, 10)], [{1: 1}, {2: 1}, {3: 1}], 30)
    assert [each.number for each in buy_together(election, Fraction(20))] == [3, 1, 2]
    assert take_most_supported(election) == [3, 1]


def test_what_is_left_over_goes_to_the_most_supported_that_fit() -> None:
    election = Election([Project(1, 60), Project(2, 70), Project(3, 40)], [{1: 1}, {1: 1}, {2: 1}, {3: 1}], 100)
    counted = count_ballots(election, steps_max=0)
    assert [(each.number, each.how) for each in counted.chosen] == [(1, How.REST), (3, How.REST)]


@pytest.mark.parametrize(
    ("projects", "ballots", "chosen"),
    [
        ([], [], []),
        ([Project(1, 50)], [], []),
        ([Project(1, 50)], [{}], []),
        ([Project(1, 101)], [{1: 1}], []),
        ([Project(1, 100), Project(2, 100)], [{2: 1}] * 7, [2]),
        ([Project(1, 50), Project(2, 50)], [{1: 1, 2: 1}] * 9, [1, 2]),
        ([Project(1, 50), Project(2, 50)], [{2: 1}] * 9, [2]),
    ],
    ids=[
        "nothing",
        "nobody voted",
        "an empty ballot",
        "dearer than the money",
        "all alike",
        "all is affordable",
        "nobody wants",
    ],
)
def test_the_ends_of_the_range(projects: list[Project], ballots: list[Ballot], chosen: list[int]) -> None:
    assert [each.number for each in count_ballots(Election(projects, ballots, 100)).chosen] == chosen


def test_a_project_of_one_supporter_does_not_keep_the_count_going() -> None:
    """It fits, yet its supporter would need 900 shares; the count stops growing purses and buys it from the rest."""
    election = Election([Project(1, 100), Project(2, 900)], [{1: 1}] * 999 + [{1: 1, 2: 1}], 1000)
    counted = count_ballots(election)
    assert counted.steps == 200
    assert [(each.number, each.how) for each in counted.chosen] == [(1, How.EQUAL_SHARES), (2, How.REST)]


def _price(cost: int, said: Sequence[tuple[int, Fraction]]) -> Fraction | None:
    """Return the least price by trying each moment at which somebody runs out (points, purse)."""
    if sum(purse for _, purse in said) < cost:
        return None
    for price in sorted({purse / points for points, purse in said}):
        if sum(min(purse, price * points) for points, purse in said) >= cost:
            out = [(points, purse) for points, purse in said if purse < price * points]
            rich = sum(points for points, purse in said if purse >= price * points)
            return (cost - sum(purse for _, purse in out)) / Fraction(rich)
    raise AssertionError


def _by_definition(election: Election, ballots: Sequence[Ballot], purse: Fraction) -> list[tuple[int, Fraction]]:
    purses = [purse] * len(ballots)
    left, bought = set(election.projects), []
    while True:
        offers = []
        for number in left:
            cost = election.projects[number].cost
            who = [(ballot[number], purses[i]) for i, ballot in enumerate(ballots) if number in ballot]
            price = _price(cost, who) if who else None
            if price is not None:
                offers.append((price / cost, election.rank(number), number, price))
        if not offers:
            return bought
        _, _, number, price = min(offers)
        left.remove(number)
        bought.append((number, price))
        for i, ballot in enumerate(ballots):
            if number in ballot:
                purses[i] -= min(purses[i], price * ballot[number])


@pytest.mark.parametrize("points_max", [1, 6])
def test_purchases_are_those_of_the_definition(points_max: int) -> None:
    for seed in range(120):
        projects, ballots, budget = random_election(seed, points_max=points_max)
        election = Election(projects, ballots, budget)
        purse = Fraction(budget, len(ballots))
        assert buy_together(election, purse) == _by_definition(election, ballots, purse), seed


def test_an_even_share_is_told_by_voter() -> None:
    """Three of four pay for what they want with the money of all four; the fourth gets nothing."""
    ballots: list[Ballot] = [{1: 1}, {1: 1}, {1: 1}, {2: 1}]
    election = Election([Project(1, 90), Project(2, 200)], ballots, 120)
    spent = shares_spent(election, ballots, [1])
    assert spent == [1, 1, 1, 0]
    told = represented(spent)
    assert (told.voters, told.nothing, told.part, told.full, told.mean) == (4, 1, 0, 3, Fraction(3, 4))


def test_points_weigh_what_a_voter_is_given() -> None:
    ballots: list[Ballot] = [{1: 3}, {1: 1}]
    election = Election([Project(1, 100)], ballots, 100)
    assert shares_spent(election, ballots, [1]) == [Fraction(3, 2), Fraction(1, 2)]
