"""Entries that are open again because who took them on did not keep their word. Agreements calls it."""

from uuid import UUID

from backend.infra.uow import UnitOfWork
from backend.lists.service.move import make_move
from backend.lists.service.store import get_row, to_ref
from backend.lists.types import EntryMove, EntryRef, EntryState

# What somebody was at. What is open is claimable as it is; what was delivered, others solved.
REOPENED_FROM = frozenset({EntryState.CLAIMED, EntryState.IN_PROGRESS})


def reopen_entry(uow: UnitOfWork, community_id: int, entry_id: UUID, *, note: str) -> EntryRef:
    """Reopen an entry on which no claim is under way, where somebody was at it; raises NotFoundError."""
    row = get_row(uow, community_id, entry_id, lock=True)
    if row.state in REOPENED_FROM:
        make_move(uow, row, EntryMove.REOPEN, EntryState.REOPENED, by_member_id=None, note=note)
    return to_ref(row)
