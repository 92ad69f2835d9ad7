"""The account of another community: how much may be owed either way, and when a line of it was booked."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select, text

from backend.books.models import TransferRow
from backend.books.types import PointAccount
from backend.core.amounts import Points
from backend.infra.uow import UnitOfWork

_LIMIT = text(
    "SELECT may_owe, may_be_owed FROM ledger_limit_clearing("
    ":community_id, :at, CAST(:id AS uuid), CAST(:owner AS uuid), :limit)"
)


class ClearingRoom(NamedTuple):
    """How many more points may be owed to the other community, and by it; what is held counts already."""

    may_owe: Points
    may_be_owed: Points


def limit_clearing(uow: UnitOfWork, community_id: int, other_id: int, limit: Points) -> ClearingRoom:
    """Let no more than ``limit`` points be owed either way, and lock the account until the unit of work ends.

    What is owed beyond a lower limit stays and can only shrink. Call it before every posting on the account.
    """
    owner = PointAccount.clearing(other_id).owner_id
    values = {"community_id": community_id, "at": uow.now, "id": uow.new_id(), "owner": owner, "limit": limit}
    row = uow.session.execute(_LIMIT, values).one()
    return ClearingRoom(Points(row.may_owe), Points(row.may_be_owed))


def booked_at(uow: UnitOfWork, community_id: int, transfer_ids: Collection[UUID]) -> dict[UUID, datetime]:
    """Return the ledger's own moments of transfers, which days are told apart by."""
    rows = uow.session.execute(
        select(TransferRow.id, TransferRow.occurred_at).where(
            TransferRow.community_id == community_id, TransferRow.id.in_(transfer_ids)
        )
    )
    return {row.id: row.occurred_at for row in rows}
