"""The records of a certificate as a table: laid out first, so that pages can be counted, then drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from backend.certificates.paper.sheet import Line, paginate, wrap
from backend.infra.documents.pdf import FONT, INK, LINE

HEIGHT = A4[1]
SIZE, SOFT = 9.0, colors.HexColor("#565C66")
HEAD_HEIGHT, ROW_HEIGHT, LINE_HEIGHT, GAP = 7 * mm, 7.2 * mm, 4.2 * mm, 2 * mm
TITLE_LINES_MAX = 2
# Heading and share of the width; the first column is the row's place.
COLUMNS = (("序号", 8), ("服务日期", 20), ("服务内容", 66), ("类别", 29), ("时长", 24), ("记录编号", 19))
GROUP_COLUMNS = (("类别", 90), ("次数", 38), ("时长", 38))
GROUPS_MAX = 6


@dataclass(frozen=True, slots=True)
class Row:
    """A record's cells, its title in lines, and how high it is."""

    cells: Sequence[Sequence[str]]
    height: float


def lay_out(lines: Sequence[Line], width: float) -> list[Row]:
    """Return the rows for a table of this width."""
    return [_row(line, _widths(tuple(part for _, part in COLUMNS), width)) for line in lines]


def _row(line: Line, widths: Sequence[float]) -> Row:
    texts = (line.day, line.title, line.category, line.duration, line.number)
    cells = [
        wrap(text, SIZE, width - GAP, measure, most=TITLE_LINES_MAX)
        for text, width in zip(texts, widths[1:], strict=True)
    ]
    extra = max(len(cell) for cell in cells) - 1
    return Row(cells, ROW_HEIGHT + extra * LINE_HEIGHT)


def pages_of(rows: Sequence[Row], *, first_room: float, room: float) -> list[tuple[int, int]]:
    """Return the places of the rows of each further page; none where all fit on the first."""
    heights = [row.height for row in rows]
    return [] if sum(heights) <= first_room - HEAD_HEIGHT else paginate(heights, room - HEAD_HEIGHT)


def draw(canvas: Canvas, rows: Sequence[Row], left: float, top: float, width: float, *, begin: int) -> None:
    """Draw rows from ``top`` (below the sheet's upper edge), counted from ``begin``."""
    widths = _widths(tuple(part for _, part in COLUMNS), width)
    _head(canvas, [heading for heading, _ in COLUMNS], widths, left, top)
    y = top + HEAD_HEIGHT
    for place, row in enumerate(rows, begin):
        _cells(canvas, [[str(place)], *row.cells], widths, left, y)
        y += row.height
        _rule(canvas, left, y, width)


def draw_groups(canvas: Canvas, groups: Sequence[tuple[str, str, str]], left: float, top: float, width: float) -> float:
    """Draw how often and how long by category; return where it ends."""
    widths = _widths(tuple(part for _, part in GROUP_COLUMNS), width)
    _head(canvas, [heading for heading, _ in GROUP_COLUMNS], widths, left, top)
    for place, group in enumerate(groups, 1):
        _cells(canvas, [[text] for text in group], widths, left, top + HEAD_HEIGHT + (place - 1) * ROW_HEIGHT)
        _rule(canvas, left, top + HEAD_HEIGHT + place * ROW_HEIGHT, width)
    end: float = top + HEAD_HEIGHT + len(groups) * ROW_HEIGHT  # reportlab's mm is untyped
    return end


def _head(canvas: Canvas, headings: Sequence[str], widths: Sequence[float], left: float, top: float) -> None:
    canvas.setFont(FONT, 8)
    canvas.setFillColor(SOFT)
    for heading, width in zip(headings, widths, strict=True):
        canvas.drawString(left, HEIGHT - top - 4.6 * mm, heading)
        left += width
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(0.6)
    canvas.line(left - sum(widths), HEIGHT - top - HEAD_HEIGHT, left, HEIGHT - top - HEAD_HEIGHT)


def _cells(canvas: Canvas, cells: Sequence[Sequence[str]], widths: Sequence[float], left: float, top: float) -> None:
    canvas.setFont(FONT, SIZE)
    canvas.setFillColor(INK)
    for lines, width in zip(cells, widths, strict=True):
        for place, text in enumerate(lines):
            canvas.drawString(left, HEIGHT - top - 4.8 * mm - place * LINE_HEIGHT, text)
        left += width


def _rule(canvas: Canvas, left: float, top: float, width: float) -> None:
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.4)
    canvas.line(left, HEIGHT - top, left + width, HEIGHT - top)


def _widths(parts: tuple[int, ...], width: float) -> list[float]:
    return [width * part / sum(parts) for part in parts]


@cache
def _char_width(char: str, size: float) -> float:
    width: float = stringWidth(char, FONT, size)
    return width


def measure(text: str, size: float) -> float:
    """Return how wide a text is; the font has no kerning, so its characters add up."""
    return sum(_char_width(char, size) for char in text)
