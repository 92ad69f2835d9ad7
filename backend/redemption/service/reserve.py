"""The reserve: the terms under which it guarantees, points put into it by two hands, and its public account."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from backend.books import service as books
from backend.books.types import PointAccount, Transfer, TransferType
from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.amounts import Points
from backend.core.clock import local_date, local_day, month_of
from backend.core.errors import InvalidError, MoveNotAllowedError
from backend.infra import outbox
from backend.infra.rows import row_by_id
from backend.infra.uow import UnitOfWork
from backend.redemption import events
from backend.redemption.errors import OwnHandError
from backend.redemption.models import GuaranteeMonth, GuaranteeTerms, ReserveMove
from backend.redemption.moves import ReserveMoveMove
from backend.redemption.offline import DEFAULT_TERMS
from backend.redemption.policy import POLICY, A
from backend.redemption.types import (
    RESERVE_SOURCE_NAMES,
    RESERVE_STATE_NAMES,
    ReserveMoveState,
    ReserveSource,
    Terms,
)

# What the public account shows: the newest lines of so many days.
SHOWN_DAYS, SHOWN_LINES = 90, 100


def terms_now(uow: UnitOfWork, community_id: int) -> Terms:
    """Return the terms in force."""
    row = _terms_row(uow, community_id, local_date(uow.now))
    return DEFAULT_TERMS if row is None else Terms(row.per_redemption, row.per_month)


def _terms_row(uow: UnitOfWork, community_id: int, day: date) -> GuaranteeTerms | None:
    return uow.session.scalars(
        select(GuaranteeTerms)
        .where(GuaranteeTerms.community_id == community_id, GuaranteeTerms.valid_from <= day)
        .order_by(GuaranteeTerms.valid_from.desc(), GuaranteeTerms.set_at.desc())
        .limit(1)
    ).one_or_none()


def lock_month(uow: UnitOfWork, community_id: int, unit_id: UUID) -> GuaranteeMonth:
    """Return what the reserve paid a shop this month, locked: two syncs never share the same room under the cap."""
    place = {"community_id": community_id, "unit_id": unit_id, "month": month_of(uow.now)}
    uow.session.execute(insert(GuaranteeMonth).values(**place, points=0).on_conflict_do_nothing())
    return uow.session.scalars(
        select(GuaranteeMonth)
        .filter_by(**place)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one()


def set_terms(
    uow: UnitOfWork, actor: Actor, community_id: int, *, per_redemption: int, per_month: int, valid_from: date
) -> dict[str, Any]:
    """Set up to where the reserve guarantees from a day on; raises InvalidError for a day in the past."""
    POLICY.permit(actor, A.SET_TERMS)
    if valid_from < local_date(uow.now):
        raise InvalidError({"valid_from": ["不能早于今天"]})
    uow.session.add(
        GuaranteeTerms(
            community_id=community_id,
            valid_from=valid_from,
            per_redemption=per_redemption,
            per_month=per_month,
            set_by=actor.member_id,
            set_at=uow.now,
        )
    )
    uow.session.flush()
    return get_reserve(uow, actor, community_id)


def propose_reserve(
    uow: UnitOfWork, actor: Actor, community_id: int, *, source: ReserveSource, points: int, reason: str
) -> dict[str, Any]:
    """Propose to put points into the reserve; they move when somebody else confirms."""
    POLICY.permit(actor, A.FILL_RESERVE)
    move = ReserveMove(
        community_id=community_id,
        id=uow.new_id(),
        source=source,
        points=points,
        reason=reason,
        state=ReserveMoveState.PROPOSED,
        proposed_by=actor.member_id,
        proposed_at=uow.now,
    )
    uow.session.add(move)
    uow.session.flush()
    told = {"move_id": str(move.id), "points": points}
    outbox.record(uow, community_id, events.RESERVE_PROPOSED, told)
    return get_reserve(uow, actor, community_id)


def decide_reserve(
    uow: UnitOfWork, actor: Actor, community_id: int, move_id: UUID, move: ReserveMoveMove
) -> dict[str, Any]:
    """Confirm or decline as the second hand; confirming moves the points.

    Raises NotFoundError, OwnHandError, MoveNotAllowedError, books' InsufficientPointsError (``available``).
    """
    POLICY.permit(actor, A.CONFIRM_RESERVE)
    row = row_by_id(uow, ReserveMove, community_id, move_id, lock=True)
    if row.proposed_by == actor.member_id:
        raise OwnHandError
    if row.state != ReserveMoveState.PROPOSED:
        raise MoveNotAllowedError
    confirmed = move is ReserveMoveMove.CONFIRM
    row.state = ReserveMoveState.DONE if confirmed else ReserveMoveState.DECLINED
    row.decided_by, row.decided_at = actor.member_id, uow.now
    uow.session.flush()
    if confirmed:
        books.post(uow, community_id, [_transfer(row)])
    return get_reserve(uow, actor, community_id)


def _transfer(row: ReserveMove) -> Transfer[Points]:
    source = PointAccount.pool() if row.source == ReserveSource.POOL else PointAccount.backing()
    return Transfer(
        source,
        PointAccount.reserve(),
        Points(row.points),
        TransferType.GUARANTEE,
        f"reserve:{row.id}:fill",
        f"从{RESERVE_SOURCE_NAMES[ReserveSource(row.source)]}转入：{row.reason}",
        ("reserve_move", row.id),
    )


def get_reserve(uow: UnitOfWork, actor: Actor, community_id: int) -> dict[str, Any]:
    """Return the reserve's public account: what is there, what came and went of late, and the terms."""
    POLICY.permit(actor, A.READ_RESERVE)
    today = local_date(uow.now)
    since = today - timedelta(days=SHOWN_DAYS)
    found = books.period_of(uow, community_id, PointAccount.reserve(), local_day(since)[0], local_day(today)[1])
    terms = terms_now(uow, community_id)
    return {
        "balance": found.closing,
        "since": since,
        "came": sum(line.amount for line in found.lines if line.amount > 0),
        "went": -sum(line.amount for line in found.lines if line.amount < 0),
        "lines": [
            {"at": line.at, "title": line.title, "points": line.amount, "balance": line.balance}
            for line in reversed(found.lines[-SHOWN_LINES:])
        ],
        "terms": {"per_redemption": terms.per_redemption, "per_month": terms.per_month},
        "sources": _sources(uow, community_id),
        "proposed": _proposed(uow, actor, community_id),
        "may_fill": POLICY.allows(actor, A.FILL_RESERVE),
    }


def _sources(uow: UnitOfWork, community_id: int) -> list[dict[str, Any]]:
    """Return from where points may be put into the reserve, and how many there are."""
    accounts = {ReserveSource.POOL: PointAccount.pool(), ReserveSource.BACKING: PointAccount.backing()}
    found = books.balances(uow, community_id, list(accounts.values()))
    return [
        {"source": source, "name": RESERVE_SOURCE_NAMES[source], "available": found[account].available}
        for source, account in accounts.items()
    ]


def _proposed(uow: UnitOfWork, actor: Actor, community_id: int) -> list[dict[str, Any]]:
    rows = uow.session.scalars(
        select(ReserveMove)
        .where(ReserveMove.community_id == community_id, ReserveMove.state == ReserveMoveState.PROPOSED)
        .order_by(ReserveMove.id)
        .limit(20)
    ).all()
    members = communities.members_by_ids(uow, community_id, {row.proposed_by for row in rows})
    may = POLICY.allows(actor, A.CONFIRM_RESERVE)
    return [
        {
            "id": row.id,
            "source_name": RESERVE_SOURCE_NAMES[ReserveSource(row.source)],
            "points": row.points,
            "reason": row.reason,
            "state_name": RESERVE_STATE_NAMES[ReserveMoveState(row.state)],
            "proposed_by": members[row.proposed_by].name,
            "proposed_at": row.proposed_at,
            "may_decide": may and row.proposed_by != actor.member_id,
        }
        for row in rows
    ]
