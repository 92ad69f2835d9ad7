"""How a text comes into moderation, and is taken out of it."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import insert, select

from backend.infra.runtime import port
from backend.infra.uow import UnitOfWork
from backend.moderation import events
from backend.moderation.models import ModerationDecision, ModerationItem
from backend.moderation.types import UNDECIDED, ItemState, Moderated, NewText


def submit(uow: UnitOfWork, community_id: int, new: NewText) -> UUID:
    """Take a text in; a worker has WeChat check it, and its subject is told what became of it. Return the item's id.

    A subject has one text in moderation at a time. WeChat is never asked in the request.
    """
    type_, subject_id = new.subject
    item = ModerationItem(
        community_id=community_id,
        id=uow.new_id(),
        subject_type=type_,
        subject_id=subject_id,
        text=new.text,
        scene=port(Moderated).subjects[type_].scene,
        author_member_id=new.author_member_id,
        state=ItemState.WAITING.value,
        created_at=uow.now,
    )
    uow.session.add(item)
    uow.session.flush()
    events.ask_check(uow, community_id, item.id)
    return item.id


def withdraw(
    uow: UnitOfWork, community_id: int, subject_type: str, ids: Collection[UUID], *, by_member_id: UUID | None
) -> None:
    """Take texts out that nobody has decided on; those that were decided on stay as they are.

    One that is just being decided on is left: its subject will not take the decision, and that takes it out.
    """
    items = uow.session.scalars(
        select(ModerationItem)
        .where(
            ModerationItem.community_id == community_id,
            ModerationItem.subject_type == subject_type,
            ModerationItem.subject_id.in_(ids),
            ModerationItem.state.in_([state.value for state in UNDECIDED]),
        )
        .order_by(ModerationItem.id)
        .with_for_update(key_share=True, skip_locked=True)
    ).all()
    for item in items:
        item.state, item.decided_at = ItemState.WITHDRAWN.value, uow.now
    lines = [
        {
            "community_id": community_id,
            "id": uow.new_id(),
            "item_id": item.id,
            "to_state": ItemState.WITHDRAWN.value,
            "by_member_id": by_member_id,
            "at": uow.now,
        }
        for item in items
    ]
    if lines:
        uow.session.flush()
        uow.session.execute(insert(ModerationDecision), lines)
