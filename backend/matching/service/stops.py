"""Suggestions as stops of the trace: that one was made and what became of it, to everybody without a name."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from backend.core.actor import Actor
from backend.infra.stops import Stop, StopStatus
from backend.infra.uow import UnitOfWork
from backend.matching.models import Suggestion
from backend.matching.moves import SUGGESTION_STATE_NAMES
from backend.matching.policy import POLICY, A
from backend.matching.service.subjects import Offered, find_offers, offer_key
from backend.matching.types import SuggestionState


def match_stops(uow: UnitOfWork, actor: Actor, community_id: int, ids: Collection[UUID]) -> dict[UUID, Stop | None]:
    """Return accepted suggestions by id; one that is not is for whom it is, and the desk."""
    if not POLICY.allows(actor, A.READ_UNMET):
        return {}
    rows = uow.session.scalars(
        select(Suggestion).where(Suggestion.community_id == community_id, Suggestion.id.in_(ids))
    ).all()
    offers = find_offers(uow, community_id, map(offer_key, rows))
    return {row.id: _stop(actor, row, offers[offer_key(row)]) for row in rows}


def _stop(actor: Actor, row: Suggestion, offer: Offered) -> Stop | None:
    state = SuggestionState(row.state)
    is_theirs = POLICY.allows(actor, A.READ_SUGGESTION, unit_id=offer.unit_id, member_id=offer.member_id)
    if state is not SuggestionState.ACCEPTED and not is_theirs:
        return None
    waits = state is SuggestionState.OFFERED
    return Stop(
        "程序推荐" if row.run_id is not None else "社区推荐",
        SUGGESTION_STATE_NAMES[state],
        row.created_at,
        StopStatus.NOW if waits else StopStatus.DONE,
        # A neighbour's name is on what it became, for whom it is to see.
        offer.owner_name or offer.name if is_theirs or offer.unit_id is not None else None,
        "被推荐的一方：答复" if waits else None,
        row.next_at,
    )
