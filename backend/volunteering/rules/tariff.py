"""What the `benefit` entries in force on a day say an hour earns. It books nothing.

- A line for the record's own category goes before one for its parent, and that before a general one. The nearest of
  the three that says anything decides for both books, so a category has one book by default (design, section 6).
  Where the lead published a time line and a point line for the very same category, both apply: that was published.
- An hour's amount is earned in proportion and rounded down to a whole point or minute per record. Rounding down is
  our rule; whole points follow Guangzhou 2019 (1小时=1积分，整数兑换).
- Lines measured in slots, items or hundreds of yuan are about resources given, not about minutes.
"""

from collections.abc import Sequence

from backend.core.amounts import Minutes
from backend.lists.types import Measure, TariffBook, TariffLine


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
