"""A demand that enough have signed is answered by the meeting that is called."""

from uuid import UUID

from sqlalchemy import select

from backend.infra.rows import row_by_id
from backend.infra.uow import UnitOfWork
from backend.meetings.errors import DemandNotReachedError
from backend.meetings.events import tell_of_demand
from backend.meetings.models import Demand, Meeting, Signature
from backend.meetings.moves.demands import DEMAND_MOVES, DemandMove
from backend.meetings.types import DemandState


def answer_demand(uow: UnitOfWork, meeting: Meeting, demand_id: UUID) -> None:
    """Tie the demand to the meeting and tell who signed; raises NotFoundError and DemandNotReachedError."""
    demand = row_by_id(uow, Demand, meeting.community_id, demand_id, lock=True)
    if demand.state != DemandState.REACHED:
        raise DemandNotReachedError
    demand.state = DEMAND_MOVES.next(DemandState(demand.state), DemandMove.ANSWER).value
    demand.meeting_id, demand.next_at, demand.updated_at = meeting.id, None, uow.now
    uow.session.flush()
    signers = uow.session.scalars(
        select(Signature.member_id).where(
            Signature.community_id == demand.community_id, Signature.demand_id == demand.id
        )
    ).all()
    tell_of_demand(uow, demand, "demand_answered", signers)
