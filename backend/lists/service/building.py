"""A new entry from what was given, the same whether one is proposed or thousands are imported. It runs no statement."""

from typing import Any
from uuid import UUID

from backend.infra.uow import UnitOfWork
from backend.lists import rules
from backend.lists.models import Entry
from backend.lists.service.indexing import index_number, index_text
from backend.lists.types import EntryState, KindDeclaration, NewEntry


def check_entry(kind: KindDeclaration, new: NewEntry) -> dict[str, Any]:
    """Check what one field alone can't tell and return the own fields as stored; raises InvalidError."""
    rules.check_times(new.starts_at, new.ends_at)
    rules.decide_quantity(kind, new.quantity)
    return kind.load_details(new.details)


def number_name(kind: KindDeclaration) -> str:
    """Return the name under which a list's numbers are counted."""
    return f"entry:{kind.code}"


def build_entry(
    uow: UnitOfWork,
    community_id: int,
    kind: KindDeclaration,
    new: NewEntry,
    *,
    details: dict[str, Any],
    state: EntryState,
    by_member_id: UUID | None,
) -> Entry:
    """Return the row of a checked entry, ready to be found by its words; nothing is stored yet.

    It wants a number, which is taken late: its list's numbers are locked from then on.
    """
    public, private = kind.part_details(details)
    row = Entry(
        community_id=community_id,
        id=uow.new_id(),
        kind=kind.code,
        title=new.title,
        text=new.text,
        category=new.category,
        place=new.place or None,
        state=state.value,
        proposer_member_id=None if new.unit_id else by_member_id,
        proposer_unit_id=new.unit_id,
        created_by_member_id=by_member_id,
        quantity=rules.decide_quantity(kind, new.quantity),
        quantity_unit=new.quantity_unit or kind.quantity_unit,
        claimed_quantity=0,
        starts_at=new.starts_at,
        ends_at=new.ends_at,
        details=public,
        private_details=private,
        photos=[str(id_) for id_ in new.photos],
        version=1,
        created_at=uow.now,
        updated_at=uow.now,
    )
    index_text(row)
    return row


def give_number(kind: KindDeclaration, row: Entry, number: int) -> None:
    """Number a row that was just built, so that it is also found by its number."""
    row.number = rules.format_number(kind.number_prefix, number)
    index_number(row)
