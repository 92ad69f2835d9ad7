"""Hard constraints: whether a need and an offer may be matched at all, and every constraint that fails, with figures.

Preferences are not here (weigh.py), nor what depends on other matches (solve.py). Age, danger and qualification are
law: nothing relaxes them.
"""

from collections.abc import Iterator
from itertools import chain

from backend.matching.model.plans import Constraint, Failing, Verdict
from backend.matching.model.times import (
    DAYTIME,
    choose_slots,
    common,
    distance,
    have_in_common,
    laid_out,
    longest,
    taken_for,
    week_minutes_left,
    week_things_left,
    without,
)
from backend.matching.model.types import DAY, HORIZON, WEEK, Need, Offer, Slot
from backend.matching.types import OfferKind

# 民法典 Art. 17.
ADULT_YEARS = 18
_HALF_DAY = 12 * 60


def judge(need: Need, offer: Offer) -> Verdict:
    """Return whether the pair may be matched, at which times, and all that fails, in Constraint's order."""
    failing = [*_of_people(need, offer), *_of_things(need, offer)]
    if need.minutes == 0:
        return Verdict(need.id, offer.id, (), tuple(failing))
    found = _times(need, offer)
    if isinstance(found, Failing):
        return Verdict(need.id, offer.id, (), (*failing, found))
    return Verdict(need.id, offer.id, () if failing else found, tuple(failing))


def possible_times(need: Need, offer: Offer) -> tuple[Slot, ...] | None:
    """Return the times of a pair for which nothing fails, None for any other: judge without telling what fails."""
    if any(chain(_of_people(need, offer), _of_things(need, offer))):
        return None
    if need.minutes == 0:
        return ()
    if not have_in_common(need, offer):
        return None
    found = _times(need, offer)
    return None if isinstance(found, Failing) else found


def categories_for(category: str) -> tuple[str, ...]:
    """Return the categories with which an offer serves a need of ``category``: the same, and its parent."""
    parent, dot, _ = category.rpartition(".")
    return (category, parent) if dot else (category,)


def _of_people(need: Need, offer: Offer) -> Iterator[Failing]:
    """Yield what fails of consent, of whose need it is, and of who may take it."""
    if not offer.consents:
        yield Failing(Constraint.CONSENT)
    if not need.asker_ids.isdisjoint(offer.owner_ids):
        yield Failing(Constraint.OWN)
    if need.id in offer.declined:
        yield Failing(Constraint.DECLINED)
    if offer.kind not in need.takers:
        yield Failing(Constraint.TAKERS)
    if need.addressed_to is not None and need.addressed_to.isdisjoint(offer.owner_ids):
        yield Failing(Constraint.ADDRESSED)


def _of_things(need: Need, offer: Offer) -> Iterator[Failing]:
    """Yield what fails of what is asked and what is offered, time apart."""
    if offer.categories.isdisjoint(categories_for(need.category)):
        yield Failing(Constraint.CATEGORY)
    if need.helps.isdisjoint(offer.helps):
        yield Failing(Constraint.HELP)
    if offer.kind is OfferKind.MEMBER:
        yield from _of_age(need, offer.age)
    if need.qualification is not None and need.qualification not in offer.qualifications:
        yield Failing(Constraint.QUALIFICATION)
    if need.skill_must and need.skill is not None and need.skill not in offer.skills:
        yield Failing(Constraint.SKILL)
    farthest, apart = min(need.farthest, offer.reach), distance(need.place, offer.place)
    if apart > farthest:
        yield Failing(Constraint.DISTANCE, farthest, apart)
    if offer.amount < need.amount:
        yield Failing(Constraint.AMOUNT, need.amount, offer.amount)
    if offer.capacity < 1:
        yield Failing(Constraint.CAPACITY, 1, offer.capacity)


def _of_age(need: Need, age: int | None) -> Iterator[Failing]:
    """Yield what fails of age; somebody of unknown age fails where one is asked."""
    if need.age_min > 0 and (age is None or age < need.age_min):
        yield Failing(Constraint.AGE, need.age_min, age)
    if need.dangerous and (age is None or age < ADULT_YEARS):
        yield Failing(Constraint.DANGER, ADULT_YEARS, age)


def _times(need: Need, offer: Offer) -> tuple[Slot, ...] | Failing:
    """Return the times at which the pair could meet, or the first thing that leaves none."""
    shared = _shared(need, offer, need.closes)
    fit = _long_enough(need, shared)
    if not fit:
        return _no_window(need, offer, shared)
    free = without(fit, taken_for(offer, need.place))
    fit = _long_enough(need, free)
    if not fit:
        return Failing(Constraint.CLASH, need.minutes, longest(free))
    return _within_week(need, offer, fit)


def _long_enough(need: Need, stretches: tuple[Slot, ...]) -> list[Slot]:
    return [stretch for stretch in stretches if stretch.end - stretch.start >= need.minutes]


def _shared(need: Need, offer: Offer, closes: int) -> tuple[Slot, ...]:
    """Return when both sides have time from the need's opening until ``closes``."""
    if need.fixed is not None:
        inside = need.opens <= need.fixed.start and need.fixed.end <= closes
        ours: tuple[Slot, ...] = (need.fixed,) if inside else ()
        return ours if offer.windows is None else common(ours, laid_out(offer.windows, need.opens, closes))
    if need.windows is None or offer.windows is None:
        windows = need.windows if offer.windows is None else offer.windows
        shared = laid_out(DAYTIME if windows is None else windows, need.opens, closes)
    else:
        shared = common(laid_out(need.windows, need.opens, closes), laid_out(offer.windows, need.opens, closes))
    if longest(shared) > DAY and need.minutes <= _HALF_DAY:  # whole days were named: nobody means midnight
        return common(shared, laid_out(DAYTIME, need.opens, closes))
    return shared


def _no_window(need: Need, offer: Offer, shared: tuple[Slot, ...]) -> Failing:
    """Return whether it is the deadline alone that leaves no time, or that the two never have time together."""
    later = _long_enough(need, _shared(need, offer, max(need.opens, need.closes) + HORIZON))
    if later:
        return Failing(Constraint.DEADLINE, need.closes, later[0].start + need.minutes)
    return Failing(Constraint.WINDOW, need.minutes, longest(shared))


def _within_week(need: Need, offer: Offer, fit: list[Slot]) -> tuple[Slot, ...] | Failing:
    """Return times in weeks that have minutes and things left."""
    if offer.week_minutes_max is not None:
        left = {week: week_minutes_left(offer, week) for week in _weeks(need, fit)}
        fit = [stretch for stretch in fit if all(left[week] >= need.minutes for week in _weeks(need, [stretch]))]
        if not fit:
            return Failing(Constraint.WEEK_MINUTES, need.minutes, max(left.values()))
    if offer.week_things_max is not None:
        fit = [stretch for stretch in fit if all(week_things_left(offer, week) > 0 for week in _weeks(need, [stretch]))]
        if not fit:
            return Failing(Constraint.WEEK_THINGS, 1, 0)
    return choose_slots(need, fit)


def _weeks(need: Need, stretches: list[Slot]) -> set[int]:
    """Return the weeks in which the need could begin within stretches."""
    return {week for start, end in stretches for week in range(start // WEEK, (end - need.minutes) // WEEK + 1)}
