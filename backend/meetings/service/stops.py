"""Meetings and demands as stops of the trace; nobody's name stands on them."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from backend.core.actor import Actor
from backend.core.clock import end_of_day
from backend.infra.stops import Stop, StopStatus
from backend.infra.uow import UnitOfWork
from backend.meetings.models import Demand, Meeting
from backend.meetings.moves.demands import HIDDEN
from backend.meetings.policy import POLICY, A
from backend.meetings.types import (
    DEMAND_STATE_NAMES,
    KIND_NAMES,
    MEETING_STATE_NAMES,
    DemandState,
    Kind,
    MeetingState,
)

NEXT_ACTORS = {
    MeetingState.CALLED: "受邀的人：按时到会",
    MeetingState.OPEN: "到会的人：签到、商量",
    MeetingState.HELD: "社区：公布会议纪要",
}
NEXT_OF_DEMAND = {DemandState.COLLECTING: "居民：签名", DemandState.REACHED: "居委会：召集居民会议"}


def meeting_stops(uow: UnitOfWork, actor: Actor, community_id: int, ids: Collection[UUID]) -> dict[UUID, Stop | None]:
    """Return meetings by id."""
    if not POLICY.allows(actor, A.READ_MEETINGS):
        return {}
    rows = uow.session.scalars(select(Meeting).where(Meeting.community_id == community_id, Meeting.id.in_(ids)))
    return {row.id: _stop(row) for row in rows}


def _stop(meeting: Meeting) -> Stop:
    state = MeetingState(meeting.state)
    return Stop(
        f"{KIND_NAMES[Kind(meeting.kind)]}：{meeting.title}",
        MEETING_STATE_NAMES[state],
        meeting.ended_at or meeting.called_at,
        StopStatus.NOW if state in NEXT_ACTORS else StopStatus.DONE,
        next_actor=NEXT_ACTORS.get(state),
        due_at=meeting.starts_at if state is MeetingState.CALLED else None,
    )


def demand_stops(uow: UnitOfWork, actor: Actor, community_id: int, ids: Collection[UUID]) -> dict[UUID, Stop | None]:
    """Return demands by id."""
    if not POLICY.allows(actor, A.READ_DEMANDS):
        return {}
    rows = uow.session.scalars(select(Demand).where(Demand.community_id == community_id, Demand.id.in_(ids)))
    return {row.id: None if row.state in HIDDEN else _demand_stop(row) for row in rows}


def _demand_stop(demand: Demand) -> Stop:
    state = DemandState(demand.state)
    call_by = None if demand.call_by is None else end_of_day(demand.call_by)
    due = {DemandState.COLLECTING: demand.ends_at, DemandState.REACHED: call_by}
    return Stop(
        f"提议召集居民会议：{demand.title}",
        DEMAND_STATE_NAMES[state],
        demand.created_at,
        StopStatus.NOW if state in NEXT_OF_DEMAND else StopStatus.DONE,
        next_actor=NEXT_OF_DEMAND.get(state),
        due_at=due.get(state),
    )
