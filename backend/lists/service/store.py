"""Entries in and out of the database: rows to values, locks, the history's lines. It decides nothing."""

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import CTE, ColumnElement, Select, false, func, or_, select, union
from sqlalchemy.orm import InstrumentedAttribute

from backend.infra.rows import row_by_id
from backend.infra.runtime import port, runtime
from backend.infra.uow import UnitOfWork
from backend.lists.errors import ListNotLiveError
from backend.lists.events import Told, record_entry_moved
from backend.lists.models import Entry, EntryMerge, EntryMoveRow, EntrySupport
from backend.lists.rules import decide_due
from backend.lists.types import (
    EntryMove,
    EntryRef,
    EntryState,
    HistoryMove,
    KindDeclaration,
    KindRegistry,
    WaitingClaims,
)


def get_kind(code: str) -> KindDeclaration:
    """Return a live kind; raises ListNotLiveError."""
    kind = port(KindRegistry).find(code)
    if kind is None:
        raise ListNotLiveError()
    return kind


def to_ref(row: Entry) -> EntryRef:
    """Return the row as a value."""
    return EntryRef(
        community_id=row.community_id,
        id=row.id,
        kind=row.kind,
        number=row.number,
        title=row.title,
        text=row.text,
        category=row.category,
        place=row.place,
        state=EntryState(row.state),
        proposer_member_id=row.proposer_member_id,
        proposer_unit_id=row.proposer_unit_id,
        created_by_member_id=row.created_by_member_id,
        quantity=row.quantity,
        quantity_unit=row.quantity_unit,
        claimed_quantity=row.claimed_quantity,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        details=row.details,
        version=row.version,
    )


def get_row(uow: UnitOfWork, community_id: int, entry_id: UUID, *, lock: bool = False) -> Entry:
    """Return the row as it stands now, locked until commit if asked; raises NotFoundError."""
    return row_by_id(uow, Entry, community_id, entry_id, lock=lock)


def get_entry(uow: UnitOfWork, community_id: int, entry_id: UUID) -> EntryRef:
    """Return an entry whoever may see it; raises NotFoundError."""
    return to_ref(get_row(uow, community_id, entry_id))


def lock_entry(uow: UnitOfWork, community_id: int, entry_id: UUID) -> EntryRef:
    """Return an entry with its row locked until commit; raises NotFoundError. Lock it before its claims."""
    return to_ref(get_row(uow, community_id, entry_id, lock=True))


def entries_by_ids(uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> dict[UUID, EntryRef]:
    """Return the entries of these ids; unknown ones are left out."""
    if not ids:
        return {}
    wanted = select(Entry).where(Entry.community_id == community_id, Entry.id.in_(set(ids)))
    rows = uow.session.scalars(wanted.execution_options(populate_existing=True))
    return {row.id: to_ref(row) for row in rows}


def entries_of_unit(community_id: int, unit_id: UUID) -> Select[UUID]:
    """Return a SELECT of the entries that a unit proposed."""
    return select(Entry.id).where(Entry.community_id == community_id, Entry.proposer_unit_id == unit_id)


def entries_of_member(community_id: int, member_id: UUID | None, kind: str) -> Select[UUID]:
    """Return a SELECT of the entries on one list that a member proposed for themself."""
    return select(Entry.id).where(
        Entry.community_id == community_id, Entry.proposer_member_id == member_id, Entry.kind == kind
    )


def in_category(column: InstrumentedAttribute[str], category: str) -> ColumnElement[bool]:
    """Return the condition that a column holds a category or one below it."""
    return or_(column == category, column.startswith(f"{category}.", autoescape=True))


def entries_in_category(community_id: int, category: str) -> Select[UUID]:
    """Return a SELECT of the entries of a category and of those below it."""
    return select(Entry.id).where(Entry.community_id == community_id, in_category(Entry.category, category))


def merged_writers(uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """Return who wrote what was merged into these entries (of a unit: the person), by entry."""
    found = uow.session.execute(
        select(EntryMerge.into_entry_id, Entry.proposer_member_id, Entry.created_by_member_id)
        .join(Entry, (Entry.community_id == EntryMerge.community_id) & (Entry.id == EntryMerge.entry_id))
        .where(
            EntryMerge.community_id == community_id,
            EntryMerge.into_entry_id.in_(ids),
            EntryMerge.undone_at.is_(None),
        )
    )
    writers: dict[UUID, set[UUID]] = {}
    for into_id, proposer_id, created_by_id in found:
        writers.setdefault(into_id, set()).add(proposer_id or created_by_id)
    return writers


def family_of(community_id: int, ids: Collection[UUID]) -> CTE:
    """Return (root, proposer_member_id, entry_id): each entry with all that was merged into it, at any remove."""
    own = (
        select(Entry.id.label("root"), Entry.proposer_member_id, Entry.id.label("entry_id"))
        .where(Entry.community_id == community_id, Entry.id.in_(ids))
        .cte("family", recursive=True)
    )
    merged = select(own.c.root, own.c.proposer_member_id, EntryMerge.entry_id).where(
        EntryMerge.community_id == community_id,
        EntryMerge.into_entry_id == own.c.entry_id,
        EntryMerge.undone_at.is_(None),
    )
    return own.union(merged)


class Supporters(NamedTuple):
    """How many beside its writer an entry concerns, and whether the one asked about is among them."""

    number: int
    is_mine: bool


def count_supporters(
    uow: UnitOfWork, community_id: int, ids: Collection[UUID], member_id: UUID | None
) -> dict[UUID, Supporters]:
    """Return the supporters by entry in one statement; whoever supported several that were merged counts once."""
    family = family_of(community_id, ids)
    mine = func.bool_or(EntrySupport.member_id == member_id) if member_id is not None else false()
    found = uow.session.execute(
        select(family.c.root, func.count(EntrySupport.member_id.distinct()), mine)
        .join(EntrySupport, EntrySupport.entry_id == family.c.entry_id)
        .where(
            EntrySupport.community_id == community_id,
            EntrySupport.member_id.is_distinct_from(family.c.proposer_member_id),
        )
        .group_by(family.c.root)
    )
    return {root: Supporters(count, is_mine) for root, count, is_mine in found}


def supporters_of(uow: UnitOfWork, community_id: int, entry_id: UUID) -> set[UUID]:
    """Return the members whom an entry, or what was merged into it, concerns too."""
    family = family_of(community_id, [entry_id])
    wanted = (
        select(EntrySupport.member_id)
        .join(family, EntrySupport.entry_id == family.c.entry_id)
        .where(EntrySupport.community_id == community_id)
    )
    return set(uow.session.scalars(wanted))


def members_concerned(uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> set[UUID]:
    """Return whom entries concern: who wrote them or what was merged into them, and who said it is theirs too.

    Of a unit it is the person who wrote. One statement.
    """
    family = family_of(community_id, ids)
    writers = (
        select(func.coalesce(Entry.proposer_member_id, Entry.created_by_member_id))
        .join(family, Entry.id == family.c.entry_id)
        .where(Entry.community_id == community_id)
    )
    supporters = (
        select(EntrySupport.member_id)
        .join(family, EntrySupport.entry_id == family.c.entry_id)
        .where(EntrySupport.community_id == community_id)
    )
    return set(uow.session.scalars(union(writers, supporters)))


def content_of(row: Entry) -> dict[str, Any]:
    """Return what the entry holds as JSON: all that an edition shows of it, and nothing that time alone changes."""
    by_unit = row.proposer_unit_id is not None
    return {
        "number": row.number,
        "title": row.title,
        "text": row.text,
        "category": row.category,
        "place": row.place,
        "state": row.state,
        "proposer": {
            "type": "unit" if by_unit else "member",
            "id": str(row.proposer_unit_id or row.proposer_member_id),
        },
        "quantity": row.quantity,
        "quantity_unit": row.quantity_unit,
        "claimed_quantity": row.claimed_quantity,
        "starts_at": _iso(row.starts_at),
        "ends_at": _iso(row.ends_at),
        "details": row.details,
        # Left out where there are none: lines written before there were photos say the same.
        **({"photos": row.photos} if row.photos else {}),
    }


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat(timespec="seconds")


def tell(
    uow: UnitOfWork,
    row: Entry,
    move: EntryMove | HistoryMove,
    *,
    from_state: EntryState,
    by_member_id: UUID | None,
    note: str | None = None,
    is_event: bool = True,
) -> None:
    """Write the history's line and, when the state changed, the event. ``row`` stands as it is after the move."""
    set_due(uow, row)
    uow.session.add(
        EntryMoveRow(**line_of(uow, row, move, from_state=from_state, by_member_id=by_member_id, note=note))
    )
    uow.session.flush()
    entry = to_ref(row)
    if is_event and entry.state is not from_state:
        record_entry_moved(
            uow,
            entry,
            from_state=from_state,
            by_member_id=by_member_id,
            due_at=row.due_at,
            note=note,
            told=_told(uow, entry),
        )
    # What was taken frees nothing; everything else may be somebody's turn.
    if move is not HistoryMove.CLAIM and get_kind(row.kind).claimable:
        port(WaitingClaims).entry_changed(uow, entry)


def set_due(uow: UnitOfWork, row: Entry) -> None:
    """Note when time moves the entry on from where it stands now."""
    silence_days = runtime().settings.accept_silence_days
    row.due_at = decide_due(get_kind(row.kind), to_ref(row), now=uow.now, silence_days=silence_days)


def _told(uow: UnitOfWork, entry: EntryRef) -> Told:
    """Return who is told beside the proposer, each once."""
    kind, community_id = get_kind(entry.kind), entry.community_id
    also = merged_writers(uow, community_id, [entry.id]).get(entry.id, set()) if kind.mergeable else set()
    supporters = supporters_of(uow, community_id, entry.id) if kind.supportable else set()
    return Told(
        also, supporters - also - {entry.proposer_member_id or entry.created_by_member_id}, _taken_in_by(uow, entry)
    )


def _taken_in_by(uow: UnitOfWork, entry: EntryRef) -> UUID | None:
    if entry.state is not EntryState.MERGED:
        return None
    wanted = select(EntryMerge.into_entry_id).where(
        EntryMerge.community_id == entry.community_id,
        EntryMerge.entry_id == entry.id,
        EntryMerge.undone_at.is_(None),
    )
    return uow.session.scalars(wanted).one_or_none()


def line_of(
    uow: UnitOfWork,
    row: Entry,
    move: EntryMove | HistoryMove,
    *,
    from_state: EntryState,
    by_member_id: UUID | None,
    note: str | None,
) -> dict[str, Any]:
    """Return the history's line of a move, column by column; ``row`` stands as it is after it."""
    return {
        "community_id": row.community_id,
        "id": uow.new_id(),
        "entry_id": row.id,
        "move": move.value,
        "from_state": from_state.value,
        "to_state": row.state,
        "by_member_id": by_member_id,
        "note": note,
        "at": uow.now,
        "version": row.version,
        "content": content_of(row),
    }
