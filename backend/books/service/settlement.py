"""Settlement: what entered records earn, thousands in one statement; which are due is not known here."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from backend.books.models import ALL_TRANSFERS
from backend.books.rules import decide_transfers, oldest_first, record_key
from backend.books.service.posting import post
from backend.books.service.receivables import (
    amounts_by_keys,
    booked_by_chains,
    keep_receivables,
    plan_settlement,
    unlike_chain,
)
from backend.books.types import AccountKind, Book, Mode, Outcome, ServiceEarning, SettlementOutcome, TransferType
from backend.infra.uow import UnitOfWork

_T = ALL_TRANSFERS.c


def settle_service(uow: UnitOfWork, community_id: int, lines: Sequence[ServiceEarning]) -> SettlementOutcome:
    """Post what the records earn, exactly once each, in one statement; return which are settled and which wait.

    Time credits never wait. Points are issued oldest first as far as backing goes: from the first record that it
    does not cover on, all wait (``awaiting``) and may be given again when a pledge has arrived. A record given
    again earns nothing twice; with other amounts or another member it raises BusinessKeyReusedError.

    A record that replaces others (``replaces``) earns only the difference. Where it earns less, what is still
    available goes back and the rest is a receivable, repaid first from whatever its account is credited later.
    """
    earnings = oldest_first({line.record_id: line for line in lines}.values())
    plan = plan_settlement(uow, community_id, earnings)
    postings = post(uow, community_id, plan.transfers)
    keep_receivables(uow, community_id, plan, postings)
    moves = list(zip(plan.transfers, postings, strict=True))
    awaiting = frozenset(
        transfer.source[1]
        for transfer, posting in moves
        if transfer.source is not None and transfer.mode is Mode.MAY and posting.outcome is Outcome.LEFT
    )
    given_back = any(
        transfer.credit.kind is AccountKind.BACKING and posting.outcome is Outcome.POSTED for transfer, posting in moves
    )
    return SettlementOutcome(frozenset(line.record_id for line in earnings) - awaiting, awaiting, given_back)


def earnings_before(uow: UnitOfWork, community_id: int, before: datetime) -> list[tuple[UUID, Book, int]]:
    """Return (record id, book, amount) of all that service earned before a moment, oldest first.

    What was taken back by then stands below 0 with the record that had earned it.
    """
    kinds = {TransferType.EARN_TIME: Book.TIME, TransferType.EARN_POINTS: Book.POINT}
    earning = ALL_TRANSFERS.alias("earned")
    earned = earning.c
    rows = uow.session.execute(
        select(_T.source_id, _T.type, _T.amount)
        .where(
            _T.community_id == community_id,
            _T.type.in_(list(kinds)),
            _T.source_type == "record",
            _T.occurred_at < before,
        )
        .order_by(_T.occurred_at, _T.id)
    ).all()
    back = uow.session.execute(
        select(earned.source_id, earned.type, -_T.amount)
        .join(earning, (earned.community_id == _T.community_id) & (earned.id == _T.refers_to_id))
        .where(
            _T.community_id == community_id,
            _T.type == TransferType.REVERSAL,
            _T.occurred_at < before,
            earned.type.in_(list(kinds)),
        )
        .order_by(_T.occurred_at, _T.id)
    ).all()
    return [(id_, kinds[TransferType(type_)], amount) for id_, type_, amount in (*rows, *back) if id_ is not None]


def earned_by_records(
    uow: UnitOfWork, community_id: int, record_ids: Collection[UUID]
) -> dict[UUID, list[tuple[Book, int]]]:
    """Return what was booked for each record, time before points; a record that earned nothing yet is left out."""
    keys = {record_key(id_, book): (id_, book) for id_ in record_ids for book in (Book.TIME, Book.POINT)}
    rows = amounts_by_keys(uow, community_id, keys)
    earned: dict[UUID, list[tuple[Book, int]]] = {}
    for key, (id_, book) in keys.items():
        if key in rows:
            earned.setdefault(id_, []).append((book, rows[key].amount))
    return earned


def unlike_booked(uow: UnitOfWork, community_id: int, earnings: Sequence[ServiceEarning]) -> Iterator[str]:
    """Yield a line for every transfer that these settled records should have and have not, or of another amount.

    Of a record that replaces others, all that stands of them and of it together is compared.
    """
    corrections = [earning for earning in earnings if earning.replaces]
    booked = booked_by_chains(uow, community_id, corrections)
    for earning in corrections:
        yield from unlike_chain(earning, booked.get(earning.record_id, []))
    singles = [earning for earning in earnings if not earning.replaces]
    wanted = {each.business_key: each.amount for earning in singles for each in decide_transfers(earning)}
    keys = {
        record_key(earning.record_id, book, to_pool=to_pool)
        for earning in singles
        for book in Book
        for to_pool in (False, True)
    }
    rows = amounts_by_keys(uow, community_id, keys)
    for key in sorted(keys):
        amount = rows[key].amount if key in rows else 0
        if wanted.get(key, 0) != amount:
            yield f"{key}: {amount} booked, {wanted.get(key, 0)} by the rules"
