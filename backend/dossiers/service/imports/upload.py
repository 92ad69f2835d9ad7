"""A file comes in: refused as a file, or kept row by row, each sheet with a part that bears its name."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import insert

from backend.core.actor import Actor
from backend.dossiers.errors import NoPartError, TooManyImportRowsError
from backend.dossiers.models import DossierImport, DossierImportRow
from backend.dossiers.policy import POLICY, A
from backend.dossiers.rules.parts import COLUMNS, part_of_sheet
from backend.dossiers.service.imports.view import view_import
from backend.dossiers.types import ImportState
from backend.infra.documents.columns import guess
from backend.infra.documents.tables import read_tables
from backend.infra.documents.uploads import cells_to_keep, clean_name, headings_of, place_of_headings
from backend.infra.documents.workbook import Line, NoSheetError
from backend.infra.uow import UnitOfWork

ROWS_MAX = 10_000


def upload_file(
    uow: UnitOfWork, actor: Actor, community_id: int, origin: str, file_name: str, content: bytes
) -> dict[str, Any]:
    """Keep the rows of a file to be checked; ``origin`` is the system or house that they come from.

    Raises NoPartError, NoSheetError, TooManyImportRowsError and what ``tables.read_tables`` refuses.
    """
    POLICY.permit(actor, A.IMPORT)
    name = clean_name(file_name)
    sheets, rows = _read(read_tables(content, name))
    table = DossierImport(
        community_id=community_id,
        id=uow.new_id(),
        state=ImportState.UPLOADED.value,
        origin=origin,
        file_name=name,
        sheets=sheets,
        rows_total=len(rows),
        counts={},
        errors_total=0,
        errors=[],
        created_by=actor.member_id,
        created_at=uow.now,
    )
    uow.session.add(table)
    uow.session.flush()
    keys = {"community_id": community_id, "import_id": table.id}
    uow.session.execute(
        insert(DossierImportRow), [{**keys, "position": place, **row} for place, row in enumerate(rows, 1)]
    )
    return view_import(uow, actor, table)


def _read(tables: Mapping[str, Sequence[Line]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the sheets that are parts of a dossier, and all their rows."""
    sheets: list[dict[str, Any]] = []
    rows: list[dict[str, Any]] = []
    for name, lines in tables.items():
        part = part_of_sheet(name)
        if part is None or not lines:
            continue
        columns = COLUMNS[part]
        place = place_of_headings(columns, lines)
        headings = headings_of(lines, place)
        rows += [
            {"sheet": len(sheets), "number": line.number, "cells": cells_to_keep(line)} for line in lines[place + 1 :]
        ]
        sheets.append(
            {
                "name": name,
                "part": part.value,
                "headings": headings,
                "heading_row": lines[place].number,
                "paths": guess(columns, headings),
            }
        )
    if not sheets:
        raise NoPartError()
    if not rows:
        raise NoSheetError("表里只有标题，没有一行内容")
    if len(rows) > ROWS_MAX:
        raise TooManyImportRowsError()
    return sheets, rows
