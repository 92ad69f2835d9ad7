"""The table of what stopped whom, printed after a run: each attack says it itself, through every xdist process."""

from collections.abc import Iterator
from typing import Any

NAMES = ("attack", "ended", "stopped_by")


def rows_of(reports: list[Any]) -> Iterator[tuple[str, str, str]]:
    """Yield (attack, how it ended, what stopped it) of the passed tests that told it."""
    for report in reports:
        told: dict[str, list[str]] = {}
        for name, value in report.user_properties:
            told.setdefault(name, []).append(str(value))
        yield from zip(*(told.get(name, ()) for name in NAMES), strict=True)


def write_table(reporter: Any) -> None:
    """Write the table to pytest's terminal reporter; nothing when no attack was played."""
    rows = sorted(rows_of(reporter.getreports("passed")))
    if not rows:
        return
    reporter.section("the crooked back office")
    widths = [max(len(row[column]) for row in rows) for column in range(2)]
    for attack, ended, stopped_by in rows:
        reporter.write_line(f"{attack:<{widths[0]}}  {ended:<{widths[1]}}  {stopped_by}")
