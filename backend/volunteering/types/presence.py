"""Values of presence: which way a code was used, how it arrived, and the phone it came from."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from backend.volunteering.types import Fence


class Way(StrEnum):
    """What a phone did with a code."""

    IN = "in"
    OUT = "out"
    SHOWN = "shown"  # the leader's


class Arrival(StrEnum):
    """Whether the code came as it was seen, or later from a phone that had no network."""

    LIVE = "live"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Phone:
    """Who is calling, as far as a request tells: the id a phone gave itself and the address it came from.

    Neither is ever stored; see service/sighting.py.
    """

    device: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """What a phone sends: the code it saw, what it says of the place, when it saw it if that was without a network.

    ``for_member_id`` is the caller's ward, who has no phone.
    """

    code: str
    fence: Fence = Fence.NOT_GIVEN
    seen_at: datetime | None = None
    phone: Phone = Phone()
    for_member_id: UUID | None = None
