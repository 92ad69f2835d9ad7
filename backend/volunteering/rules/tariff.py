"""What entered minutes earn by the `benefit` entries in force on the day of service. It books nothing.

- A line for the record's own category goes before one for its parent, and that before a general one. The nearest of
  the three that says anything decides for both books, so a category has one book by default (design, section 6).
  Where the lead published a time line and a point line for the very same category, both apply: that was published.
- An hour's amount is earned in proportion and rounded down to a whole point or minute per record. Rounding down is
  our rule; whole points follow Guangzhou 2019 (1小时=1积分，整数兑换).
- ``cap_per_day`` bounds what one member earns by one line for one day of service. What was entered before counts
  first, so the result does not depend on how records are cut into batches.
- Lines measured in slots, items or hundreds of yuan are about resources given, not about minutes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from backend.core.amounts import Minutes, Points, TimeCredits
from backend.lists.types import Measure, TariffBook, TariffLine


@dataclass(frozen=True, slots=True)
class Served:
    """Minutes of one category on one day of service by one member."""

    category: str
    minutes: Minutes


@dataclass(frozen=True, slots=True)
class Earned:
    """What one record earns."""

    time_credits: TimeCredits
    points: Points


def lines_for(category: str, tariff: Sequence[TariffLine]) -> Sequence[TariffLine]:
    """Return the hourly lines that decide for ``category``: at most one a book."""
    parent = category.partition(".")[0]
    for wanted in (category, parent, None):
        lines = [line for line in tariff if line.measure is Measure.HOUR and line.category == wanted]
        if lines:
            return lines
    return []


def line_for(book: TariffBook, category: str, tariff: Sequence[TariffLine]) -> TariffLine | None:
    """Return the line that says what an hour of ``category`` earns in ``book``, if any."""
    return next((line for line in lines_for(category, tariff) if line.book is book), None)


def uncapped(line: TariffLine, minutes: Minutes) -> int:
    """Return what ``minutes`` earn by ``line`` before any cap, rounded down."""
    return line.amount * minutes // 60


def earn(served: Served, *, before: Sequence[Served], tariff: Sequence[TariffLine]) -> Earned:
    """Return what ``served`` earns, given what the same member had entered before for the same day."""
    time_credits = _earn_in(TariffBook.TIME, served, before, tariff)
    points = _earn_in(TariffBook.POINT, served, before, tariff)
    return Earned(TimeCredits(time_credits), Points(points))


def _earn_in(book: TariffBook, served: Served, before: Sequence[Served], tariff: Sequence[TariffLine]) -> int:
    line = line_for(book, served.category, tariff)
    if line is None:
        return 0
    amount = uncapped(line, served.minutes)
    if line.cap_per_day is None:
        return amount
    used = sum(uncapped(line, past.minutes) for past in before if line_for(book, past.category, tariff) == line)
    return max(0, min(amount, line.cap_per_day - used))
