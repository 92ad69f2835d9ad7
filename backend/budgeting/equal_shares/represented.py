"""Who is represented: how much of the money goes to what a voter supports, beside an equal share of it.

A project's money counts for its supporters by their points. M. Lackner, J. Maly, S. Rey, "Fairness in Participatory
Budgeting via Equality of Resources", AAMAS 2023, call this a voter's share.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from backend.budgeting.equal_shares.election import Ballot, Election


@dataclass(frozen=True, slots=True)
class Represented:
    """How many voters get nothing, less than an equal share, or an equal share and more for what they support."""

    voters: int
    nothing: int
    part: int
    full: int
    mean: Fraction  # of an equal share


def money_for_a_point(election: Election, chosen: Collection[int]) -> dict[int, Fraction]:
    """Return the fen that each point for a chosen project stands for."""
    return {
        number: Fraction(election.projects[number].cost, election.points[number])
        for number in chosen
        if election.points[number]
    }


def shares_spent(election: Election, ballots: Sequence[Ballot], chosen: Collection[int]) -> list[Fraction]:
    """Return for each ballot the money that goes to what it supports, in equal shares (1: exactly one share)."""
    worth = money_for_a_point(election, chosen)
    share = Fraction(election.budget, election.voters)
    return [_spent(ballot, worth) / share for ballot in ballots]


def _spent(ballot: Ballot, worth: Mapping[int, Fraction]) -> Fraction:
    return sum((worth[number] * points for number, points in ballot.items() if number in worth), Fraction(0))


def represented(spent: Sequence[Fraction]) -> Represented:
    """Sum up what ``shares_spent`` found for some voters, at least one."""
    nothing = sum(each == 0 for each in spent)
    full = sum(each >= 1 for each in spent)
    return Represented(len(spent), nothing, len(spent) - nothing - full, full, sum(spent, Fraction(0)) / len(spent))
