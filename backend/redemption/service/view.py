"""Vouchers and redemptions as the API shows them, many at once with a bounded number of statements."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import and_, select

from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.names import mask_name
from backend.infra.runtime import runtime
from backend.infra.uow import UnitOfWork
from backend.redemption.models import Redemption, Voucher, VoucherFlag, VoucherFlagNote
from backend.redemption.moves import VOUCHER_MOVE_NAMES, VOUCHER_MOVES
from backend.redemption.policy import POLICY, A
from backend.redemption.service.shops import accepting_units
from backend.redemption.tokens import QR_PREFIX, Keys, Signed, derive_keys, make_pin, make_token, sign_token
from backend.redemption.types import VOUCHER_STATE_NAMES, FlagNote, VoucherState

EXPIRED_NAME = "已过期，积分待退回"


def number_text(number: int) -> str:
    """Return a voucher's number as people read it (券-000012)."""
    return f"券-{number:06d}"


def event_of(voucher: Voucher, pieces: int | None = None) -> dict[str, Any]:
    """Return the payload of a voucher's events: its points, or those of some ``pieces``."""
    points = voucher.points if pieces is None else pieces * voucher.price_points
    return {
        "voucher_id": str(voucher.id),
        "member_id": str(voucher.member_id),
        "title": voucher.title,
        "points": points,
    }


def voucher_keys() -> Keys:
    """Return the keys of this server's tokens."""
    settings = runtime().settings
    return derive_keys(settings.secret_key, settings.voucher_keys)


def list_voucher_keys(actor: Actor) -> Mapping[int, bytes]:
    """Return the public keys by which phones verify tokens, by id."""
    POLICY.permit(actor, A.READ_KEYS)
    return voucher_keys().public


def view_vouchers(uow: UnitOfWork, actor: Actor, vouchers: Sequence[Voucher]) -> list[dict[str, Any]]:
    """Return vouchers; token and PIN go to the holder alone and only while the voucher is good."""
    if not vouchers:
        return []
    community_id = vouchers[0].community_id
    further = accepting_units(uow, community_id, {voucher.offer_id for voucher in vouchers})
    ids = {voucher.unit_id for voucher in vouchers}.union(*further.values())
    units = communities.units_by_ids(uow, community_id, ids)
    online_only = _is_flagged(uow, community_id, actor.member_id)
    return [
        {
            "id": voucher.id,
            "number": number_text(voucher.number),
            "offer": {"id": voucher.offer_id, "title": voucher.title, "unit": units[voucher.unit_id]},
            "shops": [units[id_] for id_ in (voucher.unit_id, *sorted(further.get(voucher.offer_id, ())))],
            "quantity": voucher.quantity,
            "left": voucher.left,
            "points": voucher.points,
            "state": VoucherState(voucher.state),
            "state_name": EXPIRED_NAME if _is_over(uow, voucher) else VOUCHER_STATE_NAMES[VoucherState(voucher.state)],
            **_code(uow, actor, voucher, online_only=online_only),
            "expires_at": voucher.expires_at,
            "used_at": voucher.used_at,
            "created_at": voucher.created_at,
            "moves": _moves(uow, actor, voucher),
        }
        for voucher in vouchers
    ]


def _is_flagged(uow: UnitOfWork, community_id: int, member_id: UUID | None) -> bool:
    """Tell whether a flag on one of the holder's vouchers is not lifted yet: what they show is then checked online."""
    lifted = and_(
        VoucherFlagNote.community_id == VoucherFlag.community_id,
        VoucherFlagNote.flag_id == VoucherFlag.id,
        VoucherFlagNote.what == FlagNote.LIFTED,
    )
    found = uow.session.scalar(
        select(VoucherFlag.id)
        .outerjoin(VoucherFlagNote, lifted)
        .where(
            VoucherFlag.community_id == community_id,
            VoucherFlag.member_id == member_id,
            VoucherFlagNote.flag_id.is_(None),
        )
        .limit(1)
    )
    return found is not None


def _is_over(uow: UnitOfWork, voucher: Voucher) -> bool:
    """Tell whether a voucher is past its last day while its points are not back yet."""
    return voucher.state == VoucherState.ISSUED and voucher.expires_at <= uow.now


def _code(uow: UnitOfWork, actor: Actor, voucher: Voucher, *, online_only: bool) -> dict[str, Any]:
    is_good = voucher.state == VoucherState.ISSUED and not _is_over(uow, voucher)
    if voucher.member_id != actor.member_id or not is_good:
        return {"token": None, "qr": None, "pin": None, "works_offline": False}
    keys = voucher_keys()
    token = _online(keys, voucher) if online_only else _signed(uow, keys, voucher)
    return {
        "token": token,
        "qr": f"{QR_PREFIX}{token}",
        "pin": make_pin(keys.mac, voucher.community_id, voucher.id),
        "works_offline": not online_only,
    }


def _online(keys: Keys, voucher: Voucher) -> str:
    return make_token(keys.mac, voucher.community_id, voucher.id)


def _signed(uow: UnitOfWork, keys: Keys, voucher: Voucher) -> str:
    said = Signed(
        community_id=voucher.community_id,
        voucher_id=voucher.id,
        number=voucher.number,
        unit_id=voucher.unit_id,
        offer_id=voucher.offer_id,
        counter=voucher.uses,
        left=voucher.left,
        price_points=voucher.price_points,
        signed_at=uow.now,
        expires_at=voucher.expires_at,
    )
    return sign_token(keys, said)


def _moves(uow: UnitOfWork, actor: Actor, voucher: Voucher) -> list[dict[str, str]]:
    if _is_over(uow, voucher) or not POLICY.allows(actor, A.CANCEL_VOUCHER, member_id=voucher.member_id):
        return []
    return [
        {"move": move.value, "name": VOUCHER_MOVE_NAMES[move]}
        for move in VOUCHER_MOVES.moves_from(VoucherState(voucher.state))
        if move in VOUCHER_MOVE_NAMES
    ]


def view_redemptions(uow: UnitOfWork, community_id: int, rows: Sequence[Redemption]) -> list[dict[str, Any]]:
    """Return redemptions as the till sees them; the holder's name is masked."""
    if not rows:
        return []
    vouchers = {
        voucher.id: voucher
        for voucher in uow.session.scalars(
            select(Voucher)
            .where(Voucher.community_id == community_id, Voucher.id.in_({row.voucher_id for row in rows}))
            .execution_options(populate_existing=True)
        )
    }
    holders = communities.members_by_ids(uow, community_id, {v.member_id for v in vouchers.values()})
    return [
        {
            "id": row.id,
            "voucher_number": number_text(vouchers[row.voucher_id].number),
            "title": vouchers[row.voucher_id].title,
            "quantity": row.quantity,
            "left": vouchers[row.voucher_id].left,
            "points": row.points,
            "holder_name": mask_name(holders[vouchers[row.voucher_id].member_id].name),
            "at": row.at,
        }
        for row in rows
    ]
