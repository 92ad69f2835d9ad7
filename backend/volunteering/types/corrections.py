"""Values of corrections."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from backend.core.amounts import Minutes


class RequestState(StrEnum):
    """How far a member's request for a correction has come."""

    WAITING = "waiting"
    TAKEN_UP = "taken_up"
    DECLINED = "declined"


class RequestMove(StrEnum):
    """What the desk answers; filing a correction takes a request up by itself."""

    DECLINE = "decline"


REQUEST_STATE_NAMES = {
    RequestState.WAITING: "待答复",
    RequestState.TAKEN_UP: "已受理",
    RequestState.DECLINED: "未受理",
}


@dataclass(frozen=True, slots=True)
class EffectiveRecord:
    """An entered record in force: no later entered correction stands in its stead, and it has minutes.

    ``number`` is the one for people (时-000012); ``served_on`` is a local day.
    """

    id: UUID
    number: str
    shift_id: UUID
    entry_id: UUID | None
    category: str
    title: str
    place: str
    served_on: date
    minutes: Minutes
    source: str
    confirmed_by: UUID
    for_unit_id: UUID | None
    corrects_id: UUID | None
    entered_at: datetime
