"""Saying that an entry concerns oneself too, and taking it back. Nobody is shown who said it, only how many."""

from typing import Any
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from backend.core.actor import Actor
from backend.infra.uow import UnitOfWork
from backend.lists.errors import NotSupportableError, OwnEntryError
from backend.lists.models import Entry, EntrySupport
from backend.lists.policy import POLICY, A, is_asker
from backend.lists.rules import SUPPORTABLE_STATES
from backend.lists.service.entry import get_visible_row
from backend.lists.service.store import family_of, get_kind, to_ref
from backend.lists.service.view import view_entry
from backend.lists.types import EntryState


def support_entry(
    uow: UnitOfWork, actor: Actor, community_id: int, entry_id: UUID, *, supports: bool
) -> dict[str, Any]:
    """Note or take back that the entry concerns the actor too; doing it twice is the same as once. Return the entry.

    Taking back is always possible. Raises NotFoundError, NotSupportableError (not on this list, or it is over) and
    OwnEntryError.
    """
    POLICY.permit(actor, A.SUPPORT)
    row = get_visible_row(uow, actor, community_id, entry_id, lock=True)
    assert actor.member_id is not None  # the policy names members alone
    if supports:
        _add(uow, actor, row)
    else:
        _take_back(uow, row, actor.member_id)
    return view_entry(uow, actor, row)


def _add(uow: UnitOfWork, actor: Actor, row: Entry) -> None:
    if not get_kind(row.kind).supportable or EntryState(row.state) not in SUPPORTABLE_STATES:
        raise NotSupportableError()
    if is_asker(actor, to_ref(row)):
        raise OwnEntryError()
    support = {
        "community_id": row.community_id,
        "entry_id": row.id,
        "member_id": actor.member_id,
        "supported_at": uow.now,
    }
    uow.session.execute(insert(EntrySupport).values(support).on_conflict_do_nothing())


def _take_back(uow: UnitOfWork, row: Entry, member_id: UUID) -> None:
    """Delete it wherever it was said: of the entry itself or of one that was merged into it."""
    family = family_of(row.community_id, [row.id])
    uow.session.execute(
        delete(EntrySupport).where(
            EntrySupport.community_id == row.community_id,
            EntrySupport.member_id == member_id,
            EntrySupport.entry_id.in_(family.select().with_only_columns(family.c.entry_id)),
        )
    )
