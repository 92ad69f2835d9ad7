"""Objections to a draft on notice, and the answers without which nothing is published."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from backend.communities import service as communities
from backend.core.actor import Actor, Role
from backend.core.errors import InvalidError, NotFoundError
from backend.core.names import mask_name
from backend.infra import links
from backend.infra.rows import row_by_id
from backend.infra.uow import UnitOfWork
from backend.lists.errors import NotOnNoticeError, ObjectionAnsweredError, OwnObjectionError
from backend.lists.events import record_objection_answered, record_objection_made
from backend.lists.models import EditionDraft, Entry, Objection
from backend.lists.policy import POLICY, A
from backend.lists.service.store import get_kind
from backend.lists.types import DraftState


def object_to_draft(
    uow: UnitOfWork, actor: Actor, community_id: int, draft_id: UUID, text: str, entry_id: UUID | None
) -> dict[str, Any]:
    """Object to a draft, to one of its list's entries or to the whole.

    Raises NotFoundError, NotOnNoticeError, InvalidError (no such entry on this list).
    """
    POLICY.permit(actor, A.OBJECT)
    draft = _get_draft(uow, community_id, draft_id)
    if draft.state != DraftState.ON_NOTICE:
        raise NotOnNoticeError()
    if entry_id is not None:
        _require_entry(uow, draft, entry_id)
    objection = Objection(
        community_id=community_id,
        id=uow.new_id(),
        draft_id=draft_id,
        entry_id=entry_id,
        by_member_id=actor.member_id,
        text=text,
        at=uow.now,
    )
    uow.session.add(objection)
    uow.session.flush()
    links.record(
        uow, community_id, from_=("edition_draft", draft_id), to=("objection", objection.id), relation="objected"
    )
    record_objection_made(uow, community_id, draft_id=draft_id, list_name=get_kind(draft.kind).name, text=text)
    return _view(uow, actor, community_id, [objection])[0]


def _get_draft(uow: UnitOfWork, community_id: int, draft_id: UUID) -> EditionDraft:
    """Return the draft, locked so that it is not published while somebody objects; raises NotFoundError."""
    draft = uow.session.scalars(
        select(EditionDraft)
        .where(EditionDraft.community_id == community_id, EditionDraft.id == draft_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if draft is None or draft.state == DraftState.DRAFT:
        raise NotFoundError()
    return draft


def _require_entry(uow: UnitOfWork, draft: EditionDraft, entry_id: UUID) -> None:
    kind = uow.session.scalar(select(Entry.kind).where(Entry.community_id == draft.community_id, Entry.id == entry_id))
    if kind != draft.kind:
        raise InvalidError({"entry_id": ["这张清单上没有这一项"]})


def answer_objection(
    uow: UnitOfWork, actor: Actor, community_id: int, objection_id: UUID, answer: str
) -> dict[str, Any]:
    """Answer an objection, once; raises NotFoundError, OwnObjectionError, ObjectionAnsweredError."""
    POLICY.permit(actor, A.COMPILE)
    objection = row_by_id(uow, Objection, community_id, objection_id, lock=True)
    if objection.answered_at is not None:
        raise ObjectionAnsweredError()
    if objection.by_member_id == actor.member_id:
        raise OwnObjectionError()
    objection.answer, objection.answered_by, objection.answered_at = answer, actor.member_id, uow.now
    uow.session.flush()
    record_objection_answered(
        uow, community_id, draft_id=objection.draft_id, member_id=objection.by_member_id, answer=answer
    )
    return _view(uow, actor, community_id, [objection])[0]


def count_open(uow: UnitOfWork, draft: EditionDraft) -> int:
    """Return how many objections to the draft wait for an answer."""
    return _count(uow, draft, Objection.answered_at.is_(None))


def count_all(uow: UnitOfWork, draft: EditionDraft) -> int:
    """Return how many objections were made to the draft."""
    return _count(uow, draft)


def _count(uow: UnitOfWork, draft: EditionDraft, *more: Any) -> int:
    counted = select(func.count()).where(
        Objection.community_id == draft.community_id, Objection.draft_id == draft.id, *more
    )
    return uow.session.scalar(counted) or 0


def view_objections(uow: UnitOfWork, actor: Actor, draft: EditionDraft) -> list[dict[str, Any]]:
    """Return a draft's objections, oldest first."""
    rows = uow.session.scalars(
        select(Objection)
        .where(Objection.community_id == draft.community_id, Objection.draft_id == draft.id)
        .order_by(Objection.id)
    ).all()
    return _view(uow, actor, draft.community_id, rows)


def _view(uow: UnitOfWork, actor: Actor, community_id: int, rows: Any) -> list[dict[str, Any]]:
    """Return objections as the actor may see them: names to the desk and to oneself, else masked."""
    members = communities.members_by_ids(uow, community_id, {row.by_member_id for row in rows})
    is_desk = not actor.roles.isdisjoint({Role.STAFF, Role.LEAD, Role.SUPERVISOR})
    may_answer = POLICY.allows(actor, A.COMPILE)
    return [
        {
            "id": row.id,
            "entry_id": row.entry_id,
            "text": row.text,
            "at": row.at,
            "by_name": name if is_desk or row.by_member_id == actor.member_id else mask_name(name),
            "is_mine": row.by_member_id == actor.member_id,
            "answer": row.answer,
            "answered_at": row.answered_at,
            "may_answer": may_answer and row.answered_at is None and row.by_member_id != actor.member_id,
        }
        for row in rows
        for name in [members[row.by_member_id].name]
    ]
