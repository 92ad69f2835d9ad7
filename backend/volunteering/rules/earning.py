"""What one record earns by the tariff and the rule pack in force on its day of service. Pure; it books nothing.

- The tariff says how much (rules.tariff). Where it says nothing of a category, the pack's own unit applies.
- A pack that names a book is the only book: no minute earns both.
- ``cap_per_day`` of a tariff line and the pack's caps bound what one member earns. What was reckoned before counts
  first, so the result does not depend on how records are cut into batches; it does depend on their order, which is
  kept (models.Reckoning).
- What is beyond the pack's caps goes to the community's pool where the pack says so, else it earns nothing.
- Hours of a pack's cap are units: an hour is one unit in all packs that have caps.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from backend.books.types import EarnRules
from backend.core.amounts import NO_POINTS, NO_TIME, Minutes, Points, TimeCredits
from backend.lists.types import TariffBook, TariffLine
from backend.volunteering.rules.tariff import line_for, lines_for, uncapped

HOUR = 60
ADULT = 18  # 民法典 Art. 17


@dataclass(frozen=True, slots=True)
class Earned:
    """What one record earns its member, and what of it goes to the pool instead."""

    time_credits: TimeCredits = NO_TIME
    points: Points = NO_POINTS
    pool_time: TimeCredits = NO_TIME
    pool_points: Points = NO_POINTS


@dataclass(frozen=True, slots=True)
class Served:
    """Minutes of one category on one day of service by one member, and what was reckoned for them."""

    category: str
    minutes: Minutes
    earned: Earned = Earned()


@dataclass(frozen=True, slots=True)
class Past:
    """What was reckoned for a member before: the same day's service, and all that was earned by service so far."""

    same_day: Sequence[Served] = ()
    total: Earned = Earned()


NOTHING = Past()
NO_RULES = EarnRules()


def earn(
    served: Served,
    *,
    past: Past = NOTHING,
    tariff: Sequence[TariffLine],
    rules: EarnRules = NO_RULES,
    age: int | None = None,
) -> Earned:
    """Return what ``served`` earns; ``age`` on the day of service is needed where the rules have ages."""
    if not may_earn(rules, age):
        return Earned()
    time_credits, pool_time = _earn_in(TariffBook.TIME, served, past, tariff, rules)
    points, pool_points = _earn_in(TariffBook.POINT, served, past, tariff, rules)
    return Earned(TimeCredits(time_credits), Points(points), TimeCredits(pool_time), Points(pool_points))


def in_stead_of(before: Earned, after: Earned, *, more: bool) -> Earned:
    """Return what a correction earns in all: ``before`` is what it replaces, ``after`` what the new minutes earn.

    Fewer minutes never earn more than the old ones did, and what went to the pool, being beyond the caps, goes first.
    More minutes never earn less; nothing is moved from the pool to the member.
    """
    time_credits, pool_time = _in_stead(
        before.time_credits, before.pool_time, after.time_credits, after.pool_time, more
    )
    points, pool_points = _in_stead(before.points, before.pool_points, after.points, after.pool_points, more)
    return Earned(TimeCredits(time_credits), Points(points), TimeCredits(pool_time), Points(pool_points))


def _in_stead(mine_before: int, pool_before: int, mine_after: int, pool_after: int, more: bool) -> tuple[int, int]:
    """Return (the member's, the pool's) amount in one book."""
    if more:
        total = max(mine_before + pool_before, mine_after + pool_after)
        mine = max(mine_before, min(mine_after, total - pool_before))
        return mine, total - mine
    mine = min(mine_before, mine_after + pool_after)
    return mine, min(pool_before, mine_after + pool_after - mine)


def has_ages(rules: EarnRules) -> bool:
    """Return whether it matters how old somebody is."""
    return rules.min_age is not None or rules.max_age is not None


def may_earn(rules: EarnRules, age: int | None) -> bool:
    """Return whether somebody of that age earns at all; minors with a guardian where the pack lets them serve."""
    if not has_ages(rules):
        return True
    if age is None or (rules.max_age is not None and age > rules.max_age):
        return False
    if age < ADULT and rules.minor_with_guardian:
        return True  # who is younger than 18 is a member only with a guardian's consent
    return rules.min_age is None or age >= rules.min_age


def _earn_in(
    book: TariffBook, served: Served, past: Past, tariff: Sequence[TariffLine], rules: EarnRules
) -> tuple[int, int]:
    """Return what the member earns in one book, and what goes to the pool."""
    if rules.book not in (None, book.value):
        return 0, 0
    wanted = _by_tariff(book, _bounded(served, rules), past, tariff, rules)
    room = _room(book, past, rules)
    mine = wanted if room is None else min(wanted, room)
    return mine, wanted - mine if rules.over_cap == "pool" else 0


def _bounded(served: Served, rules: EarnRules) -> Served:
    if rules.cap_per_activity_hours is None:
        return served
    return Served(served.category, Minutes(min(served.minutes, rules.cap_per_activity_hours * HOUR)))


def _by_tariff(book: TariffBook, served: Served, past: Past, tariff: Sequence[TariffLine], rules: EarnRules) -> int:
    line = line_for(book, served.category, tariff)
    if line is None:
        return 0 if lines_for(served.category, tariff) else _by_unit(book, served.minutes, rules)
    amount = uncapped(line, served.minutes)
    if line.cap_per_day is None:
        return amount
    used = sum(
        uncapped(line, _bounded(each, rules).minutes)
        for each in past.same_day
        if line_for(book, each.category, tariff) == line
    )
    return max(0, min(amount, line.cap_per_day - used))


def _by_unit(book: TariffBook, minutes: Minutes, rules: EarnRules) -> int:
    """Return what minutes earn by the pack's own unit: a time credit is an hour of 60, points are whole."""
    if rules.book is None or rules.unit_minutes is None:
        return 0
    if book is TariffBook.POINT:
        return minutes // rules.unit_minutes
    return minutes // rules.unit_minutes * HOUR if rules.whole_units else minutes * HOUR // rules.unit_minutes


def _room(book: TariffBook, past: Past, rules: EarnRules) -> int | None:
    """Return how much more a member may earn under the pack's caps a day and for life; None without any."""
    unit = HOUR if book is TariffBook.TIME else 1
    rooms = []
    if rules.cap_per_day_hours is not None:
        today = sum(_in(book, each.earned) for each in past.same_day)
        rooms.append(rules.cap_per_day_hours * unit - today)
    if rules.cap_total_hours is not None:
        rooms.append(rules.cap_total_hours * unit - _in(book, past.total))
    return max(0, min(rooms)) if rooms else None


def _in(book: TariffBook, earned: Earned) -> int:
    return earned.time_credits if book is TariffBook.TIME else earned.points
