"""Demands as moderation sees them: what becomes of one whose text passed, or did not."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import select

from backend.infra.rows import row_by_id
from backend.infra.uow import UnitOfWork
from backend.infra.wechat import TextScene
from backend.meetings.models import Demand
from backend.meetings.moves.demands import DEMAND_MOVES, DemandMove
from backend.meetings.rules.demands import collecting_until
from backend.meetings.service.demands import SUBJECT, reach
from backend.meetings.types import DemandState
from backend.moderation.types import Told


class DemandTexts:
    """The port of moderation for demands."""

    name = "召集居民会议的提议"
    scene = int(TextScene.FORUM)

    def decide(
        self, uow: UnitOfWork, community_id: int, subject_id: UUID, *, passed: bool, by_member_id: UUID | None
    ) -> bool:
        """Let the demand collect from now on, or refuse it; False where its first signer has begun another."""
        demand = row_by_id(uow, Demand, community_id, subject_id, lock=True)
        before, move = DemandState(demand.state), DemandMove.OPEN if passed else DemandMove.REFUSE
        if move not in DEMAND_MOVES.moves_from(before) or (before is DemandState.REFUSED and _has_another(uow, demand)):
            return False
        demand.state, demand.updated_at = DEMAND_MOVES.next(before, move).value, uow.now
        if passed:
            demand.ends_at = demand.next_at = collecting_until(uow.now)
        uow.session.flush()
        if passed:
            reach(uow, demand)
        return True

    def tell(self, uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> Mapping[UUID, Told]:
        """Return what demands are called."""
        rows = uow.session.execute(
            select(Demand.id, Demand.title).where(Demand.community_id == community_id, Demand.id.in_(ids))
        )
        return {row.id: Told(row.title, (SUBJECT, row.id)) for row in rows}


def _has_another(uow: UnitOfWork, demand: Demand) -> bool:
    """Tell whether the same member has a demand that is checked or collects: one at a time."""
    live = (DemandState.CHECKING, DemandState.COLLECTING)
    return bool(
        uow.session.scalar(
            select(Demand.id).where(
                Demand.community_id == demand.community_id,
                Demand.member_id == demand.member_id,
                Demand.state.in_(live),
            )
        )
    )
