"""Transfers between communities as stops of the trace: to whom they belong, and to the desk."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from backend.clearing.models import ClearingTransfer
from backend.clearing.policy import POLICY, A
from backend.clearing.service.view import view_transfers
from backend.clearing.types import Direction, TransferState
from backend.core.actor import Actor
from backend.infra.stops import Stop, StopStatus
from backend.infra.uow import UnitOfWork


def clearing_stops(uow: UnitOfWork, actor: Actor, community_id: int, ids: Collection[UUID]) -> dict[UUID, Stop | None]:
    """Return transfers by id; somebody else's is None."""
    rows = uow.session.scalars(
        select(ClearingTransfer).where(ClearingTransfer.community_id == community_id, ClearingTransfer.id.in_(ids))
    ).all()
    seen = [row for row in rows if POLICY.allows(actor, A.READ_TRANSFER, member_id=row.member_id)]
    stops: dict[UUID, Stop | None] = {row.id: None for row in rows}
    for view in view_transfers(uow, seen):
        is_out, is_open = view["direction"] is Direction.OUT, view["state"] is TransferState.SENT
        title = f"转到{view['other_name']}" if is_out else f"从{view['other_name']}转来"
        stops[view["id"]] = Stop(
            f"{title}：{view['points']}积分",
            view["state_name"],
            view["closed_at"] or view["sent_at"],
            StopStatus.NOW if is_open else StopStatus.DONE,
            next_actor=view["other_name"] if is_open else None,
        )
    return stops
