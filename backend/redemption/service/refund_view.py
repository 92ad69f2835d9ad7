"""Redemptions with what may be given back of them, and requests for it, as holder, shop and desk see them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.errors import NotFoundError
from backend.core.names import mask_name
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.uow import UnitOfWork
from backend.redemption.models import Redemption, Voucher
from backend.redemption.models.merchants import Refund, RefundRequest
from backend.redemption.moves import REFUND_MOVE_NAMES, REFUND_MOVES, RefundMove
from backend.redemption.policy import POLICY, A
from backend.redemption.rules import points_back, refund_until
from backend.redemption.service.refund import Taken, find_redemption, load_taken, refund_days
from backend.redemption.service.view import number_text
from backend.redemption.service.voucher import load_voucher
from backend.redemption.types import REFUND_REASON_NAMES, REFUND_STATE_NAMES, RefundReason, RefundState

# A voucher is bought for at most so many pieces, and each use takes one at least.
USES_MAX = 100


def list_requests(
    uow: UnitOfWork, actor: Actor, community_id: int, *, unit_id: UUID | None, overdue: bool, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return one shop's requests, newest first, or for the desk all; ``overdue``: those the shop let pass."""
    POLICY.permit(actor, A.READ_REFUNDS, unit_id=unit_id)
    wanted = select(RefundRequest).where(RefundRequest.community_id == community_id)
    if unit_id is not None:
        wanted = wanted.where(RefundRequest.unit_id == unit_id)
    if overdue:
        late = (RefundRequest.state == RefundState.OPEN, RefundRequest.answer_due_at <= uow.now)
        keys = [RefundRequest.answer_due_at, RefundRequest.id]
        found = fetch_page(uow.session, wanted.where(*late), page, keys=keys, descending=False)
    else:
        found = fetch_page(uow.session, wanted, page, keys=[RefundRequest.id])
    return Page(view_requests(uow, actor, found.items), found.next_cursor)


def get_redemption(uow: UnitOfWork, actor: Actor, community_id: int, redemption_id: UUID) -> dict[str, Any]:
    """Return a redemption with its window and what was given back; raises NotFoundError."""
    redemption = find_redemption(uow, community_id, redemption_id)
    taken = load_taken(uow, redemption) if redemption else None
    unit_id, member_id = (taken.redemption.unit_id, taken.voucher.member_id) if taken else (None, None)
    POLICY.permit(actor, A.READ_REDEMPTION, unit_id=unit_id, member_id=member_id)
    if taken is None:
        raise NotFoundError
    return view_redemption(uow, actor, taken)


def list_uses(uow: UnitOfWork, actor: Actor, community_id: int, voucher_id: UUID) -> list[dict[str, Any]]:
    """Return a voucher's uses, the newest first, with what was given back of each; raises NotFoundError."""
    voucher = load_voucher(uow, community_id, voucher_id)
    POLICY.permit(actor, A.READ_VOUCHER, member_id=voucher.member_id)
    refunded = func.coalesce(func.sum(Refund.quantity), 0).label("refunded")
    rows = uow.session.execute(
        select(Redemption, refunded)
        .outerjoin(Refund, (Refund.community_id == Redemption.community_id) & (Refund.redemption_id == Redemption.id))
        .where(Redemption.community_id == community_id, Redemption.voucher_id == voucher_id)
        .group_by(Redemption.community_id, Redemption.id)
        .order_by(Redemption.use.desc())
        .limit(USES_MAX)
    ).all()
    days = refund_days(uow, voucher)
    return [
        {
            "id": row.id,
            "quantity": row.quantity,
            "points": row.points,
            "at": row.at,
            "refunded": int(count),
            "refund_until": refund_until(row.at, days),
        }
        for row, count in rows
    ]


def view_redemption(uow: UnitOfWork, actor: Actor, taken: Taken) -> dict[str, Any]:
    """Return a redemption as who may give back or take back sees it."""
    row, voucher, facts = taken.redemption, taken.voucher, taken.facts
    here = row.community_id
    holder = communities.get_member(uow, here, voucher.member_id)
    requests = uow.session.scalars(
        select(RefundRequest)
        .where(RefundRequest.community_id == here, RefundRequest.redemption_id == row.id)
        .order_by(RefundRequest.id.desc())
        .limit(USES_MAX)
    ).all()
    refunds = uow.session.scalars(
        select(Refund).where(Refund.community_id == here, Refund.redemption_id == row.id).order_by(Refund.turn)
    ).all()
    left = facts.quantity - facts.refunded
    return {
        "id": row.id,
        "unit": communities.get_unit(uow, here, row.unit_id),
        "voucher_id": voucher.id,
        "voucher_number": number_text(voucher.number),
        "title": voucher.title,
        "quantity": row.quantity,
        "points": row.points,
        "holder_name": holder.name if actor.member_id == holder.id else mask_name(holder.name),
        "at": row.at,
        "refunded": facts.refunded,
        "left": left,
        "points_left": points_back(facts, quantity=left),
        "refund_until": refund_until(row.at, facts.refund_days),
        "can_ask": POLICY.allows(actor, A.ASK_REFUND, member_id=holder.id) and _is_open(uow, taken),
        "can_refund": POLICY.allows(actor, A.REFUND, unit_id=row.unit_id) and _is_open(uow, taken),
        "refunds": [
            {
                "id": each.id,
                "at": each.at,
                "quantity": each.quantity,
                "points": each.points,
                "reason_name": REFUND_REASON_NAMES[RefundReason(each.reason)],
                "text": each.text,
            }
            for each in refunds
        ],
        "requests": view_requests(uow, actor, requests),
    }


def _is_open(uow: UnitOfWork, taken: Taken) -> bool:
    until = refund_until(taken.redemption.at, taken.facts.refund_days)
    return until is not None and uow.now < until and taken.facts.refunded < taken.facts.quantity


def view_requests(uow: UnitOfWork, actor: Actor, rows: Sequence[RefundRequest]) -> list[dict[str, Any]]:
    """Return requests as shop, holder and desk see them; the holder's name is masked to others."""
    if not rows:
        return []
    community_id = rows[0].community_id
    units = communities.units_by_ids(uow, community_id, [row.unit_id for row in rows])
    people = communities.members_by_ids(uow, community_id, {row.member_id for row in rows})
    titles = _vouchers_of(uow, community_id, {row.redemption_id for row in rows})
    return [
        {
            "id": row.id,
            "redemption_id": row.redemption_id,
            "unit": units[row.unit_id],
            "voucher_number": number_text(titles[row.redemption_id].number),
            "title": titles[row.redemption_id].title,
            "holder_name": _shown(actor, row, people[row.member_id].name),
            "quantity": row.quantity,
            "reason": RefundReason(row.reason),
            "reason_name": REFUND_REASON_NAMES[RefundReason(row.reason)],
            "text": row.text,
            "state": RefundState(row.state),
            "state_name": REFUND_STATE_NAMES[RefundState(row.state)],
            "answer": row.answer,
            "answer_due_at": row.answer_due_at,
            "answered_at": row.answered_at,
            "created_at": row.created_at,
            "moves": _moves(uow, actor, row),
        }
        for row in rows
    ]


def _vouchers_of(uow: UnitOfWork, community_id: int, redemption_ids: set[UUID]) -> dict[UUID, Any]:
    rows = uow.session.execute(
        select(Redemption.id, Voucher.number, Voucher.title)
        .join(Voucher, (Voucher.community_id == Redemption.community_id) & (Voucher.id == Redemption.voucher_id))
        .where(Redemption.community_id == community_id, Redemption.id.in_(redemption_ids))
    )
    return {row.id: row for row in rows}


def _shown(actor: Actor, row: RefundRequest, name: str) -> str:
    return name if actor.member_id == row.member_id else mask_name(name)


def _moves(uow: UnitOfWork, actor: Actor, row: RefundRequest) -> list[dict[str, str]]:
    is_own = actor.member_id == row.member_id
    is_late = uow.now >= row.answer_due_at and POLICY.allows(actor, A.DECIDE_OVERDUE_REFUND)
    decides = (is_late and not is_own) or POLICY.allows(actor, A.REFUND, unit_id=row.unit_id)
    return [
        {"move": move.value, "name": REFUND_MOVE_NAMES[move]}
        for move in REFUND_MOVES.moves_from(RefundState(row.state))
        if (is_own if move is RefundMove.WITHDRAW else decides)
    ]
