"""Values of the opinion map. Votes are a table: a row a participant, a column a statement."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

AGREE, PASS, DISAGREE = 1, 0, -1
# int8 in a table of votes: has not voted on it.
MISSING = 2

Votes = NDArray[np.int8]
Numbers = NDArray[np.float64]
Counts = NDArray[np.int64]
Labels = NDArray[np.int64]


class Side(StrEnum):
    """What most of a group say to a statement."""

    AGREE = "agree"
    DISAGREE = "disagree"


@dataclass(frozen=True, slots=True)
class Axes:
    """The plane of the map: ``center`` is each statement's mean vote, ``components`` two rows of unit length."""

    center: Numbers
    components: Numbers


@dataclass(frozen=True, slots=True)
class Tally:
    """Votes by group and statement, both (groups, statements); ``votes`` counts passes too."""

    agrees: Counts
    disagrees: Counts
    votes: Counts


@dataclass(frozen=True, slots=True)
class Said:
    """What people say to the statement in a column: how many of those who voted on it take this side.

    ``score`` orders what is said: for a group its representativeness, for all the group-informed consensus.
    """

    column: int
    side: Side
    count: int
    votes: int
    score: float


@dataclass(frozen=True, slots=True)
class Bubble:
    """A spot of the map that stands for ``count`` people of one group, never for fewer than GROUP_MIN."""

    x: float
    y: float
    count: int


@dataclass(frozen=True, slots=True)
class Group:
    """People who vote alike: how many, where their middle is, the spots that stand for them, what they say."""

    size: int
    x: float
    y: float
    bubbles: tuple[Bubble, ...]
    says: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class OpinionMap:
    """The map: ``participants`` stand on it, ``voters`` have voted at all.

    ``tally`` counts their votes, ``agreed`` is what most of every group say, the most agreed first.
    """

    voters: int
    participants: int
    axes: Axes
    groups: tuple[Group, ...]
    tally: Tally
    agreed: tuple[Said, ...]
