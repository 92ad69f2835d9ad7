"""Tables that people upload as xlsx, read with care: what is no such file is refused before anything is parsed.

A cell keeps what it shows. A formula, an error and a merged cell hold nothing that could be taken over as it is: they
become a ``Problem`` in their place, so that whoever uploaded the table is told the very cell.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from backend.core.errors import Kind, SangongError
from backend.infra.documents.sheet import unescape_cell

FILE_BYTES_MAX = 10 * 1024 * 1024
# What 5,000 rows of texts unpack to, several times over; python's zipfile reads no more than an entry declares.
UNPACKED_BYTES_MAX = 64 * 1024 * 1024
PARTS_MAX = 2_000
ROWS_MAX = 5_000
COLUMNS_MAX = 60
# Empty ones among them; a file that counts further would be read for half a minute, or for ever.
SHEET_ROWS_MAX = 20_000
CELL_LENGTH_MAX = 10_000
OLE_COMPOUND_FILE = bytes.fromhex("d0cf11e0a1b11ae1")
# Whatever openpyxl stumbles over in a file that is broken or not what it pretends to be.
BROKEN = (
    ParseError,
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    OSError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    NotImplementedError,
)
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z]{1,3}[0-9]+:[A-Z]{1,3}[0-9]+)[\"']")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class FileTooLargeError(SangongError):
    """The file is larger than a table of this size can be."""

    code = "file_too_large"
    kind = Kind.TOO_LARGE
    title = "文件太大，最大10兆，请拆成几个文件"


class FileProtectedError(SangongError):
    """The file is protected by a password, or of Excel's old format, which looks alike from outside."""

    code = "file_protected"
    kind = Kind.INVALID
    title = "文件有密码保护，或者是旧的 xls 格式，请去掉密码、另存为 xlsx 再上传"


class NotAWorkbookError(SangongError):
    """The file is no xlsx, whatever its name says."""

    code = "not_a_workbook"
    kind = Kind.INVALID
    title = "这不是 xlsx 表格，请用表格软件另存为 xlsx 再上传"


class NotATableError(SangongError):
    """The file is neither a workbook nor comma-separated text."""

    code = "not_a_table"
    kind = Kind.INVALID
    title = "这不是能读的表格，请上传 xlsx、csv 或由 csv 打包的 zip"


class UnpacksTooLargeError(SangongError):
    """The file would unpack to far more than a table needs."""

    code = "unpacks_too_large"
    kind = Kind.INVALID
    title = "文件解开后太大，请只留要导入的表，删去图片后再上传"


class NoSheetError(SangongError):
    """The workbook holds no sheet with rows."""

    code = "no_sheet"
    kind = Kind.INVALID
    title = "文件里没有填了内容的表"


class TooManyRowsError(SangongError):
    """The sheet has more rows, or more columns, than are taken at once."""

    code = "too_many_rows"
    kind = Kind.INVALID
    title = "表太大，一次最多5000行、60列，请拆成几个文件"


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a cell holds nothing that can be taken over, in Chinese."""

    text: str


Cell = str | int | float | bool | Problem | None


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its number in the sheet as people see it, and its cells from the first column on."""

    number: int
    cells: Sequence[Cell]


def read_rows(content: bytes) -> list[Line]:
    """Return the rows of the first sheet with any, empty ones left out.

    Raises FileTooLargeError, FileProtectedError, NotAWorkbookError, UnpacksTooLargeError, NoSheetError and
    TooManyRowsError.
    """
    for _, rows in _sheets(content):
        if rows:
            return rows
    raise NoSheetError()


def read_sheets(content: bytes) -> dict[str, list[Line]]:
    """Return the rows of every visible sheet with any, by its name; raises what ``read_rows`` raises."""
    found = {name: rows for name, rows in _sheets(content) if rows}
    if not found:
        raise NoSheetError()
    return found


def _sheets(content: bytes) -> Iterator[tuple[str, list[Line]]]:
    """Yield every visible sheet's name and rows."""
    archive = open_archive(content)
    if "[Content_Types].xml" not in archive.namelist():
        raise NotAWorkbookError()
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                yield sheet.title, list(_rows_of(sheet, archive))
    except BROKEN as error:
        raise NotAWorkbookError() from error


def open_archive(content: bytes) -> zipfile.ZipFile:
    """Return the archive, or refuse it by what its directory says; raises what ``read_rows`` raises of a file."""
    if len(content) > FILE_BYTES_MAX:
        raise FileTooLargeError()
    if content.startswith(OLE_COMPOUND_FILE):
        raise FileProtectedError()
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise NotAWorkbookError() from error
    parts = archive.infolist()
    if sum(part.file_size for part in parts) > UNPACKED_BYTES_MAX or len(parts) > PARTS_MAX:
        raise UnpacksTooLargeError()
    if any(part.flag_bits & 1 for part in parts):
        raise FileProtectedError()
    return archive


def _rows_of(sheet: Any, archive: zipfile.ZipFile) -> Iterator[Line]:
    """Yield the rows that hold anything."""
    merged = _merged_cells(sheet, archive)
    sheet.reset_dimensions()  # what a sheet says of its own size is often wrong
    found = 0
    for number, row in enumerate(sheet.iter_rows(max_col=COLUMNS_MAX + 1), 1):
        if number > SHEET_ROWS_MAX:
            raise TooManyRowsError()
        cells = [merged.get((number, place)) or _value(cell) for place, cell in enumerate(row, 1)]
        while cells and cells[-1] is None:
            cells.pop()
        if not cells:
            continue
        found += 1
        if found > ROWS_MAX + 1 or len(cells) > COLUMNS_MAX:  # one of them holds the headings
            raise TooManyRowsError()
        yield Line(number, cells)


def _merged_cells(sheet: Any, archive: zipfile.ZipFile) -> dict[tuple[int, int], Problem]:
    """Return a problem for every merged cell within the bounds; they are listed after the sheet's rows."""
    content = archive.read(sheet._worksheet_path.lstrip("/"))
    found: dict[tuple[int, int], Problem] = {}
    for match in _MERGED.finditer(content, max(content.rfind(b"sheetData>"), 0)):
        reference = match[1].decode()
        left, top, right, bottom = range_boundaries(reference)
        problem = Problem(f"这是合并的单元格（{reference.replace(':', '到')}），请取消合并，每一行都填写")
        for row in range(top, min(bottom, top + ROWS_MAX) + 1):
            found |= {(row, column): problem for column in range(left, min(right, COLUMNS_MAX) + 1)}
        if len(found) > ROWS_MAX * COLUMNS_MAX:
            raise TooManyRowsError()
    return found


def _value(cell: Any) -> Cell:
    """Return what a cell shows; dates as they would be typed."""
    value = cell.value
    if cell.data_type == "f":
        return Problem("这一格是公式，请改成算好的结果（复制后选择性粘贴为数值）")
    if cell.data_type == "e":
        return Problem(f"这一格是错误值 {str(value)[:20]}，请改正")
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d" if value.time() == time() else "%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return cell_of_text(str(value))


def cell_of_text(value: str) -> Cell:
    """Return what was typed, as it was before ``escape_cell``; None for nothing."""
    text = unescape_cell(value.replace("_x000D_", "").replace("\r\n", "\n").strip())
    if _CONTROL.search(text):
        return Problem("含有不能保存的字符")
    return text[: CELL_LENGTH_MAX + 1] or None
