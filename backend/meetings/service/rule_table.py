"""The rule table as the API shows it, and how the community stands by the one that counts meetings."""

from typing import Any

from sqlalchemy import func, select

from backend.core.actor import Actor
from backend.core.clock import local_date, local_day
from backend.infra.uow import UnitOfWork
from backend.meetings.models import Meeting
from backend.meetings.policy import POLICY, A
from backend.meetings.rules.thresholds import LIMITS, THRESHOLDS
from backend.meetings.types import Kind, MeetingState


def read_rules(uow: UnitOfWork, actor: Actor, community_id: int) -> dict[str, Any]:
    """Return every threshold and limit, and how many residents' meetings were held this year (two are due)."""
    POLICY.permit(actor, A.READ_MEETINGS)
    first = local_date(uow.now).replace(month=1, day=1)
    held = uow.session.scalar(
        select(func.count()).where(
            Meeting.community_id == community_id,
            Meeting.state.in_([MeetingState.HELD, MeetingState.PUBLISHED]),
            Meeting.starts_at >= local_day(first)[0],
            Meeting.kind == Kind.RESIDENTS,
        )
    )
    return {"thresholds": THRESHOLDS, "limits": LIMITS, "held_this_year": held or 0}
