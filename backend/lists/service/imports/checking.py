"""The dry run: rows of uploaded tables are read batch by batch in the worker, each batch its own transaction."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select

from backend.infra.uow import UnitOfWork
from backend.lists.models import EntryImport, ImportRow
from backend.lists.service.catalogue import all_categories
from backend.lists.service.imports.reading import Reader, import_columns
from backend.lists.service.store import get_kind
from backend.lists.types import ImportState

ROWS_A_BATCH = 500
# What a page can show and a person can read; the others are counted.
ERRORS_KEPT = 200


def communities_with_unchecked_imports(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities with a table to check (lock-free scan over all of them)."""
    unchecked = select(EntryImport.community_id).where(EntryImport.state == ImportState.UPLOADED.value)
    return uow.session.scalars(unchecked.distinct()).all()


def check_next_rows(uow: UnitOfWork, community_id: int) -> int:
    """Check one batch of the table that waits longest; return how many rows it was."""
    table = uow.session.scalars(
        select(EntryImport)
        .where(EntryImport.community_id == community_id, EntryImport.state == ImportState.UPLOADED.value)
        .order_by(EntryImport.created_at, EntryImport.id)
        .limit(1)
        .with_for_update(key_share=True, skip_locked=True)
    ).one_or_none()
    if table is None:
        return 0
    reader = make_reader(uow, table)
    if missing := reader.missing():
        # Without such a column every row is wrong in the same way, which is told once.
        _add(table, [_told(reader, table.heading_row, *fault) for fault in missing])
        table.rows_done = done = table.rows_total
    else:
        rows = rows_after(uow, table, table.rows_done, ROWS_A_BATCH)
        _add(table, [told for row in rows for told in faults_of(reader, row)])
        table.rows_done += (done := len(rows))
    if table.rows_done == table.rows_total:
        table.state = ImportState.CHECKED.value
    return done


def make_reader(uow: UnitOfWork, table: EntryImport) -> Reader:
    """Return what reads the table's rows."""
    kind = get_kind(table.kind)
    return Reader.of(kind, import_columns(kind, all_categories(uow)), table)


def rows_after(uow: UnitOfWork, table: EntryImport, position: int, count: int) -> Sequence[ImportRow]:
    """Return the next rows in their order."""
    return uow.session.scalars(
        select(ImportRow)
        .where(
            ImportRow.community_id == table.community_id,
            ImportRow.import_id == table.id,
            ImportRow.position > position,
        )
        .order_by(ImportRow.position)
        .limit(count)
    ).all()


def faults_of(reader: Reader, row: ImportRow) -> Iterator[dict[str, Any]]:
    """Yield what is wrong in a row, by the columns of the table."""
    read = reader.read(row.cells)
    if isinstance(read, list):
        yield from (_told(reader, row.number, *fault) for fault in read)


def _told(reader: Reader, number: int, path: str, message: str) -> dict[str, Any]:
    return {"row": number, "heading": reader.heading(path), "message": message}


def _add(table: EntryImport, found: list[dict[str, Any]]) -> None:
    table.errors_total += len(found)
    table.errors = [*table.errors, *found][:ERRORS_KEPT]
