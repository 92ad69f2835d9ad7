"""Which shops take an offer's vouchers: the merchant that offers, and those it asked that agreed."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from backend.communities import service as communities
from backend.communities.types import UnitKind
from backend.core.actor import Actor
from backend.core.errors import MoveNotAllowedError, NotFoundError
from backend.infra.rows import add_or_refuse
from backend.infra.uow import UnitOfWork
from backend.redemption.errors import NotAMerchantError, ShopInvitedError
from backend.redemption.models import Offer, OfferShop
from backend.redemption.moves import SHOP_MOVE_NAMES, ShopMove
from backend.redemption.policy import POLICY, A
from backend.redemption.service.offer import load_offer
from backend.redemption.service.shop_state import permit_offering

# More than any shop shares with its neighbours.
SHARED_MAX = 200


def accepting_units(uow: UnitOfWork, community_id: int, offer_ids: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """Return for each offer the further units that have agreed to take its vouchers."""
    found: dict[UUID, set[UUID]] = defaultdict(set)
    rows = uow.session.execute(
        select(OfferShop.offer_id, OfferShop.unit_id).where(
            OfferShop.community_id == community_id,
            OfferShop.offer_id.in_(set(offer_ids)),
            OfferShop.agreed_at.is_not(None),
            OfferShop.ended_at.is_(None),
        )
    )
    for offer_id, unit_id in rows:
        found[offer_id].add(unit_id)
    return found


def ended_agreements(
    uow: UnitOfWork, community_id: int, unit_id: UUID, offer_ids: Collection[UUID]
) -> dict[UUID, datetime]:
    """Return until when a unit last took the vouchers of offers that it no longer takes."""
    rows = uow.session.execute(
        select(OfferShop.offer_id, func.max(OfferShop.ended_at))
        .where(
            OfferShop.community_id == community_id,
            OfferShop.offer_id.in_(set(offer_ids)),
            OfferShop.unit_id == unit_id,
            OfferShop.agreed_at.is_not(None),
            OfferShop.ended_at.is_not(None),
        )
        .group_by(OfferShop.offer_id)
    )
    return {offer_id: ended_at for offer_id, ended_at in rows if ended_at is not None}


def list_shops(uow: UnitOfWork, actor: Actor, community_id: int, offer_id: UUID) -> list[dict[str, Any]]:
    """Return who takes an offer's vouchers: its merchant first; those only asked to their own contacts alone."""
    POLICY.permit(actor, A.READ_SHOPS)
    offer = load_offer(uow, community_id, offer_id)
    rows = uow.session.scalars(
        select(OfferShop)
        .where(OfferShop.community_id == community_id, OfferShop.offer_id == offer_id, OfferShop.ended_at.is_(None))
        .order_by(OfferShop.id)
    ).all()
    units = communities.units_by_ids(uow, community_id, {offer.unit_id, *(row.unit_id for row in rows)})
    shown = [{"unit": units[offer.unit_id], "agreed_at": offer.created_at, "moves": []}]
    for row in rows:
        moves = _moves(actor, offer, row)
        if row.agreed_at is not None or moves:
            shown.append({"unit": units[row.unit_id], "agreed_at": row.agreed_at, "moves": moves})
    return shown


def _moves(actor: Actor, offer: Offer, row: OfferShop) -> list[dict[str, str]]:
    """Return what the actor may do: the shop's contact agrees, either contact ends it."""
    own = POLICY.allows(actor, A.MOVE_SHOP, unit_id=row.unit_id)
    offers = POLICY.allows(actor, A.MOVE_SHOP, unit_id=offer.unit_id)
    moves = [ShopMove.AGREE] if own and row.agreed_at is None else []
    moves += [ShopMove.END] if own or offers else []
    return [{"move": move.value, "name": SHOP_MOVE_NAMES[move]} for move in moves]


def invite_shop(
    uow: UnitOfWork, actor: Actor, community_id: int, offer_id: UUID, unit_id: UUID
) -> list[dict[str, Any]]:
    """Ask another merchant to take the offer's vouchers; raises NotFoundError, NotAMerchantError, ShopInvitedError."""
    offer = load_offer(uow, community_id, offer_id)
    POLICY.permit(actor, A.INVITE_SHOP, unit_id=offer.unit_id)
    if communities.get_unit(uow, community_id, unit_id).kind is not UnitKind.MERCHANT:
        raise NotAMerchantError
    if unit_id == offer.unit_id:
        raise ShopInvitedError
    shop = OfferShop(
        community_id=community_id,
        id=uow.new_id(),
        offer_id=offer_id,
        unit_id=unit_id,
        invited_by=actor.member_id,
        invited_at=uow.now,
    )
    add_or_refuse(uow, shop, refusal=ShopInvitedError)  # asked already: one open row an offer and shop
    return list_shops(uow, actor, community_id, offer_id)


def move_shop(
    uow: UnitOfWork, actor: Actor, community_id: int, offer_id: UUID, unit_id: UUID, move: ShopMove
) -> list[dict[str, Any]]:
    """Agree to take an offer's vouchers, or end it from now on.

    What a shop took without a network before the end is still entered. Raises
    NotFoundError, MoveNotAllowedError, MerchantNotActiveError (for who may not sell now).
    """
    offer = load_offer(uow, community_id, offer_id)
    row = uow.session.scalars(
        select(OfferShop)
        .where(
            OfferShop.community_id == community_id,
            OfferShop.offer_id == offer_id,
            OfferShop.unit_id == unit_id,
            OfferShop.ended_at.is_(None),
        )
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()
    is_offering = move is ShopMove.END and POLICY.allows(actor, A.MOVE_SHOP, unit_id=offer.unit_id)
    if not is_offering:
        POLICY.permit(actor, A.MOVE_SHOP, unit_id=unit_id)
    if row is None:
        raise NotFoundError
    if move is ShopMove.AGREE:
        if row.agreed_at is not None:
            raise MoveNotAllowedError
        permit_offering(uow, community_id, unit_id)
        row.agreed_by, row.agreed_at = actor.member_id, uow.now
    else:
        row.ended_by, row.ended_at = actor.member_id, uow.now
    uow.session.flush()
    return list_shops(uow, actor, community_id, offer_id)


def list_shared_offers(uow: UnitOfWork, actor: Actor, community_id: int, unit_id: UUID) -> list[dict[str, Any]]:
    """Return the others' offers that a shop takes or is asked to take, the newest first; raises NotFoundError."""
    POLICY.permit(actor, A.OPEN_TILL, unit_id=unit_id)
    communities.get_unit(uow, community_id, unit_id)
    rows = uow.session.execute(
        select(OfferShop, Offer)
        .join(Offer, (Offer.community_id == OfferShop.community_id) & (Offer.id == OfferShop.offer_id))
        .where(OfferShop.community_id == community_id, OfferShop.unit_id == unit_id, OfferShop.ended_at.is_(None))
        .order_by(OfferShop.id.desc())
        .limit(SHARED_MAX)
    ).all()
    units = communities.units_by_ids(uow, community_id, {offer.unit_id for _, offer in rows})
    return [
        {
            "offer": {"id": offer.id, "name": offer.title},
            "unit": units[offer.unit_id],
            "agreed_at": row.agreed_at,
            "moves": _moves(actor, offer, row),
        }
        for row, offer in rows
    ]


def open_till(uow: UnitOfWork, actor: Actor, community_id: int, unit_id: UUID) -> dict[str, Any]:
    """Return what a shop's phone keeps for days without a network: the time, and which offers it may take.

    Raises NotFoundError.
    """
    POLICY.permit(actor, A.OPEN_TILL, unit_id=unit_id)
    unit = communities.get_unit(uow, community_id, unit_id)
    taken_on = select(OfferShop.offer_id).where(
        OfferShop.community_id == community_id,
        OfferShop.unit_id == unit_id,
        OfferShop.agreed_at.is_not(None),
        OfferShop.ended_at.is_(None),
    )
    offers = uow.session.execute(
        select(Offer.id, Offer.title)
        .where(Offer.community_id == community_id, (Offer.unit_id == unit_id) | Offer.id.in_(taken_on))
        .order_by(Offer.id)
    )
    return {"unit": unit, "now": uow.now, "offers": [{"id": row.id, "title": row.title} for row in offers]}
