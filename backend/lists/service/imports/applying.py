"""A checked table becomes entries: all of them or none, in one transaction and few statements."""

from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, delete, insert

from backend.core.actor import Actor
from backend.core.errors import ForbiddenError, InvalidError
from backend.infra import numbers
from backend.infra.uow import UnitOfWork
from backend.lists import events
from backend.lists.errors import ImportHasErrorsError
from backend.lists.models import Entry, EntryImport, EntryMoveRow, ImportRow
from backend.lists.moves import IMPORT_MOVES
from backend.lists.policy import POLICY, A
from backend.lists.service.building import build_entry, number_name
from backend.lists.service.imports.checking import make_reader, rows_after
from backend.lists.service.imports.reading import Ready
from backend.lists.service.imports.view import get_import, view_import
from backend.lists.service.proposal import require_proposer
from backend.lists.service.store import get_kind, line_of
from backend.lists.types import EntryMove, EntryState, ImportMove, ImportState, KindDeclaration


def move_import(
    uow: UnitOfWork,
    actor: Actor,
    community_id: int,
    import_id: UUID,
    move: ImportMove,
    to_state: EntryState,
) -> dict[str, Any]:
    """Turn a checked table into entries of ``to_state``, or withdraw it. Of two at once the first one wins.

    Raises NotFoundError, MoveNotAllowedError, ImportHasErrorsError, InvalidError (this list can't be opened so),
    ForbiddenError, ComputedListError and MayNotProposeError.
    """
    POLICY.permit(actor, A.IMPORT)
    table = get_import(uow, community_id, import_id, lock=True)
    ends_in = IMPORT_MOVES.next(ImportState(table.state), move)
    if move is ImportMove.APPLY:
        _apply(uow, actor, table, to_state)
        table.to_state = to_state.value
    table.state = ends_in.value
    table.closed_by, table.closed_at = actor.member_id, uow.now
    # What was typed of people is kept in the entries, or not at all.
    uow.session.execute(
        delete(ImportRow).where(ImportRow.community_id == community_id, ImportRow.import_id == import_id)
    )
    uow.session.flush()
    return view_import(uow, actor, table)


def _apply(uow: UnitOfWork, actor: Actor, table: EntryImport, to_state: EntryState) -> None:
    kind = get_kind(table.kind)
    require_proposer(uow, actor, table.community_id, kind, None)
    _check_target(actor, kind, to_state)
    if table.errors_total:
        raise ImportHasErrorsError(count=table.errors_total)
    reader = make_reader(uow, table)
    rows = rows_after(uow, table, 0, table.rows_total)
    read = [(row.number, reader.read(row.cells)) for row in rows]
    ready = [(number, found) for number, found in read if isinstance(found, Ready)]
    if len(ready) != table.rows_total:  # what may be written has changed since the check
        raise ImportHasErrorsError(count=table.rows_total - len(ready))
    _store(uow, actor, table, kind, ready, to_state)
    assert actor.member_id is not None  # who may import is a member
    events.record_entries_imported(
        uow,
        table.community_id,
        import_id=table.id,
        kind=kind.code,
        count=len(ready),
        state=to_state,
        member_id=actor.member_id,
    )


def _check_target(actor: Actor, kind: KindDeclaration, to_state: EntryState) -> None:
    """Refuse to open entries that each do something when they open, and whoever may not adopt."""
    if to_state is EntryState.PROPOSED:
        return
    if kind.consequence is not None:
        raise InvalidError({"to_state": ["这张清单要一项一项采纳，请先列为待采纳"]})
    if actor.roles.isdisjoint(kind.adopters):
        raise ForbiddenError()


def _store(
    uow: UnitOfWork,
    actor: Actor,
    table: EntryImport,
    kind: KindDeclaration,
    ready: list[tuple[int, Ready]],
    to_state: EntryState,
) -> None:
    """Insert entries and their history. The numbers are taken here: their row stays locked until commit."""
    first = numbers.next_numbers(uow, table.community_id, number_name(kind), count=len(ready))
    entries: list[Entry] = []
    lines: list[dict[str, Any]] = []
    for place, (number, row) in enumerate(ready):
        entry = build_entry(
            uow,
            actor,
            table.community_id,
            kind,
            row.new,
            details=row.details,
            number=first + place,
            state=EntryState.PROPOSED,
        )
        note = f"导入自 {table.file_name} 第{number}行"
        by = actor.member_id
        lines.append(line_of(uow, entry, EntryMove.SUBMIT, from_state=EntryState.DRAFT, by_member_id=by, note=note))
        if to_state is not EntryState.PROPOSED:
            entry.state = to_state.value
            entry.version += 1
            before = EntryState.PROPOSED
            lines.append(line_of(uow, entry, EntryMove.ADOPT, from_state=before, by_member_id=by, note=None))
        entries.append(entry)
    uow.session.add_all(entries)
    uow.session.flush()
    # By the table: the mapper would begin a statement anew wherever a note is missing.
    uow.session.execute(insert(cast(Table, EntryMoveRow.__table__)), lines)
