"""How an order ends when nobody disputes it: reported, confirmed, cancelled, missed, or by time."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import structlog
from sqlalchemy import select

from backend.core.actor import Actor
from backend.core.errors import InvalidError, SangongError
from backend.exchange import events, rules
from backend.exchange.errors import WasThereError
from backend.exchange.models import ServiceOrder
from backend.exchange.moves import ORDER_MOVES, OrderMove
from backend.exchange.policy import POLICY, A
from backend.exchange.rules import Ended
from backend.exchange.service.payment import COMPENSATED, FREED, PAID, end_hold
from backend.exchange.service.store import decline_answers, facts_of, go, grounds_on, require_side
from backend.exchange.types import OrderState, Side
from backend.infra.uow import UnitOfWork
from backend.volunteering import service as volunteering
from backend.volunteering.types import RecordRef, RecordState

log = structlog.get_logger(__name__)

# After these the service was not done: the helper's time is free again.
NOT_DONE = frozenset({OrderState.CANCELLED, OrderState.MISSED, OrderState.EXPIRED})
TRY_AGAIN = timedelta(hours=1)


def cancel(uow: UnitOfWork, actor: Actor, order: ServiceOrder, *, shown: int | None, note: str | None) -> None:
    """Cancel before the planned start, late ones at a cost; raises BegunError, CostChangedError."""
    side = _side(actor, order)
    ORDER_MOVES.next(OrderState(order.state), OrderMove.CANCEL)
    ended = rules.decide_cancel(facts_of(order), side, now=uow.now, shown=shown)
    end(uow, order, ended, by=actor.member_id, note=note)


def report(uow: UnitOfWork, actor: Actor, order: ServiceOrder, minutes: int | None, *, note: str | None) -> None:
    """Say how many minutes it really took; the asker who grants all of them completes it.

    Raises NotBegunError, MinutesTooManyError.
    """
    side = _side(actor, order)
    if minutes is None:
        raise InvalidError({"minutes": ["请填写实际用了多少分钟"]})
    ORDER_MOVES.next(OrderState(order.state), OrderMove.REPORT)
    move = rules.decide_report(facts_of(order), side, minutes, now=uow.now)
    if side is Side.ASKER:
        _witness(uow, actor, order, minutes, note=note)
    if move is OrderMove.COMPLETE:
        order.said_by, order.reported_minutes = side, minutes
        end(uow, order, Ended(move, minutes), by=actor.member_id, note=note)
        return
    order.said_by, order.reported_minutes = side, minutes
    due_at = uow.now + rules.ANSWER_WITHIN
    go(uow, order, move, by=actor.member_id, due_at=due_at, minutes=minutes, note=note)
    _wait_for_answer(uow, order, "reported", side)


def claim_absence(uow: UnitOfWork, actor: Actor, order: ServiceOrder, *, note: str | None) -> None:
    """Say that the other side did not come; raises NotBegunError, WasThereError where a code was read."""
    side = _side(actor, order)
    ORDER_MOVES.next(OrderState(order.state), OrderMove.CLAIM_ABSENCE)
    rules.check_absence(facts_of(order), now=uow.now)
    if record_of(uow, order) is not None:
        raise WasThereError
    order.said_by = side
    go(
        uow,
        order,
        OrderMove.CLAIM_ABSENCE,
        by=actor.member_id,
        due_at=uow.now + rules.ANSWER_WITHIN,
        note=note,
    )
    _wait_for_answer(uow, order, "absent", side)


def confirm(uow: UnitOfWork, actor: Actor, order: ServiceOrder, *, note: str | None) -> None:
    """Agree to what the other side said; raises NotYourTurnError."""
    side = _side(actor, order)
    ORDER_MOVES.next(OrderState(order.state), OrderMove.CONFIRM)
    ended = rules.decide_confirm(facts_of(order), side)
    if side is Side.ASKER and order.state == OrderState.REPORTED:
        _witness(uow, actor, order, ended.minutes, note=note)
    end(uow, order, ended, by=actor.member_id, note=note)


def _side(actor: Actor, order: ServiceOrder) -> Side:
    POLICY.permit(actor, A.TAKE_PART, also=grounds_on(actor, order))
    return require_side(actor, order)


def _wait_for_answer(uow: UnitOfWork, order: ServiceOrder, what: str, by: Side) -> None:
    assert order.due_at is not None, "an answer is waited for until then"
    uow.session.flush()
    events.take_back(uow, order)
    events.tell(uow, order, what, by=by.value)
    events.plan_silence(uow, order, order.due_at, by.value)


def record_of(uow: UnitOfWork, order: ServiceOrder) -> RecordRef | None:
    """Return the service record that arose, if the helper checked in."""
    if order.shift_id is None:
        return None
    return volunteering.records_of_shifts(uow, order.community_id, [order.shift_id]).get(order.shift_id)


def _witness(uow: UnitOfWork, actor: Actor, order: ServiceOrder, minutes: int, *, note: str | None) -> None:
    """Let the asker's word bear witness to the record too, where it has been checked out and says no more."""
    record = record_of(uow, order)
    if record is None or record.state is not RecordState.CHECKED_OUT:
        return
    if rules.may_witness(recorded=record.minutes, confirmed=minutes):
        volunteering.witness_record(uow, actor, order.community_id, record.id, note=note)


def end(uow: UnitOfWork, order: ServiceOrder, ended: Ended, *, by: UUID | None, note: str | None = None) -> None:
    """End a locked order and its hold in one transaction; the state table and the ledger's key let it happen once."""
    state = ORDER_MOVES.next(OrderState(order.state), ended.move)
    if state in NOT_DONE and order.shift_id is not None:
        volunteering.cancel_private_shift(uow, order.community_id, order.shift_id, by=by)
    declined = decline_answers(uow, order) if order.hold_id is None else []
    if order.hold_id is not None and order.posted_minutes is None:
        end_hold(uow, order, ended.minutes, _title(state, ended.minutes))
    order.ended_at = uow.now
    order.at_fault = ended.at_fault
    order.is_silent = ended.move is OrderMove.SETTLE  # what was disputed once and kept is not disputed again
    go(uow, order, ended.move, by=by, minutes=order.posted_minutes, note=note)
    uow.session.flush()
    events.take_back(uow, order)
    events.tell(
        uow,
        order,
        state.value,
        move=ended.move.value,
        at_fault=ended.at_fault,
        note=note,
        declined_ids=[str(id_) for id_ in declined],
    )


def _title(state: OrderState, minutes: int) -> str:
    if minutes == 0:
        return FREED
    return PAID if state is OrderState.COMPLETED else COMPENSATED


def communities_with_due_orders(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities where time acts on an order (lock-free scan over all of them)."""
    return uow.session.scalars(select(ServiceOrder.community_id).where(ServiceOrder.due_at <= uow.now).distinct()).all()


def move_due_order(uow: UnitOfWork, community_id: int) -> int:
    """Let time act on one order, the longest due first; return how many. A unit of work posts once, so it is one.

    What the books refuse is logged and tried again later, so that it holds up no other.
    """
    order = uow.session.scalars(
        select(ServiceOrder)
        .where(ServiceOrder.community_id == community_id, ServiceOrder.due_at <= uow.now)
        .order_by(ServiceOrder.due_at)
        .limit(1)
        .with_for_update(key_share=True, skip_locked=True)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if order is None:
        return 0
    try:
        with uow.session.begin_nested():
            _act(uow, order)
    except SangongError:
        uow.session.refresh(order)
        order.due_at = uow.now + TRY_AGAIN
        uow.session.flush()
        log.exception("order_not_ended", order_id=str(order.id))
    return 1


def _act(uow: UnitOfWork, order: ServiceOrder) -> None:
    ended = rules.decide_due(facts_of(order), now=uow.now)
    if ended is not None:
        end(uow, order, ended, by=None)
        return
    go(uow, order, OrderMove.CALL, by=None, due_at=uow.now + rules.LAST_CALL)
    uow.session.flush()
    events.tell(uow, order, "called")
