"""Orders as stops of the trace, to who may see them. What was booked for one stands on its row: no link is written."""

from collections.abc import Collection, Iterator, Mapping
from uuid import UUID

from sqlalchemy import or_, select

from backend.core.actor import Actor
from backend.exchange.models import ServiceOrder
from backend.exchange.policy import POLICY, A
from backend.exchange.service.order import orders_seen
from backend.exchange.service.stops import next_step, state_name
from backend.exchange.service.store import facts_of
from backend.exchange.types import OrderState, Side
from backend.infra.links import Direction, Edge
from backend.infra.stops import FoundEdges, Stop, StopStatus
from backend.infra.uow import UnitOfWork


def order_stops(uow: UnitOfWork, actor: Actor, community_id: int, ids: Collection[UUID]) -> dict[UUID, Stop | None]:
    """Return orders by id; what is the two's to know is None to others."""
    if not POLICY.allows(actor, A.READ_ORDERS):
        return {}
    rows = uow.session.scalars(
        select(ServiceOrder).where(ServiceOrder.community_id == community_id, ServiceOrder.id.in_(ids))
    ).all()
    seen = orders_seen(uow, actor, rows)
    return {row.id: _stop(uow, row) if row.id in seen else None for row in rows}


def _stop(uow: UnitOfWork, order: ServiceOrder) -> Stop:
    step = next_step(facts_of(order), now=uow.now)
    return Stop(
        f"邻里互助：{order.title} · {order.minutes}分钟",
        state_name(OrderState(order.state), Side(order.said_by) if order.said_by else None),
        order.created_at,
        StopStatus.DONE if step is None else StopStatus.NOW,
        None,
        None if step is None else f"{step.who}：{step.what}",
        None if step is None else step.due_at,
    )


def order_edges(
    uow: UnitOfWork, community_id: int, things: Mapping[str, Collection[UUID]], direction: Direction
) -> FoundEdges:
    """Return order → transfer: what was posted for it, and what a ruling moved back."""
    transfers = list(things.get("transfer", ()))
    orders = list(things.get("order", ()))
    wanted = select(ServiceOrder).where(ServiceOrder.community_id == community_id)
    if direction is Direction.FORTH and orders:
        wanted = wanted.where(ServiceOrder.id.in_(orders))
    elif direction is Direction.BACK and transfers:
        wanted = wanted.where(or_(ServiceOrder.end_id.in_(transfers), ServiceOrder.return_id.in_(transfers)))
    else:
        return FoundEdges()
    return FoundEdges([edge for row in uow.session.scalars(wanted) for edge in _edges(row)])


def _edges(order: ServiceOrder) -> Iterator[Edge]:
    if order.end_id is not None and order.posted_minutes:
        yield Edge(("order", order.id), ("transfer", order.end_id), "paid_for")
    if order.return_id is not None:
        yield Edge(("order", order.id), ("transfer", order.return_id), "returned")
