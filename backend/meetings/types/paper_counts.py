"""Values of paper ballots: what one staff member read of them, and where two of them differ."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from backend.meetings.types.motions import Choice, Counts


@dataclass(frozen=True, slots=True)
class Reading:
    """What one person read of the paper ballots: by seat where they bear names, else how many say what."""

    by_seat: Mapping[UUID, Choice] = field(default_factory=dict)
    counts: Counts | None = None


@dataclass(frozen=True, slots=True)
class Entered:
    """A reading with who entered it and in which round: a difference begins the next."""

    member_id: UUID
    round: int
    reading: Reading


@dataclass(frozen=True, slots=True)
class Difference:
    """Where two readings differ: a seat, or a choice in a box without names; None is nothing entered."""

    seat_id: UUID | None
    choice: Choice | None
    first: str | int | None
    second: str | int | None
