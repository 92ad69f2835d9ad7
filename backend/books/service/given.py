"""Transfers out of an owner's accounts: what a unit, or the community, shows as evidence of what it gave."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import aliased

from backend.books.models import COMMUNITY_OWNER, Account, TransferRow
from backend.books.types import MOVED, TransferType
from backend.infra.uow import UnitOfWork


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
    """Return what left a unit's accounts (None: the community's) between two moments, the newest first.

    What was reversed is left out, and so are reversals.
    """
    later = aliased(TransferRow)
    reversed_ = select(later.id).where(
        later.community_id == TransferRow.community_id,
        later.refers_to_id == TransferRow.id,
        later.type == TransferType.REVERSAL,
    )
    wanted = (
        select(TransferRow.id, TransferRow.title, TransferRow.amount, Account.book, TransferRow.occurred_at)
        .join(
            Account,
            (Account.community_id == TransferRow.community_id) & (Account.id == TransferRow.debit_account_id),
        )
        .where(
            TransferRow.community_id == community_id,
            Account.owner_id == (owner_id or COMMUNITY_OWNER),
            TransferRow.state.in_(MOVED),
            TransferRow.type.not_in((TransferType.REVERSAL, TransferType.SWEEP)),
            TransferRow.occurred_at >= since,
            TransferRow.occurred_at < until,
            ~reversed_.exists(),
        )
    )
    if ids is not None:
        wanted = wanted.where(TransferRow.id.in_(ids))
    rows = uow.session.execute(wanted.order_by(TransferRow.occurred_at.desc(), TransferRow.id).limit(limit))
    return [GivenTransfer(*row) for row in rows]
