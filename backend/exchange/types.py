"""Values of exchange."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class OrderState(StrEnum):
    """How far an order has come; from ACCEPTED on minutes are held, from the last six on they are posted or free."""

    OPEN = "open"
    ACCEPTED = "accepted"
    OVERDUE = "overdue"  # its time is over and neither side has said anything
    REPORTED = "reported"  # one side says it is done, the other is to answer
    ABSENT = "absent"  # one side says the other did not come
    DISPUTED = "disputed"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    MISSED = "missed"  # somebody did not come
    EXPIRED = "expired"
    RULED = "ruled"


class AnswerState(StrEnum):
    """What became of a helper's answer."""

    OFFERED = "offered"
    WITHDRAWN = "withdrawn"
    CHOSEN = "chosen"
    DECLINED = "declined"  # another was chosen, or the order ended


class Payer(StrEnum):
    """Whose time credits pay."""

    OWN = "own"
    POOL = "pool"  # of the community, for those who can't earn


class Consent(StrEnum):
    """How a member without a phone agreed that staff ask for them."""

    SPOKEN = "spoken"
    WRITTEN = "written"


class Side(StrEnum):
    """The two sides of an order."""

    ASKER = "asker"
    HELPER = "helper"


class Scope(StrEnum):
    """Which orders are asked for."""

    OPEN = "open"  # waiting for a helper
    ASKED = "asked"  # by me, or for somebody by me
    ANSWERED = "answered"  # by me
    DISPUTES = "disputes"  # to be ruled on (the desk's)
    DESK = "desk"  # all (the desk's)


ORDER_STATE_NAMES = {
    OrderState.OPEN: "等人应答",
    OrderState.ACCEPTED: "已约好",
    OrderState.OVERDUE: "等双方确认",
    OrderState.REPORTED: "等对方确认",
    OrderState.ABSENT: "等对方说明",
    OrderState.DISPUTED: "等社区裁定",
    OrderState.COMPLETED: "已完成",
    OrderState.CANCELLED: "已取消",
    OrderState.MISSED: "有人未到",
    OrderState.EXPIRED: "已过期",
    OrderState.RULED: "已裁定",
}
ANSWER_STATE_NAMES = {
    AnswerState.OFFERED: "等对方选择",
    AnswerState.WITHDRAWN: "已收回",
    AnswerState.CHOSEN: "已选上",
    AnswerState.DECLINED: "未选上",
}
CONSENT_NAMES = {Consent.SPOKEN: "本人口头同意", Consent.WRITTEN: "本人书面同意"}
SIDE_NAMES = {Side.ASKER: "求助人", Side.HELPER: "帮忙的人"}
PAYER_NAMES = {Payer.OWN: "求助人的时间币", Payer.POOL: "公益池"}


def other(side: Side) -> Side:
    """Return the other side."""
    return Side.HELPER if side is Side.ASKER else Side.ASKER


@dataclass(frozen=True, slots=True)
class ForMember:
    """For whom staff ask, and how they agreed."""

    member_id: UUID
    consent: Consent


@dataclass(frozen=True, slots=True)
class NewOrder:
    """What is asked for: ``place`` is a building or street, ``door`` what only the chosen helper learns."""

    category: str
    title: str
    place: str
    starts_at: datetime
    minutes: int
    text: str = ""
    door: str | None = None
    payer: Payer = Payer.OWN
    share_phone: bool = False
    on_behalf_of: ForMember | None = None


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """A helper's answer."""

    message: str = ""
    share_phone: bool = False


@dataclass(frozen=True, slots=True)
class OrderFilter:
    """Which orders are asked for; ``since`` and ``until`` bound the start, ``category`` may be a first-level one."""

    scope: Scope = Scope.OPEN
    category: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One side's word in a dispute; ``photos`` by id."""

    text: str
    photos: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the desk decides: so many minutes, why, and whose fault it was, if anybody's."""

    minutes: int
    reason: str
    at_fault: Side | None = None
