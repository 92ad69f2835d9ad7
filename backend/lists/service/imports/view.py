"""Uploaded tables as staff see them: how far, what is wrong, which column fills which field."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.core.actor import Actor
from backend.infra.documents.columns import Column
from backend.infra.documents.keeping import expires_at
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.rows import row_by_id
from backend.infra.uow import UnitOfWork
from backend.lists.models import EntryImport
from backend.lists.moves import IMPORT_MOVE_NAMES, IMPORT_MOVES, IMPORT_STATE_NAMES, STATE_NAMES
from backend.lists.policy import POLICY, A
from backend.lists.service.catalogue import all_categories
from backend.lists.service.imports.checking import rows_after
from backend.lists.service.imports.reading import import_columns
from backend.lists.service.store import get_kind
from backend.lists.service.view import member_names
from backend.lists.types import EntryState, ImportMove, ImportState, KindDeclaration

ROWS_SAMPLED = 3
SAMPLE_LENGTH_MAX = 16
_AS_STORED = ("id", "kind", "state", "file_name", "rows_total", "rows_done", "errors_total", "to_state", "created_at")


def list_imports(uow: UnitOfWork, actor: Actor, community_id: int, page: PageRequest) -> Page[dict[str, Any]]:
    """Return a page of the community's uploaded tables, newest first."""
    POLICY.permit(actor, A.IMPORT)
    chosen = select(EntryImport).where(EntryImport.community_id == community_id)
    found = fetch_page(uow.session, chosen, page, keys=[EntryImport.created_at, EntryImport.id])
    names = member_names(uow, actor, community_id, {table.created_by for table in found.items})
    return Page([_head(table, names) for table in found.items], found.next_cursor)


def show_import(uow: UnitOfWork, actor: Actor, community_id: int, import_id: UUID) -> dict[str, Any]:
    """Return one uploaded table; raises NotFoundError."""
    POLICY.permit(actor, A.IMPORT)
    return view_import(uow, actor, get_import(uow, community_id, import_id))


def get_import(uow: UnitOfWork, community_id: int, import_id: UUID, *, lock: bool = False) -> EntryImport:
    """Return the table as it stands now, locked until commit if asked; raises NotFoundError."""
    return row_by_id(uow, EntryImport, community_id, import_id, lock=lock)


def view_import(uow: UnitOfWork, actor: Actor, table: EntryImport) -> dict[str, Any]:
    """Return the table with its columns and the first of its errors."""
    kind = get_kind(table.kind)
    columns = import_columns(kind, all_categories(uow))
    state = ImportState(table.state)
    return {
        **_head(table, member_names(uow, actor, table.community_id, {table.created_by})),
        "columns": [
            {"heading": heading, "path": path, "samples": samples}
            for heading, path, samples in zip(table.headings, table.paths, _samples(uow, table), strict=True)
        ],
        "fixed": table.fixed,
        "fillable": [_field(column) for column in columns],
        "errors": table.errors,
        "targets": _targets(kind),
        "moves": [
            {"move": move.value, "name": IMPORT_MOVE_NAMES[move]}
            for move in IMPORT_MOVES.moves_from(state)
            if move is ImportMove.WITHDRAW or (move is ImportMove.APPLY and not table.errors_total)
        ],
    }


def _samples(uow: UnitOfWork, table: EntryImport) -> list[list[str]]:
    """Return what the first rows say in each column, shortened: a heading alone may not tell what is meant."""
    rows = rows_after(uow, table, 0, ROWS_SAMPLED)
    columns: list[list[str]] = [[] for _ in table.headings]
    for row in rows:
        for column, cell in zip(columns, row.cells, strict=False):
            words = "" if cell is None or isinstance(cell, dict) else str(cell)[:SAMPLE_LENGTH_MAX]
            if words and words not in column:
                column.append(words)
    return columns


def _head(table: EntryImport, names: dict[UUID, str]) -> dict[str, Any]:
    return {
        **{name: getattr(table, name) for name in _AS_STORED},
        "kind_name": get_kind(table.kind).name,
        "state_name": IMPORT_STATE_NAMES[ImportState(table.state)],
        "expires_at": expires_at(table),
        "by_name": names.get(table.created_by, ""),
    }


def _field(column: Column) -> dict[str, Any]:
    return {
        "path": column.path,
        "heading": column.heading,
        "required": column.required,
        "note": column.note,
        "choices": column.choices,
    }


def _targets(kind: KindDeclaration) -> Sequence[dict[str, str]]:
    """Return the states that the entries may begin in; see applying."""
    states = [EntryState.PROPOSED] if kind.consequence is not None else [EntryState.PROPOSED, EntryState.OPEN]
    return [{"state": state.value, "name": kind.state_names.get(state, STATE_NAMES[state])} for state in states]
