"""Values of matching as they are stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID


class NeedKind(StrEnum):
    """What asks for somebody: an entry of lists 2 to 5, or a shift (one of its roles, where it has roles)."""

    ENTRY = "entry"
    SHIFT = "shift"


class OfferKind(StrEnum):
    """Who or what is offered: a member's or a unit's stated profile, or an open resource of list 7."""

    MEMBER = "member"
    UNIT = "unit"
    RESOURCE = "resource"


class Reach(StrEnum):
    """How far somebody goes: to their own building, or anywhere in the community."""

    BUILDING = "building"
    COMMUNITY = "community"


class RunKind(StrEnum):
    """What a run looks at: everything, or what is new since the last one."""

    FULL = "full"
    INCREMENTAL = "incremental"


class RunState(StrEnum):
    """Whether a run is under way, has stored its result, or ended without one (another takes it up)."""

    RUNNING = "running"
    DONE = "done"
    DIED = "died"


class SuggestionState(StrEnum):
    """What became of a suggestion; only an ``offered`` one waits for somebody."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


class WithdrawnFor(StrEnum):
    """Why a suggestion was taken back (its ``reason``): by time and rules, never in silence."""

    NEED_GONE = "need_gone"  # filled, over, or taken off its list
    OPTED_OUT = "opted_out"  # who was suggested is not matched any more
    OFFER_GONE = "offer_gone"  # the resource is closed, the member left, or their time is taken
    SUPERSEDED = "superseded"  # a later run found better for both sides
    BY_DESK = "by_desk"  # staff took it back by hand


class DeclineReason(StrEnum):
    """Why somebody declines, in words that blame nobody; ``other`` needs words of their own."""

    NO_TIME = "no_time"
    TOO_FAR = "too_far"
    NOT_MY_THING = "not_my_thing"
    HEALTH = "health"
    REST = "rest"
    NOT_ENOUGH = "not_enough"
    OTHER = "other"


class Became(StrEnum):
    """What an accepted suggestion is now."""

    SIGN_UP = "sign_up"
    CLAIM = "claim"
    BOOKING = "booking"


class UnmetState(StrEnum):
    """How a need that nobody serves stands.

    After a set time a public one is ``raised`` as a problem on list 3, a personal one ``handed`` to the desk; both
    still wait. ``met`` and ``gone`` are ends.
    """

    OPEN = "open"
    RAISED = "raised"
    HANDED = "handed"
    MET = "met"
    GONE = "gone"


class ReviewState(StrEnum):
    """Whether somebody's request that a person decides waits, is answered, or was taken back."""

    ASKED = "asked"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


class Reader(StrEnum):
    """For whom words are made: who was suggested, for oneself or a unit; the desk; any other neighbour."""

    SELF = "self"
    UNIT = "unit"
    DESK = "desk"
    NEIGHBOUR = "neighbour"


# The column in which a row names its offer.
OFFER_COLUMNS = {OfferKind.MEMBER: "member_id", OfferKind.UNIT: "unit_id", OfferKind.RESOURCE: "resource_id"}
UNMET_LIVE = frozenset({UnmetState.OPEN, UnmetState.RAISED, UnmetState.HANDED})


@dataclass(frozen=True, slots=True, order=True)
class NeedKey:
    """Which need: the entry, or the shift and the role in it."""

    kind: NeedKind
    id: UUID
    role_id: UUID | None = None


@dataclass(frozen=True, slots=True, order=True)
class OfferKey:
    """Which offer: ``id`` is the member's, the unit's or the resource entry's."""

    kind: OfferKind
    id: UUID


@dataclass(frozen=True, slots=True)
class SuggestionFilter:
    """Which suggestions are asked for; ``category`` takes those below it as well."""

    state: SuggestionState | None = None
    category: str | None = None
    entry_id: UUID | None = None
    shift_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class UnmetFilter:
    """Which unmet needs are asked for; without a state those that still wait."""

    state: UnmetState | None = None
    category: str | None = None


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What is said with a yes: the risks of a shift (志愿服务条例 Art. 12), a certificate, the unit that it counts for.

    ``quantity`` is how much of an entry is claimed: what was suggested, where nothing is said.
    """

    accept_risks: bool = False
    for_unit_id: UUID | None = None
    qualification_number: str | None = None
    quantity: int | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is said with a no."""

    reason: DeclineReason
    words: str | None = None


@dataclass(frozen=True, slots=True)
class NewReview:
    """A request that a person looks; ``unit_id`` when it is asked for a unit."""

    words: str
    suggestion_id: UUID | None = None
    entry_id: UUID | None = None
    shift_id: UUID | None = None
    unit_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ReviewAnswer:
    """What staff say, and the suggestion that they made of it."""

    answer: str
    made_id: UUID | None = None


class Minutes(NamedTuple):
    """A stretch of a week in minutes from Monday 00:00, local time; ``end`` is not part of it."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class WeekWindow:
    """A time of the week as people give it; ``weekday`` 1 is Monday, ``to`` may be 24:00."""

    weekday: int
    from_: str
    to: str


@dataclass(frozen=True, slots=True)
class NewProfile:
    """What somebody says of themself or of their unit. Without ``windows`` any time suits.

    ``version`` is of the text they were shown; ``is_on`` false is the way out, and what was said is kept.
    """

    is_on: bool
    version: str
    skills: Sequence[str] = ()
    categories: Sequence[str] = ()
    qualifications: Sequence[str] = ()
    windows: Sequence[WeekWindow] = ()
    hours_a_week: int = 4
    things_a_week: int = 2
    people: int = 1
    reach: Reach = Reach.COMMUNITY
