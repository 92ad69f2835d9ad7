"""Moves on entries by people."""

from typing import Any
from uuid import UUID

from backend.core.actor import Actor
from backend.core.errors import ForbiddenError
from backend.infra.runtime import port
from backend.infra.uow import UnitOfWork
from backend.lists.errors import ComputedListError, EntryHasClaimsError
from backend.lists.models import Entry
from backend.lists.policy import POLICY, A, may_make
from backend.lists.rules import NEEDS_NO_LIVE_CLAIMS
from backend.lists.service.entry import get_visible_row
from backend.lists.service.store import get_kind, tell, to_ref
from backend.lists.service.view import view_entry, wrote_merged
from backend.lists.types import EntryMove, EntryState, LiveClaims


def move_entry(
    uow: UnitOfWork, actor: Actor, community_id: int, entry_id: UUID, move: EntryMove, note: str | None
) -> dict[str, Any]:
    """Make a move that the entry's kind has.

    Raises NotFoundError, ForbiddenError, ComputedListError, MoveNotAllowedError, EntryHasClaimsError and whatever the
    kind's consequence refuses (TariffOverlapError).
    """
    POLICY.permit(actor, A.MOVE)
    row = get_visible_row(uow, actor, community_id, entry_id, lock=True)
    kind, entry = get_kind(row.kind), to_ref(row)
    if kind.computed:
        raise ComputedListError()
    if not may_make(actor, kind, entry, move, wrote_merged=entry.id in wrote_merged(uow, actor, [row])):
        raise ForbiddenError()
    to_state = kind.moves.next(entry.state, move)
    if move in NEEDS_NO_LIVE_CLAIMS:
        _require_no_live_claims(uow, row)
    if kind.consequence is not None:
        kind.consequence(uow, entry, to_state)
    make_move(uow, row, move, to_state, by_member_id=actor.member_id, note=note)
    return view_entry(uow, actor, row)


def make_move(
    uow: UnitOfWork, row: Entry, move: EntryMove, to_state: EntryState, *, by_member_id: UUID | None, note: str | None
) -> None:
    """Write a move that was decided; an entry that is reopened is to be claimed anew."""
    from_state = EntryState(row.state)
    row.state = to_state.value
    if to_state is EntryState.REOPENED:
        row.claimed_quantity = 0
    row.version += 1
    row.updated_at = uow.now
    tell(uow, row, move, from_state=from_state, by_member_id=by_member_id, note=note or None)


def _require_no_live_claims(uow: UnitOfWork, row: Entry) -> None:
    if row.claimed_quantity and port(LiveClaims).entries_with_live_claims(uow, row.community_id, [row.id]):
        raise EntryHasClaimsError()
