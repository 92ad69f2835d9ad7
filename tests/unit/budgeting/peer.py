"""pabutools (GPL, in tests alone) counts the same election: an implementation by others."""

from collections.abc import Sequence
from fractions import Fraction

from pabutools import fractions
from pabutools.election import (
    Additive_Cardinal_Sat,
    ApprovalBallot,
    ApprovalProfile,
    CardinalBallot,
    CardinalProfile,
    Cost_Sat,
    Instance,
)
from pabutools.election import Project as Theirs
from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares
from pabutools.tiebreaking import TieBreakingRule

from backend.budgeting.equal_shares import Ballot, Election, Project


class Peer:
    """An election as pabutools sees it; approvals by cost, points by points x cost."""

    def __init__(self, projects: Sequence[Project], ballots: Sequence[Ballot], budget: int, *, approval: bool) -> None:
        election = Election(projects, ballots, budget)
        theirs = {each.number: Theirs(str(each.number), each.cost) for each in projects}
        # What nobody supports is never bought here; there it fills up what is left.
        supported = [theirs[number] for number, points in election.points.items() if points]
        self.instance = Instance(supported, budget)
        self.ties = TieBreakingRule(lambda _, __, project: election.rank(int(project.name)))
        if approval:
            self.profile = ApprovalProfile([ApprovalBallot(theirs[n] for n in ballot) for ballot in ballots])
        else:
            worth = [{theirs[n]: points * theirs[n].cost for n, points in ballot.items()} for ballot in ballots]
            self.profile = CardinalProfile([CardinalBallot(each) for each in worth])
        self.measure = Cost_Sat if approval else Additive_Cardinal_Sat

    def equal_shares(self, step: Fraction | None = None) -> list[int]:
        """Return what equal shares buy; with ``step`` purses grow until nothing more is to be had."""
        increment = None if step is None else fractions.frac(step.numerator, step.denominator)
        return _numbers(
            method_of_equal_shares(
                self.instance, self.profile, self.measure, tie_breaking=self.ties, voter_budget_increment=increment
            )
        )

    def greedy(self, chosen: Sequence[int] = ()) -> list[int]:
        """Return what the most supported first would take beside ``chosen``."""
        kept = [each for each in self.instance if int(each.name) in chosen]
        taken = greedy_utilitarian_welfare(
            self.instance, self.profile, self.measure, tie_breaking=self.ties, initial_budget_allocation=kept
        )
        return [number for number in _numbers(taken) if number not in chosen]


def _numbers(allocation: Sequence[Theirs]) -> list[int]:
    return [int(each.name) for each in allocation]
