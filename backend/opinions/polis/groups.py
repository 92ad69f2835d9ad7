"""Which people vote alike: k-means in the plane, its k by the silhouette. No randomness: the same points, same groups.

k goes from 2 to 5 as in Polis, and as there to 2 + people / 12 at most. Silhouette: Rousseeuw, "Silhouettes: a
graphical aid to the interpretation and validation of cluster analysis", J. Comput. Appl. Math. 20, 1987.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from backend.opinions.polis.types import Labels, Numbers

GROUPS_MIN, GROUPS_MAX = 2, 5
PEOPLE_A_GROUP = 12
# Our rule: fewer are never shown as a group, nor as a spot on the map: each could be told who the others are.
GROUP_MIN = 3
ROUNDS_MAX = 100
# Rows of a table of distances that are in memory at a time.
_CHUNK = 256


def find_groups(points: Numbers) -> Labels:
    """Return each point's group, numbered from left to right; all are one group where no division holds.

    A division with a group below GROUP_MIN is none. Of all others the one with the largest silhouette; equal ones:
    fewer groups.
    """
    one = np.zeros(len(points), dtype=np.int64)
    found = {labels.tobytes(): labels for labels in _divisions(points)}
    divisions = [one, *found.values()]
    scores = [0.0, *silhouettes(points, divisions[1:])]
    return divisions[int(np.argmax(scores))]


def _divisions(points: Numbers) -> Iterator[Labels]:
    """Yield every division that k-means finds from our starts and that has no group too small."""
    for k in range(GROUPS_MIN, min(GROUPS_MAX, 2 + len(points) // PEOPLE_A_GROUP) + 1):
        for start in _starts(points, k):
            labels = _k_means(points, start)
            if np.bincount(labels, minlength=k).min() >= GROUP_MIN:
                yield _from_left(points, labels)


def _starts(points: Numbers, k: int) -> Iterator[Numbers]:
    """Yield k centres to begin with: equal parts along either axis, and the outermost points, each far from the others.

    k-means ends in the nearest of several good divisions; three that differ find more than one.
    """
    if len(points) < k:
        return
    for axis in range(points.shape[1]):
        order = np.argsort(points[:, axis], kind="stable")
        yield np.array([points[part].mean(axis=0) for part in np.array_split(order, k)])
    gaps = ((points - points.mean(axis=0)) ** 2).sum(axis=1)
    outermost: list[Numbers] = []
    for _ in range(k):
        outermost.append(points[np.argmax(gaps)])
        to_last = ((points - outermost[-1]) ** 2).sum(axis=1)
        gaps = to_last if len(outermost) == 1 else np.minimum(gaps, to_last)
    yield np.array(outermost)


def _k_means(points: Numbers, centers: Numbers) -> Labels:
    """Return Lloyd's division from these centres; a centre that nobody is near to stays where it was."""
    labels = _nearest(points, centers)
    for _ in range(ROUNDS_MAX):
        sizes = np.bincount(labels, minlength=len(centers))
        sums = np.stack([np.bincount(labels, points[:, axis], len(centers)) for axis in range(points.shape[1])], axis=1)
        centers = np.where(sizes[:, None] > 0, sums / np.maximum(sizes, 1)[:, None], centers)
        moved = _nearest(points, centers)
        if np.array_equal(moved, labels):
            break
        labels = moved
    return labels


def _nearest(points: Numbers, centers: Numbers) -> Labels:
    distances = ((points[:, None, :] - centers[None, :, :]) ** 2).sum(axis=2)
    return np.asarray(distances.argmin(axis=1))


def silhouettes(points: Numbers, divisions: Sequence[Labels]) -> list[float]:
    """Return each division's mean over all points of (b - a) / max(a, b), -1 to 1; a point alone in its group counts 0.

    Distances are made once for all divisions, some rows at a time: for 10,000 points they would fill 800 MB.
    """
    if not divisions:
        return []
    members = np.hstack([np.eye(int(labels.max()) + 1)[labels] for labels in divisions])
    ends = np.cumsum([int(labels.max()) + 1 for labels in divisions])[:-1]
    totals = [0.0] * len(divisions)
    for begin in range(0, len(points), _CHUNK):
        rows = slice(begin, begin + _CHUNK)
        to_groups = np.split(_distances(points[rows], points) @ members, ends, axis=1)
        for at, labels in enumerate(divisions):
            totals[at] += float(_silhouettes(to_groups[at], labels[rows], np.bincount(labels)).sum())
    return [total / len(points) for total in totals]


def _distances(some: Numbers, points: Numbers) -> Numbers:
    """Return the distance of each of ``some`` to each of all points."""
    squares = np.zeros((len(some), len(points)))
    for axis in range(points.shape[1]):
        gaps = some[:, axis, None] - points[None, :, axis]
        squares += gaps * gaps
    return np.asarray(np.sqrt(squares, out=squares))


def _silhouettes(to_groups: Numbers, own: Labels, sizes: Labels) -> Numbers:
    """Return each point's value from its summed distances to every group's points."""
    at = np.arange(len(own))
    within = to_groups[at, own] / np.maximum(sizes[own] - 1, 1)
    means = to_groups / sizes
    means[at, own] = np.inf
    nearest = means.min(axis=1)
    widest = np.maximum(within, nearest)
    is_told = (sizes[own] > 1) & (widest > 0)
    return np.where(is_told, (nearest - within) / np.where(is_told, widest, 1.0), 0.0)


def _from_left(points: Numbers, labels: Labels) -> Labels:
    centers = [tuple(points[labels == at].mean(axis=0)) for at in range(labels.max() + 1)]
    order = sorted(range(len(centers)), key=centers.__getitem__)
    names = np.zeros(len(order), dtype=np.int64)
    names[order] = np.arange(len(order))
    return np.asarray(names[labels])
