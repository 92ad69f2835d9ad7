"""Drafts of editions as stops of the trace, to whom may see them."""

from collections.abc import Collection
from uuid import UUID

from backend.core.actor import Actor
from backend.infra.stops import Stop, StopStatus
from backend.infra.uow import UnitOfWork
from backend.lists.models import EditionDraft
from backend.lists.moves import DRAFT_STATE_NAMES
from backend.lists.service.editions.draft import draft_name, visible_drafts
from backend.lists.types import DraftState


def draft_stops(uow: UnitOfWork, actor: Actor, community_id: int, ids: Collection[UUID]) -> dict[UUID, Stop | None]:
    """Return drafts by id; what the actor may not see is left out."""
    return {id_: _stop(draft) for id_, draft in visible_drafts(uow, actor, community_id, ids).items()}


def _stop(draft: EditionDraft) -> Stop:
    state = DraftState(draft.state)
    is_shown = state is DraftState.ON_NOTICE
    return Stop(
        draft_name(draft),
        DRAFT_STATE_NAMES[state],
        draft.compiled_at,
        StopStatus.NOW if is_shown else StopStatus.DONE,
        next_actor="大家提意见，社区答复" if is_shown else None,
        due_at=draft.notice_until if is_shown else None,
    )
