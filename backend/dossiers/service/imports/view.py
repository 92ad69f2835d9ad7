"""Uploaded files as the desk sees them: what each brings, what is wrong, what waits for a second hand."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.core.actor import Actor
from backend.dossiers.models import DossierImport
from backend.dossiers.moves import IMPORT_MOVE_NAMES, IMPORT_MOVES, IMPORT_STATE_NAMES
from backend.dossiers.policy import POLICY, A
from backend.dossiers.service.view import names_of
from backend.dossiers.types import OUTSIDE_STATE_NAMES, ImportMove, ImportState, OutsideState
from backend.infra.documents.keeping import expires_at
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.rows import row_by_id
from backend.infra.uow import UnitOfWork

_COUNTS = ("new", "changed", "same", "kept")


def list_imports(uow: UnitOfWork, actor: Actor, community_id: int, page: PageRequest) -> Page[dict[str, Any]]:
    """Page through uploaded files, newest first."""
    POLICY.permit(actor, A.READ_IMPORTS)
    rows = select(DossierImport).where(DossierImport.community_id == community_id)
    found = fetch_page(uow.session, rows, page, keys=[DossierImport.created_at, DossierImport.id])
    return Page(_heads(uow, community_id, found.items), found.next_cursor)


def show_import(uow: UnitOfWork, actor: Actor, community_id: int, import_id: UUID) -> dict[str, Any]:
    """Return one uploaded file; raises NotFoundError."""
    POLICY.permit(actor, A.READ_IMPORTS)
    return view_import(uow, actor, row_by_id(uow, DossierImport, community_id, import_id))


def view_import(uow: UnitOfWork, actor: Actor, table: DossierImport) -> dict[str, Any]:
    """Return a file with its sheets, the first of its errors and what the caller may do."""
    state = ImportState(table.state)
    return {
        **_heads(uow, table.community_id, [table])[0],
        "sheets": [
            {
                "name": sheet["name"],
                "unread": [
                    heading for heading, path in zip(sheet["headings"], sheet["paths"], strict=True) if path is None
                ],
            }
            for sheet in table.sheets
        ],
        "errors": table.errors,
        "moves": [
            {"move": move.value, "name": IMPORT_MOVE_NAMES[move]}
            for move in IMPORT_MOVES.moves_from(state)
            if POLICY.allows(actor, A.IMPORT) and _may(actor, table, move)
        ],
    }


def _may(actor: Actor, table: DossierImport, move: ImportMove) -> bool:
    if move is ImportMove.APPLY:
        return table.errors_total == 0 and bool(table.counts.get("new") or table.counts.get("changed"))
    if move is ImportMove.WITHDRAW:
        return True
    waits = table.outside_state == OutsideState.AWAITING
    return waits and actor.member_id not in (table.created_by, table.closed_by)


def _heads(uow: UnitOfWork, community_id: int, tables: Sequence[DossierImport]) -> list[dict[str, Any]]:
    names = names_of(uow, community_id, {table.created_by for table in tables})
    return [
        {
            "id": table.id,
            "origin": table.origin,
            "file_name": table.file_name,
            "state": ImportState(table.state),
            "state_name": IMPORT_STATE_NAMES[ImportState(table.state)],
            "rows_total": table.rows_total,
            **{f"rows_{name}": table.counts.get(name, 0) for name in _COUNTS},
            "errors_total": table.errors_total,
            "outside_state": OutsideState(table.outside_state) if table.outside_state else None,
            "outside_state_name": OUTSIDE_STATE_NAMES[OutsideState(table.outside_state)]
            if table.outside_state
            else None,
            "by_name": names.get(table.created_by, ""),
            "created_at": table.created_at,
            "expires_at": expires_at(table),
        }
        for table in tables
    ]
