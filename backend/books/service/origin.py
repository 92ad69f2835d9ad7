"""Edges of the trace that the ledger holds already: no link is written for a transfer.

A record's transfers are found by their business keys, a transfer's record stands on its row, and what a voucher was
paid from follows from the order of its holder's account.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Row, literal, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

from backend.books.models import Account, ArchivedBalance, TransferRow
from backend.books.origins import Movement, Origin, trace_origins
from backend.books.rules import record_key
from backend.books.types import MOVED, AccountKind, Book, TransferType
from backend.infra.links import Direction, Edge, Ref
from backend.infra.stops import FoundEdges
from backend.infra.uow import UnitOfWork

# All lines of the accounts looked at, in one read: a member who serves three times a week writes 1,500 in ten years.
LINES_MAX = 20_000
# Things that are paid for by a member's debit, by its type; and things whose transfer has their name as its key.
_SPENT_ON = {
    TransferType.VOUCHER_ISSUE: "voucher",
    TransferType.GIFT: "gift",
    TransferType.DONATE: "pool_donation",
}
_GIVEN = ("gift", "pool_donation", "grant")
_UNITS = {Book.POINT.value: "积分", Book.TIME.value: "分钟时间币"}


def trace_transfers(
    uow: UnitOfWork, community_id: int, things: Mapping[str, Collection[UUID]], direction: Direction
) -> FoundEdges:
    """Return record → transfer, transfer → what it paid for (voucher, gift, …), what was given → its transfer."""
    if direction is Direction.FORTH:
        edges = _booked(uow, community_id, things)
        members = _rows(uow, community_id, TransferRow.id, things.get("transfer", ()))
        drawn = _drawn(uow, community_id, {row.credit_account_id for row in members})
        return _with_origins(edges, drawn, {row.id for row in members}, direction)
    keys = [_issue_key(id_) for id_ in things.get("voucher", ())]
    keys += [f"{type_}:{id_}" for type_ in _GIVEN for id_ in things.get(type_, ())]
    issues = _rows(uow, community_id, TransferRow.business_key, keys)
    transfers = _rows(uow, community_id, TransferRow.id, things.get("transfer", ()))
    drawn = _drawn(uow, community_id, {row.debit_account_id for row in (*issues, *transfers)})
    spent = {row.id for row in (*issues, *transfers)}
    return _with_origins(list(_sources(transfers)), drawn, spent, direction)


def _issue_key(voucher_id: UUID) -> str:
    return f"voucher:{voucher_id}:issue"


def _rows(
    uow: UnitOfWork, community_id: int, column: InstrumentedAttribute[Any], values: Collection[Any]
) -> Sequence[TransferRow]:
    if not values:
        return []
    return uow.session.scalars(
        select(TransferRow).where(TransferRow.community_id == community_id, column.in_(list(values)))
    ).all()


def _booked(uow: UnitOfWork, community_id: int, things: Mapping[str, Collection[UUID]]) -> list[Edge]:
    """Return what was booked for records, given back for vouchers, and reversed of transfers: by business key."""
    keys: dict[str, tuple[Ref, str]] = {}
    for id_ in things.get("record", ()):
        keys |= {record_key(id_, book): (("record", id_), "earned") for book in Book}
    keys |= {f"voucher:{id_}:return": (("voucher", id_), "returned") for id_ in things.get("voucher", ())}
    keys |= {f"{type_}:{id_}": ((type_, id_), "earned") for type_ in _GIVEN for id_ in things.get(type_, ())}
    keys |= {f"transfer:{id_}:reverse": (("transfer", id_), "reversed") for id_ in things.get("transfer", ())}
    rows = _rows(uow, community_id, TransferRow.business_key, keys)
    return [Edge(keys[row.business_key][0], ("transfer", row.id), keys[row.business_key][1]) for row in rows]


def _sources(transfers: Iterable[TransferRow]) -> Iterable[Edge]:
    """Yield what transfers were booked for, as their rows tell."""
    for row in transfers:
        if row.type == TransferType.REVERSAL and row.refers_to_id is not None:
            yield Edge(("transfer", row.refers_to_id), ("transfer", row.id), "reversed")
        elif row.type in (TransferType.EARN_POINTS, TransferType.EARN_TIME) and row.source_id is not None:
            yield Edge(("record", row.source_id), ("transfer", row.id), "earned")
        elif row.source_type in _GIVEN and row.source_id is not None:
            yield Edge((row.source_type, row.source_id), ("transfer", row.id), "earned")
        elif row.type == TransferType.VOUCHER_RETURN and row.source_id is not None:
            yield Edge(("voucher", row.source_id), ("transfer", row.id), "returned")


def _with_origins(
    edges: list[Edge], drawn: tuple[list[tuple[Origin, Row[Any]]], bool], wanted: set[UUID], direction: Direction
) -> FoundEdges:
    """Add credit → debit for the wanted credits (looking forth) or debits (looking back)."""
    origins, is_whole = drawn
    for origin, debit in origins:
        end = origin.credit_id if direction is Direction.FORTH else origin.debit_id
        if end in wanted:
            source = _SPENT_ON.get(debit.type)
            spent = (source, debit.source_id) if source else ("transfer", debit.id)
            edges.append(Edge(("transfer", origin.credit_id), spent, "paid", f"{origin.amount}{_UNITS[debit.book]}"))
    return FoundEdges(edges, is_whole)


def _drawn(
    uow: UnitOfWork, community_id: int, account_ids: Collection[UUID]
) -> tuple[list[tuple[Origin, Row[Any]]], bool]:
    """Return all origins in members' accounts, each with its debit's row; False where an account was left out."""
    accounts, is_whole = _member_accounts(uow, community_id, account_ids)
    found: list[tuple[Origin, Row[Any]]] = []
    for _, lines in groupby(_lines(uow, community_id, accounts), key=lambda row: row.account_id):
        rows = {row.id: row for row in lines}
        found += [(origin, rows[origin.debit_id]) for origin in trace_origins(list(_movements(rows.values())))]
    return found, is_whole


def _member_accounts(uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> tuple[list[UUID], bool]:
    """Return those of the accounts that are members', as many as LINES_MAX lines allow and whose lines are all here."""
    if not ids:
        return [], True
    rows = uow.session.execute(
        select(Account.id, Account.lines, ArchivedBalance.account_id.label("archived"))
        .outerjoin(
            ArchivedBalance,
            (ArchivedBalance.community_id == Account.community_id) & (ArchivedBalance.account_id == Account.id),
        )
        .where(Account.community_id == community_id, Account.id.in_(ids), Account.kind == AccountKind.MEMBER)
        .order_by(Account.lines, Account.id)
    ).all()
    kept, total = [], 0
    for row in rows:
        total += row.lines
        if total <= LINES_MAX and row.archived is None:
            kept.append(row.id)
    return kept, len(kept) == len(rows)


def _lines(uow: UnitOfWork, community_id: int, account_ids: Collection[UUID]) -> Sequence[Row[Any]]:
    """Return all posted lines of the accounts, each account's in their order."""
    if not account_ids:
        return []
    sides = (
        (TransferRow.debit_account_id, TransferRow.debit_line, -1),
        (TransferRow.credit_account_id, TransferRow.credit_line, 1),
    )
    halves = [
        select(
            account.label("account_id"),
            line.label("line"),
            TransferRow.id,
            (literal(sign) * TransferRow.amount).label("amount"),
            TransferRow.type,
            TransferRow.refers_to_id,
            TransferRow.source_id,
            Account.book,
        )
        .join(Account, (Account.community_id == TransferRow.community_id) & (Account.id == account))
        .where(TransferRow.community_id == community_id, account.in_(account_ids), TransferRow.state.in_(MOVED))
        for account, line, sign in sides
    ]
    both = union_all(*halves).subquery()
    return uow.session.execute(select(both).order_by(both.c.account_id, both.c.line)).all()


def _movements(rows: Iterable[Row[Any]]) -> Iterable[Movement]:
    """Yield an account's lines as the rule takes them: a return undoes the issue of the same voucher."""
    issues: dict[UUID, UUID] = {}
    for row in rows:
        undoes = None
        if row.type == TransferType.VOUCHER_ISSUE:
            issues[row.source_id] = row.id
        elif row.type == TransferType.VOUCHER_RETURN:
            undoes = issues.get(row.source_id)
        elif row.type == TransferType.REVERSAL:
            undoes = row.refers_to_id
        yield Movement(row.id, row.amount, undoes)
