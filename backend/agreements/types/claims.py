"""Values of agreements."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class ClaimState(StrEnum):
    """How far a claim has come."""

    WAITING = "waiting"
    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    DELIVERED = "delivered"
    CLOSED = "closed"
    LAPSED = "lapsed"


class AssistState(StrEnum):
    """How far a unit has come that was asked to help with another's claim."""

    INVITED = "invited"
    AGREED = "agreed"
    DECLINED = "declined"
    LEFT = "left"
    TAKEN_BACK = "taken_back"
    LAPSED = "lapsed"


# The claim holds its quantity and may still come to something.
LIVE_STATES = frozenset({ClaimState.OPEN, ClaimState.ACCEPTED, ClaimState.DELIVERED})
# Somebody may be at work on it; and how that ends.
TAKEN_STATES = frozenset({ClaimState.ACCEPTED, ClaimState.DELIVERED})
END_STATES = frozenset({ClaimState.WITHDRAWN, ClaimState.CLOSED})
# The claim's quantity goes back to the entry.
RELEASING_STATES = frozenset({ClaimState.DECLINED, ClaimState.WITHDRAWN})
# Under way, also while it waits for its turn.
STANDING_STATES = LIVE_STATES | {ClaimState.WAITING}
# Asked or at it: counts as a part of the claim.
STANDING_ASSISTS = frozenset({AssistState.INVITED, AssistState.AGREED})


@dataclass(frozen=True, slots=True)
class Assist:
    """A unit's part in another's claim: ``share`` of its quantity (0: it helps and takes no amount of its own)."""

    unit_id: UUID
    share: int
    part: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimRef:
    """A claim as other features see it; a unit's or, of a small wish, a member's own.

    ``assists`` are the units that agreed to help, where they were asked for (``get_claim``).
    """

    community_id: int
    id: UUID
    entry_id: UUID
    unit_id: UUID | None
    quantity: int
    state: ClaimState
    member_id: UUID | None = None
    assists: tuple[Assist, ...] = ()

    @property
    def unit_ids(self) -> list[UUID]:
        """The claiming unit and those that agreed to help, the one that leads first."""
        return [] if self.unit_id is None else [self.unit_id, *(assist.unit_id for assist in self.assists)]

    @property
    def own_share(self) -> int:
        """What no assisting unit takes."""
        return self.quantity - sum(assist.share for assist in self.assists)


@dataclass(frozen=True, slots=True)
class NewClaim:
    """Who claims (a unit, or a member for themselves), how much of the entry, with whom, and a word to the desk.

    With ``wait`` the claim stands in line where there is not enough left, or others have the first word.
    """

    unit_id: UUID | None
    quantity: int
    note: str | None = None
    member_id: UUID | None = None
    wait: bool = False
    assists: Sequence[Assist] = ()


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims are asked for."""

    unit_id: UUID | None = None
    assist_unit_id: UUID | None = None
    member_id: UUID | None = None
    entry_id: UUID | None = None
    state: ClaimState | None = None
