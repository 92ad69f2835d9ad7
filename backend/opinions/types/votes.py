"""Values of votes."""

from dataclasses import dataclass
from enum import IntEnum


class VoteValue(IntEnum):
    """What somebody thinks of a statement; a pass is an answer too."""

    AGREE = 1
    PASS = 0
    DISAGREE = -1


@dataclass(frozen=True, slots=True)
class VoteCounts:
    """How many think so."""

    agrees: int
    disagrees: int
    passes: int
