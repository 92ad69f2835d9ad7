"""Whether a unit is a shop now, and its row locked: first of all locks, before pledges, offers and accounts."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from backend.core.errors import NotFoundError
from backend.infra.uow import UnitOfWork
from backend.redemption.errors import MerchantNotActiveError, ShopClosedError
from backend.redemption.models.merchants import Merchant, MerchantEvent
from backend.redemption.moves import MerchantMove
from backend.redemption.types import MerchantState


def permit_offering(uow: UnitOfWork, community_id: int, unit_id: UUID) -> None:
    """Raise MerchantNotActiveError unless the unit is an active merchant, which it stays for this unit of work."""
    wanted = select(Merchant.state).where(Merchant.community_id == community_id, Merchant.unit_id == unit_id)
    state = uow.session.scalars(wanted.with_for_update(read=True)).one_or_none()
    if state != MerchantState.ACTIVE:
        raise MerchantNotActiveError(state=state)


def permit_till(uow: UnitOfWork, community_id: int, unit_ids: Collection[UUID]) -> None:
    """Raise ShopClosedError where the till's shop or the voucher's has closed: it goes back to its holder."""
    closed = select(Merchant.unit_id).where(
        Merchant.community_id == community_id,
        Merchant.unit_id.in_(unit_ids),
        Merchant.state == MerchantState.CLOSED,
    )
    if uow.session.scalars(closed.limit(1)).first() is not None:
        raise ShopClosedError


def closed_since(uow: UnitOfWork, community_id: int, unit_id: UUID) -> datetime | None:
    """Return when a shop closed, or None; it closes once."""
    closed = select(MerchantEvent.at).where(
        MerchantEvent.community_id == community_id,
        MerchantEvent.unit_id == unit_id,
        MerchantEvent.what == MerchantMove.CLOSE,
    )
    return uow.session.scalars(closed.limit(1)).first()


def lock_merchant(uow: UnitOfWork, community_id: int, unit_id: UUID) -> Merchant:
    """Return the merchant, locked: of refunds and fulfilments of one shop one goes at a time."""
    merchant = find_and_lock(uow, community_id, unit_id)
    if merchant is None:
        raise NotFoundError
    return merchant


def find_and_lock(uow: UnitOfWork, community_id: int, unit_id: UUID) -> Merchant | None:
    """Return the merchant, locked, or None."""
    wanted = select(Merchant).where(Merchant.community_id == community_id, Merchant.unit_id == unit_id)
    locked = wanted.with_for_update(key_share=True).execution_options(populate_existing=True)
    return uow.session.scalars(locked).one_or_none()
