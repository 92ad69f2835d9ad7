"""Posting: what value moves, in batches or one by one; a reversal is a transfer that names the one it reverses."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import aliased

from backend.books.errors import TransferNotFoundError
from backend.books.models import COMMUNITY_OWNER, Account, TransferRow
from backend.books.rules import STRIPED, check_transfers, is_plain
from backend.books.service import ledger
from backend.books.types import (
    MOVED,
    AccountKind,
    AccountRef,
    AnyTransfer,
    Book,
    Mode,
    Posting,
    Transfer,
    TransferState,
    TransferType,
)
from backend.core.amounts import AMOUNT_MAX, Points
from backend.infra.uow import UnitOfWork


def post(uow: UnitOfWork, community_id: int, transfers: Sequence[AnyTransfer]) -> list[Posting]:
    """Post a batch in its order, all or none but for the modes MAY and UP_TO; return one Posting each.

    Exactly once: a business key that was posted before moves nothing (Outcome.ALREADY). Amounts are in the
    unit of the accounts' book. Accounts are locked in one order until the unit of work ends: a unit that posts twice
    may deadlock. Raises AmountError, InsufficientPointsError or InsufficientTimeError (``available``, ``needed``),
    BusinessKeyReusedError, AccountClosedError, AccountFullError, HoldOverError; the transaction is then lost.
    """
    if not transfers:
        return []
    check_transfers(transfers)
    try:
        if len(transfers) == 1 and is_plain(transfers[0]):
            return [ledger.call_for_one(uow, community_id, transfers[0])]
        everything = [*_sweeps(uow, community_id, transfers), *transfers]
        return ledger.call_for_all(uow, community_id, everything)[-len(transfers) :]
    except DBAPIError as error:
        ledger.refuse(error)


def _sweeps(uow: UnitOfWork, community_id: int, transfers: Sequence[AnyTransfer]) -> list[Transfer[Points]]:
    """Return transfers that bring together what lies in the stripes of accounts to be debited."""
    owners = {transfer.debit for transfer in transfers if transfer.debit.kind in STRIPED}
    if not owners:
        return []
    stripes = uow.session.scalars(
        select(Account).where(
            Account.community_id == community_id,
            Account.kind.in_({each.kind for each in owners}),
            Account.owner_id.in_({each.owner_id or COMMUNITY_OWNER for each in owners}),
            Account.stripe > 0,
            Account.credits_posted > Account.debits_posted,
        )
    )
    return [
        Transfer(
            _ref(stripe, stripe.stripe),
            _ref(stripe),
            Points(AMOUNT_MAX),
            TransferType.SWEEP,
            f"sweep:{uow.new_id()}",
            "归并",
            mode=Mode.UP_TO,
        )
        for stripe in stripes
    ]


def reverse(uow: UnitOfWork, community_id: int, transfer_id: UUID, *, title: str) -> Posting:
    """Move a transfer's whole amount back by a new transfer that names it; a second time does nothing.

    Raises TransferNotFoundError, also for a hold, and InsufficientError where it is spent already.
    """
    found = stored(uow, community_id, [transfer_id], MOVED)
    if not found:
        raise TransferNotFoundError
    done = found[0]
    back = replace(
        done,
        debit=done.credit,
        credit=done.debit,
        type=TransferType.REVERSAL,
        business_key=f"transfer:{transfer_id}:reverse",
        title=title,
        refers_to=transfer_id,
    )
    return post(uow, community_id, [back])[0]


def stored(
    uow: UnitOfWork, community_id: int, ids: Collection[UUID], states: Collection[TransferState]
) -> list[Transfer[Points]]:
    """Return what was posted under these ids in these states, the oldest first; ``refers_to`` is its own id.

    A book is known at run time alone; the type stands for either.
    """
    debit, credit = aliased(Account), aliased(Account)
    rows = uow.session.execute(
        select(TransferRow, debit, credit)
        .join(debit, (debit.community_id == community_id) & (debit.id == TransferRow.debit_account_id))
        .join(credit, (credit.community_id == community_id) & (credit.id == TransferRow.credit_account_id))
        .where(TransferRow.community_id == community_id, TransferRow.id.in_(ids), TransferRow.state.in_(states))
        .order_by(TransferRow.occurred_at, TransferRow.id)
    )
    return [
        Transfer(
            _ref(debited),
            _ref(credited),
            Points(row.amount),
            TransferType(row.type),
            row.business_key,
            row.title,
            source=None if row.source_type is None or row.source_id is None else (row.source_type, row.source_id),
            refers_to=row.id,
        )
        for row, debited, credited in rows
    ]


def _ref(account: Account, stripe: int = 0) -> AccountRef[Points]:
    owner_id = None if account.owner_id == COMMUNITY_OWNER else account.owner_id
    return AccountRef(Book(account.book), AccountKind(account.kind), owner_id, stripe)
