"""The passbook: a member's three books, newest lines first. It costs the same however long the history is."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, select, tuple_, union_all
from sqlalchemy.orm import InstrumentedAttribute

from backend.books.models import Account, TransferRow
from backend.books.policy import POLICY, A
from backend.books.service.receivables import owed_by
from backend.books.types import (
    MOVED,
    AccountKind,
    Book,
    BookView,
    PassbookBook,
    PassbookLine,
    ServiceRecords,
)
from backend.core.actor import Actor
from backend.core.errors import InvalidError, NotMemberError
from backend.infra.paging import Page, PageRequest
from backend.infra.runtime import port
from backend.infra.uow import UnitOfWork

_LEDGER_BOOKS = {PassbookBook.TIME: Book.TIME, PassbookBook.POINT: Book.POINT}
# A hold changes no posted balance, so it is no line.


def read_passbook(
    uow: UnitOfWork, actor: Actor, community_id: int, book: PassbookBook | None, page: PageRequest
) -> list[BookView]:
    """Return the caller's own books, all three or one; only one book can be paged (InvalidError)."""
    POLICY.permit(actor, A.READ_PASSBOOK)
    if actor.member_id is None:
        raise NotMemberError
    if book is None and page.cursor is not None:
        raise InvalidError({"cursor": ["翻页时请指明哪一本账"]})
    wanted = list(PassbookBook) if book is None else [book]
    accounts = _own_accounts(uow, community_id, actor.member_id)
    owed = owed_by(uow, community_id, actor.member_id)
    return [
        _service_view(uow, community_id, actor.member_id, page)
        if each is PassbookBook.SERVICE
        else replace(
            _ledger_view(uow, community_id, each, accounts.get(_LEDGER_BOOKS[each]), page),
            owed=owed.get(_LEDGER_BOOKS[each], 0),
        )
        for each in wanted
    ]


def _own_accounts(uow: UnitOfWork, community_id: int, member_id: UUID) -> dict[Book, Account]:
    rows = uow.session.scalars(
        select(Account)
        .where(
            Account.community_id == community_id,
            Account.book.in_([*Book]),
            Account.kind == AccountKind.MEMBER,
            Account.owner_id == member_id,
        )
        .execution_options(populate_existing=True)
    )
    return {Book(row.book): row for row in rows}


def _service_view(uow: UnitOfWork, community_id: int, member_id: UUID, page: PageRequest) -> BookView:
    records = port(ServiceRecords)
    minutes = records.total_minutes(uow, community_id, member_id)
    lines = records.service_lines(uow, community_id, member_id, page)
    return BookView(PassbookBook.SERVICE, minutes, minutes, lines)


def _ledger_view(
    uow: UnitOfWork, community_id: int, book: PassbookBook, account: Account | None, page: PageRequest
) -> BookView:
    if account is None:
        return BookView(book, 0, 0, Page([]))
    balance = account.credits_posted - account.debits_posted
    lines = _lines(uow, community_id, account.id, page)
    return BookView(book, balance, balance - account.debits_pending, lines)


@dataclass(frozen=True, slots=True)
class _Side:
    """The columns of a transfer as seen from one of its two accounts."""

    account_id: InstrumentedAttribute[UUID]
    line: InstrumentedAttribute[int]
    balance: InstrumentedAttribute[int]
    sign: int


_T = TransferRow
_SIDES = (
    _Side(_T.debit_account_id, _T.debit_line, _T.debit_balance, -1),
    _Side(_T.credit_account_id, _T.credit_line, _T.credit_balance, +1),
)


def _lines(uow: UnitOfWork, community_id: int, account_id: UUID, page: PageRequest) -> Page[PassbookLine]:
    """Merge the newest of both sides: two index scans that stop after a page."""
    after = None if page.cursor is None else _decode(page.cursor)
    halves = [_half(side, community_id, account_id, after, page.limit + 1) for side in _SIDES]
    both = union_all(*halves).subquery()
    newest = select(both).order_by(both.c.at.desc(), both.c.line.desc()).limit(page.limit + 1)
    rows = uow.session.execute(newest).all()
    kept = rows[: page.limit]
    items = [
        PassbookLine(row.id, row.at, row.title, row.amount, row.balance, row.source_type, row.source_id) for row in kept
    ]
    return Page(items, _encode(kept[-1].at, kept[-1].line) if len(rows) > page.limit else None)


def _half(
    side: _Side, community_id: int, account_id: UUID, after: tuple[datetime, int] | None, limit: int
) -> Select[*tuple[Any, ...]]:
    conditions: Sequence[ColumnElement[bool]] = [
        TransferRow.community_id == community_id,
        side.account_id == account_id,
        TransferRow.state.in_(MOVED),
    ]
    if after is not None:
        conditions = [*conditions, tuple_(TransferRow.occurred_at, side.line) < after]
    return (
        select(
            TransferRow.id,
            TransferRow.occurred_at.label("at"),
            TransferRow.title,
            (side.sign * TransferRow.amount).label("amount"),
            side.balance.label("balance"),
            side.line.label("line"),
            TransferRow.source_type,
            TransferRow.source_id,
        )
        .where(and_(*conditions))
        .order_by(TransferRow.occurred_at.desc(), side.line.desc())
        .limit(limit)
    )


def _encode(at: datetime, line: int) -> str:
    return base64.urlsafe_b64encode(f"{at.isoformat()}|{line}".encode()).decode().rstrip("=")


def _decode(cursor: str) -> tuple[datetime, int]:
    try:
        at, _, line = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().partition("|")
        moment, number = datetime.fromisoformat(at), int(line)
        if moment.tzinfo is None or not 0 <= number < 2**63:
            raise ValueError("no place in a passbook")
    except (ValueError, OverflowError) as error:
        raise InvalidError({"cursor": ["翻页位置不对，请从头刷新"]}) from error
    return moment, number
