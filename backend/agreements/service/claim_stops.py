"""Claims as stops of the trace."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from backend.agreements.models import Claim
from backend.agreements.moves.claims import CLAIM_STATE_NAMES
from backend.agreements.policy import POLICY, A
from backend.agreements.types.claims import ClaimState
from backend.communities import service as communities
from backend.core.actor import Actor
from backend.infra.stops import Stop, StopStatus
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists

NEXT_ACTORS = {
    ClaimState.WAITING: "前面的认领空出来后自动轮到",
    ClaimState.OPEN: "社区工作者：同意或婉拒",
    ClaimState.ACCEPTED: "认领的单位：办理",
    ClaimState.DELIVERED: "提出人或社区工作者：验收",
}
_OF_MEMBERS = {ClaimState.ACCEPTED: "认领的居民：办理"}


def claim_stops(uow: UnitOfWork, actor: Actor, community_id: int, ids: Collection[UUID]) -> dict[UUID, Stop | None]:
    """Return claims by id."""
    if not POLICY.allows(actor, A.READ_CLAIMS):
        return {}
    claims = uow.session.scalars(select(Claim).where(Claim.community_id == community_id, Claim.id.in_(ids))).all()
    units = communities.units_by_ids(uow, community_id, {claim.unit_id for claim in claims if claim.unit_id})
    entries = lists.entries_by_ids(uow, community_id, {claim.entry_id for claim in claims})
    found: dict[UUID, Stop | None] = {}
    for claim in claims:
        state = ClaimState(claim.state)
        next_actor = NEXT_ACTORS.get(state)
        found[claim.id] = Stop(
            f"认领 {claim.quantity} {entries[claim.entry_id].quantity_unit or '份'}",
            CLAIM_STATE_NAMES[state],
            claim.created_at,
            StopStatus.DONE if next_actor is None else StopStatus.NOW,
            units[claim.unit_id].name if claim.unit_id else "居民",
            next_actor if claim.unit_id else _OF_MEMBERS.get(state, next_actor),
        )
    return found
