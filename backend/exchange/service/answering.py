"""Answers of helpers, and accepting one: hold, private shift and the others' refusal in one transaction."""

from typing import Any
from uuid import UUID

from backend.communities import service as communities
from backend.core.actor import Actor, Role
from backend.core.errors import InvalidError, MoveNotAllowedError, NotFoundError
from backend.exchange import events
from backend.exchange.errors import (
    AlreadyAnsweredError,
    AnswerGoneError,
    BegunError,
    HelperBusyError,
    OrderClosedError,
    OwnOrderError,
)
from backend.exchange.models import OrderAnswer, ServiceOrder
from backend.exchange.moves import ANSWER_MOVES, ORDER_MOVES, AnswerMove, OrderMove
from backend.exchange.policy import POLICY, A
from backend.exchange.rules import HOLD_AFTER_END, REPORT_WITHIN
from backend.exchange.service.payment import PAID, check_household, draw_pool, hold_minutes, title_of
from backend.exchange.service.store import decline_answers, find_answer, go, grounds_on, lock_order
from backend.exchange.service.whole import view_order
from backend.exchange.types import AnswerState, NewAnswer, OrderState
from backend.infra import links
from backend.infra.rows import add_or_refuse
from backend.infra.uow import UnitOfWork
from backend.volunteering import service as volunteering
from backend.volunteering.errors import OwnClashError
from backend.volunteering.types import NewPrivateShift

# The record's shift is seen on a public notice: where it was is the two's to know.
PRIVATE_PLACE = "双方约定的地点"


def answer(uow: UnitOfWork, actor: Actor, community_id: int, order_id: UUID, new: NewAnswer) -> dict[str, Any]:
    """Offer to help.

    Raises NotFoundError, OrderClosedError, OwnOrderError, SameHouseholdError, AlreadyAnsweredError and volunteering's
    OwnClashError where the helper is on a shift at that time.
    """
    POLICY.permit(actor, A.ANSWER)
    assert actor.member_id is not None  # policy: a verified member
    order = lock_order(uow, community_id, order_id)
    if actor.member_id in (order.asker_id, order.asked_by):
        raise OwnOrderError
    if order.state != OrderState.OPEN or uow.now >= order.starts_at:
        raise OrderClosedError
    check_household(uow, order, actor.member_id)
    volunteering.refuse_clash(uow, community_id, actor.member_id, order.starts_at, order.ends_at)
    row = OrderAnswer(
        community_id=community_id,
        id=uow.new_id(),
        order_id=order_id,
        helper_id=actor.member_id,
        message=new.message,
        share_phone=new.share_phone,
        state=AnswerState.OFFERED,
        created_at=uow.now,
    )
    add_or_refuse(uow, row, refusal=AlreadyAnsweredError)
    events.tell(uow, order, "answered")
    return view_order(uow, actor, order)


def move_answer(uow: UnitOfWork, actor: Actor, community_id: int, answer_id: UUID, move: AnswerMove) -> dict[str, Any]:
    """Take one's answer back before it is chosen; raises NotFoundError, MoveNotAllowedError."""
    found = find_answer(uow, community_id, answer_id)
    if found is None:
        raise NotFoundError
    POLICY.permit(actor, A.WITHDRAW_ANSWER, member_id=found.helper_id)
    order = lock_order(uow, community_id, found.order_id)
    row = find_answer(uow, community_id, answer_id, lock=True)
    assert row is not None, "answers are never deleted"
    row.state = ANSWER_MOVES.next(AnswerState(row.state), move)
    uow.session.flush()
    return view_order(uow, actor, order)


def accept(uow: UnitOfWork, actor: Actor, order: ServiceOrder, answer_id: UUID | None) -> None:
    """Choose one of those who answered: hold the minutes, open the shift, tell the others.

    Raises MoveNotAllowedError (also where the asker has left), BegunError, AnswerGoneError, HelperBusyError,
    NotEntitledError, SameHouseholdError, InsufficientTimeError, giving's MonthSpentError; then nothing has changed.
    """
    POLICY.permit(actor, A.ACT_AS_ASKER, also=grounds_on(actor, order))
    ORDER_MOVES.next(OrderState(order.state), OrderMove.ACCEPT)
    if uow.now >= order.starts_at:
        raise BegunError("约定的时间已过，请重新发起")
    if not communities.verified_of(uow, order.community_id, [order.asker_id]):
        raise MoveNotAllowedError("求助的居民已不在本社区，请取消这个请求")
    chosen = _choose(uow, order, answer_id)
    check_household(uow, order, chosen.helper_id)
    until = order.ends_at + HOLD_AFTER_END
    shift_id = _open_shift(uow, order, chosen.helper_id)
    declined = decline_answers(uow, order)
    entitlement_id = draw_pool(uow, order)
    hold_id = hold_minutes(uow, order, chosen.helper_id, until=until)
    order.helper_id, order.helper_phone, order.accepted_at = chosen.helper_id, chosen.share_phone, uow.now
    order.hold_id, order.hold_until, order.shift_id = hold_id, until, shift_id
    order.entitlement_id = entitlement_id
    go(uow, order, OrderMove.ACCEPT, by=actor.member_id, due_at=order.ends_at + REPORT_WITHIN)
    uow.session.flush()
    links.record(uow, order.community_id, from_=("order", order.id), to=("shift", shift_id), relation="agreed")
    events.tell(uow, order, "accepted", declined_ids=[str(id_) for id_ in declined])
    events.plan_start(uow, order)


def _choose(uow: UnitOfWork, order: ServiceOrder, answer_id: UUID | None) -> OrderAnswer:
    """Return the answer, now chosen; raises InvalidError, and AnswerGoneError also where its helper has left."""
    if answer_id is None:
        raise InvalidError({"answer_id": ["请选择一位应答的邻居"]})
    row = find_answer(uow, order.community_id, answer_id, lock=True)
    if row is None or row.order_id != order.id or row.state != AnswerState.OFFERED:
        raise AnswerGoneError
    helper = communities.get_member(uow, order.community_id, row.helper_id)
    if Role.MEMBER not in communities.load_actor(uow, helper.person_id, order.community_id).roles:
        raise AnswerGoneError
    row.state = ANSWER_MOVES.next(AnswerState.OFFERED, AnswerMove.CHOOSE)
    uow.session.flush()
    return row


def _open_shift(uow: UnitOfWork, order: ServiceOrder, helper_id: UUID) -> UUID:
    """Open the shift on which the record arises; who asked for somebody without a phone shows the code."""
    new = NewPrivateShift(
        leader_id=order.asked_by,
        beneficiary_id=order.asker_id,
        helper_id=helper_id,
        title=title_of(uow, order, PAID),
        category=order.category,
        place=PRIVATE_PLACE,
        starts_at=order.starts_at,
        ends_at=order.ends_at,
    )
    try:
        return volunteering.open_private_shift(uow, order.community_id, new)
    except OwnClashError as error:
        raise HelperBusyError from error
