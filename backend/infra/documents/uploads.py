"""What an uploaded table is before any feature reads it: where its headings stand, and its cells as they are kept."""

import unicodedata
from collections.abc import Sequence
from typing import Any

from openpyxl.utils import get_column_letter

from backend.infra.documents.columns import Column, guess
from backend.infra.documents.workbook import Line, Problem

# Above the headings often stand a title, a date, who made the table.
HEADINGS_WITHIN = 10
HEADING_LENGTH_MAX = 60
FILE_NAME_LENGTH_MAX = 100


def place_of_headings(columns: Sequence[Column], lines: Sequence[Line]) -> int:
    """Return which of the first rows names the most columns; the first one where none does."""
    named = [
        sum(path is not None for path in guess(columns, [_text(cell) for cell in line.cells]))
        for line in lines[:HEADINGS_WITHIN]
    ]
    return named.index(max(named))


def headings_of(lines: Sequence[Line], place: int) -> list[str]:
    """Return the headings that stand in line ``place``, one for every column that any line from there on has."""
    width = max(len(line.cells) for line in lines[place:])
    return [_heading(lines[place], column) for column in range(width)]


def cells_to_keep(line: Line) -> list[Any]:
    """Return a row's cells as JSON; what could not be taken over is ``{"problem": why}``."""
    return [{"problem": cell.text} if isinstance(cell, Problem) else cell for cell in line.cells]


def clean_name(name: str, otherwise: str = "表格.xlsx") -> str:
    """Return a file's own name without folders and without what can't be shown."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(char for char in last if unicodedata.category(char)[0] != "C").strip()
    return kept[-FILE_NAME_LENGTH_MAX:] or otherwise


def _heading(line: Line, column: int) -> str:
    text = _text(line.cells[column]) if column < len(line.cells) else ""
    return text[:HEADING_LENGTH_MAX] or f"{get_column_letter(column + 1)}列"


def _text(cell: Any) -> str:
    return "" if cell is None or isinstance(cell, Problem) else " ".join(str(cell).split())
