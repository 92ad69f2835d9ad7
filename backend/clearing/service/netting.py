"""Netting: each side closes every local day of a pair, tells the other what stood, and both must come to one figure.

All runs over one account per pair, so what one owes and is owed is net already; a closing writes it down for good.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.dialects.postgresql import insert

from backend.clearing import events
from backend.clearing.errors import PairUnknownError
from backend.clearing.models import ClearingDay, ClearingPair, ClearingReport, ClearingTransfer
from backend.clearing.policy import POLICY, A
from backend.clearing.rules import days_agree
from backend.clearing.service.pair import find_pair, plan_day
from backend.clearing.types import DayFigures, Direction, TransferState
from backend.core.actor import Actor
from backend.core.clock import local_day
from backend.infra import outbox
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.uow import UnitOfWork

T = ClearingTransfer


def communities_to_net(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities in which a pair's day is due to be closed (lock-free scan over all of them)."""
    return uow.session.scalars(select(ClearingPair.community_id).where(ClearingPair.due_at <= uow.now).distinct()).all()


def close_due_day(uow: UnitOfWork, community_id: int) -> int:
    """Close one pair's oldest day that is over; return 1, or 0 when none is due. Twice does nothing."""
    pair = uow.session.scalars(
        select(ClearingPair)
        .where(ClearingPair.community_id == community_id, ClearingPair.due_at <= uow.now)
        .order_by(ClearingPair.due_at, ClearingPair.other_id)
        .limit(1)
        .with_for_update(skip_locked=True, key_share=True)
    ).one_or_none()
    if pair is None or pair.next_day is None:
        return 0
    day = ClearingDay(**_figures(uow, pair, pair.next_day), closed_at=uow.now)
    uow.session.add(day)
    plan_day(pair, day.day + timedelta(days=1))
    uow.session.flush()
    told = {"to": pair.other_id, "day": day.day.isoformat(), **asdict(figures_of(day))}
    outbox.record(uow, community_id, events.DAY_CLOSED, told, key=f"{pair.other_id}:{day.day}")
    _compare(uow, pair, day.day)
    return 1


def _figures(uow: UnitOfWork, pair: ClearingPair, day: date) -> dict[str, Any]:
    """Return a day's row: what was posted in it, and what was held when it ended, by the ledger's moments."""
    start, end = local_day(day)
    out, done = T.direction == Direction.OUT, T.state == TransferState.DONE
    in_day = (T.closed_at >= start) & (T.closed_at < end)
    flying = out & (T.sent_at < end) & or_(T.closed_at.is_(None), T.closed_at >= end)

    def points(*which: Any) -> Any:
        return func.coalesce(func.sum(T.points).filter(*which), 0)

    row = uow.session.execute(
        select(
            points(out, done, in_day).label("sent"),
            points(~out, done, in_day).label("received"),
            points(out, ~done, in_day).label("refunded"),
            points(flying).label("in_flight"),
            points(flying, done, T.decided_at < end).label("on_way"),
            points(flying, T.closed_at.is_(None)).label("unanswered"),
        ).where(
            T.community_id == pair.community_id,
            T.other_id == pair.other_id,
            or_(T.closed_at.is_(None), T.closed_at >= start),
        )
    ).one()
    opening = _closing_before(uow, pair, day)
    figures = {name: int(value) for name, value in row._mapping.items()}
    return {
        "community_id": pair.community_id,
        "other_id": pair.other_id,
        "day": day,
        "opening": opening,
        "closing": opening + figures["sent"] - figures["received"],
        **figures,
    }


def _closing_before(uow: UnitOfWork, pair: ClearingPair, day: date) -> int:
    before = select(ClearingDay.closing).where(
        ClearingDay.community_id == pair.community_id,
        ClearingDay.other_id == pair.other_id,
        ClearingDay.day == day - timedelta(days=1),
    )
    return uow.session.scalar(before) or 0


def hear_day(uow: UnitOfWork, community_id: int, sender_id: int, message: dict[str, Any]) -> None:
    """Keep what the other side closed a day with and compare it with ours; a second time does nothing."""
    pair = find_pair(uow, community_id, sender_id, lock=True)
    if pair is None:
        raise PairUnknownError
    day = date.fromisoformat(message["day"])
    row = {
        "community_id": community_id,
        "other_id": sender_id,
        "day": day,
        **{name: int(message[name]) for name in ("closing", "on_way", "unanswered")},
        "told_at": uow.now,
    }
    told = insert(ClearingReport).values(row).on_conflict_do_nothing().returning(ClearingReport.day)
    if uow.session.scalar(told) is not None:
        _compare(uow, pair, day)


def _compare(uow: UnitOfWork, pair: ClearingPair, day: date) -> None:
    """Tell the desk where both sides have closed a day and do not agree: whichever comes second sees both."""
    key = (pair.community_id, pair.other_id, day)
    ours, theirs = uow.session.get(ClearingDay, key), uow.session.get(ClearingReport, key)
    if ours is None or theirs is None or days_agree(figures_of(ours), figures_of(theirs)):
        return
    told = {"other_id": pair.other_id, "other_name": pair.other_name, "day": day.isoformat()}
    outbox.record(uow, pair.community_id, events.DAYS_DIFFER, told, key=f"{pair.other_id}:{day}")


def figures_of(row: ClearingDay | ClearingReport) -> DayFigures:
    """Return what of a day both sides compare."""
    return DayFigures(row.closing, row.on_way, row.unanswered)


def list_days(
    uow: UnitOfWork, actor: Actor, community_id: int, other_id: int, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return a pair's closed days, newest first, each with what the other side told; raises PairUnknownError."""
    POLICY.permit(actor, A.READ_PAIRS)
    if find_pair(uow, community_id, other_id) is None:
        raise PairUnknownError
    of_pair = ClearingDay.community_id == community_id, ClearingDay.other_id == other_id
    found = fetch_page(uow.session, select(ClearingDay).where(*of_pair), page, keys=[ClearingDay.day])
    reports = uow.session.scalars(
        select(ClearingReport).where(
            ClearingReport.community_id == community_id,
            ClearingReport.other_id == other_id,
            ClearingReport.day.in_([row.day for row in found.items]),
        )
    )
    told = {report.day: report for report in reports}
    return Page([_view(row, told.get(row.day)) for row in found.items], found.next_cursor)


def _view(row: ClearingDay, told: ClearingReport | None) -> dict[str, Any]:
    names = ("day", "opening", "sent", "received", "refunded", "closing", "in_flight", "closed_at")
    return {
        **{name: getattr(row, name) for name in names},
        "their_closing": None if told is None else told.closing,
        "agrees": None if told is None else days_agree(figures_of(row), figures_of(told)),
    }
