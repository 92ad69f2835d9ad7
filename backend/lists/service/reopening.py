"""Entries that are open again because who took them on did not keep their word. Agreements calls it."""

from uuid import UUID

from backend.infra.uow import UnitOfWork
from backend.lists.service.move import make_move
from backend.lists.service.store import get_row, to_ref
from backend.lists.types import EntryMove, EntryRef, EntryState

# What nobody is at any more: the quantity given back has made some of it open already.
REOPENED_FROM = frozenset(
    {
        EntryState.OPEN,
        EntryState.PARTLY_CLAIMED,
        EntryState.CLAIMED,
        EntryState.IN_PROGRESS,
        EntryState.DELIVERED,
        EntryState.ACCEPTED,
    }
)


def reopen_entry(uow: UnitOfWork, community_id: int, entry_id: UUID, *, note: str) -> EntryRef:
    """Reopen an entry on which no claim is under way; one that ended otherwise stays as it is. Raises NotFoundError."""
    row = get_row(uow, community_id, entry_id, lock=True)
    if row.state in REOPENED_FROM:
        make_move(uow, row, EntryMove.REOPEN, EntryState.REOPENED, by_member_id=None, note=note)
    return to_ref(row)
