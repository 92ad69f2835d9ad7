"""Statements: an account or a book over any time, opening + lines = closing, as lines, table or paper."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, case, func, or_, select

from backend.books.errors import ArchivedError, StatementTooLongError
from backend.books.models import COMMUNITY_OWNER, Account, TransferRow
from backend.books.policy import POLICY, A
from backend.books.service.archive_files import archived_until
from backend.books.types import (
    BOOK_NAMES,
    BOOK_UNITS,
    MOVED,
    AnyAccount,
    Flow,
    Flows,
    PassbookBook,
    PassbookLine,
    Period,
    PointAccount,
    ServiceRecords,
    StatementWanted,
    TimeAccount,
    TransferType,
    UnitAccount,
)
from backend.core.actor import Actor
from backend.core.clock import LOCAL_ZONE, local_date, local_day
from backend.core.errors import NotMemberError
from backend.infra.documents import Document
from backend.infra.documents.pdf import Paper, write_pdf
from backend.infra.documents.sheet import write_csv
from backend.infra.runtime import port
from backend.infra.uow import UnitOfWork

# Written in well under a second; a longer time is asked for in parts.
LINES_MAX, PAPER_LINES_MAX = 5_000, 300
HEADINGS = ("时间", "事项", "数额", "余额")
WIDTHS = (20, 48, 16, 16)
UNIT_NAMES = {"minute": "分钟", "point": "积分"}
UNIT_ACCOUNT_NAMES = {UnitAccount.MERCHANT: "商户积分", UnitAccount.PLEDGE: "承诺的积分"}


def read_statement(uow: UnitOfWork, actor: Actor, community_id: int, wanted: StatementWanted) -> Period:
    """Return one of the caller's own books, or a merchant's points, over local days; raises ForbiddenError.

    Raises StatementTooLongError beyond LINES_MAX lines.
    """
    start, end = local_day(wanted.first)[0], local_day(wanted.last)[1]
    if wanted.unit_id is not None:
        POLICY.permit(actor, A.READ_STATEMENT, unit_id=wanted.unit_id)
        return _bounded(_unit_period(uow, community_id, wanted, start, end), LINES_MAX)
    POLICY.permit(actor, A.READ_PASSBOOK)
    if actor.member_id is None:
        raise NotMemberError
    if wanted.book is PassbookBook.SERVICE:
        found = port(ServiceRecords).period(uow, community_id, actor.member_id, start, end)
    else:
        of = PointAccount if wanted.book is PassbookBook.POINT else TimeAccount
        found = period_of(uow, community_id, of.member(actor.member_id), start, end)
    return _bounded(found, LINES_MAX)


def _unit_period(uow: UnitOfWork, community_id: int, wanted: StatementWanted, start: datetime, end: datetime) -> Period:
    """Return a unit's account; what it promised is told as a sum that grows, though its account sinks."""
    assert wanted.unit_id is not None, "asked for a unit"
    if wanted.account is UnitAccount.MERCHANT:
        return period_of(uow, community_id, PointAccount.merchant(wanted.unit_id), start, end)
    found = period_of(uow, community_id, PointAccount.pledge(wanted.unit_id), start, end)
    lines = [replace(line, amount=-line.amount, balance=-line.balance) for line in found.lines]
    return Period(-found.opening, lines, -found.closing)


def write_statement(
    uow: UnitOfWork, actor: Actor, community_id: int, wanted: StatementWanted, *, paper: bool
) -> Document:
    """Return the statement as CSV, or as PDF for printing (at most PAPER_LINES_MAX lines)."""
    found = read_statement(uow, actor, community_id, wanted)
    rows = _rows(found, wanted)
    file = f"statement-{wanted.first.isoformat()}-{wanted.last.isoformat()}"
    if not paper:
        return Document(f"{file}.csv", "text/csv; charset=utf-8", write_csv(HEADINGS, rows))
    _bounded(found, PAPER_LINES_MAX)
    name, unit = name_of(wanted), unit_of(wanted)
    notes = [f"{wanted.first.isoformat()} 至 {wanted.last.isoformat()}，单位：{UNIT_NAMES[unit]}。"]
    if wanted.unit_id is None and actor.name:
        notes.insert(0, actor.name)
    texts = [[_shown(cell) for cell in row] for row in rows]
    content = write_pdf(Paper(f"{name}对账单", notes, HEADINGS, texts, WIDTHS))
    return Document(f"{file}.pdf", "application/pdf", content)


def name_of(wanted: StatementWanted) -> str:
    """Return what the statement is of, in Chinese."""
    return UNIT_ACCOUNT_NAMES[wanted.account] if wanted.unit_id is not None else BOOK_NAMES[wanted.book]


def unit_of(wanted: StatementWanted) -> str:
    """Return what it counts: minute or point."""
    return BOOK_UNITS[PassbookBook.POINT if wanted.unit_id is not None else wanted.book]


def _rows(found: Period, wanted: StatementWanted) -> list[tuple[Any, ...]]:
    lines = [(line.at, line.title, line.amount, line.balance) for line in found.lines]
    first, last = local_day(wanted.first)[0], local_day(wanted.last)[1] - timedelta(minutes=1)
    return [(first, "期初余额", "", found.opening), *lines, (last, "期末余额", "", found.closing)]


def _shown(cell: Any) -> str:
    return f"{cell.astimezone(LOCAL_ZONE):%Y-%m-%d %H:%M}" if isinstance(cell, datetime) else str(cell)


def _bounded(found: Period, most: int) -> Period:
    if len(found.lines) > most:
        raise StatementTooLongError(f"一次最多{most}行，请缩短时间", most=most)
    return found


def period_of(uow: UnitOfWork, community_id: int, account: AnyAccount, start: datetime, end: datetime) -> Period:
    """Return an account from one moment to before another; of one that nothing has touched, zeros.

    The opening is the balance less all moves since the start, in one statement: what is posted meanwhile can't be in
    both. Raises ArchivedError (``first``) for a start whose lines are archived.
    """
    ids = _accounts(uow, community_id, account, start)
    if not ids:
        return Period(0, [], 0)
    opening = _balance_before(uow, community_id, ids, start)
    lines = _running(opening, _moves(uow, community_id, ids, start, end))
    return Period(opening, lines, lines[-1].balance if lines else opening)


def flows_of(uow: UnitOfWork, community_id: int, account: AnyAccount, start: datetime, end: datetime) -> Flows:
    """Return what moved in and out of an account from one moment to before another, summed by reason.

    However many lines it has, it is three statements. Raises ArchivedError as ``period_of`` does.
    """
    ids = _accounts(uow, community_id, account, start)
    if not ids:
        return Flows(0, [], 0)
    incoming = TransferRow.credit_account_id.in_(ids)
    rows = uow.session.execute(
        select(TransferRow.type, incoming.label("incoming"), func.count(), func.sum(TransferRow.amount))
        .where(*_touches(community_id, ids, start), TransferRow.occurred_at < end)
        .group_by(TransferRow.type, incoming)
        .order_by(TransferRow.type, incoming)
    )
    flows = [Flow(TransferType(type_), is_in, times, int(amount)) for type_, is_in, times, amount in rows]
    opening = _balance_before(uow, community_id, ids, start)
    return Flows(opening, flows, opening + sum(flow.amount if flow.incoming else -flow.amount for flow in flows))


def _accounts(uow: UnitOfWork, community_id: int, account: AnyAccount, start: datetime) -> Sequence[UUID]:
    """Return the account's stripes; raises ArchivedError for a start whose lines are archived."""
    archived = archived_until(uow, community_id)
    if archived is not None and start < archived:
        raise ArchivedError(first=local_date(archived).isoformat())
    return uow.session.scalars(
        select(Account.id).where(
            Account.community_id == community_id,
            Account.book == account.book,
            Account.kind == account.kind,
            Account.owner_id == (account.owner_id or COMMUNITY_OWNER),
        )
    ).all()


def _running(opening: int, rows: Sequence[Row[Any]]) -> list[PassbookLine]:
    balance, lines = opening, []
    for row in rows:
        balance += row.amount
        lines.append(
            PassbookLine(row.id, row.occurred_at, row.title, row.amount, balance, row.source_type, row.source_id)
        )
    return lines


def _signed(ids: Sequence[UUID]) -> Any:
    """Return the amount as the account sees it, whose stripes these are."""
    return case((TransferRow.credit_account_id.in_(ids), TransferRow.amount), else_=-TransferRow.amount)


def _touches(community_id: int, ids: Sequence[UUID], start: datetime) -> tuple[Any, ...]:
    return (
        TransferRow.community_id == community_id,
        or_(TransferRow.credit_account_id.in_(ids), TransferRow.debit_account_id.in_(ids)),
        TransferRow.occurred_at >= start,
        TransferRow.state.in_(MOVED),
        TransferRow.type != TransferType.SWEEP,
    )


def _balance_before(uow: UnitOfWork, community_id: int, ids: Sequence[UUID], start: datetime) -> int:
    since = (
        select(func.coalesce(func.sum(_signed(ids)), 0)).where(*_touches(community_id, ids, start)).scalar_subquery()
    )
    opening = select(func.sum(Account.credits_posted - Account.debits_posted) - since).where(
        Account.community_id == community_id, Account.id.in_(ids)
    )
    return int(uow.session.execute(opening).scalar_one())


def _moves(
    uow: UnitOfWork, community_id: int, ids: Sequence[UUID], start: datetime, end: datetime
) -> Sequence[Row[Any]]:
    line = case((TransferRow.credit_account_id.in_(ids), TransferRow.credit_line), else_=TransferRow.debit_line)
    return uow.session.execute(
        select(
            TransferRow.id,
            TransferRow.occurred_at,
            TransferRow.title,
            TransferRow.source_type,
            TransferRow.source_id,
            _signed(ids).label("amount"),
        )
        .where(*_touches(community_id, ids, start), TransferRow.occurred_at < end)
        .order_by(TransferRow.occurred_at, line, TransferRow.id)
        .limit(LINES_MAX + 1)
    ).all()
