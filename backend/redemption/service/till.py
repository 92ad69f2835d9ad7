"""The till: a voucher's token is taken once, by its own merchant alone. It trusts no state that it has only read."""

from typing import Any

from sqlalchemy import update

from backend.books import service as books
from backend.core.actor import Actor
from backend.core.amounts import Points
from backend.core.errors import NotFoundError
from backend.infra import links, outbox
from backend.infra.runtime import runtime
from backend.infra.uow import UnitOfWork
from backend.redemption import events
from backend.redemption.errors import OtherMerchantError, VoucherUsedError
from backend.redemption.models import Redemption, Voucher
from backend.redemption.policy import POLICY, A
from backend.redemption.rules import VoucherFacts, decide_redemption
from backend.redemption.service.stock import hand_over
from backend.redemption.service.view import event_of, view_redemptions
from backend.redemption.service.voucher import load_voucher
from backend.redemption.tokens import derive_key, read_token
from backend.redemption.types import VoucherState


def redeem_voucher(uow: UnitOfWork, actor: Actor, community_id: int, token: str) -> dict[str, Any]:
    """Take a voucher at the till, by its token or its QR's text.

    Raises TokenForgedError, NotFoundError (another community's), OtherMerchantError, VoucherUsedError,
    VoucherCancelledError, VoucherExpiredError; then nothing has moved.
    """
    POLICY.permit(actor, A.REDEEM, also=set(actor.units.values()))
    ref = read_token(derive_key(runtime().settings.secret_key), token)
    if ref.community_id != community_id:
        raise NotFoundError
    voucher = load_voucher(uow, community_id, ref.voucher_id)
    if not POLICY.allows(actor, A.REDEEM, unit_id=voucher.unit_id):
        raise OtherMerchantError
    if not _use(uow, voucher):
        _refuse(uow, voucher)
    return _hand_over(uow, actor, voucher)


def _use(uow: UnitOfWork, voucher: Voucher) -> bool:
    """Mark the voucher used; of two scans at once one finds it so already."""
    used = uow.session.execute(
        update(Voucher)
        .where(
            Voucher.community_id == voucher.community_id,
            Voucher.id == voucher.id,
            Voucher.state == VoucherState.ISSUED,
            Voucher.expires_at > uow.now,
        )
        .values(state=VoucherState.USED, used_at=uow.now, closed_at=uow.now)
        .returning(Voucher.id)
        .execution_options(synchronize_session=False)
    ).first()
    return used is not None


def _refuse(uow: UnitOfWork, voucher: Voucher) -> None:
    """Say why a voucher could not be used, by what it is now."""
    now = load_voucher(uow, voucher.community_id, voucher.id)
    decide_redemption(VoucherFacts(VoucherState(now.state), now.expires_at, now.used_at), uow.now)
    raise VoucherUsedError


def _hand_over(uow: UnitOfWork, actor: Actor, voucher: Voucher) -> dict[str, Any]:
    community_id = voucher.community_id
    hand_over(uow, voucher)
    books.use_voucher(
        uow,
        community_id,
        voucher_id=voucher.id,
        unit_id=voucher.unit_id,
        points=Points(voucher.points),
        title=voucher.title,
    )
    redemption = Redemption(
        community_id=community_id,
        id=uow.new_id(),
        voucher_id=voucher.id,
        use=1,
        unit_id=voucher.unit_id,
        quantity=voucher.quantity,
        points=voucher.points,
        by_member_id=actor.member_id,
        at=uow.now,
    )
    uow.session.add(redemption)
    uow.session.flush()
    links.record(uow, community_id, from_=("voucher", voucher.id), to=("redemption", redemption.id), relation="used")
    outbox.record(uow, community_id, events.VOUCHER_USED, event_of(voucher))
    return view_redemptions(uow, community_id, [redemption])[0]
