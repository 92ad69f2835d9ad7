"""Decisions about the books that need no database: what a batch may hold, what an earning becomes."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from backend.books.errors import AmountError, BusinessKeyReusedError
from backend.books.types import (
    AccountKind,
    AccountRef,
    AnyTransfer,
    Book,
    Coverage,
    Mode,
    PointAccount,
    ServiceEarning,
    TimeAccount,
    Transfer,
    TransferState,
    TransferType,
)
from backend.core.amounts import AMOUNT_MAX

# Whoever loses points hears of it so long before.
NOTICE_BEFORE_EXPIRY = timedelta(days=30)
# What many credit at one moment: the ledger gives these accounts stripes.
STRIPED = frozenset({AccountKind.MERCHANT, AccountKind.POOL})


def is_plain(transfer: AnyTransfer) -> bool:
    """Return whether it is one movement that must be covered, which the ledger has a shorter way for."""
    return (
        transfer.mode is Mode.MUST
        and transfer.state is TransferState.POSTED
        and transfer.refers_to is None
        and transfer.debit.kind not in STRIPED
    )


def check_transfers(transfers: Sequence[AnyTransfer]) -> None:
    """Raise AmountError for an amount outside 1 … AMOUNT_MAX or of no whole number, or a wrong pair.

    Raises BusinessKeyReusedError where two of them have one key.
    """
    if len({transfer.business_key for transfer in transfers}) < len(transfers):
        raise BusinessKeyReusedError
    for transfer in transfers:
        amount: object = transfer.amount  # whatever a caller without types handed in
        if type(amount) is not int or not 1 <= amount <= AMOUNT_MAX:
            raise AmountError(business_key=transfer.business_key)
        if transfer.debit.book is not transfer.credit.book or transfer.debit == transfer.credit:
            raise AmountError(business_key=transfer.business_key)


def oldest_first(earnings: Iterable[ServiceEarning]) -> list[ServiceEarning]:
    """Return earnings by day of service, then by record: ids are UUIDv7, so an earlier record sorts first."""
    return sorted(earnings, key=lambda earning: (earning.served_on, earning.record_id))


def decide_transfers(earning: ServiceEarning) -> list[AnyTransfer]:
    """Return what a record earns: time credits at once, points as far as backing goes; perhaps nothing.

    What is beyond a cap goes to the pool under a key of its own.
    """
    member = earning.member_id
    return [
        *_earned(earning, Book.TIME, TimeAccount.member(member), earning.time_credits),
        *_earned(earning, Book.TIME, TimeAccount.pool(), earning.pool_time),
        *_earned(earning, Book.POINT, PointAccount.member(member), earning.points),
        *_earned(earning, Book.POINT, PointAccount.pool(), earning.pool_points),
    ]


def _earned(earning: ServiceEarning, book: Book, to: AccountRef[Any], amount: int) -> Iterator[AnyTransfer]:
    if not amount:
        return
    to_pool = to.kind is AccountKind.POOL
    is_time = book is Book.TIME
    yield Transfer(
        TimeAccount.source() if is_time else PointAccount.backing(),
        to,
        amount,
        TransferType.EARN_TIME if is_time else TransferType.EARN_POINTS,
        record_key(earning.record_id, book, to_pool=to_pool),
        f"{earning.title}（超出上限，捐入公益池）" if to_pool else earning.title,
        ("record", earning.record_id),
        mode=Mode.MUST if is_time else Mode.MAY,
        served_on=earning.served_on,
    )


def record_key(record_id: UUID, book: Book, *, to_pool: bool = False) -> str:
    """Return the business key under which a record's earning in one book is booked."""
    return f"record:{record_id}:{book.lower()}{':pool' if to_pool else ''}"


def months_before(first: date, months: int) -> date:
    """Return the first day of the month so many months before a month's first day."""
    month = first.year * 12 + first.month - 1 - months
    return date(month // 12, month % 12 + 1, 1)


def coverage_percent(coverage: Coverage) -> int:
    """Return what is still promised for every 100 points that may still be redeemed; 100 when none may.

    Still promised is what was pledged and neither lapsed nor redeemed. While the books tally it is 100 or more.
    """
    redeemable = coverage.members + coverage.pool + coverage.vouchers + coverage.reserve + coverage.clearing
    promised = coverage.pledged - coverage.lapsed - coverage.merchants - coverage.fulfilled
    return 100 * promised // redeemable if redeemable > 0 else 100
