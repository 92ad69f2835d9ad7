"""Values of ballots."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class NewBallot:
    """What a voter says: points by proposal; an approval is one point, and what is left out gets none."""

    points: Mapping[UUID, int]


@dataclass(frozen=True, slots=True)
class MyBallot:
    """What stands in one's own name until the close; ``may_vote`` and else why not, in Chinese."""

    may_vote: bool
    why_not: str | None
    points: Mapping[UUID, int]
