"""Matching in neighbourhoods of 1,000² to 20,000² needs and offers: seconds, memory, gap; greedy and SciPy beside it.

``python -m tests.bench.matching [sizes]`` prints one JSON object a size, each measured in a process of its own: the
plan with its proven gap, what greedy (heaviest pair first) serves of the same pairs, and a pure assignment (a place
each, nothing takes time) beside SciPy's, which must have the same optimum. Needs no servers.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from random import Random
from typing import Any
from uuid import UUID

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from backend.matching.model.choices import Choices
from backend.matching.model.plans import Edge, Limits
from backend.matching.model.repair import Draft
from backend.matching.model.solve import solve
from backend.matching.model.types import Help, Need, Offer
from backend.matching.types import NeedKind, OfferKind
from tests.bench.neighbourhood import Neighbourhood

SIZES = (1000, 2000, 5000, 10_000, 20_000)
LIMITS = Limits()
# The target, at this size: seconds of computing (one thread; on a busy machine the clock runs on), GB, per mille.
TARGET_SIZE, SECONDS_MAX, GB_MAX, GAP_MAX = 10_000, 10, 2, 10


def timed(work: Callable[[], Any]) -> tuple[Any, float, float]:
    """Return what work gives, the seconds on the clock, and those of computing (other work on the machine apart)."""
    clock, computing = time.monotonic(), time.process_time()
    result = work()
    return result, round(time.monotonic() - clock, 2), round(time.process_time() - computing, 2)


def peak_mb() -> int:
    """Return the most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def measure(size: int) -> dict[str, Any]:
    """Measure one size."""
    place = Neighbourhood(size)
    edges, _, judging = timed(place.edges)
    before = peak_mb()
    plan, seconds, computing = timed(lambda: solve(place.needs, place.offers, edges, LIMITS))
    memory = peak_mb()
    greedy, greedy_seconds, _ = timed(lambda: greedily(place, edges))
    result = {
        "needs": size,
        "places": sum(need.places for need in place.needs),
        "pairs": len(edges),
        "judging_and_weighing_s": judging,
        "seconds": seconds,
        "computing_s": computing,
        "peak_mb": memory,
        "of_which_input_mb": before,
        "value": plan.value,
        "bound": plan.bound,
        "gap_percent": round(100 * (plan.bound - plan.value) / plan.bound, 3),
        "stopped": plan.stopped,
        "served": len(plan.matches),
        "greedy": {
            "seconds": greedy_seconds,
            "served": greedy[0],
            "value": greedy[1],
            "plan_serves_more": len(plan.matches) - greedy[0],
            "plan_is_worth_more_percent": round(100 * (plan.value - greedy[1]) / greedy[1], 2),
        },
        "assignment": assignment(size),
    }
    if size == TARGET_SIZE:
        result["target_met"] = computing < SECONDS_MAX and memory < GB_MAX * 1024 and plan.gap_permille <= GAP_MAX
    return result


def greedily(place: Neighbourhood, edges: list[Edge]) -> tuple[int, int]:
    """Return how many places greedy fills, and what that is worth: always the heaviest choice that still can be."""
    choices = Choices.of(place.needs, place.offers, edges)
    draft = Draft(choices)
    for n in sorted(range(len(choices.all)), key=lambda n: (-choices.all[n].value, n)):
        if draft.possible(n):
            draft.take(n)
    chosen = draft.chosen()
    return len(chosen), choices.value_of(chosen)


def assignment(size: int) -> dict[str, Any]:
    """Return the seconds of ours and of SciPy's on one assignment, and whether their optimum is the same."""
    dice = Random(size)
    partners = list(range(size))
    dice.shuffle(partners)
    full = 2000 * size  # so much for each place filled that leaving one empty never pays
    pairs = {(n, other) for n in range(size) for other in (partners[n], *(dice.randrange(size) for _ in range(12)))}
    points = {pair: full + dice.randrange(1, 1000) for pair in sorted(pairs)}
    needs, offers = [_need(n) for n in range(size)], [_offer(size + n) for n in range(size)]
    edges = [Edge(needs[n].id, offers[o].id, weight) for (n, o), weight in points.items()]
    plan, seconds, computing = timed(lambda: solve(needs, offers, edges, LIMITS))
    rows, columns = zip(*points, strict=True)
    matrix = csr_matrix((np.array(list(points.values()), np.float64), (rows, columns)), (size, size))
    (mine, theirs), scipy_seconds, scipy_computing = timed(
        lambda: min_weight_full_bipartite_matching(matrix, maximize=True)
    )
    return {
        "pairs": len(edges),
        "seconds": seconds,
        "scipy_seconds": scipy_seconds,
        "time_ratio": round(computing / max(scipy_computing, 0.01), 2),
        "same_optimum": plan.value == plan.bound == int(matrix[mine, theirs].sum()),
    }


def _need(n: int) -> Need:
    helps = frozenset({Help.TIME})
    return Need(id=UUID(int=n), kind=NeedKind.ENTRY, category="c", helps=helps, takers=frozenset(OfferKind))


def _offer(n: int) -> Offer:
    return Offer(id=UUID(int=n), kind=OfferKind.MEMBER, categories=frozenset({"c"}), helps=frozenset({Help.TIME}))


def main(arguments: list[str]) -> None:
    """Measure each size in its own process, or with ``--one`` a single size in this one."""
    if arguments[:1] == ["--one"]:
        print(json.dumps(measure(int(arguments[1])), ensure_ascii=False))
        return
    for size in [int(each) for each in arguments] or SIZES:
        subprocess.run([sys.executable, "-m", "tests.bench.matching", "--one", str(size)], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
