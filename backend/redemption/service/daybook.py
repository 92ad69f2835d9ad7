"""The statement of every day: made once a day is over, by the ledger's own sums, and fulfilled in the same batch.

A statement is never written again. What is corrected later (a refund of what was fulfilled) is a line of a later one.
"""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from backend.books import service as books
from backend.books.types import Mode, PointAccount, Transfer, TransferType
from backend.core.amounts import Points
from backend.core.clock import local_date, local_day
from backend.infra import numbers, outbox
from backend.infra.uow import UnitOfWork
from backend.redemption import events
from backend.redemption.models.merchants import Merchant, MerchantStatement
from backend.redemption.rules import DayFigures, day_figures

# What fulfils a day names its statement; it is no line of any.
FULFILLED_SOURCE = "merchant_statement"


def make_due_statement(uow: UnitOfWork, community_id: int) -> int:
    """Make the statement of one shop's day that is over, where anything moved; return 1, or 0: nothing is due.

    The shop's row is locked until it is done: of two workers one finds it done. Only the statement of yesterday is
    fulfilled; of days that were missed the last one settles all, so that no day is paid before its refunds.
    """
    merchant = uow.session.scalars(
        select(Merchant)
        .where(Merchant.community_id == community_id, Merchant.statement_due_at <= uow.now)
        .order_by(Merchant.statement_due_at)
        .limit(1)
        .with_for_update(skip_locked=True, key_share=True)
    ).one_or_none()
    if merchant is None or merchant.statement_due_at is None:
        return 0
    day = local_date(merchant.statement_due_at) - timedelta(days=1)
    figures = figures_of(uow, community_id, merchant.unit_id, day)
    is_yesterday = day == local_date(uow.now) - timedelta(days=1)
    if figures.lines or (figures.opening and is_yesterday):
        _write(uow, merchant, day, figures, fulfils=is_yesterday)
    merchant.statement_due_at += timedelta(days=1)  # Shanghai has known no summer time since 1991
    uow.session.flush()
    return 1


def figures_of(uow: UnitOfWork, community_id: int, unit_id: UUID, day: date) -> DayFigures:
    """Return a shop's figures of a local day as the ledger has them now."""
    return day_figures(books.flows_of(uow, community_id, PointAccount.merchant(unit_id), *local_day(day)))


def _write(uow: UnitOfWork, merchant: Merchant, day: date, figures: DayFigures, *, fulfils: bool) -> None:
    community_id, unit_id = merchant.community_id, merchant.unit_id
    id_ = uow.new_id()
    fulfilled = _fulfil(uow, merchant, day, id_, figures.closing) if fulfils and figures.closing else 0
    statement = MerchantStatement(
        community_id=community_id,
        id=id_,
        unit_id=unit_id,
        day=day,
        number=numbers.next_number(uow, community_id, "statement"),
        opening=figures.opening,
        redeemed=figures.redeemed,
        refunds=figures.refunds,
        corrections=figures.corrections,
        closing=figures.closing,
        fulfilled=fulfilled,
        lines=figures.lines,
        made_at=uow.now,
    )
    uow.session.add(statement)
    uow.session.flush()
    told = {"statement_id": str(statement.id), "unit_id": str(unit_id), "number": statement.number}
    told |= {"day": day.isoformat(), "closing": figures.closing}
    outbox.record(uow, community_id, events.STATEMENT_MADE, told)


def _fulfil(uow: UnitOfWork, merchant: Merchant, day: date, statement_id: UUID, closing: int) -> int:
    """Move what the day closes with to fulfilled, up to what no refund took since; return what moved."""
    moved = Transfer(
        PointAccount.merchant(merchant.unit_id),
        PointAccount.fulfilled(merchant.unit_id),
        Points(closing),
        TransferType.FULFIL,
        f"fulfil:{merchant.unit_id}:{day.isoformat()}",
        f"日结：{day.month}月{day.day}日",
        (FULFILLED_SOURCE, statement_id),
        mode=Mode.UP_TO,
    )
    return books.post(uow, merchant.community_id, [moved])[0].amount
