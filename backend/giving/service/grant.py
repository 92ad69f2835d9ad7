"""Grants: time credits from the pool to whoever is entitled, by the desk's hand or by the month."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.books import service as books
from backend.books.errors import InsufficientTimeError
from backend.books.types import Mode, TimeAccount, Transfer, TransferType
from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.amounts import TimeCredits
from backend.core.clock import month_of
from backend.core.errors import NotFoundError
from backend.giving import events
from backend.giving.errors import PoolEmptyError, ReceiverLeftError, SameHandsError
from backend.giving.models import EntitlementRow, Grant
from backend.giving.policy import POLICY, A
from backend.giving.rules import next_turn
from backend.giving.service.drawing import draw_entitlement
from backend.giving.service.entitlement import view_entitlements
from backend.giving.types import EntitlementState
from backend.infra import links, outbox
from backend.infra.uow import UnitOfWork

TITLE = "公益池发放"
# One transaction's worth: on the first of a month all are due.
BATCH = 200


def grant(uow: UnitOfWork, actor: Actor, community_id: int, entitlement_id: UUID, minutes: int) -> dict[str, Any]:
    """Give somebody entitled minutes from the pool, within the month's amount.

    Raises NotFoundError, SameHandsError for oneself, ReceiverLeftError, EntitlementOverError, MonthSpentError
    (``left``), PoolEmptyError (``available``); then nothing has moved.
    """
    POLICY.permit(actor, A.GRANT)
    row = uow.session.get(EntitlementRow, (community_id, entitlement_id), populate_existing=True)
    if row is None:
        raise NotFoundError
    if row.member_id == actor.member_id:
        raise SameHandsError
    if not communities.verified_of(uow, community_id, [row.member_id]):
        raise ReceiverLeftError
    draw_entitlement(uow, community_id, entitlement_id, minutes)
    given = _grant(uow, row, minutes, by=actor.member_id)
    try:
        books.post(uow, community_id, [_transfer(given)])
    except InsufficientTimeError as error:
        raise PoolEmptyError(**error.extras) from error
    _store(uow, community_id, [given])
    row = uow.session.get_one(EntitlementRow, (community_id, entitlement_id), populate_existing=True)
    return view_entitlements(uow, actor, [row])[0]


def _grant(uow: UnitOfWork, row: EntitlementRow, minutes: int, *, by: UUID | None) -> Grant:
    return Grant(
        community_id=row.community_id,
        id=uow.new_id(),
        entitlement_id=row.id,
        member_id=row.member_id,
        ground=row.ground,
        month=month_of(uow.now),
        minutes=minutes,
        by_member_id=by,
        given_at=uow.now,
    )


def _transfer(given: Grant, mode: Mode = Mode.MUST) -> Transfer[TimeCredits]:
    return Transfer(
        TimeAccount.pool(),
        TimeAccount.member(given.member_id),
        TimeCredits(given.minutes),
        TransferType.GRANT,
        f"grant:{given.id}",
        TITLE,
        ("grant", given.id),
        mode=mode,
    )


def _store(uow: UnitOfWork, community_id: int, given: Sequence[Grant]) -> None:
    """Write what moved, tie it to what it rests on, and tell who received it."""
    if not given:
        return
    uow.session.add_all(given)
    uow.session.flush()
    pairs = [(("entitlement", each.entitlement_id), ("grant", each.id)) for each in given]
    links.record_many(uow, community_id, pairs, relation="granted")
    items = [{"grant_id": str(each.id), "member_id": str(each.member_id), "minutes": each.minutes} for each in given]
    outbox.record(uow, community_id, events.GRANTED, {"items": items})


def communities_with_due_entitlements(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities where an entitlement's month or end has come (lock-free scan over all of them)."""
    return uow.session.scalars(
        select(EntitlementRow.community_id)
        .where(EntitlementRow.state == EntitlementState.APPROVED, EntitlementRow.due_at <= uow.now)
        .distinct()
    ).all()


def do_due_entitlements(uow: UnitOfWork, community_id: int) -> int:
    """End what is past its last day, and give the month's amount of the others; return how many were done.

    Each is given once a month: as much of it as is left, and as much as the pool holds, whoever waited longest first.
    """
    due = uow.session.scalars(
        select(EntitlementRow)
        .where(
            EntitlementRow.community_id == community_id,
            EntitlementRow.state == EntitlementState.APPROVED,
            EntitlementRow.due_at <= uow.now,
        )
        .order_by(EntitlementRow.due_at, EntitlementRow.id)
        .limit(BATCH)
        .with_for_update(skip_locked=True, key_share=True)
        .execution_options(populate_existing=True)
    ).all()
    if not due:
        return 0
    there = communities.verified_of(uow, community_id, [row.member_id for row in due])
    live = [row for row in due if row.ends_at > uow.now and row.member_id in there]
    for row in due:
        if row not in live:
            row.state, row.due_at, row.ended_at = EntitlementState.ENDED, None, uow.now
    _give_the_month(uow, community_id, [row for row in live if row.automatic])
    for row in live:
        row.due_at = next_turn(uow.now, row.ends_at) if row.automatic else row.ends_at
    uow.session.flush()
    return len(due)


def _give_the_month(uow: UnitOfWork, community_id: int, rows: Sequence[EntitlementRow]) -> None:
    month = month_of(uow.now)
    wanted = []
    for row in rows:
        if row.month != month:
            row.month, row.given = month, 0
        left = row.monthly_minutes - row.given
        if left:
            wanted.append((row, _grant(uow, row, left, by=None)))
    postings = books.post(uow, community_id, [_transfer(given, Mode.UP_TO) for _, given in wanted])
    moved = []
    for (row, given), posting in zip(wanted, postings, strict=True):
        if posting.amount:
            given.minutes = posting.amount
            row.given += posting.amount
            moved.append(given)
    _store(uow, community_id, moved)
