"""A table comes in: refused as a file, or kept row by row with a first guess at its columns."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert, select

from backend.core.actor import Actor
from backend.infra.documents.columns import Column, guess
from backend.infra.documents.keeping import WAITING
from backend.infra.documents.uploads import cells_to_keep, clean_name, headings_of, place_of_headings
from backend.infra.documents.workbook import Line, NoSheetError, read_rows
from backend.infra.uow import UnitOfWork
from backend.lists.models import EntryImport, ImportRow
from backend.lists.policy import POLICY, A
from backend.lists.service.catalogue import all_categories
from backend.lists.service.imports.reading import import_columns
from backend.lists.service.imports.view import view_import
from backend.lists.service.proposal import require_proposer
from backend.lists.service.store import get_kind
from backend.lists.types import ImportState


def upload_table(
    uow: UnitOfWork, actor: Actor, community_id: int, kind_code: str, file_name: str, content: bytes
) -> dict[str, Any]:
    """Keep the rows of a table to be checked.

    Raises ListNotLiveError, ComputedListError, MayNotProposeError and what ``workbook.read_rows`` refuses.
    """
    POLICY.permit(actor, A.IMPORT)
    kind = get_kind(kind_code)
    require_proposer(uow, actor, community_id, kind, None)
    columns = import_columns(kind, all_categories(uow))
    lines = read_rows(content)
    place = place_of_headings(columns, lines)
    rows = lines[place + 1 :]
    if not rows:
        raise NoSheetError("表里只有标题，没有一行内容")
    headings = headings_of(lines, place)
    paths, fixed = _as_before(uow, community_id, kind.code, columns, headings) or (guess(columns, headings), {})
    table = EntryImport(
        community_id=community_id,
        id=uow.new_id(),
        kind=kind.code,
        state=ImportState.UPLOADED.value,
        file_name=clean_name(file_name),
        headings=headings,
        heading_row=lines[place].number,
        paths=paths,
        fixed=fixed,
        rows_total=len(rows),
        rows_done=0,
        errors_total=0,
        errors=[],
        created_by=actor.member_id,
        created_at=uow.now,
    )
    uow.session.add(table)
    uow.session.flush()
    uow.session.execute(insert(ImportRow), [_row(table, position, line) for position, line in enumerate(rows, 1)])
    return view_import(uow, actor, table)


def _as_before(
    uow: UnitOfWork, community_id: int, kind_code: str, columns: Sequence[Column], headings: Sequence[str]
) -> tuple[list[str | None], dict[str, Any]] | None:
    """Return the mapping of the last table headed alike, so that nobody sets the same columns right twice.

    What was filled in for all rows is taken over only from a table that still waits: this one is that one put right.
    """
    found = uow.session.execute(
        select(EntryImport.paths, EntryImport.fixed, EntryImport.state)
        .where(
            EntryImport.community_id == community_id, EntryImport.kind == kind_code, EntryImport.headings == headings
        )
        .order_by(EntryImport.created_at.desc(), EntryImport.id.desc())
        .limit(1)
    ).one_or_none()
    if found is None:
        return None
    known = {column.path for column in columns}
    fixed = {path: value for path, value in found.fixed.items() if path in known and found.state in WAITING}
    return [path if path in known else None for path in found.paths], fixed


def _row(table: EntryImport, position: int, line: Line) -> dict[str, Any]:
    return {
        "community_id": table.community_id,
        "import_id": table.id,
        "position": position,
        "number": line.number,
        "cells": cells_to_keep(line),
    }
