"""Counting on pledges and offers, each change one conditional statement: a race is settled by the row itself.

Whoever needs both takes the pledge first, then the offer, then the ledger's accounts.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import BigInteger, Uuid, case, cast, column, func, or_, select, update, values

from backend.core.clock import local_date
from backend.infra.uow import UnitOfWork
from backend.redemption.errors import PledgeEndedError, PledgeExhaustedError
from backend.redemption.models import Offer, Pledge, Voucher
from backend.redemption.rules import undrawn
from backend.redemption.types import OfferState, PledgeState


def reserve_pledge(uow: UnitOfWork, community_id: int, pledge_id: UUID, points: int) -> None:
    """Draw ``points`` on a pledge; raises PledgeEndedError, PledgeExhaustedError."""
    drawn = uow.session.execute(
        update(Pledge)
        .where(
            Pledge.community_id == community_id,
            Pledge.id == pledge_id,
            Pledge.state == PledgeState.ACTIVE,
            or_(Pledge.ends_at.is_(None), Pledge.ends_at > uow.now),
            Pledge.reserved + Pledge.redeemed + Pledge.lapsed + points <= Pledge.points,
        )
        .values(reserved=Pledge.reserved + points)
        .returning(Pledge.id)
        .execution_options(synchronize_session=False)
    ).first()
    if drawn is None:
        _refuse_pledge(uow, community_id, pledge_id)


def _refuse_pledge(uow: UnitOfWork, community_id: int, pledge_id: UUID) -> None:
    pledge = uow.session.get_one(Pledge, (community_id, pledge_id), populate_existing=True)
    if has_ended(uow, pledge):
        raise PledgeEndedError
    raise PledgeExhaustedError(left=pledge_left(uow, pledge))


def has_ended(uow: UnitOfWork, pledge: Pledge) -> bool:
    """Tell whether nothing new may be drawn on a pledge, told so already or not."""
    return pledge.state == PledgeState.ENDED or (pledge.ends_at is not None and pledge.ends_at <= uow.now)


def pledge_left(uow: UnitOfWork, pledge: Pledge) -> int:
    """Return the points that may still be drawn on a pledge: none once it has ended."""
    if has_ended(uow, pledge):
        return 0
    return undrawn(points=pledge.points, reserved=pledge.reserved, redeemed=pledge.redeemed, lapsed=pledge.lapsed)


def take_stock(uow: UnitOfWork, offer: Offer, quantity: int) -> bool:
    """Take ``quantity`` of an open offer at its price as read; False when others were quicker.

    The day's cap is counted in the same statement; a purchase that began before midnight counts for the new day when
    others have begun it.
    """
    day = local_date(uow.now)
    sold_today = case((Offer.day >= day, Offer.day_sold), else_=0)
    taken = uow.session.execute(
        update(Offer)
        .where(
            Offer.community_id == offer.community_id,
            Offer.id == offer.id,
            Offer.state == OfferState.OPEN,
            Offer.shop_open,
            Offer.price_points == offer.price_points,
            Offer.sold + quantity <= Offer.stock,
            or_(Offer.day_cap.is_(None), sold_today + quantity <= Offer.day_cap),
        )
        .values(sold=Offer.sold + quantity, day=func.greatest(Offer.day, day), day_sold=sold_today + quantity)
        .returning(Offer.id)
        .execution_options(synchronize_session=False)
    ).first()
    return taken is not None


@dataclass(frozen=True, slots=True)
class Drawn:
    """Points of goods handed over on a pledge: ``held`` by vouchers, ``beyond`` what they held."""

    held: int
    beyond: int = 0


def hand_over(uow: UnitOfWork, community_id: int, drawn: Mapping[UUID, Drawn]) -> None:
    """Count goods as redeemed on their pledges, all in one statement.

    What went beyond vouchers counts as far as the pledge has room: what is redeemed on it never exceeds it.
    """
    if len(drawn) > 1:
        lock_pledges(uow, community_id, drawn)
    goods = values(column("pledge_id", Uuid), column("held", BigInteger), column("beyond", BigInteger), name="goods")
    goods = goods.data([(pledge_id, each.held, each.beyond) for pledge_id, each in drawn.items()])
    room = Pledge.points - Pledge.reserved - Pledge.redeemed - Pledge.lapsed
    uow.session.execute(
        update(Pledge)
        .where(Pledge.community_id == community_id, Pledge.id == goods.c.pledge_id)
        .values(
            reserved=Pledge.reserved - goods.c.held,
            redeemed=Pledge.redeemed + goods.c.held + func.least(goods.c.beyond, room),
        )
        .execution_options(synchronize_session=False)
    )


def give_back(uow: UnitOfWork, community_id: int, vouchers: Sequence[Voucher]) -> None:
    """Give back what vouchers still held of pledges and of stock."""
    of_these = (Voucher.community_id == community_id, Voucher.id.in_([voucher.id for voucher in vouchers]))
    left = Voucher.quantity - Voucher.used
    _lock(uow, Pledge, community_id, {voucher.pledge_id for voucher in vouchers})
    points = cast(func.sum(left * (Voucher.points // Voucher.quantity)), BigInteger).label("points")
    held = select(Voucher.pledge_id, points).where(*of_these).group_by(Voucher.pledge_id).subquery()
    uow.session.execute(
        update(Pledge)
        .where(Pledge.community_id == community_id, Pledge.id == held.c.pledge_id)
        .values(reserved=Pledge.reserved - held.c.points)
        .execution_options(synchronize_session=False)
    )
    _lock(uow, Offer, community_id, {voucher.offer_id for voucher in vouchers})
    quantity = cast(func.sum(left), BigInteger).label("quantity")
    bought = select(Voucher.offer_id, quantity).where(*of_these).group_by(Voucher.offer_id).subquery()
    uow.session.execute(
        update(Offer)
        .where(Offer.community_id == community_id, Offer.id == bought.c.offer_id)
        .values(sold=Offer.sold - bought.c.quantity)
        .execution_options(synchronize_session=False)
    )


def lock_pledges(uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> None:
    """Lock pledges whose goods are counted only after the ledger has moved points."""
    if ids:
        _lock(uow, Pledge, community_id, ids)


def _lock(uow: UnitOfWork, table: type[Pledge] | type[Offer], community_id: int, ids: Collection[UUID]) -> None:
    """Lock rows in the order of their ids, so that two batches never wait for each other."""
    uow.session.execute(
        select(table.id)
        .where(table.community_id == community_id, table.id.in_(ids))
        .order_by(table.id)
        .with_for_update(key_share=True)
    )


def take_back(uow: UnitOfWork, voucher: Voucher, *, quantity: int, points: int) -> None:
    """Count pieces that were given back after their redemption as neither redeemed nor sold."""
    uow.session.execute(
        update(Pledge)
        .where(Pledge.community_id == voucher.community_id, Pledge.id == voucher.pledge_id)
        .values(redeemed=Pledge.redeemed - points)
        .execution_options(synchronize_session=False)
    )
    uow.session.execute(
        update(Offer)
        .where(Offer.community_id == voucher.community_id, Offer.id == voucher.offer_id)
        .values(sold=Offer.sold - quantity)
        .execution_options(synchronize_session=False)
    )
