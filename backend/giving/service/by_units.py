"""What units gave to funds in a period: money and goods that the keeper has acknowledged."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, func, select

from backend.giving.models import Fund, FundDonation, FundGoods
from backend.giving.types import DonationState
from backend.infra.uow import UnitOfWork


class UnitDonations(NamedTuple):
    """Donations of one kind to one fund; money (``what`` is None) is fen, goods are in ``measure``."""

    unit_id: UUID
    fund: str
    what: str | None
    measure: str | None
    times: int
    amount: int


def donations_of_units(
    uow: UnitOfWork, community_id: int, start: datetime, end: datetime, unit_id: UUID | None = None
) -> list[UnitDonations]:
    """Return what units gave and keepers acknowledged from ``start`` until before ``end``; nobody anonymous."""
    whose = FundDonation.donor_unit_id.is_not(None) if unit_id is None else FundDonation.donor_unit_id == unit_id
    rows = uow.session.execute(
        select(
            FundDonation.donor_unit_id,
            Fund.name,
            FundGoods.what,
            FundGoods.unit,
            func.count(),
            func.sum(FundDonation.amount),
        )
        .join(Fund, and_(Fund.community_id == FundDonation.community_id, Fund.id == FundDonation.fund_id))
        .outerjoin(
            FundGoods,
            and_(FundGoods.community_id == FundDonation.community_id, FundGoods.id == FundDonation.goods_id),
        )
        .where(
            FundDonation.community_id == community_id,
            whose,
            FundDonation.state == DonationState.ACKNOWLEDGED.value,
            FundDonation.decided_at >= start,
            FundDonation.decided_at < end,
            FundDonation.anonymous.is_(False),
        )
        .group_by(FundDonation.donor_unit_id, Fund.name, FundGoods.what, FundGoods.unit)
        .order_by(Fund.name, FundGoods.what)
    )
    return [
        UnitDonations(unit, fund, what, measure, times, int(amount))
        for unit, fund, what, measure, times, amount in rows
        if unit is not None
    ]
