"""A decision on a text: written down, carried to its subject, told to its author. By WeChat's check or by a person."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.core.actor import Actor
from backend.core.errors import InvalidError
from backend.infra.rows import row_by_id
from backend.infra.runtime import port
from backend.infra.uow import UnitOfWork
from backend.moderation import events
from backend.moderation.errors import OwnTextError, RefusedByPersonError, TooLateError
from backend.moderation.models import ModerationDecision, ModerationItem
from backend.moderation.moves import MODERATION_MOVES, ModerationMove
from backend.moderation.policy import POLICY, A
from backend.moderation.service.queue import view_item
from backend.moderation.types import ItemState, Moderated


def move_item(
    uow: UnitOfWork, actor: Actor, community_id: int, item_id: UUID, move: ModerationMove, reason: str | None
) -> dict[str, Any]:
    """Decide on a text as a person; raises NotFoundError, OwnTextError, MoveNotAllowedError, InvalidError.

    What WeChat refused a person may let through with a reason; what a person refused stays (RefusedByPersonError).
    """
    POLICY.permit(actor, A.DECIDE_TEXT)
    item = row_by_id(uow, ModerationItem, community_id, item_id, lock=True)
    if item.author_member_id == actor.member_id:
        raise OwnTextError()
    before = ItemState(item.state)
    after = MODERATION_MOVES.next(before, move)
    if before is ItemState.REFUSED and _was_person(uow, item):
        raise RefusedByPersonError()
    if not reason and (after is ItemState.REFUSED or before is ItemState.REFUSED):
        raise InvalidError({"reason": ["请写明理由"]})
    decide(uow, item, after, by_member_id=actor.member_id, reason=reason)
    return view_item(uow, actor, item)


def _was_person(uow: UnitOfWork, item: ModerationItem) -> bool:
    """Tell whether a person refused the text."""
    return bool(
        uow.session.scalar(
            select(ModerationDecision.id)
            .where(
                ModerationDecision.community_id == item.community_id,
                ModerationDecision.item_id == item.id,
                ModerationDecision.to_state == ItemState.REFUSED.value,
                ModerationDecision.by_member_id.is_not(None),
            )
            .limit(1)
        )
    )


def decide(
    uow: UnitOfWork,
    item: ModerationItem,
    state: ItemState,
    *,
    by_member_id: UUID | None = None,
    reason: str | None = None,
    label: int | None = None,
) -> None:
    """Write the decision on a locked item and carry it on.

    Raises TooLateError for a text that was refused and is not needed any more; one that waits is taken out then.
    """
    subject = port(Moderated).subjects[item.subject_type]
    is_passed, was_refused = state is ItemState.PASSED, item.state == ItemState.REFUSED
    if state is ItemState.HELD:
        events.tell_held(uow, item, subject.name)
    elif subject.decide(uow, item.community_id, item.subject_id, passed=is_passed, by_member_id=by_member_id):
        told = subject.tell(uow, item.community_id, [item.subject_id])[item.subject_id]
        events.tell_decided(uow, item, told, reason, passed=is_passed)
    elif was_refused:
        raise TooLateError()
    else:
        state = ItemState.WITHDRAWN
    item.state = state.value
    item.decided_at = None if state is ItemState.HELD else uow.now
    line = ModerationDecision(
        community_id=item.community_id,
        id=uow.new_id(),
        item_id=item.id,
        to_state=state.value,
        label=label,
        by_member_id=by_member_id,
        reason=reason or None,
        at=uow.now,
    )
    uow.session.add(line)
    uow.session.flush()
