"""Taking back what was earned wrongly: what is still there at once, the rest from later earnings.

What a correction takes back of an earning is a row; each transfer that takes reverses the earning, so it counts
nowhere as spending, expires nothing and can't exceed what was earned. What is still owed is no account: nobody holds
it, and points in members' hands stay exactly as backed as they are.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select, text

from backend.books.models import COMMUNITY_OWNER, Receivable
from backend.books.rules import decide_transfers, record_key
from backend.books.types import (
    AccountKind,
    AccountRef,
    AnyTransfer,
    Book,
    Mode,
    Outcome,
    PointAccount,
    Posting,
    ServiceEarning,
    TimeAccount,
    Transfer,
    TransferType,
)
from backend.infra.uow import UnitOfWork

_NAMES = {Book.TIME: ("时间币", "分钟"), Book.POINT: ("积分", "分")}
# Each row by its full key behind a fence: of a community that statistics have not seen all else looks as cheap.
_BY_KEYS = text(
    """
    SELECT k.business_key, t.id, t.amount
    FROM unnest(CAST(:keys AS text[])) AS k (business_key)
    CROSS JOIN LATERAL (
        SELECT x.id, x.amount FROM transfers x WHERE x.community_id = :community_id AND x.business_key = k.business_key
        UNION ALL
        SELECT x.id, x.amount FROM archived_transfers x
        WHERE x.community_id = :community_id AND x.business_key = k.business_key
        OFFSET 0
    ) AS t
    """
)
_TAKE = text(
    "UPDATE receivables r SET taken = r.taken + t.amount"
    " FROM unnest(CAST(:ids AS uuid[]), CAST(:amounts AS bigint[])) AS t (id, amount)"
    " WHERE r.community_id = :community_id AND r.id = t.id"
)


@dataclass(slots=True)
class Booked:
    """One earning of a record in one book, the member's or the pool's; ``left`` is what no correction took back."""

    transfer_id: UUID
    record_id: UUID
    book: Book
    to_pool: bool
    left: int


@dataclass(slots=True)
class Plan:
    """A batch of a settlement: its transfers in order, and what each means for what is owed."""

    transfers: list[AnyTransfer] = field(default_factory=list)
    # By business key: what is claimed anew, and which claim it repays.
    claims: dict[str, dict[str, Any]] = field(default_factory=dict)
    repaid: dict[str, UUID] = field(default_factory=dict)


def amounts_by_keys(uow: UnitOfWork, community_id: int, keys: Collection[str]) -> dict[str, Any]:
    """Return what was booked under business keys (id, amount), archived or not."""
    if not keys:
        return {}
    rows = uow.session.execute(_BY_KEYS, {"community_id": community_id, "keys": list(keys)})
    return {row.business_key: row for row in rows}


def booked_by_chains(
    uow: UnitOfWork, community_id: int, earnings: Iterable[ServiceEarning]
) -> dict[UUID, list[Booked]]:
    """Return by record what it and those it replaces earned and kept so far, its own first, then the newest."""
    keys = {
        record_key(id_, book, to_pool=to_pool): (earning.record_id, id_, book, to_pool)
        for earning in earnings
        for id_ in (earning.record_id, *earning.replaces)
        for book in Book
        for to_pool in (False, True)
    }
    rows = amounts_by_keys(uow, community_id, keys)
    claimed = _claimed(uow, community_id, [row.id for row in rows.values()])
    found: dict[UUID, list[Booked]] = defaultdict(list)
    for key, (head, id_, book, to_pool) in keys.items():
        if key in rows:
            row = rows[key]
            found[head].append(Booked(row.id, id_, book, to_pool, row.amount - claimed.get(row.id, 0)))
    return found


def _claimed(uow: UnitOfWork, community_id: int, transfer_ids: Collection[UUID]) -> dict[UUID, int]:
    if not transfer_ids:
        return {}
    rows = uow.session.execute(
        select(Receivable.transfer_id, func.sum(Receivable.amount))
        .where(Receivable.community_id == community_id, Receivable.transfer_id.in_(transfer_ids))
        .group_by(Receivable.transfer_id)
    )
    return {transfer_id: int(amount) for transfer_id, amount in rows}


def plan_settlement(uow: UnitOfWork, community_id: int, earnings: Sequence[ServiceEarning]) -> Plan:
    """Return the batch: what is earned, oldest first, each followed by what it repays; then what is taken back.

    A record that replaces others earns only what these did not, or gives back what they earned beyond it.
    """
    corrections = [earning for earning in earnings if earning.replaces]
    booked = booked_by_chains(uow, community_id, corrections) if corrections else {}
    owed = _open(uow, community_id, earnings)
    plan = Plan()
    for earning in earnings:
        for transfer in decide_transfers(_still_to_earn(earning, booked.get(earning.record_id, []))):
            plan.transfers.append(transfer)
            _plan_repayments(plan, transfer, earning, owed)
    for earning in corrections:
        _plan_take_backs(plan, earning, booked.get(earning.record_id, []))
    return plan


def _still_to_earn(earning: ServiceEarning, booked: Sequence[Booked]) -> ServiceEarning:
    missing: dict[str, Any] = {
        name: max(0, amount - kept) for name, (amount, kept) in _compared(earning, booked).items()
    }
    return replace(earning, **missing) if booked else earning


def _compared(earning: ServiceEarning, booked: Sequence[Booked]) -> dict[str, tuple[int, int]]:
    """Return by the field of an earning what it should be and what stands."""
    return {
        name: (getattr(earning, name), sum(each.left for each in booked if (each.book, each.to_pool) == place))
        for name, place in _PLACES.items()
    }


_PLACES = {
    "time_credits": (Book.TIME, False),
    "points": (Book.POINT, False),
    "pool_time": (Book.TIME, True),
    "pool_points": (Book.POINT, True),
}


def unlike_chain(earning: ServiceEarning, booked: Sequence[Booked]) -> Iterator[str]:
    """Yield a line for each part of a settled correction that is not what stands of it and what it replaces."""
    for name, (amount, kept) in _compared(earning, booked).items():
        if amount != kept:
            yield f"record:{earning.record_id}: {name} {kept} booked in all, {amount} by the rules"


def _plan_take_backs(plan: Plan, earning: ServiceEarning, booked: Sequence[Booked]) -> None:
    """Take back what stands beyond what the correction earns, of the newest earning first."""
    for name, (amount, kept) in _compared(earning, booked).items():
        beyond = kept - amount
        for each in booked:
            part = min(beyond, each.left)
            if (each.book, each.to_pool) != _PLACES[name] or part <= 0:
                continue
            beyond -= part
            account = _account(each.book, None if each.to_pool else earning.member_id)
            key = f"{record_key(each.record_id, each.book, to_pool=each.to_pool)}:taken_back:{earning.record_id}"
            title = f"更正退回：{earning.title}"
            plan.transfers.append(_back(account, part, key, title, Mode.UP_TO, earning.record_id, each.transfer_id))
            plan.claims[key] = {
                "book": each.book.value,
                "kind": account.kind.value,
                "owner_id": account.owner_id or COMMUNITY_OWNER,
                "transfer_id": each.transfer_id,
                "record_id": each.record_id,
                "correction_id": earning.record_id,
                "amount": part,
            }


def _plan_repayments(
    plan: Plan, transfer: AnyTransfer, earning: ServiceEarning, owed: dict[tuple[str, UUID], list[Receivable]]
) -> None:
    """Let an earning repay what its account owes, the oldest first; each goes only if the one before it went."""
    book, room = transfer.credit.book, int(transfer.amount)
    for claim in owed.get((book.value, transfer.credit.owner_id or COMMUNITY_OWNER), []):
        part = min(room, claim.amount - claim.taken)
        if part <= 0:
            continue
        room -= part
        claim.taken += part
        rest, (name, unit) = claim.amount - claim.taken, _NAMES[book]
        title = f"还款：更正前多记的{name}，" + (f"还差{rest}{unit}" if rest else "已还清")
        to_pool = claim.kind == AccountKind.POOL
        key = f"{record_key(claim.record_id, book, to_pool=to_pool)}:repaid:{claim.correction_id}:{earning.record_id}"
        account: AccountRef[Any] = transfer.credit
        plan.transfers.append(_back(account, part, key, title, Mode.WITH, claim.correction_id, claim.transfer_id))
        plan.repaid[key] = claim.id


def _account(book: Book, member_id: UUID | None) -> AccountRef[Any]:
    accounts: Any = TimeAccount if book is Book.TIME else PointAccount
    account: AccountRef[Any] = accounts.pool() if member_id is None else accounts.member(member_id)
    return account


def _back(
    account: AccountRef[Any], amount: int, key: str, title: str, mode: Mode, correction_id: UUID, transfer_id: UUID
) -> AnyTransfer:
    """Return a transfer that moves an earning back to where it came from."""
    source: AccountRef[Any] = TimeAccount.source() if account.book is Book.TIME else PointAccount.backing()
    return Transfer(
        account,
        source,
        amount,
        TransferType.REVERSAL,
        key,
        title,
        ("record", correction_id),
        mode=mode,
        refers_to=transfer_id,
    )


def _open(
    uow: UnitOfWork, community_id: int, earnings: Sequence[ServiceEarning]
) -> dict[tuple[str, UUID], list[Receivable]]:
    """Return what the accounts owe that these earnings credit, the oldest first, read apart from the session's rows."""
    owners = {earning.member_id for earning in earnings} | {COMMUNITY_OWNER}
    rows = uow.session.scalars(
        select(Receivable)
        .where(
            Receivable.community_id == community_id,
            Receivable.owner_id.in_(owners),
            Receivable.taken < Receivable.amount,
        )
        .order_by(Receivable.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    found: dict[tuple[str, UUID], list[Receivable]] = defaultdict(list)
    for row in rows:
        uow.session.expunge(row)  # counted on here; what was really taken is written once it is posted
        found[row.book, row.owner_id].append(row)
    return found


def keep_receivables(uow: UnitOfWork, community_id: int, plan: Plan, postings: Sequence[Posting]) -> None:
    """Write what is owed anew and what was repaid, by what the ledger really moved."""
    moved = {each.business_key: each.amount if each.outcome is Outcome.POSTED else 0 for each in postings}
    if plan.claims:
        rows = [
            {
                **claim,
                "community_id": community_id,
                "id": uow.new_id(),
                "taken": moved[key],
                "occurred_at": uow.now,
            }
            for key, claim in plan.claims.items()
        ]
        uow.session.execute(insert(Receivable), rows)
    repaid: dict[UUID, int] = defaultdict(int)
    for key, id_ in plan.repaid.items():
        repaid[id_] += moved[key]
    if repaid:
        facts = {"community_id": community_id, "ids": list(repaid), "amounts": list(repaid.values())}
        uow.session.execute(_TAKE, facts)


def taken_back_by(
    uow: UnitOfWork, community_id: int, correction_ids: Collection[UUID]
) -> dict[UUID, list[dict[str, Any]]]:
    """Return by correction what it takes back of its member in each book: the whole, what was taken, what is owed."""
    rows = uow.session.execute(
        select(Receivable.correction_id, Receivable.book, func.sum(Receivable.amount), func.sum(Receivable.taken))
        .where(
            Receivable.community_id == community_id,
            Receivable.correction_id.in_(correction_ids),
            Receivable.kind == AccountKind.MEMBER,
        )
        .group_by(Receivable.correction_id, Receivable.book)
        .order_by(Receivable.book.desc())
    )
    found: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for id_, book, amount, taken in rows:
        line = {"book": Book(book).lower(), "amount": int(amount), "taken": int(taken), "owed": int(amount - taken)}
        found[id_].append(line)
    return found


def owed_by(uow: UnitOfWork, community_id: int, member_id: UUID) -> dict[Book, int]:
    """Return what a member still owes, by book; nothing owed is left out."""
    rows = uow.session.execute(
        select(Receivable.book, func.sum(Receivable.amount - Receivable.taken))
        .where(
            Receivable.community_id == community_id,
            Receivable.owner_id == member_id,
            Receivable.taken < Receivable.amount,
        )
        .group_by(Receivable.book)
    )
    return {Book(book): int(owed) for book, owed in rows}
