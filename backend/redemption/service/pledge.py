"""Pledges: what merchants promise becomes backing in the same transaction, and lapses at its end as far as it can."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.books import service as books
from backend.communities import service as communities
from backend.communities.types import UnitKind
from backend.core.actor import Actor
from backend.core.amounts import Points
from backend.core.clock import end_of_day, local_date
from backend.core.errors import InvalidError
from backend.infra import outbox
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.uow import UnitOfWork
from backend.redemption import events
from backend.redemption.errors import NotAMerchantError
from backend.redemption.models import Pledge
from backend.redemption.policy import POLICY, A
from backend.redemption.service.offer import close_offers_of
from backend.redemption.service.shop_state import permit_offering
from backend.redemption.service.stock import pledge_left
from backend.redemption.types import PLEDGE_STATE_NAMES, NewPledge, PledgeState


def create_pledge(uow: UnitOfWork, actor: Actor, community_id: int, new: NewPledge) -> dict[str, Any]:
    """Pledge goods worth some points; they are backing from now on.

    Raises NotFoundError, NotAMerchantError, MerchantNotActiveError, InvalidError for a last day in the past.
    """
    POLICY.permit(actor, A.PLEDGE, unit_id=new.unit_id)
    if communities.get_unit(uow, community_id, new.unit_id).kind is not UnitKind.MERCHANT:
        raise NotAMerchantError
    permit_offering(uow, community_id, new.unit_id)
    if new.valid_to is not None and new.valid_to < local_date(uow.now):
        raise InvalidError({"valid_to": ["截止日期不能早于今天"]})
    pledge = Pledge(
        community_id=community_id,
        id=uow.new_id(),
        unit_id=new.unit_id,
        title=new.title,
        points=new.points,
        reserved=0,
        redeemed=0,
        lapsed=0,
        state=PledgeState.ACTIVE,
        valid_to=new.valid_to,
        ends_at=end_of_day(new.valid_to) if new.valid_to else None,
        created_by=actor.member_id,
        created_at=uow.now,
        **({} if new.pieces is None else asdict(new.pieces)),
    )
    uow.session.add(pledge)
    uow.session.flush()
    _back(uow, pledge)
    return view_pledges(uow, [pledge])[0]


def _back(uow: UnitOfWork, pledge: Pledge) -> None:
    """Turn the promise into backing and tell of it."""
    books.pledge_points(
        uow,
        pledge.community_id,
        unit_id=pledge.unit_id,
        pledge_id=pledge.id,
        points=Points(pledge.points),
        title=pledge.title,
    )
    told = {"pledge_id": str(pledge.id), "unit_id": str(pledge.unit_id), "points": pledge.points}
    outbox.record(uow, pledge.community_id, events.PLEDGED, told)


def list_pledges(
    uow: UnitOfWork, actor: Actor, community_id: int, *, unit_id: UUID | None, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return what was pledged, newest first."""
    POLICY.permit(actor, A.READ_PLEDGES)
    wanted = select(Pledge).where(Pledge.community_id == community_id)
    if unit_id is not None:
        wanted = wanted.where(Pledge.unit_id == unit_id)
    found = fetch_page(uow.session, wanted, page, keys=[Pledge.id])
    return Page(view_pledges(uow, found.items), found.next_cursor)


def end_due_pledge(uow: UnitOfWork, community_id: int) -> int:
    """End one pledge that is past its last day; return how many were ended.

    What no voucher holds lapses, and of that no more than backing still has: what members earned stays promised.
    """
    pledge = uow.session.scalars(
        select(Pledge)
        .where(Pledge.community_id == community_id, Pledge.state == PledgeState.ACTIVE, Pledge.ends_at <= uow.now)
        .order_by(Pledge.ends_at)
        .limit(1)
        .with_for_update(skip_locked=True, key_share=True)
    ).one_or_none()
    if pledge is None:
        return 0
    rest = pledge.points - pledge.reserved - pledge.redeemed - pledge.lapsed
    pledge.state = PledgeState.ENDED
    close_offers_of(uow, community_id, pledge.id)
    if rest > 0:
        pledge.lapsed += books.lapse_pledge(
            uow,
            community_id,
            unit_id=pledge.unit_id,
            pledge_id=pledge.id,
            points=Points(rest),
            title=pledge.title,
        )
    uow.session.flush()
    return 1


def view_pledges(uow: UnitOfWork, pledges: Sequence[Pledge]) -> list[dict[str, Any]]:
    """Return pledges as the API shows them."""
    if not pledges:
        return []
    units = communities.units_by_ids(uow, pledges[0].community_id, [pledge.unit_id for pledge in pledges])
    return [
        {
            "id": pledge.id,
            "unit": units[pledge.unit_id],
            "title": pledge.title,
            "points": pledge.points,
            "quantity": pledge.quantity,
            "measure": pledge.measure,
            "points_each": pledge.points_each,
            "reserved": pledge.reserved,
            "redeemed": pledge.redeemed,
            "lapsed": pledge.lapsed,
            "left": pledge_left(uow, pledge),
            "valid_to": pledge.valid_to,
            "state": PledgeState(pledge.state),
            "state_name": PLEDGE_STATE_NAMES[PledgeState(pledge.state)],
            "created_at": pledge.created_at,
        }
        for pledge in pledges
    ]
