"""The draft of an edition: compiled by staff, shown for objections, published by the lead exactly as it was shown."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import undefer

from backend.communities import service as communities
from backend.core import seal
from backend.core.actor import Actor
from backend.core.errors import NotFoundError
from backend.core.working_days import end_of_notice
from backend.infra.paging import Page, PageRequest
from backend.infra.rows import add_or_refuse
from backend.infra.uow import UnitOfWork
from backend.lists.errors import EditionUnderWayError, NoticeNotOverError, NotOnNoticeError, ObjectionsOpenError
from backend.lists.models import EditionDraft
from backend.lists.moves import DRAFT_MOVE_NAMES, DRAFT_MOVES, DRAFT_STATE_NAMES
from backend.lists.policy import POLICY, A
from backend.lists.service.catalogue import require_community
from backend.lists.service.editions import compiling
from backend.lists.service.editions.edition import change_views, last_edition, page_of_items, publish, read_items
from backend.lists.service.editions.objection import count_open, view_objections
from backend.lists.service.store import get_kind
from backend.lists.types import DraftMove, DraftState
from backend.lists.wording import differences

_ACTION = {DraftMove.PUT_ON_NOTICE: A.COMPILE, DraftMove.WITHDRAW: A.COMPILE, DraftMove.PUBLISH: A.PUBLISH}


def compile_draft(uow: UnitOfWork, actor: Actor, community_id: int, kind: str) -> dict[str, Any]:
    """Compile the list as it stands; raises ListNotLiveError, EditionUnderWayError."""
    POLICY.permit(actor, A.COMPILE)
    get_kind(kind)
    until = compiling.last_day_over(uow.now)
    items = compiling.compile_items(uow, community_id, kind, until)
    draft = EditionDraft(
        community_id=community_id,
        id=uow.new_id(),
        kind=kind,
        state=DraftState.DRAFT.value,
        content=seal.canonical({"entries": items}),
        until=until,
        compiled_by=actor.member_id,
        compiled_at=uow.now,
    )
    add_or_refuse(uow, draft, refusal=EditionUnderWayError)
    return _view(uow, actor, draft)


def find_draft(uow: UnitOfWork, actor: Actor, community_id: int, kind: str) -> dict[str, Any] | None:
    """Return the list's draft under way that the actor may see, or None."""
    POLICY.permit(actor, A.READ_LISTS)
    require_community(uow, actor, community_id)
    get_kind(kind)
    draft = uow.session.scalars(
        select(EditionDraft)
        .options(undefer(EditionDraft.content))
        .where(
            EditionDraft.community_id == community_id,
            EditionDraft.kind == kind,
            EditionDraft.state.in_([DraftState.DRAFT.value, DraftState.ON_NOTICE.value]),
        )
    ).one_or_none()
    return _view(uow, actor, draft) if draft is not None and _may_see(actor, draft) else None


def show_draft(uow: UnitOfWork, actor: Actor, community_id: int, draft_id: UUID) -> dict[str, Any]:
    """Return a draft with its differences and objections; raises NotFoundError also for what one may not see."""
    POLICY.permit(actor, A.READ_LISTS)
    return _view(uow, actor, get_draft(uow, actor, community_id, draft_id))


def list_draft_entries(
    uow: UnitOfWork, actor: Actor, community_id: int, draft_id: UUID, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return a page of a draft's entries in their order; raises NotFoundError."""
    POLICY.permit(actor, A.READ_LISTS)
    draft = get_draft(uow, actor, community_id, draft_id)
    return page_of_items(uow, draft.kind, read_items(draft.content), page)


def move_draft(uow: UnitOfWork, actor: Actor, community_id: int, draft_id: UUID, move: DraftMove) -> dict[str, Any]:
    """Put a draft on notice, publish it or withdraw it.

    Raises NotFoundError, ForbiddenError, MoveNotAllowedError, NoticeNotOverError and ObjectionsOpenError.
    """
    POLICY.permit(actor, _ACTION[move])
    draft = get_draft(uow, actor, community_id, draft_id, lock=True)
    to_state = DRAFT_MOVES.next(DraftState(draft.state), move)
    if to_state is DraftState.ON_NOTICE:
        days = communities.get_community(uow, community_id).notice_days
        draft.notice_until = end_of_notice(uow.now, days)
    if to_state is DraftState.PUBLISHED:
        _require_publishable(uow, draft)
        publish(uow, actor, draft)
    draft.state = to_state.value
    uow.session.flush()
    return _view(uow, actor, draft)


def _require_publishable(uow: UnitOfWork, draft: EditionDraft) -> None:
    assert draft.notice_until is not None  # it is on notice
    if uow.now < draft.notice_until:
        raise NoticeNotOverError(notice_until=draft.notice_until.isoformat())
    if waiting := count_open(uow, draft):
        raise ObjectionsOpenError(f"还有{waiting}条异议没有答复", open=waiting)


def get_draft(uow: UnitOfWork, actor: Actor, community_id: int, draft_id: UUID, *, lock: bool = False) -> EditionDraft:
    """Return a draft that the actor may see; raises NotFoundError."""
    wanted = select(EditionDraft).where(EditionDraft.community_id == community_id, EditionDraft.id == draft_id)
    wanted = wanted.options(undefer(EditionDraft.content)).execution_options(populate_existing=True)
    draft = uow.session.scalars(wanted.with_for_update() if lock else wanted).one_or_none()
    if draft is None or not _may_see(actor, draft):
        raise NotFoundError()
    return draft


def lock_draft_on_notice(uow: UnitOfWork, actor: Actor, community_id: int, draft_id: UUID) -> str:
    """Return the name of a draft on notice, which is neither published nor withdrawn until commit.

    Raises NotFoundError and NotOnNoticeError.
    """
    draft = get_draft(uow, actor, community_id, draft_id, lock=True)
    if draft.state != DraftState.ON_NOTICE:
        raise NotOnNoticeError()
    return draft_name(draft)


def draft_names(uow: UnitOfWork, actor: Actor, community_id: int, ids: Collection[UUID]) -> dict[UUID, str]:
    """Return the names of drafts that the actor may see."""
    return {id_: draft_name(draft) for id_, draft in visible_drafts(uow, actor, community_id, ids).items()}


def visible_drafts(uow: UnitOfWork, actor: Actor, community_id: int, ids: Collection[UUID]) -> dict[UUID, EditionDraft]:
    """Return drafts, without what they hold, that the actor may see."""
    wanted = select(EditionDraft).where(EditionDraft.community_id == community_id, EditionDraft.id.in_(ids))
    return {draft.id: draft for draft in uow.session.scalars(wanted) if _may_see(actor, draft)}


def draft_name(draft: EditionDraft) -> str:
    """Return what a draft is called: 需求清单（草案）."""
    return f"{get_kind(draft.kind).name}（草案）"


def _may_see(actor: Actor, draft: EditionDraft) -> bool:
    """Before it is on notice a draft is the desk's; a withdrawn one stays with the desk too."""
    is_public = draft.state in (DraftState.ON_NOTICE, DraftState.PUBLISHED)
    return is_public or POLICY.allows(actor, A.READ_DRAFT)


def _view(uow: UnitOfWork, actor: Actor, draft: EditionDraft) -> dict[str, Any]:
    items = read_items(draft.content)
    last = last_edition(uow, draft.community_id, draft.kind)
    before = read_items(last.content) if last is not None else []
    state = DraftState(draft.state)
    return {
        "id": draft.id,
        "kind": draft.kind,
        "kind_name": get_kind(draft.kind).name,
        "state": state.value,
        "state_name": DRAFT_STATE_NAMES[state],
        "until": draft.until,
        "compiled_at": draft.compiled_at,
        "notice_until": draft.notice_until,
        "entries_count": len(items),
        "compared_with": last.number if last is not None else None,
        "changes": change_views(differences(compiling.wording_of(uow, draft.kind), before, items)),
        "changed_since": compiling.count_changed(uow, draft.community_id, draft.kind, items),
        "objections": view_objections(uow, actor, draft),
        "moves": [
            {"move": move.value, "name": DRAFT_MOVE_NAMES[move]}
            for move in DRAFT_MOVES.moves_from(state)
            if POLICY.allows(actor, _ACTION[move])
        ],
    }
