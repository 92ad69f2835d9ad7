"""Which units have the first word on an entry: read by whoever claims, shows or opens it."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ColumnElement, exists, select

from backend.infra.uow import UnitOfWork
from backend.lists.models import Entry, EntryAddressee


def is_addressee(community_id: int, unit_id: UUID | None) -> ColumnElement[bool]:
    """Return the condition, beside ``entries``, that a unit is among those named; nobody is when it is None."""
    return exists().where(
        EntryAddressee.community_id == community_id,
        EntryAddressee.entry_id == Entry.id,
        EntryAddressee.unit_id == unit_id,
    )


def addressees_of(uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """Return the units that are named now, by entry; an entry that is open to all is left out."""
    rows = uow.session.execute(
        select(EntryAddressee.entry_id, EntryAddressee.unit_id)
        .join(Entry, (Entry.community_id == EntryAddressee.community_id) & (Entry.id == EntryAddressee.entry_id))
        .where(
            EntryAddressee.community_id == community_id,
            EntryAddressee.entry_id.in_(ids),
            Entry.addressed_until.is_not(None),
        )
    )
    found: dict[UUID, set[UUID]] = {}
    for entry_id, unit_id in rows:
        found.setdefault(entry_id, set()).add(unit_id)
    return found
