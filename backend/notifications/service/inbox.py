"""The inbox: every message is a row of its member; a message told twice is written once."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert

from backend.core.actor import Actor
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.uow import UnitOfWork
from backend.notifications.models import InboxMessage
from backend.notifications.policy import POLICY, A
from backend.notifications.types import Draft

# A statement holds at most 65,535 parameters, a row has 9.
ROWS_A_STATEMENT = 5000


def write_messages(uow: UnitOfWork, community_id: int, drafts: Sequence[tuple[str, Draft]]) -> None:
    """Write many messages, each (key, draft); a member's second one of a key changes nothing."""
    rows = [
        {
            "community_id": community_id,
            "id": uow.new_id(),
            "member_id": draft.member_id,
            "key": key,
            "title": draft.title,
            "text": draft.text,
            "target_type": draft.target[0] if draft.target else None,
            "target_id": draft.target[1] if draft.target else None,
            "at": uow.now,
        }
        for key, draft in drafts
    ]
    for start in range(0, len(rows), ROWS_A_STATEMENT):
        part = rows[start : start + ROWS_A_STATEMENT]
        uow.session.execute(insert(InboxMessage).values(part).on_conflict_do_nothing())


def list_inbox(uow: UnitOfWork, actor: Actor, community_id: int, page: PageRequest) -> tuple[Page[dict[str, Any]], int]:
    """Return the caller's messages, newest first, and how many are unread."""
    POLICY.permit(actor, A.READ_INBOX, member_id=actor.member_id)
    wanted = select(InboxMessage).where(
        InboxMessage.community_id == community_id, InboxMessage.member_id == actor.member_id
    )
    found = fetch_page(uow.session, wanted, page, keys=[InboxMessage.id])
    return Page([_view(row) for row in found.items], found.next_cursor), count_unread(
        uow, community_id, actor.member_id
    )


def mark_read(uow: UnitOfWork, actor: Actor, community_id: int, up_to: UUID) -> int:
    """Mark the caller's messages up to and with this one as read; return how many are unread still."""
    POLICY.permit(actor, A.MARK_READ, member_id=actor.member_id)
    uow.session.execute(
        update(InboxMessage)
        .where(
            InboxMessage.community_id == community_id,
            InboxMessage.member_id == actor.member_id,
            InboxMessage.id <= up_to,
            InboxMessage.read_at.is_(None),
        )
        .values(read_at=uow.now)
        .execution_options(synchronize_session=False)
    )
    return count_unread(uow, community_id, actor.member_id)


def count_unread(uow: UnitOfWork, community_id: int, member_id: UUID | None) -> int:
    """Return how many messages a member has not read."""
    return uow.session.execute(
        select(func.count()).where(
            InboxMessage.community_id == community_id,
            InboxMessage.member_id == member_id,
            InboxMessage.read_at.is_(None),
        )
    ).scalar_one()


def _view(row: InboxMessage) -> dict[str, Any]:
    target = {"type": row.target_type, "id": row.target_id} if row.target_type else None
    return {
        "id": row.id,
        "title": row.title,
        "text": row.text,
        "at": row.at,
        "read": row.read_at is not None,
        "target": target,
    }
