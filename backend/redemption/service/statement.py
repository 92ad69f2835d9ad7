"""A shop's days as it checks them: figures and lines of the ledger, a month at a glance, both as a table to keep."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.books import service as books
from backend.books.types import PointAccount
from backend.communities import service as communities
from backend.communities.types import UnitRef
from backend.core.actor import Actor
from backend.core.clock import local_date, local_day, next_month
from backend.infra.documents import Document
from backend.infra.documents.sheet import Table, write_workbook
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.uow import UnitOfWork
from backend.redemption.models import Redemption, Voucher
from backend.redemption.models.merchants import MerchantStatement, Refund
from backend.redemption.policy import POLICY, A
from backend.redemption.rules import DayFigures
from backend.redemption.service.daybook import FULFILLED_SOURCE, figures_of
from backend.redemption.service.statement_talk import state_of, talk_of, view_talk
from backend.redemption.service.view import number_text, view_redemptions

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LINE_HEADINGS = ("时间", "券号", "事项", "份数", "积分")
DAY_HEADINGS = ("日期", "编号", "期初", "兑换", "退货", "更正", "期末", "已结算", "笔数")
FIGURES = ("opening", "redeemed", "refunds", "corrections", "closing")


def statement_number(number: int) -> str:
    """Return a statement's number as people read it (结-000012)."""
    return f"结-{number:06d}"


def get_statement(uow: UnitOfWork, actor: Actor, community_id: int, unit_id: UUID, day: date) -> dict[str, Any]:
    """Return a merchant's statement of one local day: opening + total = closing; raises NotFoundError.

    A day that is not over has no number yet and goes by the ledger as it is. A clerk sees today alone.
    """
    _permit(uow, actor, unit_id, day)
    merchant = communities.get_unit(uow, community_id, unit_id)
    made = find_statement(uow, community_id, unit_id, day)
    figures = _figures(made) if made else figures_of(uow, community_id, unit_id, day)
    talk = talk_of(uow, community_id, [made.id])[made.id] if made else []
    return {
        "merchant": merchant,
        "date": day,
        **asdict(figures),
        "lines": _lines(uow, community_id, unit_id, day),
        "total": figures.closing - figures.opening,
        "count": figures.lines,
        "number": statement_number(made.number) if made else None,
        "fulfilled": made.fulfilled if made else 0,
        **view_talk(uow, actor, unit_id, community_id, talk if made else None),
    }


def _permit(uow: UnitOfWork, actor: Actor, unit_id: UUID, day: date) -> None:
    POLICY.permit(actor, A.READ_STATEMENT, unit_id=unit_id)
    if day != local_date(uow.now):
        POLICY.permit(actor, A.READ_STATEMENTS, unit_id=unit_id)


def find_statement(uow: UnitOfWork, community_id: int, unit_id: UUID, day: date) -> MerchantStatement | None:
    """Return the statement that was made of a day, or None."""
    return uow.session.scalars(
        select(MerchantStatement).where(
            MerchantStatement.community_id == community_id,
            MerchantStatement.unit_id == unit_id,
            MerchantStatement.day == day,
        )
    ).one_or_none()


def _figures(made: MerchantStatement) -> DayFigures:
    return DayFigures(**{name: getattr(made, name) for name in FIGURES}, lines=made.lines)


def _lines(uow: UnitOfWork, community_id: int, unit_id: UUID, day: date) -> list[dict[str, Any]]:
    """Return the ledger's lines of a day, with voucher and pieces where they have some."""
    found = books.period_of(uow, community_id, PointAccount.merchant(unit_id), *local_day(day))
    lines = [line for line in found.lines if line.source_type != FULFILLED_SOURCE]
    vouchers = _vouchers(uow, community_id, {line.source_id for line in lines if line.source_id})
    shown = []
    for line in lines:
        voucher = vouchers.get(line.source_id) if line.source_id else None
        shown.append(
            {
                "at": line.at,
                "voucher_number": number_text(voucher.number) if voucher else None,
                "title": line.title,
                "quantity": int(line.amount / voucher.price_points) if voucher else 0,
                "points": line.amount,
            }
        )
    return shown


def _vouchers(uow: UnitOfWork, community_id: int, sources: Collection[UUID]) -> dict[UUID, Voucher]:
    """Return the voucher of every line that is of one: by the voucher's own id, or by its refund's."""
    refunded = (
        select(Refund.id, Redemption.voucher_id)
        .join(Redemption, (Redemption.community_id == Refund.community_id) & (Redemption.id == Refund.redemption_id))
        .where(Refund.community_id == community_id, Refund.id.in_(sources))
    )
    by_source = {id_: id_ for id_ in sources} | {row.id: row.voucher_id for row in uow.session.execute(refunded)}
    found = uow.session.scalars(
        select(Voucher).where(Voucher.community_id == community_id, Voucher.id.in_(set(by_source.values())))
    )
    vouchers = {voucher.id: voucher for voucher in found}
    return {id_: vouchers[voucher_id] for id_, voucher_id in by_source.items() if voucher_id in vouchers}


def get_month(uow: UnitOfWork, actor: Actor, community_id: int, unit_id: UUID, first: date) -> dict[str, Any]:
    """Return the statements made of a calendar month's days, the newest first, and their sums; raises NotFoundError."""
    POLICY.permit(actor, A.READ_STATEMENTS, unit_id=unit_id)
    merchant = communities.get_unit(uow, community_id, unit_id)
    rows = _of_month(uow, community_id, unit_id, first)
    talk = talk_of(uow, community_id, [row.id for row in rows])
    days = [_day(row) | dict(zip(("state", "state_name"), state_of(talk[row.id]), strict=True)) for row in rows]
    names = ("redeemed", "refunds", "corrections", "fulfilled")
    return {
        "merchant": merchant,
        "month": f"{first:%Y-%m}",
        "days": days,
        "sums": {name: sum(day[name] for day in days) for name in names},
    }


def _of_month(uow: UnitOfWork, community_id: int, unit_id: UUID, first: date) -> Sequence[MerchantStatement]:
    return uow.session.scalars(
        select(MerchantStatement)
        .where(
            MerchantStatement.community_id == community_id,
            MerchantStatement.unit_id == unit_id,
            MerchantStatement.day.between(first, next_month(first) - timedelta(days=1)),
        )
        .order_by(MerchantStatement.day.desc())
    ).all()


def _day(row: MerchantStatement) -> dict[str, Any]:
    figures = {name: getattr(row, name) for name in FIGURES}
    return {"date": row.day, "number": statement_number(row.number), **figures, "fulfilled": row.fulfilled}


def write_day(uow: UnitOfWork, actor: Actor, community_id: int, unit_id: UUID, day: date) -> Document:
    """Return a day's statement as xlsx: its figures and its lines; raises NotFoundError."""
    shown = get_statement(uow, actor, community_id, unit_id, day)
    lines = [tuple(line.values()) for line in shown["lines"]]
    head = (day, shown["number"] or "未出单", *(shown[name] for name in FIGURES), shown["fulfilled"], shown["count"])
    tables = [
        Table("日结单", ("商户", *DAY_HEADINGS), [(shown["merchant"].name, *head)]),
        Table("明细", LINE_HEADINGS, lines),
    ]
    return Document(f"statement-{day.isoformat()}.xlsx", XLSX, write_workbook(tables))


def write_month(uow: UnitOfWork, actor: Actor, community_id: int, unit_id: UUID, first: date) -> Document:
    """Return a month's statements as xlsx, a row each and their sums; raises NotFoundError."""
    POLICY.permit(actor, A.READ_STATEMENTS, unit_id=unit_id)
    merchant: UnitRef = communities.get_unit(uow, community_id, unit_id)
    made = _of_month(uow, community_id, unit_id, first)[::-1]
    rows = [(*_day(row).values(), row.lines) for row in made]
    sums = [sum(getattr(row, name) for row in made) for name in ("redeemed", "refunds", "corrections")]
    total = ("合计", "", "", *sums, "", sum(row.fulfilled for row in made), sum(row.lines for row in made))
    name = f"{merchant.name}{first.month}月"
    return Document(f"statements-{first:%Y-%m}.xlsx", XLSX, write_workbook([Table(name, DAY_HEADINGS, [*rows, total])]))


def list_redemptions(
    uow: UnitOfWork, actor: Actor, community_id: int, unit_id: UUID, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return what a merchant redeemed, newest first, to a clerk today's; raises NotFoundError."""
    POLICY.permit(actor, A.READ_STATEMENT, unit_id=unit_id)
    communities.get_unit(uow, community_id, unit_id)
    wanted = select(Redemption).where(Redemption.community_id == community_id, Redemption.unit_id == unit_id)
    if not POLICY.allows(actor, A.READ_STATEMENTS, unit_id=unit_id):
        wanted = wanted.where(Redemption.at >= local_day(local_date(uow.now))[0])
    found = fetch_page(uow.session, wanted, page, keys=[Redemption.id])
    return Page(view_redemptions(uow, community_id, found.items), found.next_cursor)
