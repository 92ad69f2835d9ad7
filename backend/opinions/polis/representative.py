"""What a group says that others do not: statements chosen by two tests of proportions, as published by Polis.

A statement represents a group by agreement when its members agree more often than not (one-proportion test) and more
often than everybody else (two-proportion test), both at 90 % one-sided; likewise by disagreement. Counts are
raised by one in both tests, so that a few votes prove little.
"""

import numpy as np

from backend.opinions.polis.consensus import VOTES_MIN
from backend.opinions.polis.types import Counts, Numbers, Said, Side, Tally

Z_90 = 1.2816
SHOWN = 5


def find_representative(tally: Tally) -> tuple[tuple[Said, ...], ...]:
    """Return, a group, up to five statements, agreement before disagreement, the most representative first.

    A single group has nobody to differ from: nothing represents it. Our rule beside: VOTES_MIN votes of the group.
    """
    groups = len(tally.votes)
    if groups < 2:
        return ((),) * groups
    measured = {side: _measure(tally, side) for side in Side}
    return tuple(_choose(tally, measured, group) for group in range(groups))


def _measure(tally: Tally, side: Side) -> tuple[Numbers, Numbers, Numbers]:
    """Return by group and statement: z of the two-proportion test, z of the one-proportion test, the metric.

    The metric is ratio of shares x both tests x share.
    """
    said = tally.agrees if side is Side.AGREE else tally.disagrees
    said_by_rest, votes_of_rest = said.sum(axis=0) - said, tally.votes.sum(axis=0) - tally.votes
    share, share_of_rest = (said + 1) / (tally.votes + 2), (said_by_rest + 1) / (votes_of_rest + 2)
    against_half = one_proportion(said, tally.votes)
    against_rest = two_proportions(said, tally.votes, said_by_rest, votes_of_rest)
    return against_rest, against_half, share / share_of_rest * against_rest * share * against_half


def one_proportion(said: Counts, votes: Counts) -> Numbers:
    """Return z of said / votes against a half, both raised by one."""
    return np.asarray(2 * np.sqrt(votes + 1) * ((said + 1) / (votes + 1) - 0.5))


def two_proportions(said: Counts, votes: Counts, said_by_rest: Counts, votes_of_rest: Counts) -> Numbers:
    """Return z of said / votes against the rest's, all raised by one; 0 where everybody says it."""
    here, there = votes + 1, votes_of_rest + 1
    pooled = (said + said_by_rest + 2) / (here + there)
    variance = pooled * (1 - pooled) * (1 / here + 1 / there)
    difference = (said + 1) / here - (said_by_rest + 1) / there
    is_told = variance > 0
    return np.where(is_told, difference / np.sqrt(np.where(is_told, variance, 1.0)), 0.0)


def _choose(tally: Tally, measured: dict[Side, tuple[Numbers, Numbers, Numbers]], group: int) -> tuple[Said, ...]:
    found = [said for side in Side for said in _passing(tally, measured, group, side)]
    best = sorted(found, key=lambda said: (-said.score, said.column))[:SHOWN]
    return tuple(sorted(best, key=lambda said: said.side is not Side.AGREE))


def _passing(
    tally: Tally, measured: dict[Side, tuple[Numbers, Numbers, Numbers]], group: int, side: Side
) -> list[Said]:
    rest, half, metric = (table[group] for table in measured[side])
    other = measured[Side.DISAGREE if side is Side.AGREE else Side.AGREE][0][group]
    said = (tally.agrees if side is Side.AGREE else tally.disagrees)[group]
    votes = tally.votes[group]
    # Of the two sides the one in which the group differs more.
    is_it = rest > other if side is Side.AGREE else rest >= other
    holds = (rest > Z_90) & (half > Z_90) & is_it & (votes >= VOTES_MIN)
    return [Said(int(at), side, int(said[at]), int(votes[at]), float(metric[at])) for at in np.flatnonzero(holds)]
