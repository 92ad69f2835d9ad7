"""Reading orders, and the one door for their moves."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select, union_all
from sqlalchemy.orm import aliased

from backend.core.actor import Actor
from backend.core.errors import MoveNotAllowedError, NotFoundError
from backend.exchange.models import OrderAnswer, ServiceOrder
from backend.exchange.moves import OrderMove
from backend.exchange.policy import POLICY, A
from backend.exchange.service import dispute, ending
from backend.exchange.service.answering import accept
from backend.exchange.service.store import find_order, lock_order, side_of
from backend.exchange.service.view import view_orders
from backend.exchange.service.whole import view_order
from backend.exchange.types import (
    AnswerState,
    OrderFilter,
    OrderState,
    Ruling,
    Scope,
    Side,
    Statement,
)
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists

DESK_SCOPES = frozenset({Scope.DISPUTES, Scope.DESK})


@dataclass(frozen=True, slots=True)
class MoveAsked:
    """A move with what it needs: an answer to accept, minutes to report or rule, a word to say."""

    move: OrderMove
    answer_id: UUID | None = None
    minutes: int | None = None
    note: str | None = None
    photos: tuple[UUID, ...] = ()
    compensation: int | None = None
    at_fault: Side | None = None


def get_order(uow: UnitOfWork, actor: Actor, community_id: int, order_id: UUID) -> dict[str, Any]:
    """Return an order: an open one to every member, later to the two, who had answered, and the desk.

    Raises NotFoundError.
    """
    POLICY.permit(actor, A.READ_ORDERS)
    order = find_order(uow, community_id, order_id)
    if order.id not in orders_seen(uow, actor, [order]):
        raise NotFoundError
    return view_order(uow, actor, order)


def orders_seen(uow: UnitOfWork, actor: Actor, orders: Collection[ServiceOrder]) -> frozenset[UUID]:
    """Return those of one community's orders that the caller may see."""
    if POLICY.allows(actor, A.READ_DESK):
        return frozenset(order.id for order in orders)
    seen = {o.id for o in orders if o.state == OrderState.OPEN or side_of(actor, o) is not None}
    asked = [order for order in orders if order.id not in seen]
    if asked:
        seen |= set(
            uow.session.scalars(
                select(OrderAnswer.order_id).where(
                    OrderAnswer.community_id == asked[0].community_id,
                    OrderAnswer.helper_id == actor.member_id,
                    OrderAnswer.order_id.in_([order.id for order in asked]),
                    OrderAnswer.state != AnswerState.WITHDRAWN,
                )
            )
        )
    return frozenset(seen)


def list_orders(
    uow: UnitOfWork, actor: Actor, community_id: int, wanted: OrderFilter, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return orders: open ones soonest first, all others newest first."""
    POLICY.permit(actor, A.READ_ORDERS)
    if wanted.scope in DESK_SCOPES:
        POLICY.permit(actor, A.READ_DESK)
    statement = select(ServiceOrder).where(ServiceOrder.community_id == community_id)
    if wanted.category is not None:
        statement = statement.where(lists.in_category(ServiceOrder.category, wanted.category))
    if wanted.since is not None:
        statement = statement.where(ServiceOrder.starts_at >= wanted.since)
    if wanted.until is not None:
        statement = statement.where(ServiceOrder.starts_at < wanted.until)
    if wanted.scope is Scope.OPEN:
        statement = statement.where(ServiceOrder.state == OrderState.OPEN, ServiceOrder.starts_at > uow.now)
        keys = [ServiceOrder.starts_at, ServiceOrder.id]
        found = fetch_page(uow.session, statement, page, keys=keys, descending=False)
    else:
        if wanted.scope is Scope.DISPUTES:
            statement = statement.where(ServiceOrder.state == OrderState.DISPUTED)
        elif wanted.scope is not Scope.DESK:
            mine = _asked_ids if wanted.scope is Scope.ASKED else _answered_ids
            statement = statement.where(ServiceOrder.id.in_(mine(community_id, actor.member_id)))
        found = fetch_page(uow.session, statement, page, keys=[ServiceOrder.id])
    return Page(view_orders(uow, actor, found.items), found.next_cursor)


def _asked_ids(community_id: int, me: UUID | None) -> Any:
    """Return the orders that I asked, for me or somebody: each by an index of its own, where OR has none."""
    order = aliased(ServiceOrder)
    here = select(order.id).where(order.community_id == community_id)
    return union_all(here.where(order.asker_id == me), here.where(order.asked_by == me))


def _answered_ids(community_id: int, me: UUID | None) -> Any:
    return select(OrderAnswer.order_id).where(
        OrderAnswer.community_id == community_id,
        OrderAnswer.helper_id == me,
        OrderAnswer.state != AnswerState.WITHDRAWN,
    )


def move_order(uow: UnitOfWork, actor: Actor, community_id: int, order_id: UUID, asked: MoveAsked) -> dict[str, Any]:
    """Make one move under the order's lock; raises NotFoundError, MoveNotAllowedError and what each move refuses."""
    POLICY.permit(actor, A.MOVE_ORDER)
    order = lock_order(uow, community_id, order_id)
    if order.id not in orders_seen(uow, actor, [order]):
        raise NotFoundError
    _move(uow, actor, order, asked)
    uow.session.flush()
    return view_order(uow, actor, order)


def _move(uow: UnitOfWork, actor: Actor, order: ServiceOrder, asked: MoveAsked) -> None:
    said = Statement(asked.note, asked.photos) if asked.note else None
    if asked.move is OrderMove.ACCEPT:
        accept(uow, actor, order, asked.answer_id)
    elif asked.move is OrderMove.CANCEL:
        ending.cancel(uow, actor, order, shown=asked.compensation, note=asked.note)
    elif asked.move is OrderMove.REPORT:
        ending.report(uow, actor, order, asked.minutes, note=asked.note)
    elif asked.move is OrderMove.COMPLETE:
        ending.report(uow, actor, order, order.minutes, note=asked.note)
    elif asked.move is OrderMove.CONFIRM:
        ending.confirm(uow, actor, order, note=asked.note)
    elif asked.move is OrderMove.CLAIM_ABSENCE:
        ending.claim_absence(uow, actor, order, note=asked.note)
    elif asked.move is OrderMove.DISPUTE:
        dispute.dispute(uow, actor, order, said)
    elif asked.move is OrderMove.RULE:
        dispute.rule(uow, actor, order, _ruling(asked))
    else:  # time's alone
        raise MoveNotAllowedError


def _ruling(asked: MoveAsked) -> Ruling | None:
    if asked.minutes is None or not asked.note:
        return None
    return Ruling(asked.minutes, asked.note, asked.at_fault)
