"""Settlement: what entered records earn, thousands in one statement; which are due is not known here."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, text

from backend.books.models import ALL_TRANSFERS
from backend.books.rules import decide_transfers, oldest_first, record_key
from backend.books.service.posting import post
from backend.books.types import Book, Outcome, ServiceEarning, SettlementOutcome, TransferType
from backend.infra.uow import UnitOfWork

_T = ALL_TRANSFERS.c
# Each row by its full key behind a fence: of a community that statistics have not seen all else looks as cheap.
_BY_KEYS = text(
    """
    SELECT k.business_key, t.amount
    FROM unnest(CAST(:keys AS text[])) AS k (business_key)
    CROSS JOIN LATERAL (
        SELECT x.amount FROM transfers x WHERE x.community_id = :community_id AND x.business_key = k.business_key
        UNION ALL
        SELECT x.amount FROM archived_transfers x
        WHERE x.community_id = :community_id AND x.business_key = k.business_key
        OFFSET 0
    ) AS t
    """
)


def settle_service(uow: UnitOfWork, community_id: int, lines: Sequence[ServiceEarning]) -> SettlementOutcome:
    """Post what the records earn, exactly once each, in one statement; return which are settled and which wait.

    Time credits never wait. Points are issued oldest first as far as backing goes: from the first record that it
    does not cover on, all wait (``awaiting``) and may be given again when a pledge has arrived. A record given
    again earns nothing twice; with other amounts or another member it raises BusinessKeyReusedError.
    """
    earnings = oldest_first({line.record_id: line for line in lines}.values())
    transfers = [transfer for earning in earnings for transfer in decide_transfers(earning)]
    postings = post(uow, community_id, transfers)
    awaiting = frozenset(
        transfer.source[1]
        for transfer, posting in zip(transfers, postings, strict=True)
        if transfer.source is not None and posting.outcome is Outcome.LEFT
    )
    return SettlementOutcome(frozenset(line.record_id for line in earnings) - awaiting, awaiting)


def earnings_before(uow: UnitOfWork, community_id: int, before: datetime) -> list[tuple[UUID, Book, int]]:
    """Return (record id, book, amount) of all that service earned before a moment, oldest first."""
    kinds = {TransferType.EARN_TIME: Book.TIME, TransferType.EARN_POINTS: Book.POINT}
    rows = uow.session.execute(
        select(_T.source_id, _T.type, _T.amount)
        .where(
            _T.community_id == community_id,
            _T.type.in_(list(kinds)),
            _T.source_type == "record",
            _T.occurred_at < before,
        )
        .order_by(_T.occurred_at, _T.id)
    )
    return [(id_, kinds[TransferType(type_)], amount) for id_, type_, amount in rows if id_ is not None]


def earned_by_records(
    uow: UnitOfWork, community_id: int, record_ids: Collection[UUID]
) -> dict[UUID, list[tuple[Book, int]]]:
    """Return what was booked for each record, time before points; a record that earned nothing yet is left out."""
    keys = {record_key(id_, book): (id_, book) for id_ in record_ids for book in (Book.TIME, Book.POINT)}
    amounts = _amounts_by_keys(uow, community_id, keys)
    earned: dict[UUID, list[tuple[Book, int]]] = {}
    for key, (id_, book) in keys.items():
        if key in amounts:
            earned.setdefault(id_, []).append((book, amounts[key]))
    return earned


def unlike_booked(uow: UnitOfWork, community_id: int, earnings: Sequence[ServiceEarning]) -> Iterator[str]:
    """Yield a line for every transfer that these settled records should have and have not, or of another amount."""
    wanted = {each.business_key: each.amount for earning in earnings for each in decide_transfers(earning)}
    keys = {
        record_key(earning.record_id, book, to_pool=to_pool)
        for earning in earnings
        for book in Book
        for to_pool in (False, True)
    }
    booked = _amounts_by_keys(uow, community_id, keys)
    for key in sorted(keys):
        if wanted.get(key, 0) != booked.get(key, 0):
            yield f"{key}: {booked.get(key, 0)} booked, {wanted.get(key, 0)} by the rules"


def _amounts_by_keys(uow: UnitOfWork, community_id: int, keys: Collection[str]) -> dict[str, int]:
    if not keys:
        return {}
    rows = uow.session.execute(_BY_KEYS, {"community_id": community_id, "keys": list(keys)})
    return {row.business_key: row.amount for row in rows}
