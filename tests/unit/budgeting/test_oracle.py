"""The count against pabutools (GPL, in tests alone), an implementation by others."""

from collections.abc import Sequence
from fractions import Fraction

import pytest
from pabutools import fractions
from pabutools.election import (
    Additive_Cardinal_Sat,
    ApprovalBallot,
    ApprovalProfile,
    CardinalBallot,
    CardinalProfile,
    Cost_Sat,
    Effort_Sat,
    Instance,
)
from pabutools.election import Project as Theirs
from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares
from pabutools.tiebreaking import TieBreakingRule

from backend.budgeting.equal_shares import (
    Ballot,
    Election,
    How,
    Project,
    buy_together,
    count_ballots,
    shares_spent,
    take_most_supported,
)
from tests.unit.budgeting.elections import random_election

ELECTIONS = 200


class _Peer:
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
        increment = None if step is None else fractions.frac(step.numerator, step.denominator)
        return _numbers(
            method_of_equal_shares(
                self.instance, self.profile, self.measure, tie_breaking=self.ties, voter_budget_increment=increment
            )
        )

    def greedy(self, chosen: Sequence[int] = ()) -> list[int]:
        kept = [each for each in self.instance if int(each.name) in chosen]
        taken = greedy_utilitarian_welfare(
            self.instance, self.profile, self.measure, tie_breaking=self.ties, initial_budget_allocation=kept
        )
        return [number for number in _numbers(taken) if number not in chosen]


def _numbers(allocation: Sequence[Theirs]) -> list[int]:
    return [int(each.name) for each in allocation]


@pytest.mark.parametrize("approval", [True, False])
def test_hundreds_of_elections_are_counted_as_pabutools_counts_them(approval: bool) -> None:
    for seed in range(ELECTIONS):
        projects, ballots, budget = random_election(1000 + seed, points_max=1 if approval else 5)
        election, peer = Election(projects, ballots, budget), _Peer(projects, ballots, budget, approval=approval)
        share = Fraction(budget, len(ballots))
        assert [each.number for each in buy_together(election, share)] == peer.equal_shares(), seed
        assert take_most_supported(election) == peer.greedy(), seed
        counted = count_ballots(election, steps_a_share=10, steps_max=10**6)
        grown = peer.equal_shares(share / 10)
        assert [each.number for each in counted.chosen if each.how is How.EQUAL_SHARES] == grown, seed
        assert [each.number for each in counted.chosen if each.how is How.REST] == peer.greedy(grown), seed


def test_a_voters_share_is_what_pabutools_calls_effort() -> None:
    for seed in range(30):
        projects, ballots, budget = random_election(5000 + seed, points_max=1)
        election, peer = Election(projects, ballots, budget), _Peer(projects, ballots, budget, approval=True)
        chosen = take_most_supported(election)
        bought = [each for each in peer.instance if int(each.name) in chosen]
        share = Fraction(budget, len(ballots))
        theirs = [
            Fraction(int(spent.numerator), int(spent.denominator))
            for ballot in peer.profile
            for spent in [fractions.frac(Effort_Sat(peer.instance, peer.profile, ballot).sat(bought), 1)]
        ]
        assert [each * share for each in shares_spent(election, ballots, chosen)] == theirs, seed
