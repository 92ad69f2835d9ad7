"""The smallest change with which an unmet need could be met: one thing asked less, and how many offers that opens.

It is worked out against what offers have left after the plan, by judging the changed need anew. Age, danger and
qualification are law, consent and a decline are somebody's word: they are never asked less. All sizes are our rule.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from backend.matching.model.judge import judge
from backend.matching.model.plans import Constraint, Failing, Match
from backend.matching.model.types import DAY, HORIZON, Busy, Distance, Need, Offer, Place, Slot, Window

MINUTES_MIN = 30
MINUTES_STEP = 15
SPLIT_MAX = 5


class ChangeKind(StrEnum):
    """What is asked less; between equals the first here is chosen. Beside each what ``to`` says."""

    OPEN_TO_ALL = "open_to_all"  # 0: nobody has the first word any more
    DEADLINE = "deadline"  # so many days later
    TIME = "time"  # 0: another part of a weekday
    FARTHER = "farther"  # help from so far (Distance) is taken
    SPLIT = "split"  # among so many offers
    MINUTES = "minutes"  # so many in one go
    SKILL = "skill"  # 0: also without the skill
    PLACE = "place"  # at a place so near to them (Distance); their building is told where it is that
    AMOUNT = "amount"  # only so much


class DayPart(StrEnum):
    """Parts of a day; the whole one for what is longer than a part."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    DAY = "day"


HOURS = {DayPart.MORNING: (8, 12), DayPart.AFTERNOON: (12, 18), DayPart.EVENING: (18, 21), DayPart.DAY: (8, 20)}
SIZE = {
    ChangeKind.OPEN_TO_ALL: 10,
    ChangeKind.DEADLINE: 20,  # and 1 a day
    ChangeKind.TIME: 30,
    ChangeKind.FARTHER: 35,
    ChangeKind.SPLIT: 40,  # and 2 for each that shares
    ChangeKind.MINUTES: 40,  # and 1 for each 2 % less
    ChangeKind.SKILL: 50,
    ChangeKind.PLACE: 60,
    ChangeKind.AMOUNT: 60,  # and 1 for each 2 % less
}


class Change(NamedTuple):
    """One change and how many of the offers looked at it opens. ``weekday`` counts from Monday 0, with TIME alone."""

    kind: ChangeKind
    to: int
    offers: int
    weekday: int | None = None
    part: DayPart | None = None
    building: str | None = None


class _Key(NamedTuple):
    """A change apart from what it opens; its order is the fixed order of equals."""

    rank: int
    to: int
    weekday: int
    part: int
    building: str


_KINDS, _PARTS = tuple(ChangeKind), tuple(DayPart)
_OF_TIME = frozenset(
    {Constraint.WINDOW, Constraint.DEADLINE, Constraint.CLASH, Constraint.WEEK_MINUTES, Constraint.WEEK_THINGS}
)


def after_plan(needs: Iterable[Need], offers: Iterable[Offer], matches: Iterable[Match]) -> dict[UUID, Offer]:
    """Return offers by id with what the plan leaves of them. Raises KeyError for a match of an unknown need."""
    places = {need.id: need.place for need in needs}
    taken: dict[UUID, list[Match]] = defaultdict(list)
    for match in matches:
        taken[match.offer_id].append(match)
    return {offer.id: _less(offer, taken[offer.id], places) if offer.id in taken else offer for offer in offers}


def _less(offer: Offer, matches: Sequence[Match], places: Mapping[UUID, Place]) -> Offer:
    more = (Busy(match.slot, places[match.need_id]) for match in matches if match.slot is not None)
    busy = tuple(sorted((*offer.busy, *more), key=lambda each: each.slot))
    capacity, load = max(0, offer.capacity - len(matches)), offer.load + len(matches)
    return replace(offer, capacity=capacity, load=load, busy=busy)


def smallest_change(need: Need, offers: Iterable[Offer]) -> Change | None:
    """Return the smallest change that opens an offer, with how many it opens; None where no single one does.

    ``offers`` are what is left of them after the plan. None as well where one could be matched as the need stands.
    """
    opened: dict[_Key, set[UUID]] = defaultdict(set)
    amounts = []
    for offer in offers:
        failing = judge(need, offer).failing
        if not failing:
            return None
        if len(failing) == 1:  # with two, no single change helps
            if failing[0].code is Constraint.AMOUNT and offer.amount > 0:
                amounts.append(offer.amount)
            for key in _changes(need, offer, failing[0]):
                opened[key].add(offer.id)
    options = [(_size(need, key), -len(opened[key]), key) for key in opened]
    options += [(_size(need, key), -key.to, key) for key in _split(need, sorted(amounts, reverse=True))]
    if not options:
        return None
    _, count, key = min(options)
    return _told(key, -count)


def _told(key: _Key, count: int) -> Change:
    kind = _KINDS[key.rank]
    if kind is ChangeKind.TIME:
        return Change(kind, 0, count, key.weekday, _PARTS[key.part])
    return Change(kind, abs(key.to), count, building=key.building or None)


def _key(kind: ChangeKind, to: int = 0, *, weekday: int = 0, part: int = 0, building: str = "") -> _Key:
    return _Key(_KINDS.index(kind), to, weekday, part, building)


def _size(need: Need, key: _Key) -> int:
    """Return how great a change is."""
    kind = _KINDS[key.rank]
    more = 0
    if kind is ChangeKind.DEADLINE:
        more = key.to
    elif kind is ChangeKind.SPLIT:
        more = 2 * key.to
    elif kind is ChangeKind.MINUTES:
        more = 50 * (need.minutes - key.to) // need.minutes
    elif kind is ChangeKind.AMOUNT:
        more = 50 * (need.amount - key.to) // need.amount
    return SIZE[kind] + more


def _changes(need: Need, offer: Offer, failing: Failing) -> Iterator[_Key]:
    """Yield the changes that make this one offer possible for which one thing fails."""
    for key, changed in _tries(need, offer, failing):
        if not judge(changed, offer).failing:
            yield key


def _tries(need: Need, offer: Offer, failing: Failing) -> Iterator[tuple[_Key, Need]]:
    """Yield changes that may help, with the need as it would be."""
    code = failing.code
    if code is Constraint.ADDRESSED:
        yield _key(ChangeKind.OPEN_TO_ALL), replace(need, addressed_to=None)
    elif code is Constraint.SKILL:
        yield _key(ChangeKind.SKILL), replace(need, skill_must=False)
    elif code is Constraint.AMOUNT and offer.amount > 0:
        yield _key(ChangeKind.AMOUNT, offer.amount), replace(need, amount=offer.amount)
    elif code is Constraint.DISTANCE:
        yield _nearer(need, offer, failing)
    elif code in _OF_TIME:
        yield from _later(need, failing)
        yield from _other_times(need)
        yield from _shorter(need, failing)


def _nearer(need: Need, offer: Offer, failing: Failing) -> tuple[_Key, Need]:
    assert failing.has is not None  # judge says how far they are apart
    if failing.has <= offer.reach:
        farther = Distance(failing.has)
        return _key(ChangeKind.FARTHER, farther), replace(need, farthest=farther)
    if offer.reach is Distance.SAME_BUILDING:
        return _key(ChangeKind.PLACE, 0, building=offer.place.building or ""), replace(need, place=offer.place)
    return _key(ChangeKind.PLACE, 1), replace(need, place=Place())


def _later(need: Need, failing: Failing) -> Iterator[tuple[_Key, Need]]:
    if failing.code is Constraint.DEADLINE and failing.has is not None and need.fixed is None:
        days = -(-(failing.has - need.closes) // DAY)
        yield _key(ChangeKind.DEADLINE, days), replace(need, closes=need.closes + days * DAY)


def _other_times(need: Need) -> Iterator[tuple[_Key, Need]]:
    """Yield the parts of the week; an appointment is put within two weeks of its opening."""
    closes = need.closes if need.fixed is None else max(need.closes, need.opens + HORIZON)
    for weekday in range(7):
        for nth, (start, end) in enumerate(HOURS[part] for part in _PARTS):
            is_whole = _PARTS[nth] is DayPart.DAY
            longest_part = max(HOURS[part][1] - HOURS[part][0] for part in _PARTS[:-1]) * 60
            if is_whole is (need.minutes > longest_part) and need.minutes <= (end - start) * 60:
                window = Window(weekday * DAY + start * 60, weekday * DAY + end * 60)
                changed = replace(need, fixed=None, windows=(window,), closes=closes)
                yield _key(ChangeKind.TIME, weekday=weekday, part=nth), changed


def _shorter(need: Need, failing: Failing) -> Iterator[tuple[_Key, Need]]:
    """Yield what fits into the longest stretch there is: not under half of what is asked."""
    if failing.code not in (Constraint.WINDOW, Constraint.CLASH, Constraint.WEEK_MINUTES) or failing.has is None:
        return
    minutes = failing.has // MINUTES_STEP * MINUTES_STEP
    if not max(MINUTES_MIN, need.minutes / 2) <= minutes < need.minutes:
        return
    if need.fixed is None:
        yield _key(ChangeKind.MINUTES, minutes), replace(need, minutes=minutes)
    else:
        start, end = need.fixed
        for slot in (Slot(start, start + minutes), Slot(end - minutes, end)):
            yield _key(ChangeKind.MINUTES, minutes), replace(need, minutes=minutes, fixed=slot)


def _split(need: Need, amounts: Sequence[int]) -> Iterator[_Key]:
    """Yield among how many offers the amount can be shared: as few as can be."""
    for count in range(2, min(SPLIT_MAX, len(amounts)) + 1):
        if sum(amounts[:count]) >= need.amount:
            yield _key(ChangeKind.SPLIT, count)
            return
