"""Orders as rows: finding and locking them, whose they are, and the one way in which they move on."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update

from backend.core.actor import Actor, Role
from backend.core.errors import ForbiddenError, NotFoundError
from backend.exchange.models import OrderAnswer, OrderLine, ServiceOrder
from backend.exchange.moves import ORDER_MOVES, OrderMove
from backend.exchange.rules import OrderFacts
from backend.exchange.types import AnswerState, OrderState, Side
from backend.infra.uow import UnitOfWork

# Who may ask for others.
AGENTS = frozenset({Role.STAFF, Role.LEAD})


def find_order(uow: UnitOfWork, community_id: int, order_id: UUID) -> ServiceOrder:
    """Return the row; raises NotFoundError."""
    order = uow.session.get(ServiceOrder, (community_id, order_id))
    if order is None:
        raise NotFoundError
    return order


def lock_order(uow: UnitOfWork, community_id: int, order_id: UUID) -> ServiceOrder:
    """Return the row locked and as it is now: whatever becomes of an order is decided under this lock, once."""
    order = uow.session.get(
        ServiceOrder, (community_id, order_id), with_for_update={"key_share": True}, populate_existing=True
    )
    if order is None:
        raise NotFoundError
    return order


def side_of(actor: Actor, order: ServiceOrder) -> Side | None:
    """Return on which side the caller is; who asked for somebody acts for them while they are staff."""
    if actor.member_id is None:
        return None
    is_agent = actor.member_id == order.asked_by and not AGENTS.isdisjoint(actor.roles)
    if actor.member_id == order.asker_id or is_agent:
        return Side.ASKER
    return Side.HELPER if actor.member_id == order.helper_id else None


def require_side(actor: Actor, order: ServiceOrder) -> Side:
    """Return the caller's side; raises ForbiddenError for who has none."""
    side = side_of(actor, order)
    if side is None:
        raise ForbiddenError
    return side


def grounds_on(actor: Actor, order: ServiceOrder) -> set[Role]:
    """Return the grounds that the order gives the caller."""
    side = side_of(actor, order)
    if side is None:
        return set()
    return {Role.SELF if side is Side.ASKER else Role.HELPER}


def facts_of(order: ServiceOrder) -> OrderFacts:
    """Return what is decided on."""
    return OrderFacts(
        state=OrderState(order.state),
        starts_at=order.starts_at,
        ends_at=order.ends_at,
        minutes=order.minutes,
        hold_until=order.hold_until,
        due_at=order.due_at,
        said_by=Side(order.said_by) if order.said_by else None,
        reported_minutes=order.reported_minutes,
        posted_minutes=order.posted_minutes,
        ended_at=order.ended_at,
        is_silent=order.is_silent,
    )


def go(
    uow: UnitOfWork,
    order: ServiceOrder,
    move: OrderMove,
    *,
    by: UUID | None,
    due_at: datetime | None = None,
    minutes: int | None = None,
    note: str | None = None,
) -> None:
    """Make one move, leave its line, and set when time acts next; raises MoveNotAllowedError."""
    before = OrderState(order.state)
    order.state = ORDER_MOVES.next(before, move)
    order.due_at = due_at
    line = OrderLine(
        community_id=order.community_id,
        id=uow.new_id(),
        order_id=order.id,
        move=move.value,
        from_state=before.value,
        to_state=order.state,
        by_member_id=by,
        minutes=minutes,
        note=note,
        at=uow.now,
    )
    uow.session.add(line)


def decline_answers(uow: UnitOfWork, order: ServiceOrder) -> list[UUID]:
    """Decline what was offered and not chosen; return the helpers, who are to be told."""
    return list(
        uow.session.scalars(
            update(OrderAnswer)
            .where(
                OrderAnswer.community_id == order.community_id,
                OrderAnswer.order_id == order.id,
                OrderAnswer.state == AnswerState.OFFERED,
            )
            .values(state=AnswerState.DECLINED)
            .returning(OrderAnswer.helper_id)
            .execution_options(synchronize_session=False)
        )
    )


def find_answer(uow: UnitOfWork, community_id: int, answer_id: UUID, *, lock: bool = False) -> OrderAnswer | None:
    """Return an answer as it is now, or None."""
    wanted = select(OrderAnswer).where(OrderAnswer.community_id == community_id, OrderAnswer.id == answer_id)
    if lock:
        wanted = wanted.with_for_update(key_share=True)
    return uow.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
