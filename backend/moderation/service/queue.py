"""Texts as the desk sees them: without their authors, who are nobody's business in judging a text."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.communities import service as communities
from backend.core.actor import Actor
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.rows import row_by_id
from backend.infra.runtime import port
from backend.infra.uow import UnitOfWork
from backend.moderation.models import ModerationDecision, ModerationItem
from backend.moderation.moves import LABEL_NAME_UNKNOWN, LABEL_NAMES, MODERATION_MOVES, MOVE_NAMES
from backend.moderation.policy import POLICY, A
from backend.moderation.types import STATE_NAMES, UNDECIDED, ItemState, Moderated, Told


def list_items(
    uow: UnitOfWork, actor: Actor, community_id: int, state: ItemState | None, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return the texts in a state, by default all that nobody has decided on, the oldest first."""
    POLICY.permit(actor, A.READ_QUEUE)
    states = UNDECIDED if state is None else (state,)
    chosen = select(ModerationItem).where(
        ModerationItem.community_id == community_id, ModerationItem.state.in_([each.value for each in states])
    )
    keys = [ModerationItem.created_at, ModerationItem.id]
    found = fetch_page(uow.session, chosen, page, keys=keys, descending=state not in (None, *UNDECIDED))
    return Page(_view(uow, actor, community_id, found.items), found.next_cursor)


def get_item(uow: UnitOfWork, actor: Actor, community_id: int, item_id: UUID) -> dict[str, Any]:
    """Return one text with every decision on it; raises NotFoundError."""
    POLICY.permit(actor, A.READ_QUEUE)
    return view_item(uow, actor, row_by_id(uow, ModerationItem, community_id, item_id))


def view_item(uow: UnitOfWork, actor: Actor, item: ModerationItem) -> dict[str, Any]:
    """Return one text as the desk sees it."""
    return _view(uow, actor, item.community_id, [item])[0]


def _view(uow: UnitOfWork, actor: Actor, community_id: int, items: Sequence[ModerationItem]) -> list[dict[str, Any]]:
    if not items:
        return []
    told = _told(uow, community_id, items)
    lines = _lines(uow, community_id, items)
    names = communities.members_by_ids(
        uow, community_id, {line.by_member_id for each in lines.values() for line in each if line.by_member_id}
    )
    may_decide = POLICY.allows(actor, A.DECIDE_TEXT)
    return [
        {
            "id": item.id,
            "subject_type": item.subject_type,
            "subject_name": port(Moderated).subjects[item.subject_type].name,
            "title": told[item.subject_id].title,
            "target": {"type": told[item.subject_id].target[0], "id": told[item.subject_id].target[1]},
            "text": item.text,
            "state": ItemState(item.state),
            "state_name": STATE_NAMES[ItemState(item.state)],
            "created_at": item.created_at,
            "decided_at": item.decided_at,
            "decisions": [
                {
                    "to_state": ItemState(line.to_state),
                    "state_name": STATE_NAMES[ItemState(line.to_state)],
                    "by": None if line.by_member_id is None else names[line.by_member_id].name,
                    "label_name": None if line.label is None else LABEL_NAMES.get(line.label, LABEL_NAME_UNKNOWN),
                    "reason": line.reason,
                    "at": line.at,
                }
                for line in lines[item.id]
            ],
            "moves": _moves(item, lines[item.id]) if may_decide and item.author_member_id != actor.member_id else [],
        }
        for item in items
    ]


def _moves(item: ModerationItem, lines: Sequence[ModerationDecision]) -> list[dict[str, str]]:
    """Return what a person can do; what a person refused stays refused."""
    if item.state == ItemState.REFUSED and lines[-1].by_member_id is not None:
        return []
    return [
        {"move": move.value, "name": MOVE_NAMES[move]} for move in MODERATION_MOVES.moves_from(ItemState(item.state))
    ]


def _told(uow: UnitOfWork, community_id: int, items: Sequence[ModerationItem]) -> dict[UUID, Told]:
    """Return what the texts stand in; one question a type."""
    by_type: dict[str, list[UUID]] = defaultdict(list)
    for item in items:
        by_type[item.subject_type].append(item.subject_id)
    subjects = port(Moderated).subjects
    return {
        id_: told
        for type_, ids in by_type.items()
        for id_, told in subjects[type_].tell(uow, community_id, ids).items()
    }


def _lines(uow: UnitOfWork, community_id: int, items: Sequence[ModerationItem]) -> dict[UUID, list[ModerationDecision]]:
    found = uow.session.scalars(
        select(ModerationDecision)
        .where(
            ModerationDecision.community_id == community_id,
            ModerationDecision.item_id.in_([item.id for item in items]),
        )
        .order_by(ModerationDecision.at, ModerationDecision.id)
    )
    lines: dict[UUID, list[ModerationDecision]] = {item.id: [] for item in items}
    for line in found:
        lines[line.item_id].append(line)
    return lines
