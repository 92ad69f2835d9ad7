"""What corrections take back, as stops of the trace: correction → receivable → the reversals that took it."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select

from backend.books.models import Account, Receivable, TransferRow
from backend.books.policy import POLICY, A
from backend.books.types import AccountKind, Book, TransferType
from backend.core.actor import Actor
from backend.infra.links import Direction, Edge
from backend.infra.stops import FoundEdges, Stop, StopStatus
from backend.infra.uow import UnitOfWork

# One correction claims at most four earnings; each is repaid by later earnings, one reversal each.
EDGES_MAX = 200
_UNITS = {Book.POINT.value: ("积分", "分"), Book.TIME.value: ("时间币", "分钟")}


def receivable_stops(
    uow: UnitOfWork, actor: Actor, community_id: int, ids: Collection[UUID]
) -> dict[UUID, Stop | None]:
    """Return what corrections claim back, by id; somebody else's is None."""
    rows = uow.session.scalars(
        select(Receivable).where(Receivable.community_id == community_id, Receivable.id.in_(ids))
    )
    return {
        row.id: _stop(row) if POLICY.allows(actor, A.READ_TRANSFER, member_id=_owner(row)) else None for row in rows
    }


def _owner(row: Receivable) -> UUID | None:
    return row.owner_id if row.kind == AccountKind.MEMBER else None


def _stop(row: Receivable) -> Stop:
    name, unit = _UNITS[row.book]
    owed = row.amount - row.taken
    state = f"还差{owed}{unit}，以后挣到的先还" if owed else "已退回"
    status = StopStatus.NOW if owed else StopStatus.DONE
    return Stop(
        f"更正后退回多记的{name}：{row.amount}{unit}",
        state,
        row.occurred_at,
        status,
        target=("record", row.correction_id),
    )


def trace_receivables(
    uow: UnitOfWork, community_id: int, things: Mapping[str, Collection[UUID]], direction: Direction
) -> FoundEdges:
    """Return correction → receivable, earning → receivable and receivable → reversal, at most EDGES_MAX."""
    claims = _claims(uow, community_id, things, direction)
    taken = _taken(uow, community_id, things, direction)
    edges = [*claims, *taken]
    return FoundEdges(edges[:EDGES_MAX], is_whole=len(claims) <= EDGES_MAX >= len(edges))


def _claims(
    uow: UnitOfWork, community_id: int, things: Mapping[str, Collection[UUID]], direction: Direction
) -> list[Edge]:
    """Return what leads to receivables: the correction that claims, and the earning that is claimed back."""
    if direction is Direction.FORTH:
        wanted = {"record": Receivable.correction_id, "transfer": Receivable.transfer_id}
    else:
        wanted = {"receivable": Receivable.id}
    found: dict[Edge, None] = {}
    for type_, column in wanted.items():
        for row in _receivables(uow, community_id, column, things.get(type_, ())):
            here = ("receivable", row.id)
            if type_ != "transfer":
                found[Edge(("record", row.correction_id), here, "claimed_back")] = None
            if type_ != "record":
                found[Edge(("transfer", row.transfer_id), here, "claimed_back")] = None
    return list(found)


def _receivables(uow: UnitOfWork, community_id: int, column: Any, ids: Collection[UUID]) -> list[Receivable]:
    if not ids:
        return []
    statement = select(Receivable).where(Receivable.community_id == community_id, column.in_(list(ids)))
    return list(uow.session.scalars(statement.order_by(Receivable.id).limit(EDGES_MAX + 1)))


def _taken(
    uow: UnitOfWork, community_id: int, things: Mapping[str, Collection[UUID]], direction: Direction
) -> list[Edge]:
    """Return receivable → reversal; forth it is looked for among what left the account since, by its index."""
    type_ = "receivable" if direction is Direction.FORTH else "transfer"
    ids = list(things.get(type_, ()))
    if not ids:
        return []
    start: ColumnElement[bool] = (Receivable.id if direction is Direction.FORTH else TransferRow.id).in_(ids)
    rows = uow.session.execute(
        select(Receivable.id, Receivable.book, TransferRow.id.label("transfer_id"), TransferRow.amount)
        .join(Account, _of_account())
        .join(TransferRow, _takes())
        .where(Receivable.community_id == community_id, start)
        .order_by(TransferRow.occurred_at, TransferRow.id)
        .limit(EDGES_MAX + 1)
    )
    return [
        Edge(("receivable", row.id), ("transfer", row.transfer_id), "taken_back", f"{row.amount}{_UNITS[row.book][1]}")
        for row in rows
    ]


def _of_account() -> ColumnElement[bool]:
    return and_(
        Account.community_id == Receivable.community_id,
        Account.book == Receivable.book,
        Account.kind == Receivable.kind,
        Account.owner_id == Receivable.owner_id,
    )


def _takes() -> ColumnElement[bool]:
    return and_(
        TransferRow.community_id == Receivable.community_id,
        TransferRow.debit_account_id == Account.id,
        TransferRow.occurred_at >= Receivable.occurred_at,
        TransferRow.type == TransferType.REVERSAL,
        TransferRow.refers_to_id == Receivable.transfer_id,
        TransferRow.source_id == Receivable.correction_id,
    )
