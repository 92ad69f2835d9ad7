"""Entries and shifts as needs of the model: what each asks for, of whom, and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from backend.core.clock import end_of_day
from backend.lists.service import OpenEntry, building_of
from backend.matching.model.types import HORIZON, Distance, Help, Need, Place, Slot, Window
from backend.matching.rules import numbers, weeks
from backend.matching.types import Minutes, NeedKey, NeedKind, OfferKind, WeekWindow
from backend.volunteering.service import FreePlaces

WORK = frozenset({Help.TIME, Help.SKILL})
# What serves an entry of each list, where it does not ask for hands alone.
HELPS = {
    "need": WORK | {Help.SPACE, Help.GOODS},
    "problem": WORK | {Help.GOODS},
    "service_project": WORK | {Help.SPACE},
    "welfare_work": WORK | {Help.GOODS, Help.FUND},
}
URGENCY = {"normal": 0, "soon": 1, "urgent": 3, "low": 0, "medium": 1, "high": 3}


@dataclass(frozen=True, slots=True)
class Side:
    """Where the horizon begins and what the moment is."""

    monday: datetime
    now: datetime

    @property
    def opens(self) -> int:
        """Return the moment as a minute of the horizon; nothing begins in a minute that has begun."""
        return weeks.minute_at(self.monday, self.now) + 1


@dataclass(frozen=True, slots=True)
class Wanted:
    """A need with its key, whether everybody may know of it, and since when it is new."""

    need: Need
    key: NeedKey
    is_public: bool
    since: datetime
    changed_at: datetime


def from_entry(entry: OpenEntry, side: Side, *, given: int, received: int) -> Wanted:
    """Return an entry as a need; what is left of it is its places, a few at once."""
    ref, details = entry.ref, entry.ref.details
    personal = ref.kind == "need" and details.get("beneficiary") == "personal"
    skills = details.get("skills") or []
    by_hands = bool(details.get("hours") or skills or details.get("qualification"))
    asker = ref.proposer_unit_id or ref.proposer_member_id
    need = Need(
        id=ref.id,
        kind=NeedKind.ENTRY,
        category=ref.category,
        helps=WORK if by_hands else HELPS.get(ref.kind, WORK),
        takers=frozenset({OfferKind.UNIT, OfferKind.RESOURCE} | ({OfferKind.MEMBER} if personal else set())),
        places=min(numbers.PLACES_MAX, (ref.quantity or 1) - ref.claimed_quantity),
        minutes=_minutes(details),
        windows=_windows(details),
        opens=max(side.opens, _minute(side, ref.starts_at)),
        closes=_closes(entry, side),
        place=Place(entry.building),
        age_min=18 if personal else 0,  # who claims for themselves is of age (agreements)
        qualification=details.get("qualification"),
        skill=skills[0] if skills else None,
        asker_ids=frozenset({asker} if asker else ()),
        addressed_to=entry.addressed_to,
        urgency=URGENCY.get(details.get("urgency") or details.get("severity") or "normal", 0),
        waiting_days=max(0, (side.now - entry.since).days),
        asker_given=given,
        asker_received=received,
    )
    return Wanted(need, NeedKey(NeedKind.ENTRY, ref.id), not personal, entry.since, entry.changed_at)


def from_places(places: FreePlaces, side: Side) -> Wanted:
    """Return free places of a shift, or of one of its roles, as a need at its appointed time."""
    fixed = Slot(weeks.minute_at(side.monday, places.starts_at), -(-(places.ends_at - side.monday) // weeks.MINUTE))
    need = Need(
        id=places.role_id or places.shift_id,
        kind=NeedKind.SHIFT,
        category=places.category,
        helps=WORK,
        takers=frozenset({OfferKind.MEMBER}),
        places=places.free,
        minutes=fixed.end - fixed.start,
        fixed=fixed,
        opens=side.opens,
        closes=max(fixed.end, side.opens),
        place=Place(building_of(places.place)),
        age_min=places.age_min,
        dangerous=places.dangerous,
        qualification=places.qualification,
        skill=places.skill,
        asker_ids=frozenset({places.beneficiary_id} if places.beneficiary_id else ()),
        urgency=1,
        waiting_days=max(0, (side.now - places.since).days),
    )
    key = NeedKey(NeedKind.SHIFT, places.shift_id, places.role_id)
    return Wanted(need, key, True, places.since, places.changed_at)


def minutes_wanted(need: Need) -> tuple[Minutes, ...]:
    """Return the minutes of the week in which a need could be served, for the index; coarse, never too few."""
    if need.fixed is not None:
        return weeks.of_slot(need.fixed)
    if need.minutes == 0 or need.closes <= need.opens:
        return weeks.WHOLE_WEEK
    if need.windows is None:
        return weeks.of_slot(Slot(need.opens, need.closes))
    return weeks.joined(Minutes(window.start, window.end) for window in need.windows)


def _minutes(details: Mapping[str, Any]) -> int:
    hours = details.get("hours")
    if isinstance(hours, int) and hours > 0:
        return min(hours * numbers.HOUR_MINUTES, numbers.MINUTES_MAX)
    return numbers.HOUR_MINUTES if details.get("time_windows") else 0


def _windows(details: Mapping[str, Any]) -> tuple[Window, ...] | None:
    stated = details.get("time_windows")
    if not isinstance(stated, list) or not stated:
        return None
    read = [WeekWindow(each["weekday"], each["from"], each["to"]) for each in stated]
    return tuple(Window(start, end) for start, end in weeks.minutes_of(read))


def _closes(entry: OpenEntry, side: Side) -> int:
    """Return by when it must be over: its own end, or two weeks from now."""
    ends = [side.opens + HORIZON]
    deadline = entry.ref.details.get("deadline")
    if deadline:
        ends.append(_minute(side, end_of_day(date.fromisoformat(deadline))))
    if entry.ref.ends_at is not None:
        ends.append(_minute(side, entry.ref.ends_at))
    return max(0, min(ends))


def _minute(side: Side, moment: datetime | None) -> int:
    return 0 if moment is None else max(0, weeks.minute_at(side.monday, moment))


def farthest_of(reach: str) -> Distance:
    """Return how far somebody goes, as the model says it."""
    return Distance.SAME_BUILDING if reach == "building" else Distance.ELSEWHERE
