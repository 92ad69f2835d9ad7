"""The supervisor's desk: how much of each kind waits there. A kind is a row; each slice adds its own to ROWS."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import func, select

from backend.core.actor import Actor
from backend.infra.uow import UnitOfWork
from backend.volunteering.models import ServiceRecord
from backend.volunteering.policy import POLICY, A
from backend.volunteering.service.audit.cases import count_unfound
from backend.volunteering.service.flagging import is_flagged_late
from backend.volunteering.types import RecordSource, RecordState

Counter = Callable[[UnitOfWork, int], int]


def _count_held(uow: UnitOfWork, community_id: int) -> int:
    return _count(uow, community_id, ServiceRecord.state == RecordState.HELD)


def _count_disputed(uow: UnitOfWork, community_id: int) -> int:
    return _count(uow, community_id, ServiceRecord.state == RecordState.DISPUTED)


def _count_to_approve(uow: UnitOfWork, community_id: int) -> int:
    waits = ServiceRecord.state == RecordState.CONFIRMED
    return _count(uow, community_id, waits, ServiceRecord.source == RecordSource.PAPER)


def _count_flagged_late(uow: UnitOfWork, community_id: int) -> int:
    """Count what was flagged when it was entered already and no correction has replaced since."""
    return _count(uow, community_id, is_flagged_late(community_id), ServiceRecord.state == RecordState.ENTERED)


def _count(uow: UnitOfWork, community_id: int, *conditions: Any) -> int:
    counted = select(func.count()).where(ServiceRecord.community_id == community_id, *conditions)
    return uow.session.execute(counted).scalar_one()


# In the order of the page.
ROWS: dict[str, tuple[str, Counter]] = {
    "held": ("待核查的记录", _count_held),
    "disputed": ("有异议的记录", _count_disputed),
    "to_approve": ("待复核的补录", _count_to_approve),
    "flagged_late": ("入账后发现疑点", _count_flagged_late),
    "audits": ("抽查还没有办完的", count_unfound),
}


def supervise(uow: UnitOfWork, actor: Actor, community_id: int) -> list[dict[str, Any]]:
    """Return the rows of the desk: code, name, count."""
    POLICY.permit(actor, A.SUPERVISE)
    return [{"code": code, "name": name, "count": count(uow, community_id)} for code, (name, count) in ROWS.items()]
