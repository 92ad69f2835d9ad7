"""What is printed, as texts; and how records are laid on pages. It draws nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

# How wide a text is in points: (text, size).
Measure = Callable[[str, float], float]
ELLIPSIS = "…"
# No line begins with one of these.
NOT_FIRST = frozenset("，。、；：？）》」』”’,.;:?)")


@dataclass(frozen=True, slots=True)
class Line:
    """A record: day, what was done, category, how long, number."""

    day: str
    title: str
    category: str
    duration: str
    number: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One certificate; ``holder``, ``issuer`` and ``facts`` are (label, text), ``groups`` (category, how much)."""

    title: str
    number: str
    issued_on: str
    short_seal: str
    period: str
    total: str
    times: str
    holder: Sequence[tuple[str, str]]
    issuer: Sequence[tuple[str, str]]
    facts: Sequence[tuple[str, str]]
    groups: Sequence[tuple[str, str, str]]
    lines: Sequence[Line]
    notes: Sequence[str]
    qr: bytes
    stamp: bytes | None = None


def wrap(text: str, size: float, width: float, measure: Measure, *, most: int) -> list[str]:
    """Return the text in at most ``most`` lines that fit the width; what is left over ends in an ellipsis."""
    lines: list[str] = []
    rest = text
    while rest and len(lines) < most:
        taken = _fitting(rest, size, width, measure)
        lines.append(rest[:taken])
        rest = rest[taken:]
    if rest:
        last = lines[-1]
        while last and measure(last + ELLIPSIS, size) > width:
            last = last[:-1]
        lines[-1] = last + ELLIPSIS
    return lines or [""]


def _fitting(text: str, size: float, width: float, measure: Measure) -> int:
    """Return how many characters fit, one at least."""
    taken = 1
    while taken < len(text) and measure(text[: taken + 1], size) <= width:
        taken += 1
    if taken < len(text) and text[taken] in NOT_FIRST and taken > 1:
        taken -= 1
    return taken


def paginate(heights: Sequence[float], room: float) -> list[tuple[int, int]]:
    """Return the (first, past last) places of the rows of each page that has ``room``."""
    pages: list[tuple[int, int]] = []
    first, used = 0, 0.0
    for place, height in enumerate(heights):
        if used + height > room and place > first:
            pages.append((first, place))
            first, used = place, 0.0
        used += height
    return [*pages, (first, len(heights))] if heights else []
