"""Whatever people upload as tables: a workbook's sheets, a CSV, or a zip of CSV files, read with the same care."""

import contextlib
import csv
import io
import zipfile

from backend.infra.documents.workbook import (
    BROKEN,
    COLUMNS_MAX,
    FILE_BYTES_MAX,
    ROWS_MAX,
    FileTooLargeError,
    Line,
    NotATableError,
    TooManyRowsError,
    cell_of_text,
    open_archive,
    read_sheets,
)

ZIP_START = b"PK"
# Excel for China writes CSV so unless told otherwise.
ENCODINGS = ("utf-8-sig", "gb18030")


def read_tables(content: bytes, name: str) -> dict[str, list[Line]]:
    """Return rows by the name of their sheet or CSV file (``name`` is the file's own), empty ones left out.

    Raises what ``workbook.read_rows`` raises, and NotATableError.
    """
    if not content.startswith(ZIP_START):
        return {name: _read_csv(content)}
    archive = open_archive(content)
    if "[Content_Types].xml" in archive.namelist():
        return read_sheets(content)
    try:
        return {
            _name(part): _read_csv(archive.read(part))
            for part in archive.infolist()
            if _name(part).lower().endswith(".csv")
        }
    except BROKEN as error:
        raise NotATableError() from error


def _name(part: zipfile.ZipInfo) -> str:
    """Return a file's own name; zip programs of Windows keep it in the encoding of the machine."""
    name = part.filename
    if not part.flag_bits & 0x800:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("gb18030")
    return name.rpartition("/")[2]


def _read_csv(content: bytes) -> list[Line]:
    if len(content) > FILE_BYTES_MAX:
        raise FileTooLargeError()
    found: list[Line] = []
    try:
        for number, row in enumerate(csv.reader(io.StringIO(_decode(content), newline=""), strict=True), 1):
            cells = [cell_of_text(text) for text in row]
            while cells and cells[-1] is None:
                cells.pop()
            if len(cells) > COLUMNS_MAX or len(found) > ROWS_MAX:
                raise TooManyRowsError()
            if cells:
                found.append(Line(number, cells))
    except csv.Error as error:
        raise NotATableError() from error
    return found


def _decode(content: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotATableError()
