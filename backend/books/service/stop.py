"""Transfers as stops of the trace: to the member whose book it is, and to the desk, which sees what records earned."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import aliased

from backend.books.models import Account, TransferRow
from backend.books.policy import POLICY, A
from backend.books.service.ownership import own_member
from backend.books.types import Book
from backend.core.actor import Actor
from backend.infra.stops import Stop
from backend.infra.uow import UnitOfWork


def transfer_stops(uow: UnitOfWork, actor: Actor, community_id: int, ids: Collection[UUID]) -> dict[UUID, Stop | None]:
    """Return transfers by id; somebody else's is None."""
    debit, credit = aliased(Account), aliased(Account)
    rows: Sequence[Any] = uow.session.execute(
        select(
            TransferRow.id,
            TransferRow.title,
            TransferRow.amount,
            TransferRow.occurred_at,
            TransferRow.source_type,
            TransferRow.source_id,
            debit.kind.label("debit_kind"),
            debit.owner_id.label("debit_owner"),
            credit.kind.label("credit_kind"),
            credit.owner_id.label("credit_owner"),
            credit.book,
        )
        .join(debit, (debit.community_id == TransferRow.community_id) & (debit.id == TransferRow.debit_account_id))
        .join(credit, (credit.community_id == TransferRow.community_id) & (credit.id == TransferRow.credit_account_id))
        .where(TransferRow.community_id == community_id, TransferRow.id.in_(ids))
    ).all()
    return {
        row.id: _stop(row) if POLICY.allows(actor, A.READ_TRANSFER, member_id=_own(actor, row)) else None
        for row in rows
    }


def _own(actor: Actor, row: Row[Any]) -> UUID | None:
    return own_member(actor, row._mapping)


def _stop(row: Row[Any]) -> Stop:
    amount = f"{row.amount}积分" if row.book == Book.POINT else f"{row.amount}分钟时间币"
    target = None if row.source_id is None else (row.source_type, row.source_id)
    return Stop(f"{row.title}：{amount}", "已记账", row.occurred_at, target=target)
