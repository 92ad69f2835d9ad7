"""The calls of the database's two ledger functions; nothing else writes their tables."""

from collections.abc import Iterable, Sequence
from typing import NoReturn

import orjson
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from backend.books.errors import (
    AccountClosedError,
    AccountFullError,
    BusinessKeyReusedError,
    HoldOverError,
    InsufficientPointsError,
    InsufficientTimeError,
)
from backend.books.models import COMMUNITY_OWNER
from backend.books.types import AnyAccount, AnyTransfer, Book, Outcome, Posting, TransferState
from backend.core.errors import SangongError
from backend.infra.uow import UnitOfWork

LEDGER_POST = text(
    """
    SELECT ids, outcomes, amounts FROM ledger_post(
        :community_id, :at,
        CAST(:a_ids AS uuid[]), CAST(:a_books AS text[]), CAST(:a_kinds AS text[]), CAST(:a_owners AS uuid[]),
        CAST(:t_ids AS uuid[]), CAST(:t_debits AS int[]), CAST(:t_credits AS int[]),
        CAST(:t_amounts AS bigint[]), CAST(:t_modes AS text[]), CAST(:t_types AS text[]),
        CAST(:t_keys AS text[]), CAST(:t_titles AS text[]), CAST(:t_source_types AS text[]),
        CAST(:t_source_ids AS uuid[]), CAST(:t_refers_to AS uuid[]), CAST(:t_served_on AS date[]),
        CAST(:a_stripes AS int[]), CAST(:t_states AS text[]), CAST(:t_ends_at AS timestamptz[]))
    """
)
# The very statement that benchmarks hand to pgbench: parameters by position, so that it is prepared once a connection.
LEDGER_POST_ONE = (
    "SELECT id, outcome, amount FROM ledger_post_one(%s::bigint, %s::timestamptz, %s::uuid, %s::uuid, %s::text,"
    " %s::text, %s::uuid, %s::text, %s::uuid, %s::bigint, %s::text, %s::text, %s::text, %s::text, %s::uuid, %s::date)"
)

NOT_COVERED = "SG001"
# The functions' other refusals; a key that two callers used for different things at one moment; a ceiling.
REFUSALS: dict[str, type[SangongError]] = {
    "SG002": BusinessKeyReusedError,
    "SG003": AccountClosedError,
    "SG005": HoldOverError,
    "23505": BusinessKeyReusedError,
    "23514": AccountFullError,
}


def call_for_one(uow: UnitOfWork, community_id: int, transfer: AnyTransfer) -> Posting:
    """Post one transfer that must be covered."""
    source_type, source_id = transfer.source or (None, None)
    arguments = (
        community_id,
        uow.now,
        uow.new_id(),
        uow.new_id(),
        transfer.debit.book.value,
        transfer.debit.kind.value,
        transfer.debit.owner_id or COMMUNITY_OWNER,
        transfer.credit.kind.value,
        transfer.credit.owner_id or COMMUNITY_OWNER,
        transfer.amount,
        transfer.type.value,
        transfer.business_key,
        transfer.title,
        source_type,
        source_id,
        transfer.served_on,
    )
    row = uow.session.connection().exec_driver_sql(LEDGER_POST_ONE, arguments).one()
    return Posting(transfer.business_key, Outcome(row.outcome), row.amount, row.id)


def call_for_all(uow: UnitOfWork, community_id: int, transfers: Sequence[AnyTransfer]) -> list[Posting]:
    """Post a batch in one statement."""
    row = uow.session.execute(LEDGER_POST, _arguments(uow, community_id, transfers)).one()
    return [
        Posting(transfer.business_key, Outcome(outcome), amount, id_)
        for transfer, id_, outcome, amount in zip(transfers, row.ids, row.outcomes, row.amounts, strict=True)
    ]


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
        "a_stripes": _array(account.stripe for account in positions),
        **_holding(transfers),
    }


def _holding(transfers: Sequence[AnyTransfer]) -> dict[str, str | None]:
    """Return what only holds need; None lets a batch without them go its shorter way."""
    if all(transfer.state is TransferState.POSTED for transfer in transfers):
        return {"t_states": None, "t_ends_at": None}
    return {
        "t_states": _array(transfer.state for transfer in transfers),
        "t_ends_at": _array(transfer.ends_at for transfer in transfers),
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


def refuse(error: DBAPIError) -> NoReturn:
    """Raise what a SQLSTATE of the ledger function means; anything else is no refusal."""
    raise (_refusal(error) or error) from error


def _refusal(error: DBAPIError) -> SangongError | None:
    sqlstate = getattr(error.orig, "sqlstate", None)
    if sqlstate == NOT_COVERED:
        facts = _facts(error)
        insufficient = InsufficientTimeError if facts.get("book") == Book.TIME else InsufficientPointsError
        return insufficient(available=facts.get("available"), needed=facts.get("needed"))
    refusal = REFUSALS.get(str(sqlstate))
    return refusal() if refusal else None


def _facts(error: DBAPIError) -> dict[str, object]:
    """Return the DETAIL that the function gave; a server in between may have dropped it."""
    detail = getattr(getattr(error.orig, "diag", None), "message_detail", None)
    facts: dict[str, object] = orjson.loads(detail) if detail else {}
    return facts
