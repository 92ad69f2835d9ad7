"""Transfers out of an owner's accounts: what a unit, or the community, shows as evidence of what it gave."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.orm import aliased

from backend.books.models import COMMUNITY_OWNER, Account, TransferRow
from backend.books.types import MOVED, TransferType
from backend.infra.uow import UnitOfWork

# What is given: a promise of goods, a gift, a donation, a grant.
GIVING = (TransferType.PLEDGE, TransferType.GIFT, TransferType.DONATE, TransferType.GRANT)


class GivenTransfer(NamedTuple):
    """A transfer that stands; the amount is points or minutes, by ``book``."""

    id: UUID
    title: str
    amount: int
    book: str
    occurred_at: datetime


def transfers_of_owner(
    uow: UnitOfWork,
    community_id: int,
    owner_id: UUID | None,
    *,
    since: datetime,
    until: datetime,
    ids: Collection[UUID] | None = None,
    limit: int = 100,
) -> Sequence[GivenTransfer]:
    """Return what a unit (None: the community) gave out of its accounts between two moments, the newest first.

    What was reversed is left out. A promise counts as far as it was not taken back; what it is used for later, or
    what people pay, is no gift of its own.
    """
    later = aliased(TransferRow)
    reversed_ = select(later.id).where(
        later.community_id == TransferRow.community_id,
        later.refers_to_id == TransferRow.id,
        later.type == TransferType.REVERSAL,
    )
    back = aliased(TransferRow)
    lapsed = (
        select(func.coalesce(func.sum(back.amount), 0))
        .where(
            back.community_id == TransferRow.community_id,
            back.credit_account_id == TransferRow.debit_account_id,
            back.source_type == TransferRow.source_type,
            back.source_id == TransferRow.source_id,
            back.type == TransferType.LAPSE,
            back.state.in_(MOVED),
        )
        .scalar_subquery()
    )
    stands = TransferRow.amount - case((TransferRow.type == TransferType.PLEDGE, lapsed), else_=0)
    wanted = (
        select(TransferRow.id, TransferRow.title, stands, Account.book, TransferRow.occurred_at)
        .join(
            Account,
            (Account.community_id == TransferRow.community_id) & (Account.id == TransferRow.debit_account_id),
        )
        .where(
            TransferRow.community_id == community_id,
            Account.owner_id == (owner_id or COMMUNITY_OWNER),
            TransferRow.state.in_(MOVED),
            TransferRow.type.in_(GIVING),
            stands > 0,
            TransferRow.occurred_at >= since,
            TransferRow.occurred_at < until,
            ~reversed_.exists(),
        )
    )
    if ids is not None:
        wanted = wanted.where(TransferRow.id.in_(ids))
    rows = uow.session.execute(wanted.order_by(TransferRow.occurred_at.desc(), TransferRow.id).limit(limit))
    return [GivenTransfer(row[0], row[1], int(row[2]), row[3], row[4]) for row in rows]
