"""Storing what a run found: suggestions, needs that nobody serves, and the end of what cannot be any more. In bulk."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import case, func, select, text, update
from sqlalchemy.dialects.postgresql import insert

from backend.core.working_days import end_of_notice
from backend.infra.db import among
from backend.infra.uow import UnitOfWork
from backend.matching.models import Suggestion, Unmet
from backend.matching.rules import numbers, weeks
from backend.matching.service.input import Input
from backend.matching.service.offers import read_stated
from backend.matching.service.planning import Found, Planned, Why
from backend.matching.service.telling import tell_suggested
from backend.matching.service.withdrawing import withdraw, write_moves
from backend.matching.types import (
    OFFER_COLUMNS,
    UNMET_LIVE,
    NeedKey,
    NeedKind,
    OfferKey,
    OfferKind,
    SuggestionState,
    UnmetState,
    WithdrawnFor,
)

_LIVE = [state.value for state in UNMET_LIVE]
# As the index says it.
_LIVE_WHERE = text("state IN ('open', 'raised', 'handed')")
_FOUND_ANEW = ("run_id", "is_public", "missing", "candidates", "failed", "change")


def store_plan(uow: UnitOfWork, community_id: int, run_id: UUID, read: Input, plan: Planned) -> dict[str, int]:
    """Store a plan under the clock's lock; who said no meanwhile is left out. Returns how much was stored."""
    withdrawn = sum(
        withdraw(uow, community_id, [id_ for id_, why in read.stale.items() if why is reason], reason)
        for reason in (WithdrawnFor.NEED_GONE, WithdrawnFor.OFFER_GONE)
    )
    stored = _store_suggestions(uow, community_id, run_id, read, plan)
    unmet = _store_unmet(uow, community_id, run_id, read, plan.unmet)
    return {"suggestions": stored, "withdrawn": withdrawn, "unmet": unmet}


def _store_suggestions(uow: UnitOfWork, community_id: int, run_id: UUID, read: Input, plan: Planned) -> int:
    stated = read_stated(uow, community_id)
    on = {row.member_id or row.unit_id for row in stated.profiles}
    rows = [
        _row(uow, community_id, run_id, read, found)
        for found in plan.matches
        if (key := read.given[found.offer_id].key).id in on
        or (key.kind is OfferKind.RESOURCE and key.id not in stated.left_out)
    ]
    if not rows:
        return 0
    stored = uow.session.scalars(insert(Suggestion).on_conflict_do_nothing().returning(Suggestion), rows).all()
    ids = [each.id for each in stored]
    write_moves(uow, community_id, ids, from_state=None, to_state=SuggestionState.OFFERED.value)
    tell_suggested(uow, community_id, stored)
    return len(stored)


def _row(uow: UnitOfWork, community_id: int, run_id: UUID, read: Input, found: Found) -> dict[str, Any]:
    monday, slot = read.side.monday, found.slot
    starts_at = None if slot is None else weeks.moment_at(monday, slot.start)
    return {
        "community_id": community_id,
        "id": uow.new_id(),
        "run_id": run_id,
        **need_columns(read.wanted[found.need_id].key),
        **offer_columns(read.given[found.offer_id].key),
        "amount": 1,
        "starts_at": starts_at,
        "ends_at": None if slot is None else weeks.moment_at(monday, slot.end),
        "weight": found.weight,
        "parts": found.parts,
        "state": SuggestionState.OFFERED.value,
        "next_at": answer_by(uow.now, starts_at),
        "created_at": uow.now,
    }


def answer_by(now: datetime, starts_at: datetime | None) -> datetime:
    """Return when a suggestion lapses: after three working days, and never later than it begins."""
    end = end_of_notice(now, numbers.ANSWER_WORKING_DAYS)
    return end if starts_at is None else min(end, starts_at)


def need_columns(key: NeedKey) -> dict[str, UUID | None]:
    """Return the columns that name a need."""
    is_entry = key.kind is NeedKind.ENTRY
    return {
        "entry_id": key.id if is_entry else None,
        "shift_id": None if is_entry else key.id,
        "role_id": key.role_id,
    }


def offer_columns(key: OfferKey) -> dict[str, UUID | None]:
    """Return the columns that name an offer."""
    return {column: key.id if kind is key.kind else None for kind, column in OFFER_COLUMNS.items()}


def _store_unmet(uow: UnitOfWork, community_id: int, run_id: UUID, read: Input, unmet: Sequence[Why]) -> int:
    """Note the needs that nobody serves, keep since when, and end those that are served or gone."""
    _end_unmet(uow, community_id, read, {why.need_id for why in unmet})
    rows = [
        {
            "community_id": community_id,
            "id": uow.new_id(),
            "run_id": run_id,
            **need_columns(read.wanted[why.need_id].key),
            "is_public": read.wanted[why.need_id].is_public,
            "state": UnmetState.OPEN.value,
            "missing": read.wanted[why.need_id].need.places,
            "candidates": why.candidates,
            "failed": why.failed,
            "change": why.change,
            "since": uow.now,
            "becomes_at": uow.now + numbers.UNMET_DAYS,
        }
        for why in unmet
    ]
    if rows:
        new = insert(Unmet)
        changed = {name: new.excluded[name] for name in _FOUND_ANEW}
        uow.session.execute(
            new.on_conflict_do_update(
                index_elements=[Unmet.community_id, Unmet.entry_id, Unmet.shift_id, Unmet.role_id],
                index_where=_LIVE_WHERE,
                set_=changed,
            ),
            rows,
        )
    return len(rows)


def _end_unmet(uow: UnitOfWork, community_id: int, read: Input, still: set[UUID]) -> None:
    """End what is served now, or was looked at and is unmet no more; and what is no need any more."""
    need_id = func.coalesce(Unmet.role_id, Unmet.shift_id, Unmet.entry_id)
    live = uow.session.execute(
        select(Unmet.id, need_id).where(Unmet.community_id == community_id, Unmet.state.in_(_LIVE))
    ).all()
    gone = [id_ for id_, need in live if need not in read.all_needs]
    met = [
        id_
        for id_, need in live
        if need in read.all_needs and need not in still and (need in read.wanted or need in read.served)
    ]
    ended = gone + met
    if not ended:
        return
    uow.session.execute(
        update(Unmet)
        .where(Unmet.community_id == community_id, among(Unmet.id, ended))
        .values(
            state=case((among(Unmet.id, gone), UnmetState.GONE.value), else_=UnmetState.MET.value),
            becomes_at=None,
            ended_at=uow.now,
        )
        .execution_options(synchronize_session=False)
    )
