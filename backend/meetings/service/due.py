"""Time and meetings: a reminder the day before, minutes that are late, demands that lapse or are not answered."""

from collections.abc import Sequence

from sqlalchemy import select

from backend.communities import service as communities
from backend.core.actor import Role
from backend.infra.uow import UnitOfWork
from backend.meetings.events import tell_of_demand, tell_of_meeting
from backend.meetings.models import Demand, Meeting
from backend.meetings.moves.demands import DEMAND_MOVES, DemandMove
from backend.meetings.rules.calling import missed_at
from backend.meetings.service.calling import invited_members
from backend.meetings.types import DemandState, MeetingState

# A roll may be thousands, so few meetings at once.
MEETINGS_A_BATCH, DEMANDS_A_BATCH = 5, 50


def communities_with_due_meetings(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities that have a meeting to remind of (lock-free scan over all of them)."""
    return uow.session.scalars(select(Meeting.community_id).where(Meeting.next_at <= uow.now).distinct()).all()


def remind_of_meetings(uow: UnitOfWork, community_id: int) -> int:
    """Remind whoever has a seat the day before; the desk of what was not opened, or of late minutes; each once."""
    rows = uow.session.scalars(
        select(Meeting)
        .where(Meeting.community_id == community_id, Meeting.next_at <= uow.now)
        .order_by(Meeting.next_at)
        .limit(MEETINGS_A_BATCH)
        .with_for_update(key_share=True, skip_locked=True)
    ).all()
    for meeting in rows:
        is_soon = meeting.state == MeetingState.CALLED and uow.now < meeting.starts_at
        if is_soon:
            tell_of_meeting(uow, meeting, "soon", invited_members(uow, meeting))
        else:
            what = "minutes_late" if meeting.state == MeetingState.HELD else "not_opened"
            tell_of_meeting(uow, meeting, what, [each.id for each in communities.staff_of(uow, community_id)])
        meeting.next_at = missed_at(meeting.starts_at) if is_soon else None
    uow.session.flush()
    return len(rows)


def communities_with_due_demands(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities that have a demand whose time is over (lock-free scan over all of them)."""
    return uow.session.scalars(select(Demand.community_id).where(Demand.next_at <= uow.now).distinct()).all()


def end_demands(uow: UnitOfWork, community_id: int) -> int:
    """Let lapse what enough have not signed; of what was not answered in time lead and supervisors are told, once."""
    rows = uow.session.scalars(
        select(Demand)
        .where(Demand.community_id == community_id, Demand.next_at <= uow.now)
        .order_by(Demand.next_at)
        .limit(DEMANDS_A_BATCH)
        .with_for_update(key_share=True, skip_locked=True)
    ).all()
    if not rows:
        return 0
    above = [each.id for each in communities.holders_of(uow, community_id, Role.LEAD, Role.SUPERVISOR)]
    for demand in rows:
        demand.next_at, demand.updated_at = None, uow.now
        is_late = demand.state == DemandState.REACHED
        if not is_late:
            demand.state = DEMAND_MOVES.next(DemandState(demand.state), DemandMove.LAPSE).value
        tell_of_demand(
            uow, demand, "demand_late" if is_late else "demand_lapsed", above if is_late else [demand.member_id]
        )
    uow.session.flush()
    return len(rows)
