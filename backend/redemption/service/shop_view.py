"""Merchants as the API shows them: everybody sees shops, the desk and the shop's contact see its papers."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.attachments import service as attachments
from backend.communities import service as communities
from backend.core.actor import Actor, Role
from backend.core.errors import NotFoundError
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.uow import UnitOfWork
from backend.redemption.models.merchants import Merchant, MerchantEvent
from backend.redemption.moves import MERCHANT_MOVE_NAMES, MERCHANT_MOVES, MerchantMove
from backend.redemption.policy import ACTION_OF_MERCHANT_MOVE, OTHERS_DECIDE, POLICY, A
from backend.redemption.types import MERCHANT_STATE_NAMES, MerchantState

HISTORY_MAX = 50


def list_merchants(
    uow: UnitOfWork, actor: Actor, community_id: int, *, state: MerchantState | None, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return merchants, the newest first; who asks for no state sees those that sell or have paused."""
    POLICY.permit(actor, A.READ_MERCHANTS)
    shown = [state] if state else [MerchantState.ACTIVE, MerchantState.PAUSED]
    wanted = select(Merchant).where(Merchant.community_id == community_id, Merchant.state.in_(shown))
    hidden = {MerchantState.APPLIED, MerchantState.DECLINED}
    if state in hidden and not POLICY.allows(actor, A.READ_PAPERS):
        wanted = wanted.where(Merchant.unit_id.in_(_own_units(actor)))
    found = fetch_page(uow.session, wanted, page, keys=[Merchant.unit_id])
    return Page(view_merchants(uow, actor, found.items), found.next_cursor)


def _own_units(actor: Actor) -> list[UUID]:
    return [unit_id for unit_id, role in actor.units.items() if role is Role.UNIT_CONTACT]


def get_merchant(uow: UnitOfWork, actor: Actor, community_id: int, unit_id: UUID) -> dict[str, Any]:
    """Return one merchant, its history to who may see its papers; raises NotFoundError."""
    POLICY.permit(actor, A.READ_MERCHANTS)
    merchant = uow.session.get(Merchant, (community_id, unit_id))
    sees = POLICY.allows(actor, A.READ_PAPERS, unit_id=unit_id)
    if merchant is None or (merchant.state in (MerchantState.APPLIED, MerchantState.DECLINED) and not sees):
        raise NotFoundError
    shown = view_merchants(uow, actor, [merchant])[0]
    return {**shown, "history": _history(uow, community_id, unit_id) if sees else []}


def _history(uow: UnitOfWork, community_id: int, unit_id: UUID) -> list[dict[str, Any]]:
    rows = uow.session.scalars(
        select(MerchantEvent)
        .where(MerchantEvent.community_id == community_id, MerchantEvent.unit_id == unit_id)
        .order_by(MerchantEvent.id.desc())
        .limit(HISTORY_MAX)
    ).all()
    people = communities.members_by_ids(uow, community_id, {row.by_member_id for row in rows if row.by_member_id})
    names = {"apply": "提交入驻申请"} | {move.value: name for move, name in MERCHANT_MOVE_NAMES.items()}
    return [
        {
            "at": row.at,
            "name": names[row.what],
            "note": row.note,
            "by": people[row.by_member_id].name if row.by_member_id in people else None,
        }
        for row in rows
    ]


def view_merchants(uow: UnitOfWork, actor: Actor, rows: Sequence[Merchant]) -> list[dict[str, Any]]:
    """Return merchants; licence and its photos go to the desk and the shop's own contact."""
    if not rows:
        return []
    community_id = rows[0].community_id
    units = communities.units_by_ids(uow, community_id, [row.unit_id for row in rows])
    seen = {row.unit_id for row in rows if POLICY.allows(actor, A.READ_PAPERS, unit_id=row.unit_id)}
    photos = attachments.photos_by_ids(
        uow, community_id, [UUID(id_) for row in rows if row.unit_id in seen for id_ in row.photos]
    )
    return [
        {
            "unit": units[row.unit_id],
            "address": row.address,
            "hours": row.hours,
            "sells": row.sells,
            "state": MerchantState(row.state),
            "state_name": MERCHANT_STATE_NAMES[MerchantState(row.state)],
            "licence": row.licence if row.unit_id in seen else None,
            "photos": [photos[UUID(id_)] for id_ in row.photos] if row.unit_id in seen else [],
            "is_checked": row.checked_by is not None,
            "applied_at": row.applied_at,
            "history": [],
            "moves": _moves(actor, row),
        }
        for row in rows
    ]


def _moves(actor: Actor, row: Merchant) -> list[dict[str, str]]:
    is_own = actor.units.get(row.unit_id) is Role.UNIT_CONTACT
    hidden = {MerchantMove.CHECK} if row.checked_by else {MerchantMove.APPROVE, MerchantMove.DECLINE}
    if is_own:
        hidden |= OTHERS_DECIDE
    if row.paused_by_desk and is_own:
        hidden.add(MerchantMove.RESUME)
    return [
        {"move": move.value, "name": MERCHANT_MOVE_NAMES[move]}
        for move in MERCHANT_MOVES.moves_from(MerchantState(row.state))
        if move not in hidden and POLICY.allows(actor, ACTION_OF_MERCHANT_MOVE[move], unit_id=row.unit_id)
    ]
