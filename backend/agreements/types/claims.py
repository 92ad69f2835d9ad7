"""Values of agreements."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class ClaimState(StrEnum):
    """How far a claim has come."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    DELIVERED = "delivered"
    CLOSED = "closed"


# The claim holds its quantity and may still come to something.
LIVE_STATES = frozenset({ClaimState.OPEN, ClaimState.ACCEPTED, ClaimState.DELIVERED})
# The claim's quantity goes back to the entry.
RELEASING_STATES = frozenset({ClaimState.DECLINED, ClaimState.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class ClaimRef:
    """A claim as other features see it."""

    community_id: int
    id: UUID
    entry_id: UUID
    unit_id: UUID
    quantity: int
    state: ClaimState


@dataclass(frozen=True, slots=True)
class NewClaim:
    """What a unit's contact gives: which unit, how much of the entry, and a word to the desk."""

    unit_id: UUID
    quantity: int
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims are asked for."""

    unit_id: UUID | None = None
    entry_id: UUID | None = None
    state: ClaimState | None = None
