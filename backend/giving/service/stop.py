"""Gifts, the pool's donations, grants, funds, their donations and uses as stops of the trace."""

from collections.abc import Collection
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select

from backend.core.actor import Actor
from backend.giving.models import EntitlementRow, Fund, FundDonation, FundUse, Gift, Grant, PoolDonation
from backend.giving.policy import POLICY, A
from backend.giving.service.donation_view import view_donations
from backend.giving.service.use import view_uses
from backend.giving.types import ENTITLEMENT_STATE_NAMES, EntitlementState
from backend.infra.db import Base
from backend.infra.stops import Stop
from backend.infra.uow import UnitOfWork

R = TypeVar("R", bound=Base)
Stops = dict[UUID, Stop | None]


def _rows(uow: UnitOfWork, model: type[R], community_id: int, ids: Collection[UUID]) -> list[R]:
    table: Any = model
    return list(uow.session.scalars(select(model).where(table.community_id == community_id, table.id.in_(ids))))


def gift_stops(uow: UnitOfWork, actor: Actor, community_id: int, ids: Collection[UUID]) -> Stops:
    """Return gifts by id to the two they are between."""
    return {
        row.id: Stop(f"亲属赠与：{row.minutes}分钟", "已送出", row.given_at)
        for row in _rows(uow, Gift, community_id, ids)
        if any(POLICY.allows(actor, A.READ_GIFT, member_id=each) for each in (row.giver_id, row.receiver_id))
    }


def pool_donation_stops(uow: UnitOfWork, actor: Actor, community_id: int, ids: Collection[UUID]) -> Stops:
    """Return donations to the pool by id; the pool's account is every member's to see."""
    if not POLICY.allows(actor, A.READ_POOL):
        return {}
    rows = _rows(uow, PoolDonation, community_id, ids)
    units = {"TIME": "分钟时间币", "POINT": "积分"}
    return {row.id: Stop(f"捐入公益池：{row.amount}{units[row.book]}", "已入池", row.given_at) for row in rows}


def grant_stops(uow: UnitOfWork, actor: Actor, community_id: int, ids: Collection[UUID]) -> Stops:
    """Return grants by id to who received them and to the desk."""
    return {
        row.id: Stop(f"公益池发放：{row.minutes}分钟", "已发放", row.given_at)
        for row in _rows(uow, Grant, community_id, ids)
        if POLICY.allows(actor, A.READ_GRANT, member_id=row.member_id)
    }


def entitlement_stops(uow: UnitOfWork, actor: Actor, community_id: int, ids: Collection[UUID]) -> Stops:
    """Return entitlements by id to whom they are of and to the desk."""
    return {
        row.id: Stop("公益时间资格", ENTITLEMENT_STATE_NAMES[EntitlementState(row.state)], row.proposed_at)
        for row in _rows(uow, EntitlementRow, community_id, ids)
        if POLICY.allows(actor, A.READ_GRANT, member_id=row.member_id)
    }


def fund_stops(uow: UnitOfWork, actor: Actor, community_id: int, ids: Collection[UUID]) -> Stops:
    """Return funds by id."""
    if not POLICY.allows(actor, A.READ_FUNDS):
        return {}
    return {row.id: Stop(row.name, "公益基金", row.opened_at) for row in _rows(uow, Fund, community_id, ids)}


def fund_donation_stops(uow: UnitOfWork, actor: Actor, community_id: int, ids: Collection[UUID]) -> Stops:
    """Return acknowledged donations by id, their donors as they chose."""
    if not POLICY.allows(actor, A.READ_FUNDS):
        return {}
    rows = [row for row in _rows(uow, FundDonation, community_id, ids) if row.number is not None]
    return {
        view["id"]: Stop(
            f"捐赠：{told(view)}",
            view["state_name"],
            view["acknowledged_at"],
            who=view["donor_name"],
            target=("fund", view["fund"]["id"]),
        )
        for view in view_donations(uow, actor, rows)
    }


def fund_use_stops(uow: UnitOfWork, actor: Actor, community_id: int, ids: Collection[UUID]) -> Stops:
    """Return uses of funds by id."""
    if not POLICY.allows(actor, A.READ_FUNDS):
        return {}
    rows = _rows(uow, FundUse, community_id, ids)
    funds = {row.id: row.fund_id for row in rows}
    return {
        view["id"]: Stop(
            f"{view['purpose']}：{told(view)}", "已使用", view["recorded_at"], target=("fund", funds[view["id"]])
        )
        for view in view_uses(uow, rows)
    }


def told(view: dict[str, Any]) -> str:
    """Return how much of what: 大米20千克, 500.00元."""
    goods = view["goods"]
    return f"{goods['what']}{view['amount']}{goods['unit']}" if goods else f"{view['amount'] / 100:.2f}元"
