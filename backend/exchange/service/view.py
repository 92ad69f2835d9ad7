"""Orders in lists, with a bounded number of statements. The asker knows who answers; others wait to be chosen."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from backend.communities import service as communities
from backend.communities.types import MemberRef
from backend.core.actor import Actor
from backend.core.names import mask_name
from backend.exchange.models import OrderAnswer, ServiceOrder
from backend.exchange.moves import ANSWER_MOVE_NAMES
from backend.exchange.policy import POLICY, A
from backend.exchange.service.stops import next_step, state_name
from backend.exchange.service.store import facts_of, side_of
from backend.exchange.types import (
    ANSWER_STATE_NAMES,
    PAYER_NAMES,
    AnswerState,
    OrderState,
    Payer,
    Side,
)
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists


def view_orders(uow: UnitOfWork, actor: Actor, orders: Sequence[ServiceOrder]) -> list[dict[str, Any]]:
    """Return orders for a list."""
    if not orders:
        return []
    community_id, ids = orders[0].community_id, [order.id for order in orders]
    people = {id_ for order in orders for id_ in (order.asker_id, order.helper_id) if id_ is not None}
    members = communities.members_by_ids(uow, community_id, people)
    categories = lists.category_names(uow)
    counts = _count_answers(uow, community_id, ids)
    mine = own_answers(uow, actor, community_id, ids)
    return [
        {
            **_facts(order),
            "category_name": categories.get(order.category, order.category),
            "asker": show_person(actor, order, members[order.asker_id]),
            "helper": _show_helper(actor, order, members),
            "side": side_of(actor, order),
            "answers_count": counts.get(order.id, 0),
            "my_answer": mine.get(order.id),
            "next": _show_next(uow, order) if is_told(actor, order) else None,
        }
        for order in orders
    ]


def _facts(order: ServiceOrder) -> dict[str, Any]:
    state = OrderState(order.state)
    return {
        "id": order.id,
        "title": order.title,
        "text": order.text,
        "category": order.category,
        "place": order.place,
        "starts_at": order.starts_at,
        "ends_at": order.ends_at,
        "minutes": order.minutes,
        "payer": Payer(order.payer),
        "payer_name": PAYER_NAMES[Payer(order.payer)],
        "state": state,
        "state_name": state_name(state, Side(order.said_by) if order.said_by else None),
        "posted_minutes": order.posted_minutes,
        "created_at": order.created_at,
    }


def _show_next(uow: UnitOfWork, order: ServiceOrder) -> dict[str, Any] | None:
    step = next_step(facts_of(order), now=uow.now)
    if step is None:
        return None
    return {"who": step.who, "what": step.what, "due_at": step.due_at, "otherwise": step.otherwise}


def _count_answers(uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> dict[UUID, int]:
    rows = uow.session.execute(
        select(OrderAnswer.order_id, func.count().label("number"))
        .where(
            OrderAnswer.community_id == community_id,
            OrderAnswer.order_id.in_(ids),
            OrderAnswer.state != AnswerState.WITHDRAWN,
        )
        .group_by(OrderAnswer.order_id)
    )
    return {row.order_id: row.number for row in rows}


def own_answers(uow: UnitOfWork, actor: Actor, community_id: int, ids: Collection[UUID]) -> dict[UUID, dict[str, Any]]:
    """Return the caller's answer to each order, unless it was taken back."""
    rows = uow.session.scalars(
        select(OrderAnswer).where(
            OrderAnswer.community_id == community_id,
            OrderAnswer.helper_id == actor.member_id,
            OrderAnswer.order_id.in_(ids),
            OrderAnswer.state != AnswerState.WITHDRAWN,
        )
    )
    return {row.order_id: answer_facts(actor, row) for row in rows}


def answer_facts(actor: Actor, row: OrderAnswer) -> dict[str, Any]:
    """Return an answer as its helper sees it."""
    may = row.state == AnswerState.OFFERED and POLICY.allows(actor, A.WITHDRAW_ANSWER, member_id=row.helper_id)
    return {
        "id": row.id,
        "message": row.message,
        "state": AnswerState(row.state),
        "state_name": ANSWER_STATE_NAMES[AnswerState(row.state)],
        "created_at": row.created_at,
        "moves": [{"move": move.value, "name": name} for move, name in ANSWER_MOVE_NAMES.items() if may],
    }


def is_told(actor: Actor, order: ServiceOrder) -> bool:
    """Tell whether the caller follows the order: while it is open everybody does, then the two and the desk."""
    is_open = order.state == OrderState.OPEN
    return is_open or side_of(actor, order) is not None or POLICY.allows(actor, A.READ_DESK)


def show_person(actor: Actor, order: ServiceOrder, member: MemberRef) -> dict[str, Any]:
    """Return a party by id and name; the name is masked for all but the desk, the asker, and the helper once chosen.

    Whoever answers is let into somebody's home: the asker chooses among people, not among stars.
    """
    is_known = member.id == actor.member_id or POLICY.allows(actor, A.READ_DESK)
    is_known = is_known or side_of(actor, order) is Side.ASKER
    is_known = is_known or (order.helper_id is not None and side_of(actor, order) is not None)
    return {"id": member.id, "name": member.name if is_known else mask_name(member.name)}


def _show_helper(actor: Actor, order: ServiceOrder, members: dict[UUID, MemberRef]) -> dict[str, Any] | None:
    """Return the chosen helper to the two and the desk; who was not chosen does not learn who was."""
    if order.helper_id is None or (side_of(actor, order) is None and not POLICY.allows(actor, A.READ_DESK)):
        return None
    return show_person(actor, order, members[order.helper_id])
