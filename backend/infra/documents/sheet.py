"""Tables as xlsx and CSV; a cell that a spreadsheet would take for a formula is written as text.

Reading what people upload is workbook.py's.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from backend.core.clock import LOCAL_ZONE

Cell = str | int | float | bool | date | datetime | None
# OWASP, CSV injection: what begins so is run by spreadsheets when the file is opened.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
SHEET_NAME_LENGTH_MAX = 31
COLUMN_WIDTH_MIN, COLUMN_WIDTH_MAX = 8, 40
# How many lines tell how wide a column is; measuring a hundred thousand takes a third of the time of writing them.
LINES_MEASURED = 1_000
# How far down a column offers its choices; a table for filling in has no end of its own.
CHOICE_ROWS = 5_000
CHOICES_SHEET = "可选值"


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet of a workbook; ``choices`` are offered in the cells of a column by its place."""

    name: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Cell]] = ()
    choices: Mapping[int, Sequence[str]] = field(default_factory=dict)


def escape_cell(text: str) -> str:
    """Return the text with an apostrophe before what a spreadsheet would run."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def unescape_cell(text: str) -> str:
    """Return what ``escape_cell`` was given, so that a list that was exported can be read in again."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_STARTS) else text


def to_text(value: Cell) -> str:
    """Return a cell as people read it: times in Shanghai, 是 and 否."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.astimezone(LOCAL_ZONE).strftime("%Y-%m-%d %H:%M")
    return value.isoformat() if isinstance(value, date) else str(value)


def write_csv(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return RFC 4180 with a byte order mark, without which Excel misreads Chinese."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for row in (headings, *rows):
        # A number is no formula: -50 stays one.
        writer.writerow([escape_cell(value) if isinstance(value, str) else to_text(value) for value in row])
    return out.getvalue().encode("utf-8-sig")


def write_xlsx(name: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return one sheet with a fixed heading row; whole numbers stay numbers, all else is text."""
    return write_workbook([Table(name, headings, rows)])


def write_workbook(tables: Sequence[Table]) -> bytes:
    """Return a sheet for each table; what columns offer stands in a hidden sheet of its own."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheets = [_write_table(book, table) for table in tables]
        for table, sheet in zip(tables, sheets, strict=True):
            if table.choices:
                _offer(book, sheet, table.choices)
    return out.getvalue()


def _write_table(book: Any, table: Table) -> Any:
    sheet = book.add_worksheet(table.name[:SHEET_NAME_LENGTH_MAX])
    heading = book.add_format({"bold": True, "bottom": 1})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    widths = [_width(text) for text in table.headings]
    sheet.freeze_panes(1, 0)
    for column, text in enumerate(table.headings):
        sheet.write_string(0, column, escape_cell(text), heading)
    for line, row in enumerate(table.rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, int | float) and not isinstance(value, bool):
                sheet.write_number(line, column, value, body)
            else:
                text = to_text(value)
                sheet.write_string(line, column, escape_cell(text), body)
                if line <= LINES_MEASURED:
                    widths[column] = max(widths[column], _width(text))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    return sheet


def _offer(book: Any, sheet: Any, choices: Mapping[int, Sequence[str]]) -> None:
    """Let cells be chosen from a list; what is typed otherwise is left to whoever reads the table."""
    hidden = book.add_worksheet(CHOICES_SHEET)
    hidden.hide()
    for place, (column, texts) in enumerate(choices.items()):
        hidden.write_column(0, place, texts)
        name = xl_col_to_name(place, col_abs=True)
        source = f"={CHOICES_SHEET}!{name}$1:{name}${len(texts)}"
        sheet.data_validation(
            1, column, CHOICE_ROWS, column, {"validate": "list", "source": source, "error_type": "warning"}
        )


def _width(text: str) -> int:
    """Return a column's width for a text; a Chinese character is two wide."""
    longest = max((sum(2 if ord(char) > 0x2E7F else 1 for char in line) for line in text.splitlines()), default=0)
    return min(max(longest + 2, COLUMN_WIDTH_MIN), COLUMN_WIDTH_MAX)
