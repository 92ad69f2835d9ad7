"""The whole map from a table of votes. The order of the people does not matter, to the last bit."""

import numpy as np

from backend.opinions.polis.axes import find_axes, project
from backend.opinions.polis.bubbles import make_bubbles
from backend.opinions.polis.consensus import count_votes, find_agreed
from backend.opinions.polis.groups import GROUP_MIN, find_groups
from backend.opinions.polis.representative import find_representative
from backend.opinions.polis.types import MISSING, Axes, Group, Labels, Numbers, OpinionMap, Said, Votes

# As in Polis: who voted on 7 statements, or on all where there are fewer, stands on the map.
STATEMENTS_MIN = 7


def draw_map(votes: Votes, *, like: Axes | None = None) -> OpinionMap:
    """Return the map of ``votes`` (people, statements); without GROUP_MIN people on it, it has no groups.

    ``like`` are the axes of the map that this one replaces, of the same columns: see ``find_axes``.
    """
    voters = int((votes != MISSING).any(axis=1).sum())
    on_map = in_fixed_order(votes[takes_part(votes)])
    axes = find_axes(on_map, like=like)
    if len(on_map) < GROUP_MIN:
        on_map = on_map[:0]
    points = project(on_map, axes)
    labels = find_groups(points)
    groups = int(labels.max()) + 1 if len(labels) else 0
    tally = count_votes(on_map, labels, groups)
    says = find_representative(tally)
    return OpinionMap(
        voters,
        len(on_map),
        axes,
        tuple(_group(points[labels == at], says[at]) for at in range(groups)),
        tally,
        find_agreed(tally),
    )


def takes_part(votes: Votes) -> Labels:
    """Return which rows stand on the map, as booleans."""
    cast = (votes != MISSING).sum(axis=1)
    return np.asarray((cast >= min(STATEMENTS_MIN, votes.shape[1])) & (cast > 0))


def in_fixed_order(votes: Votes) -> Votes:
    """Return the rows in an order of their own: sums of floats, and so maps, depend on it."""
    if votes.size == 0:
        return votes
    rows = np.ascontiguousarray(votes).view(np.dtype((np.void, votes.shape[1]))).ravel()
    return votes[np.argsort(rows, kind="stable")]


def _group(points: Numbers, says: tuple[Said, ...]) -> Group:
    x, y = (float(value) for value in points.mean(axis=0))
    return Group(len(points), x, y, make_bubbles(points), says)
