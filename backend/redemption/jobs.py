"""What is due in redemption: vouchers past their time give their points back, pledges past theirs lapse."""

from collections.abc import Sequence

from sqlalchemy import select

from backend.infra.due import DueSource
from backend.infra.uow import UnitOfWork
from backend.redemption import service
from backend.redemption.models import Pledge, Voucher
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


VOUCHERS_DUE = DueSource("redemption.vouchers", scan=communities_with_due_vouchers, work=service.expire_due_vouchers)
PLEDGES_DUE = DueSource("redemption.pledges", scan=communities_with_due_pledges, work=service.end_due_pledge)
