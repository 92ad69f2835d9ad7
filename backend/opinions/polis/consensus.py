"""Where groups agree: group-informed consensus, the product over groups of (agrees + 1) / (votes + 2).

As published by Polis: a statement that one group refuses falls, however large the others are. Votes count passes.
"""

import numpy as np

from backend.opinions.polis.types import AGREE, DISAGREE, MISSING, Labels, Numbers, Said, Side, Tally, Votes

AGREED_SHOWN = 10
# Our rule: what fewer of a group voted on says nothing of the group, and may tell who it was.
VOTES_MIN = 3


def count_votes(votes: Votes, labels: Labels, groups: int) -> Tally:
    """Count votes by group and statement; a label below zero is in no group."""
    member = (labels[None, :] == np.arange(groups)[:, None]).astype(np.float64)
    agrees, disagrees, cast = (
        np.rint(member @ table.astype(np.float64)).astype(np.int64)
        for table in (votes == AGREE, votes == DISAGREE, votes != MISSING)
    )
    return Tally(agrees, disagrees, cast)


def group_informed_consensus(tally: Tally, side: Side = Side.AGREE) -> Numbers:
    """Return a value in (0, 1) a statement."""
    return np.asarray(shares(tally, side).prod(axis=0))


def shares(tally: Tally, side: Side) -> Numbers:
    """Return (said + 1) / (votes + 2), (groups, statements): the share that takes this side, drawn to a half."""
    said = tally.agrees if side is Side.AGREE else tally.disagrees
    return np.asarray((said + 1) / (tally.votes + 2))


def find_agreed(tally: Tally) -> tuple[Said, ...]:
    """Return what more than half of every group say, the most agreed first; our rule: ten at most.

    Each group has VOTES_MIN votes on it or more.
    """
    found = [said for side in Side for said in _agreed(tally, side)]
    return tuple(sorted(found, key=lambda said: (-said.score, said.column))[:AGREED_SHOWN])


def _agreed(tally: Tally, side: Side) -> list[Said]:
    said = tally.agrees if side is Side.AGREE else tally.disagrees
    score = group_informed_consensus(tally, side)
    holds = ((2 * said > tally.votes) & (tally.votes >= VOTES_MIN)).all(axis=0) & bool(len(said))
    counts, votes = said.sum(axis=0), tally.votes.sum(axis=0)
    return [Said(int(at), side, int(counts[at]), int(votes[at]), float(score[at])) for at in np.flatnonzero(holds)]
