"""What stands in the books: balances, the coverage of all points, a merchant's day. It only reads."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, case, func, or_, select, tuple_

from backend.books.models import COMMUNITY_OWNER, Account, TransferRow
from backend.books.policy import POLICY, A
from backend.books.rules import coverage_percent, local_day
from backend.books.types import (
    AccountKind,
    AnyAccount,
    Balance,
    Book,
    Coverage,
    MerchantDay,
    MerchantLine,
    ServiceRecords,
    TransferType,
)
from backend.core.actor import Actor
from backend.core.amounts import Points
from backend.infra.runtime import port
from backend.infra.uow import UnitOfWork

_POSTED = Account.credits_posted - Account.debits_posted


@dataclass(frozen=True, slots=True)
class CoverageView:
    """The coverage as the home page shows it."""

    coverage: Coverage
    coverage_percent: int
    awaiting_backing_records: int


def balances(uow: UnitOfWork, community_id: int, accounts: Collection[AnyAccount]) -> dict[AnyAccount, Balance]:
    """Return what stands in each account, in its book's unit; 0 for one that nothing has touched yet."""
    names = {(each.book.value, each.kind.value, each.owner_id or COMMUNITY_OWNER): each for each in accounts}
    found = {account: Balance(0, 0) for account in accounts}
    rows = uow.session.execute(
        select(
            Account.book,
            Account.kind,
            Account.owner_id,
            _POSTED.label("balance"),
            (_POSTED - Account.debits_pending).label("available"),
        ).where(
            Account.community_id == community_id,
            tuple_(Account.book, Account.kind, Account.owner_id).in_(list(names)),
        )
    )
    for row in rows:
        found[names[row.book, row.kind, row.owner_id]] = Balance(row.balance, row.available)
    return found


def coverage(uow: UnitOfWork, community_id: int) -> Coverage:
    """Return where all points of the community are, from one statement and so of one moment."""
    rows = uow.session.execute(
        select(
            Account.kind,
            func.sum(Account.debits_posted).label("debits"),
            func.sum(Account.credits_posted).label("credits"),
        )
        .where(Account.community_id == community_id, Account.book == Book.POINT)
        .group_by(Account.kind)
    )
    sums = {AccountKind(row.kind): (int(row.debits), int(row.credits)) for row in rows}
    pledged, lapsed = sums.get(AccountKind.PLEDGE, (0, 0))

    def held(kind: AccountKind) -> Points:
        debited, credited = sums.get(kind, (0, 0))
        return Points(credited - debited)

    return Coverage(
        pledged=Points(pledged),
        lapsed=Points(lapsed),
        backing=held(AccountKind.BACKING),
        members=held(AccountKind.MEMBER),
        pool=held(AccountKind.POOL),
        vouchers=held(AccountKind.VOUCHER),
        merchants=held(AccountKind.MERCHANT),
        reserve=held(AccountKind.RESERVE),
        fulfilled=held(AccountKind.FULFILLED),
        clearing=held(AccountKind.CLEARING),
    )


def read_coverage(uow: UnitOfWork, actor: Actor, community_id: int) -> CoverageView:
    """Return the coverage for a member of the community."""
    POLICY.permit(actor, A.READ_COVERAGE)
    found = coverage(uow, community_id)
    records = port(ServiceRecords)
    return CoverageView(found, coverage_percent(found), records.count_awaiting_backing(uow, community_id))


def merchant_lines(uow: UnitOfWork, community_id: int, unit_id: UUID, day: date) -> MerchantDay:
    """Return a merchant's account on a local day, oldest line first: opening + lines = closing, to the point.

    The opening is the balance less all moves since the day began, in one statement: what is posted meanwhile
    can't be in both.
    """
    start, end = local_day(day)
    account_id = uow.session.scalar(
        select(Account.id).where(
            Account.community_id == community_id,
            Account.book == Book.POINT,
            Account.kind == AccountKind.MERCHANT,
            Account.owner_id == unit_id,
        )
    )
    if account_id is None:
        return MerchantDay(Points(0), [], Points(0))
    opening = _balance_before(uow, community_id, account_id, start)
    lines = [_merchant_line(row) for row in _moves(uow, community_id, account_id, start, end)]
    return MerchantDay(opening, lines, Points(opening + sum(line.amount for line in lines)))


def _signed(account_id: UUID) -> Any:
    """Return the amount as the account sees it."""
    return case((TransferRow.credit_account_id == account_id, TransferRow.amount), else_=-TransferRow.amount)


def _touches(community_id: int, account_id: UUID, start: datetime) -> tuple[Any, ...]:
    return (
        TransferRow.community_id == community_id,
        or_(TransferRow.credit_account_id == account_id, TransferRow.debit_account_id == account_id),
        TransferRow.occurred_at >= start,
        TransferRow.state.in_(("posted", "post_pending")),
    )


def _balance_before(uow: UnitOfWork, community_id: int, account_id: UUID, start: datetime) -> Points:
    since = (
        select(func.coalesce(func.sum(_signed(account_id)), 0))
        .where(*_touches(community_id, account_id, start))
        .scalar_subquery()
    )
    opening = select(_POSTED - since).where(Account.community_id == community_id, Account.id == account_id)
    return Points(int(uow.session.execute(opening).scalar_one()))


def _moves(uow: UnitOfWork, community_id: int, account_id: UUID, start: datetime, end: datetime) -> list[Row[Any]]:
    line = case((TransferRow.credit_account_id == account_id, TransferRow.credit_line), else_=TransferRow.debit_line)
    return list(
        uow.session.execute(
            select(
                TransferRow.id,
                TransferRow.occurred_at,
                TransferRow.title,
                TransferRow.type,
                TransferRow.source_type,
                TransferRow.source_id,
                _signed(account_id).label("amount"),
            )
            .where(*_touches(community_id, account_id, start), TransferRow.occurred_at < end)
            .order_by(TransferRow.occurred_at, line)
        )
    )


def _merchant_line(row: Row[Any]) -> MerchantLine:
    source = None if row.source_type is None else (row.source_type, row.source_id)
    return MerchantLine(row.id, row.occurred_at, row.title, TransferType(row.type), row.amount, source)
