"""Vouchers and redemptions as the API shows them, many at once with a bounded number of statements."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.names import mask_name
from backend.infra.runtime import runtime
from backend.infra.uow import UnitOfWork
from backend.redemption.models import Redemption, Voucher
from backend.redemption.moves import VOUCHER_MOVE_NAMES, VOUCHER_MOVES
from backend.redemption.policy import POLICY, A
from backend.redemption.tokens import QR_PREFIX, derive_key, make_token
from backend.redemption.types import VOUCHER_STATE_NAMES, VoucherState


def number_text(number: int) -> str:
    """Return a voucher's number as people read it (券-000012)."""
    return f"券-{number:06d}"


def event_of(voucher: Voucher) -> dict[str, Any]:
    """Return the payload of a voucher's events."""
    return {
        "voucher_id": str(voucher.id),
        "member_id": str(voucher.member_id),
        "title": voucher.title,
        "points": voucher.points,
    }


def view_vouchers(uow: UnitOfWork, actor: Actor, vouchers: Sequence[Voucher]) -> list[dict[str, Any]]:
    """Return vouchers; the token goes to the holder alone and only while it is good."""
    if not vouchers:
        return []
    units = communities.units_by_ids(uow, vouchers[0].community_id, [voucher.unit_id for voucher in vouchers])
    key = derive_key(runtime().settings.secret_key)
    return [
        {
            "id": voucher.id,
            "number": number_text(voucher.number),
            "offer": {"id": voucher.offer_id, "title": voucher.title, "unit": units[voucher.unit_id]},
            "quantity": voucher.quantity,
            "points": voucher.points,
            "state": VoucherState(voucher.state),
            "state_name": VOUCHER_STATE_NAMES[VoucherState(voucher.state)],
            **_token(actor, voucher, key),
            "expires_at": voucher.expires_at,
            "used_at": voucher.used_at,
            "created_at": voucher.created_at,
            "moves": _moves(actor, voucher),
        }
        for voucher in vouchers
    ]


def _token(actor: Actor, voucher: Voucher, key: bytes) -> dict[str, str | None]:
    if voucher.member_id != actor.member_id or voucher.state != VoucherState.ISSUED:
        return {"token": None, "qr": None}
    token = make_token(key, voucher.community_id, voucher.id)
    return {"token": token, "qr": f"{QR_PREFIX}{token}"}


def _moves(actor: Actor, voucher: Voucher) -> list[dict[str, str]]:
    if not POLICY.allows(actor, A.CANCEL_VOUCHER, member_id=voucher.member_id):
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
            select(Voucher).where(
                Voucher.community_id == community_id, Voucher.id.in_({row.voucher_id for row in rows})
            )
        )
    }
    holders = communities.members_by_ids(uow, community_id, {v.member_id for v in vouchers.values()})
    return [
        {
            "id": row.id,
            "voucher_number": number_text(vouchers[row.voucher_id].number),
            "title": vouchers[row.voucher_id].title,
            "quantity": row.quantity,
            "points": row.points,
            "holder_name": mask_name(holders[vouchers[row.voucher_id].member_id].name),
            "at": row.at,
        }
        for row in rows
    ]
