"""Where people stand: principal components of votes with gaps, and each one's place in that plane.

After Polis: a missing vote counts as the statement's mean while the axes are sought, and not at all when somebody is
placed; who voted on few statements is then pushed out by sqrt(statements / votes), or they would crowd the middle.
"""

import numpy as np

from backend.opinions.polis.types import MISSING, Axes, Numbers, Votes

COMPONENTS = 2
# Below this share of the first axis a second one is rounding.
_NOTHING = 1e-9


def find_axes(votes: Votes, *, like: Axes | None = None) -> Axes:
    """Return the two directions along which ``votes`` differ most, zeros where there is none.

    A direction's sign is free: it is the one nearer to ``like`` (an earlier map of the same columns), so that a map
    that is redrawn does not turn over; without it the largest weight is positive.
    """
    statements = votes.shape[1]
    is_cast = votes != MISSING
    center = np.where(is_cast, votes, 0).sum(axis=0) / np.maximum(is_cast.sum(axis=0), 1)
    deviations = np.where(is_cast, votes - center, 0.0)
    components = np.zeros((COMPONENTS, statements))
    for at, direction in enumerate(_leading(deviations)):
        components[at] = direction * _sign(direction, None if like is None else like.components[at])
    return Axes(center, components)


def _leading(deviations: Numbers) -> Numbers:
    """Return up to COMPONENTS unit rows; eigenvectors of the smaller of the two products, which is quick and exact."""
    people, statements = deviations.shape
    if min(people, statements) == 0:
        return np.zeros((0, statements))
    is_wide = people < statements
    product = deviations @ deviations.T if is_wide else deviations.T @ deviations
    sizes, vectors = np.linalg.eigh(product)
    is_real = sizes[::-1][:COMPONENTS] > max(sizes[-1] * _NOTHING, _NOTHING)
    found = vectors[:, ::-1][:, :COMPONENTS].T[is_real]
    if is_wide:
        found = found @ deviations
    lengths = np.linalg.norm(found, axis=1, keepdims=True)
    return np.asarray(found / lengths)


def _sign(direction: Numbers, like: Numbers | None) -> float:
    toward = 0.0 if like is None else float(direction @ like)
    if toward == 0.0:
        toward = float(direction[np.argmax(np.abs(direction))])
    return -1.0 if toward < 0 else 1.0


def project(votes: Votes, axes: Axes) -> Numbers:
    """Return each row's place, (people, 2): the sum over the votes cast, scaled by sqrt(statements / votes cast)."""
    is_cast = votes != MISSING
    deviations = np.where(is_cast, votes - axes.center, 0.0)
    scale = np.sqrt(votes.shape[1] / np.maximum(is_cast.sum(axis=1), 1))
    return np.asarray((deviations @ axes.components.T) * scale[:, None])
