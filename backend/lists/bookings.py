"""Values of bookings: their states and moves, what a member gives, and the rules a resource sets. It holds no query."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from backend.core.moves import MoveTable


class BookingState(StrEnum):
    """How far a booking has come."""

    BOOKED = "booked"
    USED = "used"
    CANCELLED = "cancelled"
    LATE_CANCELLED = "late_cancelled"
    NO_SHOW = "no_show"


class BookingMove(StrEnum):
    """What people can do with a booking."""

    CANCEL = "cancel"
    USE = "use"
    NO_SHOW = "no_show"


BOOK = "book"
# Nobody keeps a room for every evening to come; a resource may say otherwise.
MEMBER_MAX_DEFAULT = 5
# These hold their unit: the database lets no two of them overlap.
LIVE_STATES = (BookingState.BOOKED, BookingState.USED, BookingState.NO_SHOW)
BOOKING_MOVES = MoveTable(
    {
        (BookingState.BOOKED, BookingMove.CANCEL): BookingState.CANCELLED,
        (BookingState.BOOKED, BookingMove.USE): BookingState.USED,
        (BookingState.BOOKED, BookingMove.NO_SHOW): BookingState.NO_SHOW,
        # The keeper pressed the wrong button: nobody is kept from booking by a slip.
        (BookingState.NO_SHOW, BookingMove.USE): BookingState.USED,
    }
)
STATE_NAMES = {
    BookingState.BOOKED: "已预约",
    BookingState.USED: "已使用",
    BookingState.CANCELLED: "已取消",
    BookingState.LATE_CANCELLED: "过了时限才取消",
    BookingState.NO_SHOW: "没有来",
}
MOVE_NAMES = {BookingMove.CANCEL: "取消预约", BookingMove.USE: "来了", BookingMove.NO_SHOW: "没来"}


@dataclass(frozen=True, slots=True)
class NewBooking:
    """What a member gives to book: the slot by its beginning, and how many come."""

    starts_at: datetime
    people: int = 1
    note: str | None = None


@dataclass(frozen=True, slots=True)
class BookingFilter:
    """Which bookings are asked for: one's own, or those of resources one keeps."""

    mine: bool = True
    entry_id: UUID | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class OpenTime:
    """A time of the week at which a resource is open; ``weekday`` 1 is Monday."""

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class BookingRules:
    """How one resource is booked. ``units`` are numbered from 1 and each is booked by itself."""

    units: int
    people_max: int | None
    fee_fen: int
    open_times: Sequence[OpenTime]
    closed_days: Collection[date]
    slot: timedelta
    lead: timedelta
    ahead_days: int
    cancel: timedelta
    member_max: int
    opens_at: datetime | None
    closes_at: datetime | None


@dataclass(frozen=True, slots=True)
class Slot:
    """A time that can be booked as a whole."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Taken:
    """A unit that is held for a time."""

    unit_no: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class NoShowRule:
    """So many no-shows within so many days keep a member from booking for so many days."""

    count: int
    within_days: int
    ban_days: int
