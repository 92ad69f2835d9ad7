"""Values of notifications."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

Target = tuple[str, UUID]


class Template(StrEnum):
    """A WeChat subscribe message the member may agree to; settings name its id at WeChat."""

    SHIFT = "shift"
    POINTS = "points"


class Answer(StrEnum):
    """What the member tapped in WeChat's dialog."""

    ACCEPT = "accept"
    REJECT = "reject"


class When(StrEnum):
    """Which of a shift's two reminders."""

    EVENING = "evening"
    HOUR = "hour"


TEMPLATE_NAMES = {Template.SHIFT: "活动开始提醒", Template.POINTS: "积分到账通知"}


@dataclass(frozen=True, slots=True)
class Draft:
    """A message for one member's inbox."""

    member_id: UUID
    title: str
    text: str
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class ShiftPlace:
    """A member's place on a shift, as the event of signing up tells it."""

    sign_up_id: UUID
    shift_id: UUID
    member_id: UUID
    title: str
    place: str
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class Subscribed:
    """How many messages of a template the member still agrees to; ``template`` is its id at WeChat."""

    template: str
    name: str
    unspent: int
