"""What minutes must say, and the canonical text that is sealed: pure."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.core.errors import InvalidError
from backend.core.seal import canonical, seal_of
from backend.core.working_days import end_of_notice
from backend.meetings.errors import NoQuorumError
from backend.meetings.rules.thresholds import ACTIONS_MAX, MINUTES_WITHIN, Threshold
from backend.meetings.types import Minutes


def check_minutes(minutes: Minutes, items: Collection[UUID], *, is_quorate: bool, today: date) -> None:
    """Raise InvalidError where a point is missing or a day is past, NoQuorumError where something was "decided"."""
    given = [each.item_id for each in minutes.items]
    if len(given) != len(set(given)) or set(given) != set(items):
        raise InvalidError({"items": ["请写上每一项议程，每项一次"]})
    if not is_quorate and any(each.decision or each.actions for each in minutes.items):
        raise NoQuorumError
    actions = [action for each in minutes.items for action in each.actions]
    if any(each.actions and not each.decision for each in minutes.items):
        raise InvalidError({"items": ["要办的事请先写清楚决定了什么"]})
    if len(actions) > ACTIONS_MAX.value:
        raise InvalidError({"items": [f"一次会议最多列出{ACTIONS_MAX.value}件要办的事"]})
    if any(action.due_on < today or action.review_on < action.due_on for action in actions):
        raise InvalidError({"items": ["办结日期要在今天以后，回头看的日期不早于办结日期"]})


def require_quorum(*, present: int, seats: int, quorum: Threshold) -> None:
    """Raise NoQuorumError unless over half are there."""
    if not quorum.is_met(present, seats):
        raise NoQuorumError(present=present, needed=quorum.least(seats))


def minutes_due_at(ended_at: datetime) -> datetime:
    """Return when the desk is reminded of minutes that are not published."""
    return end_of_notice(ended_at, MINUTES_WITHIN.value)


def seal_minutes(
    facts: Mapping[str, Any], points: Sequence[Mapping[str, Any]], units: Sequence[Mapping[str, Any]]
) -> str:
    """Return the SHA-256 of published minutes over their canonical JSON: anybody can reckon it again."""
    return seal_of(canonical({**facts, "agenda": list(points), "units": list(units)}))
