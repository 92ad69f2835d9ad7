"""Rounds as stops of the trace."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from backend.budgeting.models import Round
from backend.budgeting.policy import POLICY, A
from backend.budgeting.rules.rounds import NEXT_ACTORS
from backend.budgeting.types import ENDS, STAGE_NAMES, RoundStage
from backend.core.actor import Actor
from backend.infra.stops import Stop, StopStatus
from backend.infra.uow import UnitOfWork


def round_stops(uow: UnitOfWork, actor: Actor, community_id: int, ids: Collection[UUID]) -> dict[UUID, Stop | None]:
    """Return rounds by id; everybody may know of them."""
    if not POLICY.allows(actor, A.READ_ROUNDS):
        return {}
    rows = uow.session.scalars(select(Round).where(Round.community_id == community_id, Round.id.in_(ids)))
    return {row.id: _stop(row) for row in rows}


def _stop(row: Round) -> Stop:
    stage = RoundStage(row.stage)
    status = StopStatus.DONE if stage in ENDS else StopStatus.NOW
    return Stop(
        row.title,
        STAGE_NAMES[stage],
        row.created_at,
        status,
        next_actor=NEXT_ACTORS.get(stage),
        due_at=row.stage_ends_at,
    )
