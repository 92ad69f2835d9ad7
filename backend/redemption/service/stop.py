"""Pledges, offers, vouchers and redemptions as stops of the trace: a voucher is its holder's and the desk's to see."""

from collections.abc import Collection
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select

from backend.communities import service as communities
from backend.core.actor import Actor
from backend.infra.db import Base
from backend.infra.stops import Stop, StopStatus
from backend.infra.uow import UnitOfWork
from backend.redemption.models import Guarantee, Offer, Pledge, Redemption, Voucher
from backend.redemption.models.merchants import MerchantStatement, Refund
from backend.redemption.policy import POLICY, A
from backend.redemption.service.statement import statement_number
from backend.redemption.service.view import number_text
from backend.redemption.types import (
    OFFER_STATE_NAMES,
    PLEDGE_STATE_NAMES,
    VOUCHER_STATE_NAMES,
    OfferState,
    PledgeState,
    VoucherState,
)

R = TypeVar("R", bound=Base)


def _rows(uow: UnitOfWork, model: type[R], community_id: int, ids: Collection[UUID]) -> list[R]:
    table: Any = model
    return list(uow.session.scalars(select(model).where(table.community_id == community_id, table.id.in_(ids))))


def pledge_stops(uow: UnitOfWork, actor: Actor, community_id: int, ids: Collection[UUID]) -> dict[UUID, Stop | None]:
    """Return pledges by id."""
    if not POLICY.allows(actor, A.READ_PLEDGES):
        return {}
    rows = _rows(uow, Pledge, community_id, ids)
    units = communities.units_by_ids(uow, community_id, {row.unit_id for row in rows})
    return {
        row.id: Stop(
            row.title,
            PLEDGE_STATE_NAMES[PledgeState(row.state)],
            row.created_at,
            who=units[row.unit_id].name,
        )
        for row in rows
    }


def offer_stops(uow: UnitOfWork, actor: Actor, community_id: int, ids: Collection[UUID]) -> dict[UUID, Stop | None]:
    """Return offers by id."""
    if not POLICY.allows(actor, A.READ_OFFERS):
        return {}
    rows = _rows(uow, Offer, community_id, ids)
    units = communities.units_by_ids(uow, community_id, {row.unit_id for row in rows})
    return {
        row.id: Stop(
            f"{row.title}：每份{row.price_points}积分",
            OFFER_STATE_NAMES[OfferState(row.state)],
            row.created_at,
            who=units[row.unit_id].name,
        )
        for row in rows
    }


def voucher_stops(uow: UnitOfWork, actor: Actor, community_id: int, ids: Collection[UUID]) -> dict[UUID, Stop | None]:
    """Return vouchers by id; somebody else's is None."""
    rows = _rows(uow, Voucher, community_id, ids)
    seen = [row for row in rows if POLICY.allows(actor, A.READ_VOUCHER, member_id=row.member_id)]
    holders = communities.members_by_ids(uow, community_id, {row.member_id for row in seen})
    return {row.id: _voucher_stop(row, holders[row.member_id].name) for row in seen}


def _voucher_stop(row: Voucher, holder: str) -> Stop:
    state = VoucherState(row.state)
    is_open = state is VoucherState.ISSUED
    return Stop(
        f"{number_text(row.number)} {row.title}",
        VOUCHER_STATE_NAMES[state],
        row.created_at,
        StopStatus.NOW if is_open else StopStatus.DONE,
        holder,
        "持券人：到店使用" if is_open else None,
        row.expires_at if is_open else None,
    )


def redemption_stops(
    uow: UnitOfWork, actor: Actor, community_id: int, ids: Collection[UUID]
) -> dict[UUID, Stop | None]:
    """Return redemptions by id: to the voucher's holder, the till that took it, and who reads its statement."""
    rows = _rows(uow, Redemption, community_id, ids)
    vouchers = {row.id: row for row in _rows(uow, Voucher, community_id, {row.voucher_id for row in rows})}
    units = communities.units_by_ids(uow, community_id, {row.unit_id for row in rows})
    found: dict[UUID, Stop | None] = {}
    for row in rows:
        voucher = vouchers[row.voucher_id]
        is_till = POLICY.allows(actor, A.READ_STATEMENT, unit_id=row.unit_id)
        if is_till or POLICY.allows(actor, A.READ_VOUCHER, member_id=voucher.member_id):
            # The bag of rice: what was handed over, where.
            found[row.id] = Stop(
                f"领到 {voucher.title} × {row.quantity}",
                "已领取",
                row.at,
                who=units[row.unit_id].name,
                target=("voucher", voucher.id),
            )
    return found


def guarantee_stops(uow: UnitOfWork, actor: Actor, community_id: int, ids: Collection[UUID]) -> dict[UUID, Stop | None]:
    """Return what the reserve paid, by id: to the shop that handed the goods over, and who reads its statement."""
    rows = _rows(uow, Guarantee, community_id, ids)
    seen = [row for row in rows if POLICY.allows(actor, A.READ_STATEMENT, unit_id=row.unit_id)]
    vouchers = {row.id: row for row in _rows(uow, Voucher, community_id, {row.voucher_id for row in seen})}
    units = communities.units_by_ids(uow, community_id, {row.unit_id for row in seen})
    return {
        row.id: Stop(
            f"保障金支付 {vouchers[row.voucher_id].title} × {row.quantity}",
            f"{row.points}积分",
            row.at,
            who=units[row.unit_id].name,
            target=("voucher", row.voucher_id),
        )
        for row in seen
    }


def refund_stops(uow: UnitOfWork, actor: Actor, community_id: int, ids: Collection[UUID]) -> dict[UUID, Stop | None]:
    """Return refunds by id, to whoever sees their redemption."""
    rows = _rows(uow, Refund, community_id, ids)
    taken = {row.id: row for row in _rows(uow, Redemption, community_id, {row.redemption_id for row in rows})}
    vouchers = {row.id: row for row in _rows(uow, Voucher, community_id, {row.voucher_id for row in taken.values()})}
    units = communities.units_by_ids(uow, community_id, {row.unit_id for row in rows})
    found: dict[UUID, Stop | None] = {}
    for row in rows:
        voucher = vouchers[taken[row.redemption_id].voucher_id]
        sees = POLICY.allows(actor, A.READ_REDEMPTION, unit_id=row.unit_id, member_id=voucher.member_id)
        title = f"退货 {voucher.title} × {row.quantity}"
        found[row.id] = (
            Stop(title, "已退回积分", row.at, who=units[row.unit_id].name, target=("voucher", voucher.id))
            if sees
            else None
        )
    return found


def statement_stops(uow: UnitOfWork, actor: Actor, community_id: int, ids: Collection[UUID]) -> dict[UUID, Stop | None]:
    """Return statements of days by id, to whoever may read them."""
    rows = _rows(uow, MerchantStatement, community_id, ids)
    units = communities.units_by_ids(uow, community_id, {row.unit_id for row in rows})
    return {
        row.id: (
            Stop(
                f"日结单 {statement_number(row.number)}：{row.day.month}月{row.day.day}日",
                "已结算" if row.fulfilled else "已出单",
                row.made_at,
                who=units[row.unit_id].name,
            )
            if POLICY.allows(actor, A.READ_STATEMENTS, unit_id=row.unit_id)
            else None
        )
        for row in rows
    }
