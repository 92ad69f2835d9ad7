"""What a purchase is held to beside stock: the shop's pause, the price shown, and caps of a day and of one member.

The pieces of a day are counted on the offer's own row, in the same statement as its stock; one member's are counted
while that row is locked by it, so neither needs a row of its own.
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import BigInteger, ScalarSelect, case, cast, func, select, update

from backend.core.clock import local_date, local_day
from backend.infra.uow import UnitOfWork
from backend.redemption.models import Offer, Redemption, Voucher
from backend.redemption.models.merchants import Refund
from backend.redemption.rules import OfferFacts, decide_purchase, decide_share
from backend.redemption.types import OfferState, Purchase, VoucherState


def decide(uow: UnitOfWork, offer: Offer, purchase: Purchase) -> int:
    """Return what the purchase costs; raises what ``decide_purchase`` does."""
    return decide_purchase(
        _facts(uow, offer), quantity=purchase.quantity, price_shown=purchase.price_points, on=local_date(uow.now)
    )


def _facts(uow: UnitOfWork, offer: Offer) -> OfferFacts:
    return OfferFacts(
        OfferState(offer.state),
        offer.price_points,
        offer.stock,
        offer.sold,
        shop_open=offer.shop_open,
        day_cap=offer.day_cap,
        sold_today=sold_on(offer, local_date(uow.now)),
        member_day_cap=offer.member_day_cap,
        member_month_cap=offer.member_month_cap,
    )


def sold_on(offer: Offer, day: date) -> int:
    """Return how many pieces were bought on a local day that is not before the offer's last purchase."""
    return offer.day_sold if offer.day is not None and offer.day >= day else 0


def check_share(uow: UnitOfWork, member_id: UUID, offer: Offer, quantity: int) -> None:
    """Raise MemberCapReachedError; the offer's row is locked by taking its stock, so nobody buys meanwhile."""
    if offer.member_day_cap is None and offer.member_month_cap is None:
        return
    on = local_date(uow.now)
    bought = case(
        (Voucher.state.in_([VoucherState.CANCELLED, VoucherState.EXPIRED]), Voucher.used), else_=Voucher.quantity
    )
    kept = bought - _refunded()
    since_morning = case((Voucher.created_at >= local_day(on)[0], kept), else_=0)
    had = uow.session.execute(
        select(func.coalesce(func.sum(since_morning), 0), func.coalesce(func.sum(kept), 0)).where(
            Voucher.community_id == offer.community_id,
            Voucher.member_id == member_id,
            Voucher.offer_id == offer.id,
            Voucher.created_at >= local_day(on.replace(day=1))[0],
        )
    ).one()
    decide_share(_facts(uow, offer), quantity=quantity, today=int(had[0]), this_month=int(had[1]), on=on)


def _refunded() -> ScalarSelect[int]:
    """Return the pieces of a voucher that were given back after they were used."""
    return (
        select(func.coalesce(func.sum(Refund.quantity), 0))
        .join(Redemption, (Redemption.community_id == Refund.community_id) & (Redemption.id == Refund.redemption_id))
        .where(Redemption.community_id == Voucher.community_id, Redemption.voucher_id == Voucher.id)
        .correlate(Voucher)
        .scalar_subquery()
    )


def free_day(uow: UnitOfWork, community_id: int, vouchers: Sequence[Voucher]) -> None:
    """Give back to the day's cap what ended vouchers bought today and never used; their offers are locked."""
    on = local_date(uow.now)
    ids = [voucher.id for voucher in vouchers if local_date(voucher.created_at) == on]
    if not ids:
        return
    unused = (
        select(Voucher.offer_id, cast(func.sum(Voucher.quantity - Voucher.used), BigInteger).label("quantity"))
        .where(Voucher.community_id == community_id, Voucher.id.in_(ids))
        .group_by(Voucher.offer_id)
        .subquery()
    )
    uow.session.execute(
        update(Offer)
        .where(Offer.community_id == community_id, Offer.id == unused.c.offer_id, Offer.day == on)
        .values(day_sold=func.greatest(Offer.day_sold - unused.c.quantity, 0))
        .execution_options(synchronize_session=False)
    )
