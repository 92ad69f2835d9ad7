"""Figures for the chart: what runs served, what became of suggestions week by week, why needs are unmet."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Date, Integer, cast, func, literal_column, select, true

from backend.core.actor import Actor
from backend.core.clock import LOCAL_ZONE, local_date, local_day
from backend.infra.uow import UnitOfWork
from backend.matching.model.plans import gap_permille
from backend.matching.models import Run, Suggestion, Unmet
from backend.matching.moves import DECLINE_NAMES
from backend.matching.policy import POLICY, A
from backend.matching.rules.unmet_wording import CONSTRAINT_TEXTS, HIDDEN_BELOW, NOBODY, ONES_OWN_WORD, shown
from backend.matching.rules.wording import AUTOMATED
from backend.matching.types import UNMET_LIVE, DeclineReason, RunState, SuggestionState

# Our rule: a chart of more is not read.
RUNS_MAX = 30
_NAME_OF_STATE = {SuggestionState.OFFERED: "waiting"}


def show_figures(uow: UnitOfWork, actor: Actor, community_id: int, *, weeks: int) -> dict[str, Any]:
    """Return the figures of the last ``weeks`` weeks, this one among them; small numbers are hidden from everybody."""
    POLICY.permit(actor, A.READ_FIGURES)
    everybody = not POLICY.allows(actor, A.READ_WHOLE_FIGURES)
    today = local_date(uow.now)
    first = today - timedelta(days=today.weekday(), weeks=weeks - 1)
    since = local_day(first)[0]
    live = [state.value for state in UNMET_LIVE]
    unmet = select(func.count()).where(Unmet.community_id == community_id, Unmet.state.in_(live))
    return {
        "runs": _runs(uow, community_id, since),
        "weeks": _weeks(uow, community_id, first, weeks, everybody=everybody),
        "unmet": shown(uow.session.scalar(unmet) or 0, everybody=everybody),
        "why": _why(uow, community_id, live, everybody=everybody),
        "declined": _declined(uow, community_id, since, everybody=everybody),
        "hidden_below": HIDDEN_BELOW if everybody else None,
        "automated_text": AUTOMATED,
    }


def _runs(uow: UnitOfWork, community_id: int, since: datetime) -> list[dict[str, Any]]:
    """Return the newest runs that found something to say, oldest first."""
    rows = uow.session.scalars(
        select(Run)
        .where(Run.community_id == community_id, Run.state == RunState.DONE, Run.begun_at >= since)
        .order_by(Run.begun_at.desc(), Run.id.desc())
        .limit(RUNS_MAX)
    ).all()
    return [_run(row) for row in reversed(rows)]


def _run(row: Run) -> dict[str, Any]:
    needs, served = row.needs or 0, row.served or 0
    unserved = min(int(row.figures.get("unmet", needs - served)), needs - served)
    return {
        "id": row.id,
        "kind": row.kind,
        "begun_at": row.begun_at,
        "needs": needs,
        "served": served,
        "waiting": needs - served - unserved,
        "unserved": unserved,
        "offers": row.offers or 0,
        "places": row.places or 0,
        "gap_permille": gap_permille(row.value or 0, row.bound or 0),
        "millis": row.millis or 0,
    }


def _weeks(uow: UnitOfWork, community_id: int, first: date, weeks: int, *, everybody: bool) -> list[dict[str, Any]]:
    since = local_day(first)[0]
    counted = _by_week(uow, community_id, since)
    unmet = _unmet_by_week(uow, community_id, since)
    found = []
    for week in (first + timedelta(weeks=n) for n in range(weeks)):
        states = counted.get(week, {})
        numbers = {_NAME_OF_STATE.get(state, state.value): states.get(state, 0) for state in SuggestionState}
        numbers |= {"suggested": sum(states.values()), "unmet": unmet.get(week, 0)}
        found.append({"week": week, **{name: shown(n, everybody=everybody) for name, n in numbers.items()}})
    return found


def _week_of(moment: Any) -> Any:
    return cast(func.date_trunc("week", func.timezone(LOCAL_ZONE.key, moment)), Date)


def _by_week(uow: UnitOfWork, community_id: int, since: datetime) -> dict[date, dict[SuggestionState, int]]:
    week = _week_of(Suggestion.created_at).label("week")
    rows = uow.session.execute(
        select(week, Suggestion.state, func.count().label("n"))
        .where(Suggestion.community_id == community_id, Suggestion.created_at >= since)
        .group_by(week, Suggestion.state)
    )
    found: dict[date, dict[SuggestionState, int]] = {}
    for row in rows:
        found.setdefault(row.week, {})[SuggestionState(row.state)] = row.n
    return found


def _unmet_by_week(uow: UnitOfWork, community_id: int, since: datetime) -> dict[date, int]:
    """Return how many needs of each week nobody has come for since."""
    week = _week_of(Unmet.since).label("week")
    rows = uow.session.execute(
        select(week, func.count().label("n"))
        .where(Unmet.community_id == community_id, Unmet.since >= since)
        .where(Unmet.state.in_([state.value for state in UNMET_LIVE]))
        .group_by(week)
    )
    return {row.week: row.n for row in rows}


def _why(uow: UnitOfWork, community_id: int, live: Sequence[str], *, everybody: bool) -> list[dict[str, Any]]:
    """Return how many unmet needs each constraint is the main reason of."""
    each = func.jsonb_each_text(Unmet.failed).table_valued("key", "value").render_derived("each")
    main = (
        select(each.c.key)
        .select_from(each)
        .order_by(cast(each.c.value, Integer).desc(), each.c.key)
        .limit(1)
        .lateral("main")
    )
    # Where there was no candidate at all nothing failed.
    key = func.coalesce(main.c.key, literal_column("'nobody'")).label("key")
    rows = uow.session.execute(
        select(key, func.count().label("n"))
        .select_from(Unmet)
        .outerjoin(main, true())
        .where(Unmet.community_id == community_id, Unmet.state.in_(live))
        .group_by(key)
        .order_by(func.count().desc(), key)
    )
    return [
        {"code": row.key, "text": CONSTRAINT_TEXTS.get(row.key, NOBODY), "count": shown(row.n, everybody=everybody)}
        for row in rows
        if not (everybody and row.key in ONES_OWN_WORD)
    ]


def _declined(uow: UnitOfWork, community_id: int, since: datetime, *, everybody: bool) -> list[dict[str, Any]]:
    rows = uow.session.execute(
        select(Suggestion.reason, func.count().label("n"))
        .where(
            Suggestion.community_id == community_id,
            Suggestion.state == SuggestionState.DECLINED,
            Suggestion.decided_at >= since,
        )
        .group_by(Suggestion.reason)
        .order_by(func.count().desc(), Suggestion.reason)
    )
    return [
        {
            "code": row.reason,
            "text": DECLINE_NAMES[DeclineReason(row.reason)],
            "count": shown(row.n, everybody=everybody),
        }
        for row in rows
    ]
