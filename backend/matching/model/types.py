"""The two sides of matching, needs and offers, and their times. What is said of pairs and plans is in plans.py.

Time is minutes in local time from the horizon's start, which is a Monday 00:00; a weekly window is minutes from
Monday 00:00 and comes again every week. Everything is frozen; ids are those of the rows that a value was read from.
An impossible value (a negative capacity, a window that ends before it begins) raises ValueError when it is made;
an odd one (no window, a deadline that is over, nothing left to give) is a value like any other.
"""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import NamedTuple
from uuid import UUID

from backend.matching.types import NeedKind, OfferKind

DAY = 24 * 60
WEEK = 7 * DAY
# Our rule: what is planned ahead when nothing else is said.
HORIZON = 2 * WEEK
AMOUNT_MAX = 1_000_000_000


class Help(StrEnum):
    """Kinds of help; the values are list 7's six kinds of resources. People and units offer time and skill."""

    TIME = "time"
    SKILL = "skill"
    SPACE = "space"
    GOODS = "goods"
    FUND = "fund"
    DATA = "data"


class Distance(IntEnum):
    """How far two places are apart; no coordinates are known, and none are stored."""

    SAME_BUILDING = 0
    SAME_COMMUNITY = 1
    ELSEWHERE = 2


class Window(NamedTuple):
    """A weekly window: minutes from Monday 00:00; ``end`` may lie in the next week (Sunday 22:00 to Monday 02:00)."""

    start: int
    end: int


class Slot(NamedTuple):
    """A stretch of time in the horizon, in minutes from its start; ``end`` is not part of it."""

    start: int
    end: int


class Place(NamedTuple):
    """Where something is, as coarse as it is known: a key of the building (None: not known), or outside altogether."""

    building: str | None = None
    outside: bool = False


NOWHERE_SAID = Place()


class Busy(NamedTuple):
    """What an offer has already taken on: a shift, a booking. ``counts``: it is one of the week's things."""

    slot: Slot
    place: Place = NOWHERE_SAID
    counts: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Open places of an entry or a shift.

    ``places`` is how many offers may still serve it, each with ``amount`` at once (people, items, seats).
    It takes no time when ``minutes`` is 0 (goods, funds). With ``fixed`` it has an appointed time, which its minutes
    equal; else it is done within one of the weekly ``windows`` (None: any time). It happens from ``opens`` on and is
    over by ``closes``. ``helps`` are the kinds of help of which any one serves it. ``asker_ids`` are members and units
    that ask; ``addressed_to`` those who have the first word (None: all). ``takers``: who may take it.
    ``age_min`` is the greatest of all that are asked. ``skill`` is a wish, unless ``skill_must``.
    ``urgency`` is 0 to 3; ``waiting_days`` since when it is open. ``asker_given`` and ``asker_received`` count things
    of the last 90 days (our rule).
    """

    id: UUID
    kind: NeedKind
    category: str
    helps: frozenset[Help]
    takers: frozenset[OfferKind]
    places: int = 1
    amount: int = 1
    minutes: int = 0
    fixed: Slot | None = None
    windows: tuple[Window, ...] | None = None
    opens: int = 0
    closes: int = HORIZON
    place: Place = NOWHERE_SAID
    farthest: Distance = Distance.ELSEWHERE
    age_min: int = 0
    dangerous: bool = False
    qualification: str | None = None
    skill: str | None = None
    skill_must: bool = False
    asker_ids: frozenset[UUID] = frozenset()
    addressed_to: frozenset[UUID] | None = None
    urgency: int = 0
    waiting_days: int = 0
    asker_given: int = 0
    asker_received: int = 0

    def __post_init__(self) -> None:
        """Refuse what cannot be."""
        _check_amounts(self, "places", "minutes", "age_min", "waiting_days", "asker_given", "asker_received")
        _check_windows(self.windows)
        if not 1 <= self.amount <= AMOUNT_MAX or not 0 <= self.urgency <= 3:
            raise ValueError("amount is at least 1, urgency 0 to 3")
        if self.fixed is not None and not 0 < self.minutes == self.fixed.end - self.fixed.start:
            raise ValueError("minutes are the length of the fixed slot")


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a member, a unit or a resource can give within the horizon.

    ``owner_ids`` are the members and units behind it. ``windows`` None: any time; empty: never. ``reach`` is how far
    it goes. ``capacity`` is how many more things it takes on in the horizon, ``amount`` how much it can give to one of
    them; ``parallel`` how many at the same time (more than 1: different hands, so no way between them).
    Per week (Monday to Sunday) it takes ``week_minutes_max`` minutes and ``week_things_max`` things, ``busy`` among
    them. ``age`` None: not a person. ``declined`` are the needs that were declined for it, by whichever side.
    ``kept_permille`` is the share of promises kept (None: none are due yet). ``load`` is how many things it has in
    hand, ``given`` and ``received`` are things of the last 90 days (our rule).
    """

    id: UUID
    kind: OfferKind
    categories: frozenset[str]
    helps: frozenset[Help]
    owner_ids: frozenset[UUID] = frozenset()
    windows: tuple[Window, ...] | None = None
    place: Place = NOWHERE_SAID
    reach: Distance = Distance.ELSEWHERE
    capacity: int = 1
    amount: int = 1
    parallel: int = 1
    week_minutes_max: int | None = None
    week_things_max: int | None = None
    busy: tuple[Busy, ...] = ()
    skills: frozenset[str] = frozenset()
    qualifications: frozenset[str] = frozenset()
    age: int | None = None
    consents: bool = True
    declined: frozenset[UUID] = frozenset()
    kept_permille: int | None = None
    load: int = 0
    given: int = 0
    received: int = 0

    def __post_init__(self) -> None:
        """Refuse what cannot be."""
        limits = [name for name in ("week_minutes_max", "week_things_max", "age") if getattr(self, name) is not None]
        _check_amounts(self, "capacity", "amount", "load", "given", "received", *limits)
        _check_windows(self.windows)
        if self.parallel < 1 or not 0 <= (self.kept_permille or 0) <= 1000:
            raise ValueError("parallel is at least 1, kept_permille 0 to 1000")
        if any(busy.slot.end <= busy.slot.start for busy in self.busy):
            raise ValueError("what was taken on ends after it begins")


def _check_amounts(value: object, *names: str) -> None:
    """Raise ValueError for an amount below 0 or beyond all measure."""
    for name in names:
        if not 0 <= getattr(value, name) <= AMOUNT_MAX:
            raise ValueError(f"{name} is 0 to {AMOUNT_MAX}")


def _check_windows(windows: tuple[Window, ...] | None) -> None:
    """Raise ValueError for a window that begins in no week, ends before it begins, or is longer than a week."""
    for start, end in windows or ():
        if not (0 <= start < WEEK and start < end <= start + WEEK):
            raise ValueError("a window begins in the week and ends within one week after")
