"""Disputes: both sides say their word, somebody of the desk who has no part in it rules once, by a transfer."""

from typing import Any
from uuid import UUID

from backend.attachments import service as attachments
from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.errors import InvalidError, MoveNotAllowedError
from backend.exchange import events, rules
from backend.exchange.errors import MinutesTooManyError, PartyRulesError
from backend.exchange.models import OrderStatement, ServiceOrder
from backend.exchange.moves import ORDER_MOVES, OrderMove
from backend.exchange.policy import POLICY, A
from backend.exchange.service.ending import record_of
from backend.exchange.service.payment import RULED, end_hold, give_back
from backend.exchange.service.store import facts_of, go, grounds_on, lock_order, require_side
from backend.exchange.service.whole import view_order
from backend.exchange.types import OrderState, Ruling, Statement
from backend.giving import service as giving
from backend.infra.uow import UnitOfWork


def dispute(uow: UnitOfWork, actor: Actor, order: ServiceOrder, said: Statement | None) -> None:
    """Deny what the other side said, or what silence completed; raises NotYourTurnError, DisputeTooLateError."""
    POLICY.permit(actor, A.TAKE_PART, also=grounds_on(actor, order))
    side = require_side(actor, order)
    ORDER_MOVES.next(OrderState(order.state), OrderMove.DISPUTE)
    rules.check_dispute(facts_of(order), side, now=uow.now)
    if said is None:
        raise InvalidError({"note": ["请写明经过"]})
    _keep_statement(uow, actor, order, said)
    order.ended_at = None
    go(uow, order, OrderMove.DISPUTE, by=actor.member_id, due_at=uow.now + rules.RULE_WITHIN)
    uow.session.flush()
    events.take_back(uow, order)
    events.tell(uow, order, "disputed", by=side.value)
    events.plan_waiting(uow, order)


def add_statement(uow: UnitOfWork, actor: Actor, community_id: int, order_id: UUID, said: Statement) -> dict[str, Any]:
    """Add one's word to a dispute that waits; raises NotFoundError, MoveNotAllowedError."""
    order = lock_order(uow, community_id, order_id)
    POLICY.permit(actor, A.TAKE_PART, also=grounds_on(actor, order))
    if order.state != OrderState.DISPUTED:
        raise MoveNotAllowedError
    _keep_statement(uow, actor, order, said)
    uow.session.flush()
    return view_order(uow, actor, order)


def _keep_statement(uow: UnitOfWork, actor: Actor, order: ServiceOrder, said: Statement) -> None:
    attachments.use_photos(uow, actor, order.community_id, said.photos)
    row = OrderStatement(
        community_id=order.community_id,
        id=uow.new_id(),
        order_id=order.id,
        side=require_side(actor, order),
        by_member_id=actor.member_id,
        text=said.text,
        photos=[str(id_) for id_ in said.photos],
        at=uow.now,
    )
    uow.session.add(row)


def rule(uow: UnitOfWork, actor: Actor, order: ServiceOrder, ruling: Ruling | None) -> None:
    """Decide a dispute, for good: what is held is posted or freed, what was posted is moved back by a new transfer.

    Back goes what the helper still has; what is missing is told. Raises PartyRulesError, MinutesTooManyError.
    """
    POLICY.permit(actor, A.RULE)
    _check_impartial(uow, actor, order)
    ORDER_MOVES.next(OrderState(order.state), OrderMove.RULE)
    if ruling is None:
        raise InvalidError({"minutes": ["请填写裁定的分钟数"], "note": ["请写明理由"]})
    most = rules.ruling_most(facts_of(order))
    if ruling.minutes > most:
        raise MinutesTooManyError(most=most)
    owed = 0 if order.posted_minutes is None else order.posted_minutes - ruling.minutes
    if order.posted_minutes is None:
        end_hold(uow, order, ruling.minutes, RULED)
    elif owed:
        give_back(uow, order, owed)
    order.ended_at, order.at_fault = uow.now, ruling.at_fault
    go(uow, order, OrderMove.RULE, by=actor.member_id, minutes=ruling.minutes, note=ruling.reason)
    uow.session.flush()
    events.take_back(uow, order)
    facts = {"ruled": ruling.minutes, "note": ruling.reason, "shortfall": owed - order.returned_minutes}
    events.tell(uow, order, "ruled", **facts)


def _check_impartial(uow: UnitOfWork, actor: Actor, order: ServiceOrder) -> None:
    """Raise PartyRulesError for a party, who asked for one, the record's witness, and their household and kin."""
    assert actor.member_id is not None  # policy: staff or supervisor
    record = record_of(uow, order)
    parties = {order.asker_id, order.asked_by, order.helper_id, record and record.witnessed_by}
    household = communities.household_of(uow, order.community_id, actor.member_id)
    kin = giving.kin_of(uow, order.community_id, actor.member_id)
    if not parties.isdisjoint({actor.member_id, *household, *kin}):
        raise PartyRulesError
