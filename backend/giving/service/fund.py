"""Funds and their public account: what was received, used and is left, of money and of each kind of goods."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert

from backend.communities import service as communities
from backend.core.actor import Actor, Role
from backend.core.errors import NotFoundError
from backend.giving.errors import FundNameTakenError
from backend.giving.models import Fund, FundDonation, FundGoods
from backend.giving.policy import POLICY, A
from backend.giving.types import DonationState, Goods, NewFund
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.rows import add_or_refuse
from backend.infra.uow import UnitOfWork


def open_fund(uow: UnitOfWork, actor: Actor, community_id: int, new: NewFund) -> dict[str, Any]:
    """Open a fund that the community or a unit keeps; raises NotFoundError for the unit, FundNameTakenError."""
    POLICY.permit(actor, A.OPEN_FUND)
    if new.keeper_unit_id is not None:
        communities.get_unit(uow, community_id, new.keeper_unit_id)
    fund = Fund(
        community_id=community_id,
        id=uow.new_id(),
        name=new.name,
        purpose=new.purpose,
        keeper_unit_id=new.keeper_unit_id,
        received=0,
        used=0,
        opened_by=actor.member_id,
        opened_at=uow.now,
    )
    add_or_refuse(uow, fund, refusal=FundNameTakenError)
    return view_funds(uow, actor, [fund])[0]


def list_funds(uow: UnitOfWork, actor: Actor, community_id: int, page: PageRequest) -> Page[dict[str, Any]]:
    """Return the community's funds, newest first."""
    POLICY.permit(actor, A.READ_FUNDS)
    found = fetch_page(uow.session, select(Fund).where(Fund.community_id == community_id), page, keys=[Fund.id])
    return Page(view_funds(uow, actor, found.items), found.next_cursor)


def get_fund(uow: UnitOfWork, actor: Actor, community_id: int, fund_id: UUID) -> dict[str, Any]:
    """Return a fund with its account; raises NotFoundError."""
    POLICY.permit(actor, A.READ_FUNDS)
    return view_funds(uow, actor, [load_fund(uow, community_id, fund_id)])[0]


def load_fund(uow: UnitOfWork, community_id: int, fund_id: UUID) -> Fund:
    """Return the fund as it is now; raises NotFoundError."""
    fund = uow.session.get(Fund, (community_id, fund_id), populate_existing=True)
    if fund is None:
        raise NotFoundError
    return fund


def keeps(actor: Actor, fund: Fund) -> bool:
    """Tell whether the actor speaks for the fund's keeper: the unit's contact, or for the community's its desk."""
    if fund.keeper_unit_id is not None:
        return Role.UNIT_CONTACT in actor.holds(unit_id=fund.keeper_unit_id)
    return not actor.roles.isdisjoint({Role.STAFF, Role.LEAD})


def goods_of(uow: UnitOfWork, community_id: int, fund_id: UUID, goods: Goods) -> FundGoods:
    """Return the fund's row of a kind of goods, made on its first mention."""
    uow.session.execute(
        insert(FundGoods)
        .values(
            community_id=community_id,
            id=uow.new_id(),
            fund_id=fund_id,
            what=goods.what,
            unit=goods.unit,
            received=0,
            used=0,
        )
        .on_conflict_do_nothing()
    )
    return uow.session.scalars(
        select(FundGoods).where(
            FundGoods.community_id == community_id,
            FundGoods.fund_id == fund_id,
            FundGoods.what == goods.what,
            FundGoods.unit == goods.unit,
        )
    ).one()


def goods_by_ids(uow: UnitOfWork, community_id: int, ids: Sequence[UUID | None]) -> dict[UUID | None, FundGoods]:
    """Return kinds of goods by id, as they are now."""
    wanted = {id_ for id_ in ids if id_ is not None}
    if not wanted:
        return {}
    rows = uow.session.scalars(
        select(FundGoods)
        .where(FundGoods.community_id == community_id, FundGoods.id.in_(wanted))
        .execution_options(populate_existing=True)
    )
    return {row.id: row for row in rows}


def lock_counted(uow: UnitOfWork, community_id: int, fund_id: UUID, goods_id: UUID | None) -> None:
    """Hold the row that counts the fund's money or goods until the end, so that corrections follow one another."""
    table: Any = Fund if goods_id is None else FundGoods
    uow.session.execute(
        select(table.id)
        .where(table.community_id == community_id, table.id == (goods_id or fund_id))
        .with_for_update(key_share=True)
    )


def receive(uow: UnitOfWork, community_id: int, fund_id: UUID, goods_id: UUID | None, amount: int) -> int:
    """Add what came to the fund's money or goods; return how much had been received before."""
    table: Any = Fund if goods_id is None else FundGoods
    received = uow.session.execute(
        update(table)
        .where(table.community_id == community_id, table.id == (goods_id or fund_id))
        .values(received=table.received + amount)
        .returning(table.received)
        .execution_options(synchronize_session=False)
    ).scalar_one()
    return int(received) - amount


def spend(uow: UnitOfWork, community_id: int, fund_id: UUID, goods_id: UUID | None, amount: int) -> bool:
    """Take from the fund's money or goods (a negative amount gives back); False when less is left, or no such goods."""
    table: Any = Fund if goods_id is None else FundGoods
    of_fund = [] if goods_id is None else [FundGoods.fund_id == fund_id]
    spent = uow.session.execute(
        update(table)
        .where(
            table.community_id == community_id,
            table.id == (goods_id or fund_id),
            *of_fund,
            table.used + amount <= table.received,
        )
        .values(used=table.used + amount)
        .returning(table.id)
        .execution_options(synchronize_session=False)
    ).first()
    return spent is not None


def view_funds(uow: UnitOfWork, actor: Actor, funds: Sequence[Fund]) -> list[dict[str, Any]]:
    """Return funds with money in fen, each kind of goods, and how many gave."""
    if not funds:
        return []
    community_id, ids = funds[0].community_id, [fund.id for fund in funds]
    units = communities.units_by_ids(uow, community_id, {f.keeper_unit_id for f in funds if f.keeper_unit_id})
    goods, counts = _goods_of_funds(uow, community_id, ids), _count_donations(uow, community_id, ids)
    return [
        {
            "id": fund.id,
            "name": fund.name,
            "purpose": fund.purpose,
            "keeper_name": units[fund.keeper_unit_id].name if fund.keeper_unit_id else "社区",
            "opened_at": fund.opened_at,
            "donations": counts.get(fund.id, 0),
            "money": _figures(fund),
            "goods": [
                {"id": row.id, "what": row.what, "unit": row.unit, **_figures(row)} for row in goods.get(fund.id, ())
            ],
            "may_record": POLICY.allows(actor, A.RECORD_USE, unit_id=fund.keeper_unit_id),
            "may_acknowledge": keeps(actor, fund),
        }
        for fund in funds
    ]


def _figures(row: Fund | FundGoods) -> dict[str, int]:
    return {"received": row.received, "used": row.used, "left": row.received - row.used}


def _goods_of_funds(uow: UnitOfWork, community_id: int, ids: Sequence[UUID]) -> dict[UUID, list[FundGoods]]:
    """Return by fund the kinds of goods that came, in the order of their first mention."""
    rows = uow.session.scalars(
        select(FundGoods)
        .where(FundGoods.community_id == community_id, FundGoods.fund_id.in_(ids), FundGoods.received > 0)
        .order_by(FundGoods.id)
        .execution_options(populate_existing=True)
    )
    found: dict[UUID, list[FundGoods]] = {}
    for row in rows:
        found.setdefault(row.fund_id, []).append(row)
    return found


def _count_donations(uow: UnitOfWork, community_id: int, ids: Sequence[UUID]) -> dict[UUID, int]:
    """Return by fund how many donations were acknowledged."""
    rows = uow.session.execute(
        select(FundDonation.fund_id, func.count().label("number"))
        .where(
            FundDonation.community_id == community_id,
            FundDonation.fund_id.in_(ids),
            FundDonation.state == DonationState.ACKNOWLEDGED,
        )
        .group_by(FundDonation.fund_id)
    )
    return {row.fund_id: row.number for row in rows}
