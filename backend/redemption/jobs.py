"""What is due in redemption: ends of vouchers, pledges and shops, and the statements of days that are over."""

from collections.abc import Sequence

from sqlalchemy import select

from backend.infra.due import DueSource
from backend.infra.uow import UnitOfWork
from backend.redemption import service
from backend.redemption.models import Pledge, Voucher
from backend.redemption.models.merchants import Merchant
from backend.redemption.offline import SYNC_WITHIN
from backend.redemption.types import PledgeState, VoucherState


def communities_with_due_vouchers(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities where a voucher's points are due back (lock-free scan over all of them)."""
    return uow.session.scalars(
        select(Voucher.community_id)
        .where(Voucher.state == VoucherState.ISSUED, Voucher.expires_at <= uow.now - SYNC_WITHIN)
        .distinct()
    ).all()


def communities_with_due_pledges(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities where a pledge's last day is over (lock-free scan over all of them)."""
    return uow.session.scalars(
        select(Pledge.community_id).where(Pledge.state == PledgeState.ACTIVE, Pledge.ends_at <= uow.now).distinct()
    ).all()


def communities_with_closed_shops(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities where a closed shop's vouchers are to be given back (lock-free scan over all of them)."""
    return uow.session.scalars(select(Merchant.community_id).where(Merchant.returns_due_at <= uow.now).distinct()).all()


def communities_with_due_statements(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities where a shop's day is over (lock-free scan over all of them)."""
    return uow.session.scalars(
        select(Merchant.community_id).where(Merchant.statement_due_at <= uow.now).distinct()
    ).all()


VOUCHERS_DUE = DueSource("redemption.vouchers", scan=communities_with_due_vouchers, work=service.expire_due_vouchers)
PLEDGES_DUE = DueSource("redemption.pledges", scan=communities_with_due_pledges, work=service.end_due_pledge)
RETURNS_DUE = DueSource(
    "redemption.closed_shops", scan=communities_with_closed_shops, work=service.return_vouchers_of_closed
)
STATEMENTS_DUE = DueSource(
    "redemption.statements", scan=communities_with_due_statements, work=service.make_due_statement
)
