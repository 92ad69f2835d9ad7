"""What can be had for points, as everybody sees it: lists with their filters, one offer, what it cost when."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select

from backend.attachments import service as attachments
from backend.books import service as books
from backend.books.types import PointAccount
from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.clock import local_date
from backend.core.errors import NotFoundError
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.uow import UnitOfWork
from backend.redemption.models import Offer, Pledge
from backend.redemption.models.merchants import OfferPrice
from backend.redemption.moves import OFFER_MOVE_NAMES, OFFER_MOVES
from backend.redemption.policy import POLICY, A
from backend.redemption.rules import left_to_buy
from backend.redemption.service.purchase import sold_on
from backend.redemption.service.stock import pledge_left
from backend.redemption.types import (
    OFFER_CATEGORY_NAMES,
    OFFER_STATE_NAMES,
    OfferCategory,
    OfferSort,
    OfferState,
    OffersWanted,
)

PRICES_MAX = 50


def list_offers(
    uow: UnitOfWork, actor: Actor, community_id: int, wanted: OffersWanted, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return what can be had, the newest or the cheapest first; of one merchant also what it has closed."""
    POLICY.permit(actor, A.READ_OFFERS)
    communities.get_community(uow, community_id)
    statement = _filtered(uow, actor, community_id, wanted)
    cheapest = wanted.sort is OfferSort.CHEAPEST
    keys = [Offer.price_points, Offer.id] if cheapest else [Offer.id]
    found = fetch_page(uow.session, statement, page, keys=keys, descending=not cheapest)
    return Page(view_offers(uow, actor, found.items), found.next_cursor)


def _filtered(uow: UnitOfWork, actor: Actor, community_id: int, wanted: OffersWanted) -> Select[Offer]:
    statement = select(Offer).where(Offer.community_id == community_id)
    if wanted.unit_id is None:
        statement = statement.where(Offer.state != OfferState.CLOSED)
    else:
        statement = statement.where(Offer.unit_id == wanted.unit_id)
    if wanted.category is not None:
        statement = statement.where(Offer.category == wanted.category)
    if wanted.text:
        named = [column.contains(wanted.text, autoescape=True) for column in (Offer.title, Offer.text)]
        statement = statement.where(or_(*named))
    if wanted.affordable:
        statement = statement.where(Offer.price_points <= _points_of(uow, actor, community_id))
    return statement


def _points_of(uow: UnitOfWork, actor: Actor, community_id: int) -> int:
    """Return what the caller may spend: nothing before joining."""
    if actor.member_id is None:
        return 0
    account = PointAccount.member(actor.member_id)
    return books.balances(uow, community_id, [account])[account].available


def get_offer(uow: UnitOfWork, actor: Actor, community_id: int, offer_id: UUID) -> dict[str, Any]:
    """Return one offer; raises NotFoundError."""
    POLICY.permit(actor, A.READ_OFFERS)
    return view_offers(uow, actor, [_find(uow, community_id, offer_id)])[0]


def list_prices(uow: UnitOfWork, actor: Actor, community_id: int, offer_id: UUID) -> list[dict[str, Any]]:
    """Return what an offer cost when, the newest first; at most PRICES_MAX. Raises NotFoundError."""
    POLICY.permit(actor, A.READ_OFFERS)
    _find(uow, community_id, offer_id)
    rows = uow.session.scalars(
        select(OfferPrice)
        .where(OfferPrice.community_id == community_id, OfferPrice.offer_id == offer_id)
        .order_by(OfferPrice.id.desc())
        .limit(PRICES_MAX)
    ).all()
    ends = [None, *(row.from_at for row in rows)]
    return [
        {"price_points": row.price_points, "refund_days": row.refund_days, "from_at": row.from_at, "to_at": end}
        for row, end in zip(rows, ends, strict=False)
    ]


def _find(uow: UnitOfWork, community_id: int, offer_id: UUID) -> Offer:
    offer = uow.session.get(Offer, (community_id, offer_id))
    if offer is None:
        raise NotFoundError
    return offer


def view_offers(uow: UnitOfWork, actor: Actor, offers: Sequence[Offer]) -> list[dict[str, Any]]:
    """Return offers as the API shows them; what is left heeds the pledge too."""
    if not offers:
        return []
    community_id = offers[0].community_id
    units = communities.units_by_ids(uow, community_id, [offer.unit_id for offer in offers])
    photos = attachments.photos_by_ids(uow, community_id, [UUID(id_) for offer in offers for id_ in offer.photos])
    pledges = uow.session.scalars(
        select(Pledge).where(Pledge.community_id == community_id, Pledge.id.in_({offer.pledge_id for offer in offers}))
    )
    covered = {pledge.id: pledge_left(uow, pledge) for pledge in pledges}
    return [
        {
            "id": offer.id,
            "unit": units[offer.unit_id],
            "title": offer.title,
            "text": offer.text,
            "category": OfferCategory(offer.category),
            "category_name": OFFER_CATEGORY_NAMES[OfferCategory(offer.category)],
            "photos": [photos[UUID(id_)] for id_ in offer.photos],
            "price_points": offer.price_points,
            **_amounts(uow, offer, covered[offer.pledge_id]),
            "voucher_days": offer.voucher_days,
            "refund_days": offer.refund_days,
            "state": OfferState(offer.state),
            "state_name": OFFER_STATE_NAMES[OfferState(offer.state)],
            "shop_open": offer.shop_open,
            "pledge_id": offer.pledge_id,
            "version": offer.version,
            "created_at": offer.created_at,
            "moves": _moves(actor, offer),
        }
        for offer in offers
    ]


def _amounts(uow: UnitOfWork, offer: Offer, covered: int) -> dict[str, int | None]:
    left = left_to_buy(stock=offer.stock, sold=offer.sold, price_points=offer.price_points, pledge_left=covered)
    sold_today = sold_on(offer, local_date(uow.now))
    return {
        "stock": offer.stock,
        "sold": offer.sold,
        "left": left,
        "sold_today": sold_today,
        "left_today": left if offer.day_cap is None else max(0, min(left, offer.day_cap - sold_today)),
        "day_cap": offer.day_cap,
        "member_day_cap": offer.member_day_cap,
        "member_month_cap": offer.member_month_cap,
    }


def _moves(actor: Actor, offer: Offer) -> list[dict[str, str]]:
    if not POLICY.allows(actor, A.MOVE_OFFER, unit_id=offer.unit_id):
        return []
    return [
        {"move": move.value, "name": OFFER_MOVE_NAMES[move]} for move in OFFER_MOVES.moves_from(OfferState(offer.state))
    ]
