"""Vouchers: buying takes stock, draws on the pledge and moves points, all or nothing; the end gives all back."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from backend.books import service as books
from backend.books.types import Mode, PointAccount, Transfer, TransferType
from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.amounts import Points
from backend.infra import links, numbers, outbox
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.rows import row_by_id
from backend.infra.uow import UnitOfWork
from backend.redemption import events
from backend.redemption.errors import SoldOutError, VoucherExpiredError
from backend.redemption.models import Offer, Voucher
from backend.redemption.moves import VOUCHER_MOVES, VoucherMove
from backend.redemption.offline import SYNC_WITHIN
from backend.redemption.policy import POLICY, A
from backend.redemption.rules import voucher_expiry
from backend.redemption.service import purchase as purchases
from backend.redemption.service.offer import load_offer
from backend.redemption.service.stock import give_back, reserve_pledge, take_stock
from backend.redemption.service.view import event_of, view_vouchers
from backend.redemption.types import Purchase, VoucherState

# One transaction's worth: a midnight at which thousands end is done in many small ones.
EXPIRY_BATCH = 500


def buy_voucher(uow: UnitOfWork, actor: Actor, community_id: int, purchase: Purchase) -> dict[str, Any]:
    """Spend points on an offer.

    Raises NotFoundError, what ``decide_purchase`` raises, MemberCapReachedError, PledgeEndedError,
    PledgeExhaustedError, books' InsufficientPointsError, and what the rules in force forbid (books' permit_goods);
    then nothing has moved.
    """
    POLICY.permit(actor, A.BUY)
    assert actor.member_id is not None, "the policy lets members buy and nobody else"
    age_on = partial(communities.member_age_on, uow, community_id, actor.member_id)
    books.permit_goods(uow, community_id, actor.member_id, age_on=age_on)
    offer = load_offer(uow, community_id, purchase.offer_id)
    points = purchases.decide(uow, offer, purchase)
    reserve_pledge(uow, community_id, offer.pledge_id, points)
    if not take_stock(uow, offer, purchase.quantity):
        offer = load_offer(uow, community_id, purchase.offer_id)
        purchases.decide(uow, offer, purchase)
        raise SoldOutError(left=offer.stock - offer.sold)
    purchases.check_share(uow, actor.member_id, offer, purchase.quantity)
    voucher = _issue(uow, actor, offer, quantity=purchase.quantity, points=points)
    return view_vouchers(uow, actor, [voucher])[0]


def _issue(uow: UnitOfWork, actor: Actor, offer: Offer, *, quantity: int, points: int) -> Voucher:
    """Move the points and write the voucher; the number, on which all buyers queue, is taken last."""
    community_id, voucher_id = offer.community_id, uow.new_id()
    assert actor.member_id is not None, "the policy lets members buy and nobody else"
    books.issue_voucher(
        uow,
        community_id,
        voucher_id=voucher_id,
        member_id=actor.member_id,
        points=Points(points),
        title=f"兑换：{offer.title}",
    )
    voucher = Voucher(
        community_id=community_id,
        id=voucher_id,
        number=numbers.next_number(uow, community_id, "voucher"),
        offer_id=offer.id,
        pledge_id=offer.pledge_id,
        unit_id=offer.unit_id,
        member_id=actor.member_id,
        title=offer.title,
        quantity=quantity,
        points=points,
        used=0,
        uses=0,
        pin_tries=0,
        state=VoucherState.ISSUED,
        expires_at=voucher_expiry(uow.now, offer.voucher_days),
        created_at=uow.now,
    )
    uow.session.add(voucher)
    uow.session.flush()
    links.record(uow, community_id, from_=("offer", offer.id), to=("voucher", voucher_id), relation="bought")
    outbox.record(uow, community_id, events.VOUCHER_ISSUED, event_of(voucher))
    return voucher


def list_own_vouchers(
    uow: UnitOfWork, actor: Actor, community_id: int, *, state: VoucherState | None, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return the caller's vouchers, newest first."""
    POLICY.permit(actor, A.READ_OWN_VOUCHERS)
    wanted = select(Voucher).where(Voucher.community_id == community_id, Voucher.member_id == actor.member_id)
    if state is not None:
        wanted = wanted.where(Voucher.state == state)
    found = fetch_page(uow.session, wanted, page, keys=[Voucher.id])
    return Page(view_vouchers(uow, actor, found.items), found.next_cursor)


def get_voucher(uow: UnitOfWork, actor: Actor, community_id: int, voucher_id: UUID) -> dict[str, Any]:
    """Return one voucher, its token to its holder alone; raises NotFoundError."""
    voucher = load_voucher(uow, community_id, voucher_id)
    POLICY.permit(actor, A.READ_VOUCHER, member_id=voucher.member_id)
    return view_vouchers(uow, actor, [voucher])[0]


def cancel_voucher(uow: UnitOfWork, actor: Actor, community_id: int, voucher_id: UUID) -> dict[str, Any]:
    """Give what is left of a voucher back for its points; raises NotFoundError, MoveNotAllowedError.

    Raises VoucherExpiredError past its last day: a shop may have taken it before, and will say so.
    """
    voucher = load_voucher(uow, community_id, voucher_id, lock=True)
    POLICY.permit(actor, A.CANCEL_VOUCHER, member_id=voucher.member_id)
    VOUCHER_MOVES.next(VoucherState(voucher.state), VoucherMove.CANCEL)
    if voucher.expires_at <= uow.now:
        raise VoucherExpiredError
    end_vouchers(uow, community_id, [voucher], VoucherState.CANCELLED, title="取消兑换，退回积分")
    return view_vouchers(uow, actor, [voucher])[0]


def expire_due_vouchers(uow: UnitOfWork, community_id: int) -> int:
    """Give back the points left of vouchers whose time is over; return how many were ended.

    Not before every shop without a network has had its time to sync what it took on the last day.
    """
    due = uow.session.scalars(
        select(Voucher)
        .where(
            Voucher.community_id == community_id,
            Voucher.state == VoucherState.ISSUED,
            Voucher.expires_at <= uow.now - SYNC_WITHIN,
        )
        .order_by(Voucher.expires_at, Voucher.id)
        .limit(EXPIRY_BATCH)
        .with_for_update(skip_locked=True, key_share=True)
    ).all()
    if due:
        end_vouchers(uow, community_id, due, VoucherState.EXPIRED, title="兑换券到期，退回积分")
    return len(due)


def end_vouchers(
    uow: UnitOfWork,
    community_id: int,
    vouchers: Sequence[Voucher],
    state: VoucherState,
    *,
    title: str,
    why: str | None = None,
) -> None:
    """End locked vouchers: stock, pledge and points go back, the holders are told ``why`` (else the state)."""
    uow.session.execute(
        update(Voucher)
        .where(Voucher.community_id == community_id, Voucher.id.in_([voucher.id for voucher in vouchers]))
        .values(state=state, closed_at=uow.now)
    )
    give_back(uow, community_id, vouchers)
    purchases.free_day(uow, community_id, vouchers)
    books.post(uow, community_id, [_refund(voucher, title) for voucher in vouchers])
    told = [(None, {**event_of(voucher, voucher.left), "why": why or state.value}, uow.now) for voucher in vouchers]
    outbox.record_many(uow, community_id, events.VOUCHER_RETURNED, told)


def _refund(voucher: Voucher, title: str) -> Transfer[Points]:
    """Return what moves all that a voucher still holds back to its holder, once."""
    return Transfer(
        PointAccount.voucher(voucher.id),
        PointAccount.member(voucher.member_id),
        Points(voucher.left * voucher.price_points),
        TransferType.VOUCHER_RETURN,
        f"voucher:{voucher.id}:return",
        f"{title}：{voucher.title}",
        ("voucher", voucher.id),
        mode=Mode.UP_TO,
    )


def load_voucher(uow: UnitOfWork, community_id: int, voucher_id: UUID, *, lock: bool = False) -> Voucher:
    """Return the voucher as it is now; raises NotFoundError."""
    return row_by_id(uow, Voucher, community_id, voucher_id, lock=lock)
