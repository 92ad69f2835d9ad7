"""The whole count: equal shares, then Add1U so that money is not left over for want of small change.

Add1U (equalshares.net): purses grow step by step and everything is bought anew, until that would cost more than there
is or nothing more fits; what the last affordable step leaves over goes to the most supported that still fit.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from backend.budgeting.equal_shares.election import Election
from backend.budgeting.equal_shares.greedy import take_most_supported
from backend.budgeting.equal_shares.method import Purchase, buy_together

# Purses grow by a hundredth of a share, to three shares at most. Our rule: steps of one fen would be thousands of
# counts that differ in nothing, and a project of few supporters must not keep the count going.
STEPS_A_SHARE = 100
STEPS_MAX = 200


class How(StrEnum):
    """What brought a project in."""

    EQUAL_SHARES = "equal_shares"
    REST = "rest"  # bought from what was left over


@dataclass(frozen=True, slots=True)
class Chosen:
    """A project that is paid; ``price`` is what a point cost its supporters in fen, None for the rest."""

    number: int
    how: How
    price: Fraction | None


@dataclass(frozen=True, slots=True)
class Count:
    """What was chosen, in order; ``steps`` is how often the purses grew before."""

    chosen: tuple[Chosen, ...]
    steps: int


def count_ballots(election: Election, *, steps_a_share: int = STEPS_A_SHARE, steps_max: int = STEPS_MAX) -> Count:
    """Return what equal shares choose; nothing where nobody voted."""
    if not election.voters:
        return Count((), 0)
    share = Fraction(election.budget, election.voters)
    bought, steps = buy_together(election, share), 0
    while steps < steps_max and _more_would_fit(election, bought):
        more = buy_together(election, share * Fraction(steps_a_share + steps + 1, steps_a_share))
        if election.cost(each.number for each in more) > election.budget:
            break
        bought, steps = more, steps + 1
    rest = take_most_supported(election, {each.number for each in bought})
    chosen = [Chosen(each.number, How.EQUAL_SHARES, each.price) for each in bought]
    return Count((*chosen, *(Chosen(number, How.REST, None) for number in rest)), steps)


def _more_would_fit(election: Election, bought: list[Purchase]) -> bool:
    return bool(take_most_supported(election, {each.number for each in bought}))
