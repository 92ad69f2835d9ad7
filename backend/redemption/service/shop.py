"""Merchants: a unit applies, staff check, the lead decides; a shop pauses, goes on and closes.

Whoever changes a merchant, or what depends on it being one, locks its row first; then pledges, offers, accounts.
"""

from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import update

from backend.attachments import service as attachments
from backend.communities import service as communities
from backend.communities.types import UnitKind
from backend.core.actor import Actor, Role
from backend.core.clock import end_of_day, local_date
from backend.core.errors import InvalidError, SangongError
from backend.infra import outbox
from backend.infra.rows import refusing
from backend.infra.uow import UnitOfWork
from backend.redemption import events
from backend.redemption.errors import (
    AlreadyAppliedError,
    LicenceDiffersError,
    LicenceTakenError,
    NotAMerchantError,
    NotCheckedError,
    PausedByDeskError,
    SamePersonError,
)
from backend.redemption.models import Offer
from backend.redemption.models.merchants import Merchant, MerchantEvent
from backend.redemption.moves import MERCHANT_MOVES, MerchantMove
from backend.redemption.policy import ACTION_OF_MERCHANT_MOVE, OTHERS_DECIDE, POLICY, A
from backend.redemption.service.offer import close_offers_of_unit
from backend.redemption.service.shop_state import find_and_lock, lock_merchant
from backend.redemption.service.shop_view import view_merchants
from backend.redemption.types import MerchantState, NewMerchant

# No transaction of the day before is still under way then: the database ends them after a minute.
STATEMENT_AFTER = timedelta(minutes=10)
WITH_REASON = frozenset({MerchantMove.DECLINE, MerchantMove.CLOSE})


def apply_as_merchant(uow: UnitOfWork, actor: Actor, community_id: int, new: NewMerchant) -> dict[str, Any]:
    """Apply with the unit's licence; who was declined may apply again.

    Raises NotFoundError, NotAMerchantError, LicenceDiffersError, AlreadyAppliedError, LicenceTakenError, InvalidError
    for photos.
    """
    POLICY.permit(actor, A.APPLY, unit_id=new.unit_id)
    unit = communities.get_unit(uow, community_id, new.unit_id)
    if unit.kind is not UnitKind.MERCHANT:
        raise NotAMerchantError
    if communities.credit_code_of(uow, community_id, new.unit_id) not in (None, new.licence):
        raise LicenceDiffersError
    attachments.use_photos(uow, actor, community_id, new.photos)
    merchant = _application(uow, community_id, new.unit_id)
    with refusing(uow, partial(_why_taken, uow, community_id, new.unit_id)):
        merchant.licence, merchant.address, merchant.hours = new.licence, new.address, new.hours
        merchant.sells, merchant.photos = new.sells, [str(photo) for photo in new.photos]
        merchant.state, merchant.applied_by, merchant.applied_at = MerchantState.APPLIED, actor.member_id, uow.now
        merchant.checked_by = merchant.decided_by = None
        uow.session.add(merchant)
    _note(uow, merchant, "apply", "", by=actor.member_id)
    told = {"unit_id": str(new.unit_id), "unit_name": unit.name}
    outbox.record(uow, community_id, events.MERCHANT_APPLIED, told)
    return view_merchants(uow, actor, [merchant])[0]


def _why_taken(uow: UnitOfWork, community_id: int, unit_id: UUID) -> SangongError:
    """Return why it was refused; raises AlreadyAppliedError where somebody else applied for the unit just now."""
    _application(uow, community_id, unit_id)
    return LicenceTakenError()


def _application(uow: UnitOfWork, community_id: int, unit_id: UUID) -> Merchant:
    found = find_and_lock(uow, community_id, unit_id)
    if found is None:
        return Merchant(community_id=community_id, unit_id=unit_id, paused_by_desk=False)
    if found.state != MerchantState.DECLINED:
        raise AlreadyAppliedError(state=found.state)
    return found


def move_merchant(
    uow: UnitOfWork, actor: Actor, community_id: int, unit_id: UUID, move: MerchantMove, note: str
) -> dict[str, Any]:
    """Check, approve, decline, pause, resume or close.

    Raises NotFoundError, MoveNotAllowedError, NotCheckedError, SamePersonError, PausedByDeskError, InvalidError.
    """
    POLICY.permit(actor, A.MOVE_MERCHANT, unit_id=unit_id)
    POLICY.permit(actor, ACTION_OF_MERCHANT_MOVE[move], unit_id=unit_id)
    if move in WITH_REASON and not note:
        raise InvalidError({"note": ["请写明原因"]})
    merchant = lock_merchant(uow, community_id, unit_id)
    state = MERCHANT_MOVES.next(MerchantState(merchant.state), move)
    _decide(uow, actor, merchant, move)
    merchant.state = state
    uow.session.flush()
    _note(uow, merchant, move.value, note, by=actor.member_id)
    name = communities.get_unit(uow, community_id, unit_id).name
    told = {"unit_id": str(unit_id), "unit_name": name, "what": move.value, "note": note}
    outbox.record(uow, community_id, events.MERCHANT_MOVED, told)
    return view_merchants(uow, actor, [merchant])[0]


def _decide(uow: UnitOfWork, actor: Actor, merchant: Merchant, move: MerchantMove) -> None:
    """Refuse what this caller may not do now, and do what comes with the move."""
    is_own = actor.units.get(merchant.unit_id) is Role.UNIT_CONTACT
    if is_own and move in OTHERS_DECIDE:
        raise SamePersonError
    if move is MerchantMove.CHECK:
        merchant.checked_by = actor.member_id
    elif move in (MerchantMove.APPROVE, MerchantMove.DECLINE):
        _decide_application(uow, actor, merchant, move)
    elif move is MerchantMove.PAUSE:
        merchant.paused_by_desk = not is_own
        open_offers(uow, merchant, is_open=False)
    elif move is MerchantMove.RESUME:
        if merchant.paused_by_desk and is_own:
            raise PausedByDeskError
        open_offers(uow, merchant, is_open=True)
    else:
        close_offers_of_unit(uow, merchant.community_id, merchant.unit_id, by=actor.member_id)
        merchant.returns_due_at = uow.now


def _decide_application(uow: UnitOfWork, actor: Actor, merchant: Merchant, move: MerchantMove) -> None:
    if merchant.checked_by is None:
        raise NotCheckedError
    if actor.member_id in (merchant.checked_by, merchant.applied_by):
        raise SamePersonError
    merchant.decided_by = actor.member_id
    if move is MerchantMove.APPROVE:
        merchant.statement_due_at = next_statement(uow.now)


def next_statement(now: datetime) -> datetime:
    """Return when the statement of the local day that is now is made."""
    return end_of_day(local_date(now)) + STATEMENT_AFTER


def open_offers(uow: UnitOfWork, merchant: Merchant, *, is_open: bool) -> None:
    """Tell a shop's offers whether it sells: buying asks the offer's own row, so no race gets by."""
    uow.session.execute(
        update(Offer)
        .where(Offer.community_id == merchant.community_id, Offer.unit_id == merchant.unit_id)
        .values(shop_open=is_open)
        .execution_options(synchronize_session=False)
    )


def _note(uow: UnitOfWork, merchant: Merchant, what: str, note: str, *, by: UUID | None) -> None:
    line = {"community_id": merchant.community_id, "id": uow.new_id(), "unit_id": merchant.unit_id}
    uow.session.add(MerchantEvent(**line, what=what, note=note, by_member_id=by, at=uow.now))
    uow.session.flush()
