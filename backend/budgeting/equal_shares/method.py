"""The Method of Equal Shares for one size of purse (Peters, Pierczyński, Skowron 2021, section 3).

Everybody begins with the same purse. What a project is worth to a voter is points x cost ("cost utilities"). A project
is bought once its supporters can pay for it together, each the same for a point or all that is left; of those that can
be bought, always the one that costs its supporters least for what it is worth to them.
"""

import heapq
from fractions import Fraction
from math import gcd, lcm
from typing import NamedTuple

from backend.budgeting.equal_shares.election import Election, Support


class Purchase(NamedTuple):
    """A project that its supporters paid: fen for a point, from those who had that much."""

    number: int
    price: Fraction


def buy_together(election: Election, purse: Fraction) -> list[Purchase]:
    """Return what is bought when every voter has ``purse`` fen, in the order it is bought."""
    purses = _Purses(len(election.groups), purse)
    # A price only rises while purses empty: what was once found is the least it can be now.
    waiting = [
        (Fraction(1, points), election.rank(number), number) for number, points in election.points.items() if points
    ]
    heapq.heapify(waiting)
    bought = []
    while waiting:
        known, rank, number = heapq.heappop(waiting)
        cost = election.projects[number].cost
        price = purses.price(cost, election.support[number])
        if price is None:
            continue
        if price / cost > known:
            heapq.heappush(waiting, (price / cost, rank, number))
            continue
        purses.pay(price, election.support[number])
        bought.append(Purchase(number, price))
    return bought


class _Purses:
    """What each group's voters have left, in whole parts of a fen: exact, and faster than a fraction each."""

    def __init__(self, groups: int, purse: Fraction) -> None:
        self.left = [purse.numerator] * groups
        self.parts = purse.denominator  # of a fen

    def price(self, cost: int, support: Support) -> Fraction | None:
        """Return what a point costs in fen if the supporters buy together; None if they can't."""
        left, open_cost = self.left, cost * self.parts
        if sum(left[group] * voters for group, _, voters in support) < open_cost:
            return None
        open_points = sum(points * voters for _, points, voters in support)
        common = lcm(*{points for _, points, _ in support})
        for group, points, voters in sorted(support, key=lambda each: left[each[0]] * (common // each[1])):
            if open_cost * points <= left[group] * open_points:
                break
            # Less than their part: they give all they have, the others pay the rest.
            open_cost -= left[group] * voters
            open_points -= points * voters
        return Fraction(open_cost, open_points * self.parts)

    def pay(self, price: Fraction, support: Support) -> None:
        """Take what a project costs from its supporters."""
        finer = price.denominator // gcd(price.denominator, self.parts)
        if finer > 1:
            self.parts *= finer
            self.left = [each * finer for each in self.left]
        a_point = price.numerator * (self.parts // price.denominator)
        for group, points, _ in support:
            self.left[group] = max(0, self.left[group] - a_point * points)
