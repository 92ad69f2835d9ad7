"""Offers: what a merchant gives for points on its own pledge, and pausing, resuming, closing them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.errors import NotFoundError
from backend.infra import links
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.uow import UnitOfWork
from backend.redemption.errors import PledgeEndedError
from backend.redemption.models import Offer, OfferEvent, Pledge
from backend.redemption.moves import OFFER_MOVE_NAMES, OFFER_MOVES, OfferMove
from backend.redemption.policy import POLICY, A
from backend.redemption.rules import left_to_buy
from backend.redemption.service.stock import has_ended, pledge_left
from backend.redemption.types import OFFER_STATE_NAMES, NewOffer, OfferState


def create_offer(uow: UnitOfWork, actor: Actor, community_id: int, new: NewOffer) -> dict[str, Any]:
    """Offer something on one's own pledge; raises NotFoundError, PledgeEndedError."""
    pledge = _find_pledge(uow, community_id, new.pledge_id)
    POLICY.permit(actor, A.OFFER, unit_id=pledge.unit_id if pledge else None)
    if pledge is None:
        raise NotFoundError
    if has_ended(uow, pledge):
        raise PledgeEndedError
    offer = Offer(
        community_id=community_id,
        id=uow.new_id(),
        unit_id=pledge.unit_id,
        pledge_id=pledge.id,
        title=new.title,
        text=new.text,
        price_points=new.price_points,
        stock=new.stock,
        sold=0,
        voucher_days=new.voucher_days,
        state=OfferState.OPEN,
        version=1,
        created_by=actor.member_id,
        created_at=uow.now,
    )
    uow.session.add(offer)
    uow.session.flush()
    links.record(uow, community_id, from_=("pledge", pledge.id), to=("offer", offer.id), relation="offered")
    return view_offers(uow, actor, [offer])[0]


def _find_pledge(uow: UnitOfWork, community_id: int, pledge_id: UUID) -> Pledge | None:
    return uow.session.scalars(
        select(Pledge).where(Pledge.community_id == community_id, Pledge.id == pledge_id)
    ).one_or_none()


def list_offers(
    uow: UnitOfWork, actor: Actor, community_id: int, *, unit_id: UUID | None, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return what can be had, newest first; of one merchant also what it has closed."""
    POLICY.permit(actor, A.READ_OFFERS)
    communities.get_community(uow, community_id)
    wanted = select(Offer).where(Offer.community_id == community_id)
    if unit_id is None:
        wanted = wanted.where(Offer.state != OfferState.CLOSED)
    else:
        wanted = wanted.where(Offer.unit_id == unit_id)
    found = fetch_page(uow.session, wanted, page, keys=[Offer.id])
    return Page(view_offers(uow, actor, found.items), found.next_cursor)


def get_offer(uow: UnitOfWork, actor: Actor, community_id: int, offer_id: UUID) -> dict[str, Any]:
    """Return one offer; raises NotFoundError."""
    POLICY.permit(actor, A.READ_OFFERS)
    return view_offers(uow, actor, [load_offer(uow, community_id, offer_id)])[0]


def move_offer(uow: UnitOfWork, actor: Actor, community_id: int, offer_id: UUID, move: OfferMove) -> dict[str, Any]:
    """Pause, resume or close; raises NotFoundError, MoveNotAllowedError."""
    offer = load_offer(uow, community_id, offer_id, lock=True)
    POLICY.permit(actor, A.MOVE_OFFER, unit_id=offer.unit_id)
    offer.state = OFFER_MOVES.next(OfferState(offer.state), move)
    offer.version += 1
    _tell(uow, [offer], move.value, by=actor.member_id)
    return view_offers(uow, actor, [offer])[0]


def close_offers_of(uow: UnitOfWork, community_id: int, pledge_id: UUID) -> None:
    """Close what was offered on a pledge that has ended."""
    offers = uow.session.scalars(
        select(Offer)
        .where(
            Offer.community_id == community_id,
            Offer.pledge_id == pledge_id,
            Offer.state != OfferState.CLOSED,
        )
        .order_by(Offer.id)
        .with_for_update(key_share=True)
    ).all()
    for offer in offers:
        offer.state = OFFER_MOVES.next(OfferState(offer.state), OfferMove.CLOSE)
        offer.version += 1
    _tell(uow, offers, OfferMove.CLOSE.value, by=None)


def _tell(uow: UnitOfWork, offers: Sequence[Offer], what: str, *, by: UUID | None) -> None:
    events = [
        OfferEvent(
            community_id=offer.community_id,
            id=uow.new_id(),
            offer_id=offer.id,
            what=what,
            by_member_id=by,
            at=uow.now,
        )
        for offer in offers
    ]
    uow.session.add_all(events)
    uow.session.flush()


def load_offer(uow: UnitOfWork, community_id: int, offer_id: UUID, *, lock: bool = False) -> Offer:
    """Return the offer as it is now; raises NotFoundError."""
    wanted = select(Offer).where(Offer.community_id == community_id, Offer.id == offer_id)
    if lock:
        wanted = wanted.with_for_update(key_share=True)
    offer = uow.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if offer is None:
        raise NotFoundError
    return offer


def view_offers(uow: UnitOfWork, actor: Actor, offers: Sequence[Offer]) -> list[dict[str, Any]]:
    """Return offers as the API shows them; what is left heeds the pledge too."""
    if not offers:
        return []
    community_id = offers[0].community_id
    units = communities.units_by_ids(uow, community_id, [offer.unit_id for offer in offers])
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
            "price_points": offer.price_points,
            "stock": offer.stock,
            "sold": offer.sold,
            "left": left_to_buy(
                stock=offer.stock,
                sold=offer.sold,
                price_points=offer.price_points,
                pledge_left=covered[offer.pledge_id],
            ),
            "voucher_days": offer.voucher_days,
            "state": OfferState(offer.state),
            "state_name": OFFER_STATE_NAMES[OfferState(offer.state)],
            "pledge_id": offer.pledge_id,
            "version": offer.version,
            "created_at": offer.created_at,
            "moves": _moves(actor, offer),
        }
        for offer in offers
    ]


def _moves(actor: Actor, offer: Offer) -> list[dict[str, str]]:
    if not POLICY.allows(actor, A.MOVE_OFFER, unit_id=offer.unit_id):
        return []
    return [
        {"move": move.value, "name": OFFER_MOVE_NAMES[move]} for move in OFFER_MOVES.moves_from(OfferState(offer.state))
    ]
