"""Whose turn it is: the moves that the caller may make on an order now, by the same rules that decide on them."""

from backend.core.actor import Actor
from backend.core.errors import SangongError
from backend.exchange import rules
from backend.exchange.models import ServiceOrder
from backend.exchange.moves import ORDER_MOVE_NAMES, ORDER_MOVES, OrderMove
from backend.exchange.policy import POLICY, A
from backend.exchange.rules import OrderFacts
from backend.exchange.service.store import facts_of
from backend.exchange.types import OrderState, Side
from backend.infra.uow import UnitOfWork


def cancel_cost(uow: UnitOfWork, order: ServiceOrder, side: Side | None) -> int | None:
    """Return the compensation that cancelling would cost now; None where it can't be cancelled."""
    if side is None or OrderMove.CANCEL not in ORDER_MOVES.moves_from(OrderState(order.state)):
        return None
    try:
        return rules.decide_cancel(facts_of(order), side, now=uow.now, shown=None).minutes
    except SangongError:
        return None


def moves_of(
    uow: UnitOfWork, actor: Actor, order: ServiceOrder, side: Side | None, *, has_come: bool
) -> list[dict[str, str]]:
    """Return the moves with the words on their buttons; ``has_come``: the helper checked in by code."""
    facts = facts_of(order)
    possible = [move for move in ORDER_MOVES.moves_from(facts.state) if move in ORDER_MOVE_NAMES]
    allowed = [move for move in possible if _may(uow, actor, order, facts, move, side)]
    return [
        {"move": move.value, "name": _name(facts, move, side)}
        for move in allowed
        if move is not OrderMove.CLAIM_ABSENCE or not has_come
    ]


def _name(facts: OrderFacts, move: OrderMove, side: Side | None) -> str:
    if move is OrderMove.CONFIRM and facts.state is OrderState.REPORTED:
        return f"确认{facts.reported_minutes}分钟"
    if move is OrderMove.CONFIRM:
        return "是我没有到"
    if move is OrderMove.REPORT and side is Side.ASKER:
        return "只做了一部分"
    return ORDER_MOVE_NAMES[move]


def _may(
    uow: UnitOfWork, actor: Actor, order: ServiceOrder, facts: OrderFacts, move: OrderMove, side: Side | None
) -> bool:
    if move is OrderMove.RULE:
        parties = (order.asker_id, order.asked_by, order.helper_id)
        return POLICY.allows(actor, A.RULE) and actor.member_id not in parties
    if side is None:
        return False
    if move is OrderMove.ACCEPT:
        return side is Side.ASKER and uow.now < order.starts_at
    if move is OrderMove.COMPLETE and side is Side.HELPER:
        return False
    try:
        _try(uow, facts, move, side)
    except SangongError:
        return False
    return True


def _try(uow: UnitOfWork, facts: OrderFacts, move: OrderMove, side: Side) -> None:
    """Raise what the move would be refused with."""
    if move is OrderMove.CANCEL:
        rules.decide_cancel(facts, side, now=uow.now, shown=None)
    elif move in (OrderMove.REPORT, OrderMove.COMPLETE):
        rules.decide_report(facts, side, 1, now=uow.now)
    elif move is OrderMove.CLAIM_ABSENCE:
        rules.check_absence(facts, now=uow.now)
    elif move is OrderMove.CONFIRM:
        rules.decide_confirm(facts, side)
    elif move is OrderMove.DISPUTE:
        rules.check_dispute(facts, side, now=uow.now)
