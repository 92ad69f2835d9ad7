"""The till: pieces of a voucher are taken by a shop that may, by its token or its number and PIN.

It trusts no state that it has only read: one conditional statement takes the pieces, and of two tills at once one
finds them gone.
"""

import hmac
from datetime import datetime
from typing import Any, NoReturn
from uuid import UUID

from sqlalchemy import case, select, true, update

from backend.books import service as books
from backend.core.actor import Actor
from backend.core.amounts import Points
from backend.core.errors import NotFoundError
from backend.infra import links, outbox
from backend.infra.uow import UnitOfWork
from backend.redemption import events
from backend.redemption.errors import OtherMerchantError, PinLockedError, PinWrongError, VoucherUsedError
from backend.redemption.models import Redemption, Voucher
from backend.redemption.policy import POLICY, TILL, A
from backend.redemption.rules import PIN_TRIES, VoucherFacts, decide_redemption, in_utc
from backend.redemption.service.shop_state import permit_till
from backend.redemption.service.shops import accepting_units
from backend.redemption.service.stock import Drawn, hand_over
from backend.redemption.service.view import event_of, view_redemptions, voucher_keys
from backend.redemption.service.voucher import load_voucher
from backend.redemption.tokens import Signed, make_pin, read_token
from backend.redemption.types import Take, VoucherState

ALL_LEFT = Take()


def redeem_voucher(
    uow: UnitOfWork, actor: Actor, community_id: int, token: str, take: Take = ALL_LEFT
) -> dict[str, Any]:
    """Take pieces of a voucher at the till, by its token or its QR's text.

    Raises TokenForgedError, NotFoundError (another community's), OtherMerchantError, VoucherUsedError,
    VoucherCancelledError, VoucherExpiredError, TokenReplayedError, PiecesTooManyError, ShopClosedError; then
    nothing has moved.
    """
    POLICY.permit(actor, A.REDEEM, also=set(actor.units.values()))
    ref = read_token(voucher_keys(), token)
    if ref.community_id != community_id:
        raise NotFoundError
    voucher = load_voucher(uow, community_id, ref.voucher_id)
    return _take(uow, actor, voucher, take, signed=ref.signed)


def redeem_by_pin(
    uow: UnitOfWork, actor: Actor, community_id: int, number: int, pin: str, take: Take = ALL_LEFT
) -> dict[str, Any]:
    """Take pieces of a voucher by its number and PIN.

    Raises what ``redeem_voucher`` raises, PinLockedError (``again_at``); and PinWrongError after the try was counted:
    the edge answers it and commits.
    """
    POLICY.permit(actor, A.REDEEM, also=set(actor.units.values()))
    voucher = uow.session.scalars(
        select(Voucher)
        .where(Voucher.community_id == community_id, Voucher.number == number)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if voucher is None:
        raise PinWrongError
    find_till(uow, actor, voucher, take.unit_id)
    _try_pin(uow, voucher, pin)
    return _take(uow, actor, voucher, take)


def _try_pin(uow: UnitOfWork, voucher: Voucher, pin: str) -> None:
    """Pass with the right PIN; count a wrong one against the locked voucher."""
    tries, since = voucher.pin_tries, voucher.pin_tries_since
    locked_until = PIN_TRIES.again_at(tries=tries, since=since, now=uow.now)
    if locked_until is not None:
        raise PinLockedError(again_at=in_utc(locked_until))
    right = make_pin(voucher_keys().mac, voucher.community_id, voucher.id)
    if hmac.compare_digest(right.encode(), pin.encode()):
        voucher.pin_tries, voucher.pin_tries_since = 0, None
        return
    voucher.pin_tries, voucher.pin_tries_since = PIN_TRIES.counted(tries=tries, since=since, now=uow.now)
    uow.session.flush()
    raise PinWrongError(left=PIN_TRIES.most - voucher.pin_tries)


def find_till(uow: UnitOfWork, actor: Actor, voucher: Voucher, wanted: UUID | None) -> UUID:
    """Return which of the caller's shops takes a voucher: the one wanted, its own merchant, one that agreed.

    Raises ForbiddenError, OtherMerchantError.
    """
    if wanted is not None:
        POLICY.permit(actor, A.REDEEM, unit_id=wanted)
    own = [wanted] if wanted is not None else [unit_id for unit_id, role in actor.units.items() if role in TILL]
    if voucher.unit_id in own:
        return voucher.unit_id
    agreed = accepting_units(uow, voucher.community_id, [voucher.offer_id]).get(voucher.offer_id, set())
    found = next((unit_id for unit_id in own if unit_id in agreed), None)
    if found is None:
        raise OtherMerchantError
    return found


def _take(
    uow: UnitOfWork, actor: Actor, voucher: Voucher, take: Take, *, signed: Signed | None = None
) -> dict[str, Any]:
    unit_id = find_till(uow, actor, voucher, take.unit_id)
    permit_till(uow, voucher.community_id, {unit_id, voucher.unit_id})
    pieces = take.pieces or max(1, voucher.left)
    use = _use(uow, voucher, pieces, signed)
    if use is None:
        _refuse(uow, voucher, pieces, signed)
    return _hand_over(uow, actor, voucher, unit_id=unit_id, use=use, pieces=pieces, signed=signed)


def _use(uow: UnitOfWork, voucher: Voucher, pieces: int, signed: Signed | None) -> int | None:
    """Take the pieces in one conditional statement; return which use of the voucher that is, or None."""
    is_last = Voucher.used + pieces == Voucher.quantity
    fresh = true() if signed is None else Voucher.uses == signed.counter
    return uow.session.scalar(
        update(Voucher)
        .where(
            Voucher.community_id == voucher.community_id,
            Voucher.id == voucher.id,
            Voucher.state == VoucherState.ISSUED,
            Voucher.expires_at > uow.now,
            Voucher.used + pieces <= Voucher.quantity,
            fresh,
        )
        .values(
            used=Voucher.used + pieces,
            uses=Voucher.uses + 1,
            pin_tries=0,
            pin_tries_since=None,
            state=case((is_last, VoucherState.USED.value), else_=Voucher.state),
            used_at=case((is_last, uow.now), else_=Voucher.used_at),
            closed_at=case((is_last, uow.now), else_=Voucher.closed_at),
        )
        .returning(Voucher.uses)
        .execution_options(synchronize_session=False)
    )


def _refuse(uow: UnitOfWork, voucher: Voucher, pieces: int, signed: Signed | None) -> NoReturn:
    """Say why the pieces could not be taken, by what the voucher is now."""
    now = load_voucher(uow, voucher.community_id, voucher.id)
    facts = VoucherFacts(VoucherState(now.state), now.expires_at, now.used_at, left=now.left, uses=now.uses)
    decide_redemption(facts, uow.now, pieces=pieces, counter=signed.counter if signed else None)
    raise VoucherUsedError


def _hand_over(
    uow: UnitOfWork, actor: Actor, voucher: Voucher, *, unit_id: UUID, use: int, pieces: int, signed: Signed | None
) -> dict[str, Any]:
    community_id, points = voucher.community_id, pieces * voucher.price_points
    hand_over(uow, community_id, {voucher.pledge_id: Drawn(points)})
    books.use_voucher(
        uow,
        community_id,
        voucher_id=voucher.id,
        unit_id=unit_id,
        points=Points(points),
        title=voucher.title,
        use=use,
    )
    redemption = build_redemption(
        uow, actor, voucher, unit_id=unit_id, use=use, pieces=pieces, signed=signed, at=uow.now
    )
    uow.session.add(redemption)
    uow.session.flush()
    links.record(uow, community_id, from_=("voucher", voucher.id), to=("redemption", redemption.id), relation="used")
    shown = view_redemptions(uow, community_id, [redemption])
    outbox.record(uow, community_id, events.VOUCHER_USED, used_event(voucher, pieces))
    return shown[0]


def build_redemption(
    uow: UnitOfWork,
    actor: Actor,
    voucher: Voucher,
    *,
    unit_id: UUID,
    use: int,
    pieces: int,
    signed: Signed | None,
    at: datetime,
) -> Redemption:
    """Return the row of one use."""
    return Redemption(
        community_id=voucher.community_id,
        id=uow.new_id(),
        voucher_id=voucher.id,
        use=use,
        unit_id=unit_id,
        quantity=pieces,
        points=pieces * voucher.price_points,
        counter=signed.counter if signed else None,
        signed_at=signed.signed_at if signed else None,
        by_member_id=actor.member_id,
        at=at,
    )


def used_event(voucher: Voucher, pieces: int) -> dict[str, Any]:
    """Return what a voucher's holder is told of a use; the voucher is as it was read after it."""
    return {**event_of(voucher, pieces), "pieces": pieces, "left": voucher.left}
