"""Suggestions that end by themselves: taken back with their reason, or lapsed, with the history's lines."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, insert, select, update

from backend.infra.db import among
from backend.infra.uow import UnitOfWork
from backend.matching.models import Suggestion, SuggestionMoveRow
from backend.matching.service import clocks
from backend.matching.types import OFFER_COLUMNS, OfferKey, SuggestionState, WithdrawnFor

LAPSE_BATCH = 500
_OFFERED = SuggestionState.OFFERED.value


def withdraw_of_offer(uow: UnitOfWork, community_id: int, owner: OfferKey) -> int:
    """Take back all that waits for an owner who is not matched any more; return how many."""
    column = getattr(Suggestion, OFFER_COLUMNS[owner.kind])
    return len(_end(uow, community_id, column == owner.id, SuggestionState.WITHDRAWN, WithdrawnFor.OPTED_OUT))


def withdraw(uow: UnitOfWork, community_id: int, ids: Collection[UUID], reason: WithdrawnFor) -> int:
    """Take back those of the suggestions that still wait; return how many."""
    if not ids:
        return 0
    return len(_end(uow, community_id, among(Suggestion.id, ids), SuggestionState.WITHDRAWN, reason))


def communities_with_lapsing(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities with suggestions that nobody answered in time (lock-free)."""
    return uow.session.scalars(select(Suggestion.community_id).where(Suggestion.next_at <= uow.now).distinct()).all()


def lapse_due(uow: UnitOfWork, community_id: int) -> int:
    """Let one batch of unanswered suggestions lapse; their needs are looked at again soon. Returns how many."""
    ids = uow.session.scalars(
        select(Suggestion.id)
        .where(Suggestion.community_id == community_id, Suggestion.next_at <= uow.now)
        .order_by(Suggestion.next_at)
        .limit(LAPSE_BATCH)
        .with_for_update(skip_locked=True)
    ).all()
    if not ids:
        return 0
    done = _end(uow, community_id, among(Suggestion.id, ids), SuggestionState.LAPSED, None)
    clocks.ask(uow, community_id)
    return len(done)


def _end(
    uow: UnitOfWork,
    community_id: int,
    which: ColumnElement[bool],
    state: SuggestionState,
    reason: WithdrawnFor | None,
) -> Sequence[UUID]:
    """End what still waits, in two statements however many there are."""
    ended = update(Suggestion).where(Suggestion.community_id == community_id, which, Suggestion.state == _OFFERED)
    ids = uow.session.scalars(
        ended.values(
            state=state.value, reason=None if reason is None else reason.value, next_at=None, decided_at=uow.now
        ).returning(Suggestion.id),
        execution_options={"synchronize_session": False},
    ).all()
    write_moves(uow, community_id, ids, from_state=_OFFERED, to_state=state.value, reason=reason)
    return ids


def write_moves(
    uow: UnitOfWork,
    community_id: int,
    ids: Collection[UUID],
    *,
    from_state: str | None,
    to_state: str,
    reason: str | None = None,
    by_id: UUID | None = None,
) -> None:
    """Write the same line into the history of many suggestions, in one statement."""
    lines: list[dict[str, Any]] = [
        {
            "community_id": community_id,
            "id": uow.new_id(),
            "suggestion_id": id_,
            "from_state": from_state,
            "to_state": to_state,
            "reason": reason,
            "by_id": by_id,
            "at": uow.now,
        }
        for id_ in ids
    ]
    if lines:
        uow.session.execute(insert(SuggestionMoveRow), lines)
