"""Spots of the map that stand for at least GROUP_MIN people each, so that nobody is found again in it.

Microaggregation: a group is halved across its wider side until a half would be too small; a part is shown as its
middle, rounded, with its count. Domingo-Ferrer, Mateo-Sanz, "Practical data-oriented microaggregation for statistical
disclosure control", IEEE TKDE 14 (1), 2002.
"""

import numpy as np

from backend.opinions.polis.groups import GROUP_MIN
from backend.opinions.polis.types import Bubble, Numbers

# Our rule: more spots than this in a group tell an eye nothing, and cost a phone its time.
BUBBLES_MAX = 64
DIGITS = 2


def make_bubbles(points: Numbers) -> tuple[Bubble, ...]:
    """Return the spots of one group's points, from left to right; none below GROUP_MIN points."""
    if len(points) < GROUP_MIN:
        return ()
    size_max = max(2 * GROUP_MIN - 1, -(-len(points) // BUBBLES_MAX * 2))
    parts = _split(points, size_max)
    return tuple(sorted((_bubble(part) for part in parts), key=lambda bubble: (bubble.x, bubble.y, bubble.count)))


def _split(points: Numbers, size_max: int) -> list[Numbers]:
    if len(points) <= size_max:
        return [points]
    axis = int(np.argmax(np.ptp(points, axis=0)))
    order = np.argsort(points[:, axis], kind="stable")
    middle = len(points) // 2
    return [part for half in (order[:middle], order[middle:]) for part in _split(points[half], size_max)]


def _bubble(points: Numbers) -> Bubble:
    x, y = (round(float(value), DIGITS) + 0.0 for value in points.mean(axis=0))
    return Bubble(x, y, len(points))
