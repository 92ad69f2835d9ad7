"""Requests for a refund: a holder asks within the window, the shop answers in three working days, else the desk may."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.core.actor import Actor
from backend.core.errors import InvalidError, NotFoundError
from backend.core.working_days import end_of_notice
from backend.infra import outbox
from backend.infra.rows import add_or_refuse
from backend.infra.uow import UnitOfWork
from backend.redemption import events
from backend.redemption.errors import OwnHandError, RefundAskedError, ShopAnswersFirstError
from backend.redemption.models import Redemption, Voucher
from backend.redemption.models.merchants import RefundRequest
from backend.redemption.moves import REFUND_MOVES, RefundMove
from backend.redemption.policy import POLICY, A
from backend.redemption.rules import decide_refund
from backend.redemption.service.refund import find_redemption, load_taken, refund_asked_for, refund_redemption
from backend.redemption.service.refund_view import view_redemption, view_requests
from backend.redemption.service.shop_state import lock_merchant
from backend.redemption.types import NewRefund, RefundReason, RefundState

# Our rule; afterwards the desk may decide in the shop's place.
ANSWER_WORKING_DAYS = 3


def refund_at_shop(
    uow: UnitOfWork, actor: Actor, community_id: int, redemption_id: UUID, new: NewRefund
) -> dict[str, Any]:
    """Refund by the shop's own word; a request that was open is answered with it. Raises as refund_redemption."""
    taken = refund_redemption(uow, actor, community_id, redemption_id, new)
    request = _open_of(uow, taken.redemption)
    if request is not None:
        _answer(uow, actor, request, RefundState.REFUNDED, "")
    return view_redemption(uow, actor, taken)


def ask_refund(uow: UnitOfWork, actor: Actor, community_id: int, redemption_id: UUID, new: NewRefund) -> dict[str, Any]:
    """Ask the shop to take pieces of a redemption back.

    Raises NotFoundError, RefundWindowOverError, AlreadyRefundedError, RefundAskedError.
    """
    redemption = find_redemption(uow, community_id, redemption_id)
    taken = load_taken(uow, redemption) if redemption else None
    POLICY.permit(actor, A.ASK_REFUND, member_id=taken.voucher.member_id if taken else None)
    if taken is None:
        raise NotFoundError
    points = decide_refund(taken.facts, quantity=new.quantity, at=uow.now)
    request = _request(uow, actor, taken.redemption, new)
    told = {"request_id": str(request.id), "redemption_id": str(redemption_id), "unit_id": str(request.unit_id)}
    told |= {"title": taken.voucher.title}
    outbox.record(uow, community_id, events.REFUND_ASKED, {**told, "points": points})
    key = str(request.id)
    outbox.record(uow, community_id, events.REFUND_OVERDUE, told, due_at=request.answer_due_at, key=key)
    return view_requests(uow, actor, [request])[0]


def _request(uow: UnitOfWork, actor: Actor, redemption: Redemption, new: NewRefund) -> RefundRequest:
    request = RefundRequest(
        community_id=redemption.community_id,
        id=uow.new_id(),
        redemption_id=redemption.id,
        unit_id=redemption.unit_id,
        member_id=actor.member_id,
        quantity=new.quantity,
        reason=new.reason,
        text=new.text,
        state=RefundState.OPEN,
        answer="",
        answer_due_at=end_of_notice(uow.now, ANSWER_WORKING_DAYS),
        created_at=uow.now,
    )
    add_or_refuse(uow, request, refusal=RefundAskedError)
    return request


def move_request(
    uow: UnitOfWork, actor: Actor, community_id: int, request_id: UUID, move: RefundMove, text: str
) -> dict[str, Any]:
    """Refund or decline (the shop; the desk when the shop let its days pass), or withdraw (who asked).

    Raises NotFoundError, ForbiddenError, OwnHandError (one of the desk on their own), ShopAnswersFirstError
    (``until``), MoveNotAllowedError, AlreadyRefundedError, InvalidError for a refusal without a word.
    """
    request = uow.session.get(RefundRequest, (community_id, request_id))
    unit_id, member_id = (request.unit_id, request.member_id) if request else (None, None)
    POLICY.permit(actor, A.MOVE_REFUND, unit_id=unit_id, member_id=member_id)
    if request is None:
        raise NotFoundError
    _permit(uow, actor, request, move)
    if move is RefundMove.DECLINE and not text:
        raise InvalidError({"text": ["请写明原因"]})
    lock_merchant(uow, community_id, request.unit_id)
    uow.session.refresh(request, with_for_update={"key_share": True})
    state = REFUND_MOVES.next(RefundState(request.state), move)
    if move is RefundMove.REFUND:
        taken = load_taken(uow, uow.session.get_one(Redemption, (community_id, request.redemption_id)))
        new = NewRefund(request.quantity, RefundReason(request.reason), request.text)
        refund_asked_for(uow, actor, taken, new)
    _answer(uow, actor, request, state, text)
    return view_requests(uow, actor, [request])[0]


def _permit(uow: UnitOfWork, actor: Actor, request: RefundRequest, move: RefundMove) -> None:
    """Say who may make this move now."""
    if move is RefundMove.WITHDRAW:
        POLICY.permit(actor, A.ASK_REFUND, member_id=request.member_id)
    elif not POLICY.allows(actor, A.REFUND, unit_id=request.unit_id):
        POLICY.permit(actor, A.DECIDE_OVERDUE_REFUND)
        if actor.member_id == request.member_id:
            raise OwnHandError
        if uow.now < request.answer_due_at:
            raise ShopAnswersFirstError(until=request.answer_due_at.isoformat())


def _answer(uow: UnitOfWork, actor: Actor, request: RefundRequest, state: RefundState, text: str) -> None:
    request.state, request.answer = state, text
    request.answered_by, request.answered_at = actor.member_id, uow.now
    uow.session.flush()
    outbox.withdraw(uow, request.community_id, events.REFUND_OVERDUE, [str(request.id)])
    if state is RefundState.DECLINED:
        redemption = uow.session.get_one(Redemption, (request.community_id, request.redemption_id))
        voucher = uow.session.get_one(Voucher, (request.community_id, redemption.voucher_id))
        told = {"request_id": str(request.id), "voucher_id": str(voucher.id), "member_id": str(request.member_id)}
        told |= {"redemption_id": str(redemption.id), "title": voucher.title, "answer": text}
        outbox.record(uow, request.community_id, events.REFUND_DECLINED, told)


def _open_of(uow: UnitOfWork, redemption: Redemption) -> RefundRequest | None:
    return uow.session.scalars(
        select(RefundRequest)
        .where(
            RefundRequest.community_id == redemption.community_id,
            RefundRequest.redemption_id == redemption.id,
            RefundRequest.state == RefundState.OPEN,
        )
        .with_for_update(key_share=True)
    ).one_or_none()
