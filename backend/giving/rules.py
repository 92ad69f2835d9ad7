"""Pure decisions of giving; they know no session and no clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from backend.core.clock import end_of_day, local_date, local_day, next_month
from backend.giving.errors import (
    DonorError,
    EntitlementDayError,
    GiftDegreeError,
    GiftsNotAllowedError,
    GiverMinorError,
    GroundAgeError,
    GroundNoteError,
    ReceiverLeftError,
    TooLateDayError,
)
from backend.giving.types import Ground, NewDonation, NewEntitlement, Relation

# Our rule: who is under age gives away nothing that is theirs (for a smaller age a guardian would have to consent).
GIVER_AGE_MIN = 18
# Our reading of 直系亲属, which the packs' sources print without saying who that is.
LINEAL = frozenset({Relation.SPOUSE, Relation.PARENT, Relation.CHILD, Relation.GRANDPARENT, Relation.GRANDCHILD})
DEGREES: Mapping[str, frozenset[Relation]] = {"lineal": LINEAL, "kin_and_friends": frozenset(Relation)}
# Nanjing 2019: 80岁以上空巢独居，或60至79岁低保、失能、半失能的空巢独居老人 (books/packs/nanjing_2019.toml).
GROUND_AGES: Mapping[Ground, tuple[int, int]] = {Ground.ALONE_80: (80, 200), Ground.ALONE_60_HARDSHIP: (60, 79)}
# Our rule: whether somebody still can't earn is looked at again every year.
ENTITLEMENT_DAYS_MAX = 366


@dataclass(frozen=True, slots=True)
class GiftFacts:
    """What a gift is decided on; ``gift_to`` is the pack's word, None where no pack says one."""

    gift_to: str | None
    relation: Relation
    giver_age: int
    receiver_is_member: bool


def decide_gift(facts: GiftFacts) -> None:
    """Refuse a gift that the rules in force, age or membership forbid.

    Raises GiftsNotAllowedError, GiftDegreeError, GiverMinorError, ReceiverLeftError.
    """
    if facts.gift_to is None:
        raise GiftsNotAllowedError
    if facts.relation not in DEGREES[facts.gift_to]:
        raise GiftDegreeError(gift_to=facts.gift_to)
    if facts.giver_age < GIVER_AGE_MIN:
        raise GiverMinorError
    if not facts.receiver_is_member:
        raise ReceiverLeftError


def giveable(*, available: int, own: int) -> int:
    """Return how many minutes may be given: what is there, and no more than was not given to the giver."""
    return max(0, min(available, own))


def decide_entitlement(new: NewEntitlement, *, age: int, today: date) -> None:
    """Refuse a proposal that its ground does not carry.

    Raises GroundNoteError, GroundAgeError (``from_age``, ``to_age``), EntitlementDayError.
    """
    if new.ground is Ground.OTHER and not new.note:
        raise GroundNoteError
    low, high = GROUND_AGES.get(new.ground, (0, 200))
    if not low <= age <= high:
        raise GroundAgeError(from_age=low, to_age=high)
    if not today <= new.valid_to <= today + timedelta(days=ENTITLEMENT_DAYS_MAX):
        raise EntitlementDayError(most=ENTITLEMENT_DAYS_MAX)


def next_turn(moment: datetime, ends_at: datetime) -> datetime:
    """Return when time next has something to do with an entitlement: the next month's beginning, or its end."""
    return min(local_day(next_month(local_date(moment)))[0], ends_at)


def ends_at(valid_to: date) -> datetime:
    """Return the moment at which the last day is over."""
    return end_of_day(valid_to)


def decide_donation(new: NewDonation, *, today: date) -> None:
    """Refuse a record with no or several donors, or of a day to come; raises DonorError, TooLateDayError."""
    if sum(map(bool, (new.donor_member_id, new.donor_unit_id, new.donor_name))) != 1:
        raise DonorError
    decide_day(new.received_on, today=today)


def decide_day(day: date, *, today: date) -> None:
    """Refuse a day to come; raises TooLateDayError."""
    if day > today:
        raise TooLateDayError


def used_part(*, amount: int, place: int, used: int) -> int:
    """Return how much of a donation is used, first in, first out; ``place`` had been received before it."""
    return max(0, min(amount, used - place))
