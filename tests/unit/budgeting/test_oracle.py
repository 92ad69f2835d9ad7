"""The count against pabutools, on hundreds of elections."""

from fractions import Fraction

import pytest
from pabutools import fractions
from pabutools.election import Effort_Sat

from backend.budgeting.equal_shares import (
    Election,
    How,
    buy_together,
    count_ballots,
    shares_spent,
    take_most_supported,
)
from tests.unit.budgeting.elections import random_election
from tests.unit.budgeting.peer import Peer

ELECTIONS = 200


@pytest.mark.parametrize("approval", [True, False])
def test_hundreds_of_elections_are_counted_as_pabutools_counts_them(approval: bool) -> None:
    for seed in range(ELECTIONS):
        projects, ballots, budget = random_election(1000 + seed, points_max=1 if approval else 5)
        election, peer = Election(projects, ballots, budget), Peer(projects, ballots, budget, approval=approval)
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
        election, peer = Election(projects, ballots, budget), Peer(projects, ballots, budget, approval=True)
        chosen = take_most_supported(election)
        bought = [each for each in peer.instance if int(each.name) in chosen]
        share = Fraction(budget, len(ballots))
        theirs = [
            Fraction(int(spent.numerator), int(spent.denominator))
            for ballot in peer.profile
            for spent in [fractions.frac(Effort_Sat(peer.instance, peer.profile, ballot).sat(bought), 1)]
        ]
        assert [each * share for each in shares_spent(election, ballots, chosen)] == theirs, seed
