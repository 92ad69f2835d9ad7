"""Offers: what a merchant gives for points on its own pledge; editing, pricing, restocking and moving them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.attachments import service as attachments
from backend.core.actor import Actor
from backend.core.errors import NotFoundError, VersionConflictError
from backend.infra import links
from backend.infra.rows import row_by_id
from backend.infra.uow import UnitOfWork
from backend.redemption.errors import PledgeEndedError, StockBelowSoldError
from backend.redemption.models import Offer, OfferEvent, Pledge
from backend.redemption.models.merchants import OfferPrice
from backend.redemption.moves import OFFER_MOVES, OfferMove
from backend.redemption.policy import POLICY, A
from backend.redemption.service.shop_state import permit_offering
from backend.redemption.service.showcase import view_offers
from backend.redemption.service.stock import has_ended
from backend.redemption.types import NewOffer, OfferState

# A row of these is kept for every change of them: what holds for a purchase is what held when it was made.
TERMS = ("price_points", "refund_days")


def create_offer(uow: UnitOfWork, actor: Actor, community_id: int, new: NewOffer) -> dict[str, Any]:
    """Offer something on one's own pledge.

    Raises NotFoundError, MerchantNotActiveError, PledgeEndedError, InvalidError for photos.
    """
    pledge = _find_pledge(uow, community_id, new.pledge_id)
    POLICY.permit(actor, A.OFFER, unit_id=pledge.unit_id if pledge else None)
    if pledge is None:
        raise NotFoundError
    permit_offering(uow, community_id, pledge.unit_id)
    if has_ended(uow, pledge):
        raise PledgeEndedError
    attachments.use_photos(uow, actor, community_id, new.photos)
    offer = _offer(uow, actor, pledge, new)
    uow.session.add(offer)
    uow.session.flush()
    _keep_terms(uow, actor, offer)
    links.record(uow, community_id, from_=("pledge", pledge.id), to=("offer", offer.id), relation="offered")
    return view_offers(uow, actor, [offer])[0]


def _find_pledge(uow: UnitOfWork, community_id: int, pledge_id: UUID) -> Pledge | None:
    return uow.session.scalars(
        select(Pledge).where(Pledge.community_id == community_id, Pledge.id == pledge_id)
    ).one_or_none()


def _offer(uow: UnitOfWork, actor: Actor, pledge: Pledge, new: NewOffer) -> Offer:
    return Offer(
        community_id=pledge.community_id,
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
        category=new.category,
        photos=[str(photo) for photo in new.photos],
        refund_days=new.refund_days,
        day_cap=new.day_cap,
        member_day_cap=new.member_day_cap,
        member_month_cap=new.member_month_cap,
        day_sold=0,
        shop_open=True,
    )


def _keep_terms(uow: UnitOfWork, actor: Actor, offer: Offer) -> None:
    terms = {name: getattr(offer, name) for name in TERMS}
    line = {"community_id": offer.community_id, "id": uow.new_id(), "offer_id": offer.id}
    uow.session.add(OfferPrice(**line, **terms, by_member_id=actor.member_id, from_at=uow.now))
    uow.session.flush()


def edit_offer(
    uow: UnitOfWork,
    actor: Actor,
    community_id: int,
    offer_id: UUID,
    changes: Mapping[str, Any],
    *,
    is_seen: Callable[[int], bool],
) -> dict[str, Any]:
    """Change texts, photos, price, stock or caps of an offer that nobody else has changed since it was read.

    ``is_seen`` tells whether a version is the one that was read. Raises NotFoundError, MoveNotAllowedError for a
    closed one, VersionConflictError, StockBelowSoldError (``sold``), InvalidError for photos.
    """
    offer = load_offer(uow, community_id, offer_id, lock=True)
    POLICY.permit(actor, A.OFFER, unit_id=offer.unit_id)
    OFFER_MOVES.next(OfferState(offer.state), OfferMove.CLOSE)  # what can't be closed any more is not edited either
    if not is_seen(offer.version):
        raise VersionConflictError
    if changes.get("stock", offer.stock) < offer.sold:
        raise StockBelowSoldError(sold=offer.sold)
    wanted = dict(changes)
    if "photos" in wanted:
        added = set(wanted["photos"]) - {UUID(id_) for id_ in offer.photos}
        attachments.use_photos(uow, actor, community_id, added)
        wanted["photos"] = [str(photo) for photo in wanted["photos"]]
    changed = [name for name, value in wanted.items() if getattr(offer, name) != value]
    for name in changed:
        setattr(offer, name, wanted[name])
    if changed:
        offer.version += 1
        _tell(uow, [offer], "edit", by=actor.member_id)
    if set(changed) & set(TERMS):
        _keep_terms(uow, actor, offer)
    return view_offers(uow, actor, [offer])[0]


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
    _close(uow, community_id, Offer.pledge_id == pledge_id, by=None)


def close_offers_of_unit(uow: UnitOfWork, community_id: int, unit_id: UUID, *, by: UUID | None) -> None:
    """Close what a shop offered that has closed."""
    _close(uow, community_id, Offer.unit_id == unit_id, by=by)


def _close(uow: UnitOfWork, community_id: int, which: Any, *, by: UUID | None) -> None:
    offers = uow.session.scalars(
        select(Offer)
        .where(Offer.community_id == community_id, which, Offer.state != OfferState.CLOSED)
        .order_by(Offer.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).all()
    for offer in offers:
        offer.state = OFFER_MOVES.next(OfferState(offer.state), OfferMove.CLOSE)
        offer.version += 1
    _tell(uow, offers, OfferMove.CLOSE.value, by=by)


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
    return row_by_id(uow, Offer, community_id, offer_id, lock=lock)
