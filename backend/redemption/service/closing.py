"""What a shop's closing leaves to do: vouchers that nobody can use give their points back, then its pledges end."""

from sqlalchemy import select, update

from backend.infra.uow import UnitOfWork
from backend.redemption.models import Pledge, Voucher
from backend.redemption.models.merchants import Merchant
from backend.redemption.service.voucher import EXPIRY_BATCH, end_vouchers
from backend.redemption.types import PledgeState, VoucherState

SHOP_CLOSED = "shop_closed"


def return_vouchers_of_closed(uow: UnitOfWork, community_id: int) -> int:
    """Give back one batch of a closed shop's vouchers; after the last one its pledges end. Return the rows done.

    The shop's row is locked: of two workers one finds nothing. A pledge lapses by what is due of pledges, and only
    then, for what the vouchers held must be its own again.
    """
    merchant = uow.session.scalars(
        select(Merchant)
        .where(Merchant.community_id == community_id, Merchant.returns_due_at <= uow.now)
        .order_by(Merchant.returns_due_at)
        .limit(1)
        .with_for_update(skip_locked=True, key_share=True)
    ).one_or_none()
    if merchant is None:
        return 0
    vouchers = uow.session.scalars(
        select(Voucher)
        .where(
            Voucher.community_id == community_id,
            Voucher.unit_id == merchant.unit_id,
            Voucher.state == VoucherState.ISSUED,
        )
        .order_by(Voucher.id)
        .limit(EXPIRY_BATCH)
        .with_for_update(key_share=True)
    ).all()
    if not vouchers:
        return _finish(uow, merchant)
    title = "商户停业，退回积分"
    end_vouchers(uow, community_id, vouchers, VoucherState.CANCELLED, title=title, why=SHOP_CLOSED)
    return len(vouchers)


def _finish(uow: UnitOfWork, merchant: Merchant) -> int:
    merchant.returns_due_at = None
    uow.session.execute(
        update(Pledge)
        .where(
            Pledge.community_id == merchant.community_id,
            Pledge.unit_id == merchant.unit_id,
            Pledge.state == PledgeState.ACTIVE,
        )
        .values(ends_at=uow.now)
        .execution_options(synchronize_session=False)
    )
    uow.session.flush()
    return 1
