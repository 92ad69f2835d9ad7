"""The count of a budget round of 10,000 voters and 60 proposals beside pabutools', in the same run.

``python -m tests.bench.budgeting [voters]`` prints one JSON object for each kind of ballot: seconds of one pass with
equal shares by ours and by pabutools (GPL, in tests alone), which must buy the same, and of our whole count (all steps,
greedy, who is represented). ``--whole`` lets pabutools take all the steps as well. Needs no servers.
"""

import json
import sys
import time
from collections.abc import Callable, Sequence
from fractions import Fraction
from random import Random
from typing import Any

from backend.budgeting.equal_shares import Ballot, Election, How, Project, buy_together, count_ballots
from backend.budgeting.equal_shares.count import STEPS_A_SHARE
from backend.budgeting.rules.results import count_round
from tests.unit.budgeting.peer import Peer

VOTERS, PROPOSALS, BUDGET = 10_000, 60, 50_000_000
POINTS = 10


def make(voters: int, *, approval: bool) -> tuple[list[Project], list[Ballot]]:
    """Return proposals of 5,000 to 80,000 yuan for 500,000; the first are the best known."""
    dice = Random(5)
    projects = [Project(number, dice.randrange(500_000, 8_000_000, 1000)) for number in range(1, PROPOSALS + 1)]
    known = [1 / number for number in range(1, PROPOSALS + 1)]
    ballots = []
    for _ in range(voters):
        chosen = set(dice.choices(range(1, PROPOSALS + 1), weights=known, k=dice.randint(1, POINTS)))
        ballots.append({each: 1 if approval else dice.randint(1, POINTS // len(chosen)) for each in sorted(chosen)})
    return projects, ballots


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """Return what work gives and the seconds on the clock."""
    begun = time.monotonic()
    result = work()
    return result, round(time.monotonic() - begun, 3)


def measure(voters: int, *, approval: bool, whole: bool) -> dict[str, Any]:
    """Measure one kind of ballot."""
    projects, ballots = make(voters, approval=approval)
    election, peer = Election(projects, ballots, BUDGET), Peer(projects, ballots, BUDGET, approval=approval)
    share = Fraction(BUDGET, voters)
    ours, our_pass = timed(lambda: [each.number for each in buy_together(election, share)])
    theirs, their_pass = timed(peer.equal_shares)
    counted, whole_count = timed(lambda: count_round(projects, ballots, BUDGET, [None] * voters))
    found = {
        "ballots": "approval" if approval else "points",
        "voters": voters,
        "different_ballots": len(election.groups),
        "one_pass_s": our_pass,
        "pabutools_one_pass_s": their_pass,
        "times_faster": round(their_pass / our_pass, 1),
        "same_purchases": ours == theirs,
        "steps": counted.facts["steps"],
        "whole_count_s": whole_count,
    }
    return found | (_whole(election, peer, share) if whole else {})


def _whole(election: Election, peer: Peer, share: Fraction) -> dict[str, Any]:
    counted, ours = timed(lambda: count_ballots(election))
    bought = [each.number for each in counted.chosen if each.how is How.EQUAL_SHARES]
    theirs, seconds = timed(lambda: peer.equal_shares(share / STEPS_A_SHARE))
    return {
        "all_steps_s": ours,
        "pabutools_all_steps_s": seconds,
        "times_faster_in_all": round(seconds / ours, 1),
        "same_in_all": bought == theirs,
    }


def main(arguments: Sequence[str]) -> None:
    """Measure and print."""
    numbers = [int(each) for each in arguments if each.isdigit()]
    for approval in (True, False):
        found = measure(numbers[0] if numbers else VOTERS, approval=approval, whole="--whole" in arguments)
        print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
