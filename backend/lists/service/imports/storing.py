"""The rows of a table become entries: all of them or none, in one transaction and few statements."""

from itertools import chain
from typing import Any, cast

from sqlalchemy import Table, insert

from backend.core.actor import Actor
from backend.infra import numbers
from backend.infra.uow import UnitOfWork
from backend.lists.models import Entry, EntryImport, EntryMoveRow
from backend.lists.service.building import build_entry, give_number, number_name
from backend.lists.service.imports.reading import Ready
from backend.lists.service.store import line_of, set_due
from backend.lists.types import EntryMove, EntryState, KindDeclaration


def build_entries(
    uow: UnitOfWork,
    actor: Actor,
    table: EntryImport,
    kind: KindDeclaration,
    ready: list[tuple[int, Ready]],
    to_state: EntryState,
) -> tuple[list[Entry], list[list[dict[str, Any]]]]:
    """Return the entries and the lines of each one's history, all without numbers; nothing is stored yet."""
    entries: list[Entry] = []
    histories: list[list[dict[str, Any]]] = []
    by = actor.member_id
    for number, row in ready:
        entry = build_entry(
            uow, table.community_id, kind, row.new, details=row.details, state=EntryState.PROPOSED, by_member_id=by
        )
        note = f"导入自 {table.file_name} 第{number}行"
        lines = [line_of(uow, entry, EntryMove.SUBMIT, from_state=EntryState.DRAFT, by_member_id=by, note=note)]
        if to_state is not EntryState.PROPOSED:
            entry.state = to_state.value
            entry.version += 1
            before = EntryState.PROPOSED
            lines.append(line_of(uow, entry, EntryMove.ADOPT, from_state=before, by_member_id=by, note=None))
        set_due(uow, entry)
        entries.append(entry)
        histories.append(lines)
    return entries, histories


def store_entries(
    uow: UnitOfWork, kind: KindDeclaration, entries: list[Entry], histories: list[list[dict[str, Any]]]
) -> None:
    """Number and insert entries with their history. The list's numbers stay locked from here until commit."""
    first = numbers.next_numbers(uow, entries[0].community_id, number_name(kind), count=len(entries))
    for number, (entry, lines) in enumerate(zip(entries, histories, strict=True), first):
        give_number(kind, entry, number)
        for line in lines:
            line["content"]["number"] = entry.number
    uow.session.add_all(entries)
    uow.session.flush()
    # By the table: the mapper would begin a statement anew wherever a note is missing.
    uow.session.execute(insert(cast(Table, EntryMoveRow.__table__)), list(chain.from_iterable(histories)))
