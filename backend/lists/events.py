"""Topics that lists tells others of, with their payloads."""

from backend.infra import outbox
from backend.infra.uow import UnitOfWork
from backend.lists.types import EntryRef, EntryState

ENTRY_MOVED = "lists.entry_moved"


def record_entry_moved(
    uow: UnitOfWork, entry: EntryRef, *, from_state: EntryState, to_state: EntryState, note: str | None
) -> None:
    """Store that an entry moved; ``proposer_member_id`` is the person to tell (of a unit: who wrote it)."""
    payload = {
        "entry_id": str(entry.id),
        "title": entry.title,
        "kind": entry.kind,
        "proposer_member_id": str(entry.proposer_member_id or entry.created_by_member_id),
        "from_state": from_state.value,
        "to_state": to_state.value,
        "note": note,
    }
    outbox.record(uow, entry.community_id, ENTRY_MOVED, payload)
