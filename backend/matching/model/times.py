"""Arithmetic of stretches of time: windows laid on the horizon, what two sides share, what is left beside the busy.

Stretches are sorted, do not touch one another, and are minutes from the horizon's start.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from backend.matching.model.types import AMOUNT_MAX, DAY, WEEK, Busy, Distance, Need, Offer, Place, Slot, Window
from backend.matching.types import OfferKind

# Our rule: how many times of one pair are looked at.
SLOTS_MAX = 3
# Our rule: times begin on a quarter of an hour.
GRID = 15
# Our rule: minutes on the way between two things that one person does, by distance.
WAY_MINUTES = {Distance.SAME_BUILDING: 0, Distance.SAME_COMMUNITY: 15, Distance.ELSEWHERE: 45}
# Our rule: where neither side names hours, 8:00 to 20:00.
DAYTIME = tuple(Window(day * DAY + 8 * 60, day * DAY + 20 * 60) for day in range(7))


def distance(one: Place, other: Place) -> Distance:
    """Return how far two places are apart; two places outside are not known to be near each other."""
    if one.outside or other.outside:
        return Distance.ELSEWHERE
    if one.building is not None and one.building == other.building:
        return Distance.SAME_BUILDING
    return Distance.SAME_COMMUNITY


def way_minutes(offer: Offer, one: Place, other: Place) -> int:
    """Return the minutes that an offer needs from one place to the other: a resource, or more hands than one, none."""
    if offer.kind is OfferKind.RESOURCE or offer.parallel > 1:
        return 0
    return WAY_MINUTES[distance(one, other)]


@lru_cache(maxsize=65536)
def laid_out(windows: tuple[Window, ...], opens: int, closes: int) -> tuple[Slot, ...]:
    """Return weekly windows as stretches of the horizon from ``opens`` to ``closes``."""
    weeks = range(opens // WEEK - 1, closes // WEEK + 1)
    clipped = (
        Slot(max(week * WEEK + start, opens), min(week * WEEK + end, closes))
        for week in weeks
        for start, end in windows
    )
    return merged(slot for slot in clipped if slot.start < slot.end)


def merged(slots: Iterable[Slot]) -> tuple[Slot, ...]:
    """Return the stretches that slots in any order cover together."""
    done: list[Slot] = []
    for slot in sorted(slots):
        if done and slot.start <= done[-1].end:
            done[-1] = Slot(done[-1].start, max(done[-1].end, slot.end))
        else:
            done.append(slot)
    return tuple(done)


def common(ones: Sequence[Slot], others: Sequence[Slot]) -> tuple[Slot, ...]:
    """Return what two sides' stretches share."""
    shared, i, j = [], 0, 0
    while i < len(ones) and j < len(others):
        one, other = ones[i], others[j]
        start = one.start if one.start > other.start else other.start  # max and min take twice as long here
        end = one.end if one.end < other.end else other.end
        if start < end:
            shared.append(Slot(start, end))
        if one.end <= other.end:
            i += 1
        else:
            j += 1
    return tuple(shared)


def have_in_common(need: Need, offer: Offer) -> bool:
    """Return False where two sides' windows share no stretch as long as the need; True says nothing yet.

    It looks at the quarters of an hour that either side touches, as the bits of one number.
    """
    if offer.windows is None or (need.windows is None and need.fixed is None):
        return True
    weeks = need.closes // WEEK + 1
    ours = _quarters(need.windows or (), weeks) if need.fixed is None else _touched(*need.fixed)
    both = ours & _quarters(offer.windows, weeks)
    both &= (1 << max(0, -(-need.closes // GRID))) - 1
    both >>= max(0, need.opens // GRID)
    row, wanted = 1, -(-need.minutes // GRID)
    while row < wanted and both:
        step = min(row, wanted - row)
        both &= both >> step
        row += step
    return both != 0


@lru_cache(maxsize=65536)
def _quarters(windows: tuple[Window, ...], weeks: int) -> int:
    """Return the quarters of an hour that windows touch in so many weeks, the horizon's first as the lowest bit."""
    bits = 0
    for week in range(-1, weeks):
        for start, end in windows:
            bits |= _touched(week * WEEK + start, week * WEEK + end)
    return bits


def _touched(start: int, end: int) -> int:
    first, last = max(0, start // GRID), max(0, -(-end // GRID))
    return (1 << last) - (1 << first)


def without(stretches: Sequence[Slot], taken: Sequence[Slot]) -> tuple[Slot, ...]:
    """Return what is left of stretches when other stretches are taken out."""
    left = []
    for start, end in stretches:
        at = start
        for gone in taken:
            if gone.end > at and gone.start < end:
                if gone.start > at:
                    left.append(Slot(at, gone.start))
                at = gone.end
        if at < end:
            left.append(Slot(at, end))
    return tuple(left)


def taken_for(offer: Offer, place: Place) -> tuple[Slot, ...]:
    """Return when an offer cannot be at ``place``: it is busy as often as it has hands, or on its way."""
    if offer.parallel == 1:
        return merged(_with_way(offer, busy, place) for busy in offer.busy)
    marks = sorted(mark for busy in offer.busy for mark in ((busy.slot.start, 1), (busy.slot.end, -1)))
    full, count, since = [], 0, 0
    for at, step in marks:
        if count < offer.parallel <= count + step:
            since = at
        elif count + step < offer.parallel <= count and at > since:
            full.append(Slot(since, at))
        count += step
    return merged(full)


def _with_way(offer: Offer, busy: Busy, place: Place) -> Slot:
    way = way_minutes(offer, busy.place, place)
    return Slot(busy.slot.start - way, busy.slot.end + way)


def week_minutes_left(offer: Offer, week: int) -> int:
    """Return how many minutes an offer has left in a week of the horizon; what it may give when nothing is said: all.

    Time counts in the week in which it begins.
    """
    taken = sum(busy.slot.end - busy.slot.start for busy in offer.busy if busy.slot.start // WEEK == week)
    return max(0, (WEEK if offer.week_minutes_max is None else offer.week_minutes_max) - taken)


def week_things_left(offer: Offer, week: int) -> int:
    """Return how many more things an offer takes on in a week of the horizon, by its weekly limit alone."""
    taken = sum(busy.counts for busy in offer.busy if busy.slot.start // WEEK == week)
    return max(0, (AMOUNT_MAX if offer.week_things_max is None else offer.week_things_max) - taken)


def longest(stretches: Iterable[Slot]) -> int:
    """Return the length of the longest stretch, 0 without any."""
    return max((end - start for start, end in stretches), default=0)


def choose_slots(need: Need, stretches: Sequence[Slot]) -> tuple[Slot, ...]:
    """Return up to SLOTS_MAX times within stretches, in order of time; each stretch is long enough for the need.

    The first that is possible is among them; the others lie where the need's id says, so that the needs of one
    neighbourhood do not all press on the same evening. In few stretches there are several, one after another.
    """
    begins = [_begin(stretch, need.minutes) for stretch in stretches]
    if len(begins) > SLOTS_MAX:
        others, turn = len(begins) - 1, need.id.int
        picked = {0, *(1 + (turn + nth * others // (SLOTS_MAX - 1)) % others for nth in range(SLOTS_MAX - 1))}
        begins = [begins[n] for n in picked]
    step = -(-(need.minutes + WAY_MINUTES[Distance.SAME_COMMUNITY]) // GRID) * GRID
    for (_, end), begin in zip(stretches, tuple(begins), strict=False):
        later = range(begin + step, end - need.minutes + 1, step)
        begins.extend(later[: SLOTS_MAX - len(begins)])
    return tuple(Slot(begin, begin + need.minutes) for begin in sorted(begins))


def _begin(stretch: Slot, minutes: int) -> int:
    """Return the first quarter of an hour in a stretch from which there is time enough, or else its beginning."""
    on_grid = -(-stretch.start // GRID) * GRID
    return on_grid if on_grid + minutes <= stretch.end else stretch.start
