"""Rows as a file: a workbook with a sheet a part, or a zip with a CSV a part."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from backend.dossiers.rules.parts import HEADINGS
from backend.dossiers.types import PART_NAMES, FileFormat, Part
from backend.infra.documents import Document
from backend.infra.documents.sheet import Table, write_csv, write_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def write_file(name: str, rows: Mapping[Part, Sequence[Sequence[Any]]], format_: FileFormat) -> Document:
    """Return the file; a part without rows still has its headings."""
    if format_ is FileFormat.XLSX:
        tables = [Table(PART_NAMES[part], HEADINGS[part], lines) for part, lines in rows.items()]
        return Document(f"{name}.xlsx", XLSX, write_workbook(tables))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, lines in rows.items():
            archive.writestr(f"{PART_NAMES[part]}.csv", write_csv(HEADINGS[part], lines))
    return Document(f"{name}.zip", "application/zip", out.getvalue())
