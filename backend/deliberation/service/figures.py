"""What list 9 tells of its topics as of a day that is over: recomputed from the lines of their moves alone."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on

from backend.core.clock import end_of_day
from backend.deliberation.models import TopicMoveRow
from backend.deliberation.rules import list_figures
from backend.deliberation.types import Stage
from backend.infra.uow import UnitOfWork


def topic_figures(
    uow: UnitOfWork, community_id: int, versions: Mapping[UUID, int], until: date
) -> dict[UUID, Mapping[str, Any]]:
    """Return stage, days left, who must act next and the decision by entry, as they stood when ``until`` ended."""
    if not versions:
        return {}
    rows = uow.session.scalars(
        select(TopicMoveRow)
        .where(
            TopicMoveRow.community_id == community_id,
            TopicMoveRow.entry_id.in_(list(versions)),
            TopicMoveRow.at < end_of_day(until),
        )
        .ext(distinct_on(TopicMoveRow.entry_id))
        .order_by(TopicMoveRow.entry_id, TopicMoveRow.at.desc(), TopicMoveRow.id.desc())
    )
    return {row.entry_id: list_figures(Stage(row.to_stage), row.stage_ends_at, row.facts, until) for row in rows}
