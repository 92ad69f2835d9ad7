"""What a merchant's pledges and redemptions tell of it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Date, cast, func, select

from backend.core.clock import LOCAL_ZONE, local_date
from backend.core.deeds import Deed, DeedKind
from backend.infra.uow import UnitOfWork
from backend.redemption.models import Pledge, Redemption


def deeds_of_unit(uow: UnitOfWork, community_id: int, unit_id: UUID, since: datetime) -> list[Deed]:
    """Return what the unit pledged, which pledges still stand, and how often goods were handed over."""
    pledges = uow.session.execute(
        select(Pledge.state, Pledge.created_at).where(Pledge.community_id == community_id, Pledge.unit_id == unit_id)
    ).all()
    deeds = [Deed(DeedKind.PLEDGED, local_date(at)) for _, at in pledges if at >= since]
    standing = sum(state == "active" for state, _ in pledges)
    if standing:
        deeds.append(Deed(DeedKind.PLEDGE_OPEN, None, standing))
    day = cast(func.timezone(LOCAL_ZONE.key, Redemption.at), Date)
    redeemed = uow.session.execute(
        select(day, func.count())
        .where(Redemption.community_id == community_id, Redemption.unit_id == unit_id, Redemption.at >= since)
        .group_by(day)
    )
    return deeds + [Deed(DeedKind.REDEEMED, on, count) for on, count in redeemed]


def count_pledges(uow: UnitOfWork, community_id: int) -> dict[UUID, int]:
    """Return how many pledges each unit made."""
    rows = uow.session.execute(
        select(Pledge.unit_id, func.count().label("number"))
        .where(Pledge.community_id == community_id)
        .group_by(Pledge.unit_id)
    )
    return {row.unit_id: row.number for row in rows}
