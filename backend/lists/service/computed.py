"""Entries of computed lists: their list's feature writes them here, in one transaction with what happened.

No event is told of them: the feature tells what happened itself, in its own words.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from backend.core.actor import Actor
from backend.infra.uow import UnitOfWork
from backend.lists.service.proposal import store_entry
from backend.lists.service.store import get_kind, get_row, tell, to_ref
from backend.lists.types import EntryMove, EntryRef, EntryState, HistoryMove, NewEntry


def write_computed_entry(
    uow: UnitOfWork, actor: Actor, community_id: int, new: NewEntry, *, state: EntryState
) -> EntryRef:
    """Put an entry on a computed list; raises ListNotLiveError, InvalidError. Who may is the owner's to decide."""
    kind = get_kind(new.kind)
    assert kind.computed, f"{kind.code} takes proposals"
    row = store_entry(uow, actor, community_id, kind, new, state=state)
    tell(uow, row, EntryMove.SUBMIT, from_state=EntryState.DRAFT, by_member_id=actor.member_id, is_event=False)
    return to_ref(row)


def update_computed_entry(
    uow: UnitOfWork,
    community_id: int,
    entry_id: UUID,
    *,
    state: EntryState,
    details: Mapping[str, Any],
    by_member_id: UUID | None,
    note: str | None,
) -> EntryRef:
    """Bring an entry of a computed list to where its thing stands now; raises NotFoundError, InvalidError."""
    row = get_row(uow, community_id, entry_id, lock=True)
    kind = get_kind(row.kind)
    assert kind.computed, f"{kind.code} takes proposals"
    before = EntryState(row.state)
    row.state = state.value
    row.details = kind.load_details(details)
    row.version += 1
    row.updated_at = uow.now
    move = HistoryMove.ADVANCE
    tell(uow, row, move, from_state=before, by_member_id=by_member_id, note=note, is_event=False)
    return to_ref(row)
