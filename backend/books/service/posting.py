"""Posting: one call of the database's ledger function per batch; nothing else writes the two tables."""

from collections.abc import Iterable, Sequence
from typing import NoReturn
from uuid import UUID

import orjson
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import aliased

from backend.books.errors import (
    AccountClosedError,
    BusinessKeyReusedError,
    InsufficientPointsError,
    InsufficientTimeError,
    TransferNotFoundError,
)
from backend.books.models import COMMUNITY_OWNER, Account, TransferRow
from backend.books.rules import check_transfers
from backend.books.types import (
    AccountKind,
    AccountRef,
    AnyAccount,
    AnyTransfer,
    Book,
    Outcome,
    Posting,
    Source,
    Transfer,
    TransferType,
)
from backend.core.amounts import Points
from backend.core.errors import SangongError
from backend.infra.uow import UnitOfWork

_LEDGER_POST = text(
    """
    SELECT outcomes, amounts FROM ledger_post(
        :community_id, :at,
        CAST(:a_ids AS uuid[]), CAST(:a_books AS text[]), CAST(:a_kinds AS text[]), CAST(:a_owners AS uuid[]),
        CAST(:t_ids AS uuid[]), CAST(:t_debits AS int[]), CAST(:t_credits AS int[]),
        CAST(:t_amounts AS bigint[]), CAST(:t_modes AS text[]), CAST(:t_types AS text[]),
        CAST(:t_keys AS text[]), CAST(:t_titles AS text[]), CAST(:t_source_types AS text[]),
        CAST(:t_source_ids AS uuid[]), CAST(:t_refers_to AS uuid[]), CAST(:t_served_on AS date[]))
    """
)

# The ledger function's own refusals, and a key that two callers used for different things at one moment.
NOT_COVERED, KEY_REUSED, CLOSED, UNIQUE_VIOLATION = "SG001", "SG002", "SG003", "23505"


def post(uow: UnitOfWork, community_id: int, transfers: Sequence[AnyTransfer]) -> list[Posting]:
    """Post a batch in its order, all or none but for the modes MAY and UP_TO; return one Posting each.

    Exactly once: a business key that was posted before moves nothing (Outcome.ALREADY). Amounts are in the
    unit of the accounts' book. Accounts are locked in the order of their ids until the unit of work ends: a unit
    that posts twice may deadlock. Raises AmountError, InsufficientPointsError or InsufficientTimeError
    (``available``, ``needed``), BusinessKeyReusedError, AccountClosedError; the transaction is then lost.
    """
    if not transfers:
        return []
    check_transfers(transfers)
    try:
        row = uow.session.execute(_LEDGER_POST, _arguments(uow, community_id, transfers)).one()
    except DBAPIError as error:
        _refuse(error)
    return [
        Posting(transfer.business_key, Outcome(outcome), amount)
        for transfer, outcome, amount in zip(transfers, row.outcomes, row.amounts, strict=True)
    ]


def reverse(uow: UnitOfWork, community_id: int, transfer_id: UUID, *, title: str) -> Posting:
    """Move a transfer's whole amount back by a new transfer that names it; a second time does nothing.

    Raises TransferNotFoundError, and InsufficientError where it is spent already.
    """
    debit, credit = aliased(Account), aliased(Account)
    found = uow.session.execute(
        select(TransferRow, debit, credit)
        .join(debit, (debit.community_id == community_id) & (debit.id == TransferRow.debit_account_id))
        .join(credit, (credit.community_id == community_id) & (credit.id == TransferRow.credit_account_id))
        .where(TransferRow.community_id == community_id, TransferRow.id == transfer_id)
    ).one_or_none()
    if found is None:
        raise TransferNotFoundError
    row, debited, credited = found
    back = Transfer(
        debit=_ref(credited),
        credit=_ref(debited),
        amount=Points(row.amount),
        type=TransferType.REVERSAL,
        business_key=f"transfer:{row.id}:reverse",
        title=title,
        source=_source(row),
        refers_to=row.id,
    )
    return post(uow, community_id, [back])[0]


def _source(row: TransferRow) -> Source | None:
    if row.source_type is None or row.source_id is None:
        return None
    return row.source_type, row.source_id


def _ref(account: Account) -> AccountRef[Points]:
    """Name an account that was read. Its book is known at run time alone; the type stands for either."""
    owner_id = None if account.owner_id == COMMUNITY_OWNER else account.owner_id
    return AccountRef(Book(account.book), AccountKind(account.kind), owner_id)


def _arguments(uow: UnitOfWork, community_id: int, transfers: Sequence[AnyTransfer]) -> dict[str, object]:
    """Return the function's arguments: every account once, transfers by the account's position."""
    positions: dict[AnyAccount, int] = {}
    debited = [positions.setdefault(transfer.debit, len(positions) + 1) for transfer in transfers]
    credited = [positions.setdefault(transfer.credit, len(positions) + 1) for transfer in transfers]
    return {
        "community_id": community_id,
        "at": uow.now,
        "a_ids": _array(uow.new_id() for _ in positions),
        "a_books": _array(account.book for account in positions),
        "a_kinds": _array(account.kind for account in positions),
        "a_owners": _array(account.owner_id or COMMUNITY_OWNER for account in positions),
        "t_ids": _array(uow.new_id() for _ in transfers),
        "t_debits": _array(debited),
        "t_credits": _array(credited),
        "t_amounts": _array(transfer.amount for transfer in transfers),
        "t_modes": _array(transfer.mode for transfer in transfers),
        "t_types": _array(transfer.type for transfer in transfers),
        "t_keys": _texts(transfer.business_key for transfer in transfers),
        "t_titles": _texts(transfer.title for transfer in transfers),
        "t_source_types": _texts(transfer.source and transfer.source[0] for transfer in transfers),
        "t_source_ids": _array(transfer.source and transfer.source[1] for transfer in transfers),
        "t_refers_to": _array(transfer.refers_to for transfer in transfers),
        "t_served_on": _array(transfer.served_on for transfer in transfers),
    }


def _array(values: Iterable[object]) -> str:
    """Return PostgreSQL's array literal of ids, numbers, codes or dates, none of which holds anything to escape.

    It is JSON's but for the brackets, and orjson writes it many times faster than the driver.
    """
    return "{" + orjson.dumps(list(values)).decode()[1:-1] + "}"


def _texts(values: Iterable[str | None]) -> str:
    """Return PostgreSQL's array literal of any texts."""
    return "{" + ",".join("NULL" if value is None else _quoted(value) for value in values) + "}"


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _refuse(error: DBAPIError) -> NoReturn:
    """Raise what a SQLSTATE of the ledger function means; anything else is no refusal."""
    raise (_refusal(error) or error) from error


def _refusal(error: DBAPIError) -> SangongError | None:
    sqlstate = getattr(error.orig, "sqlstate", None)
    if sqlstate == NOT_COVERED:
        facts = _facts(error)
        insufficient = InsufficientTimeError if facts.get("book") == Book.TIME else InsufficientPointsError
        return insufficient(available=facts.get("available"), needed=facts.get("needed"))
    if sqlstate in (KEY_REUSED, UNIQUE_VIOLATION):
        return BusinessKeyReusedError()
    return AccountClosedError() if sqlstate == CLOSED else None


def _facts(error: DBAPIError) -> dict[str, object]:
    """Return the DETAIL that the function gave; a server in between may have dropped it."""
    detail = getattr(getattr(error.orig, "diag", None), "message_detail", None)
    facts: dict[str, object] = orjson.loads(detail) if detail else {}
    return facts
