"""Runs: begun under a lease, read, planned without a transaction, stored in one; a run that dies is taken up again."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from uuid import UUID

from sqlalchemy import and_, or_, select, update

from backend.infra.uow import UnitOfWork, separate_unit_of_work
from backend.lists import service as lists
from backend.matching.models import Clock, Profile, Run, Suggestion
from backend.matching.service import clocks
from backend.matching.service.input import MARGIN, Input, read_input
from backend.matching.service.planning import Planned, make_plan, tell_why
from backend.matching.service.storing import store_plan
from backend.matching.types import RunKind, RunState, SuggestionState, WithdrawnFor
from backend.volunteering import service as volunteering

Opened = Callable[[], AbstractContextManager[UnitOfWork]]


@dataclass(frozen=True, slots=True)
class Begun:
    """A run under way; ``since`` is when the last one began, None where everything is looked at."""

    run_id: UUID
    kind: RunKind
    since: datetime | None
    at: datetime


def run_due(_: UnitOfWork, community_id: int) -> int:
    """Make the run that a community is due for; return 1, or 0 where none is, or another is at it.

    The unit of work it is given is left alone: it would be open as long as the search takes.
    """
    with separate_unit_of_work() as uow:
        begun = begin(uow, community_id)
    if begun is None:
        return 0
    carry_out(community_id, begun)
    return 1


def run_now(community_id: int, *, opened: Opened = separate_unit_of_work) -> bool:
    """Make a full run by hand; tell whether one was made: none is while another is under way.

    ``opened`` gives each step its unit of work: whoever tells of the past in one transaction (the demo) gives theirs.
    """
    with opened() as uow:
        clocks.wind(uow, community_id)
        uow.session.execute(update(Clock).where(Clock.community_id == community_id).values(full_at=uow.now))
        begun = begin(uow, community_id)
    if begun is None:
        return False
    carry_out(community_id, begun, opened=opened)
    return True


def begin(uow: UnitOfWork, community_id: int) -> Begun | None:
    """Take the community's lease and note the run; None where nothing is due, nothing is new, or another is at it."""
    clocks.wind(uow, community_id)
    clock = clocks.try_lock(uow, community_id)
    if clock is None:
        return None
    newest = newest_run(uow, community_id)
    last = None if newest is None else newest.begun_at
    is_full = clock.full_at <= uow.now or last is None
    if not is_full and last is not None and clock.lease_until is None and not _is_anything_new(uow, community_id, last):
        clocks.postpone(uow, community_id)
        return None
    _bury(uow, community_id)
    clock.lease_until, clock.tries = uow.now + clocks.lease_of(clock.tries), clock.tries + 1
    kind = RunKind.FULL if is_full else RunKind.INCREMENTAL
    run = Run(
        community_id=community_id,
        id=uow.new_id(),
        kind=kind.value,
        state=RunState.RUNNING.value,
        begun_at=uow.now,
        figures={},
    )
    uow.session.add(run)
    uow.session.flush()
    return Begun(run.id, kind, None if is_full else last, uow.now)


def carry_out(community_id: int, begun: Begun, *, opened: Opened = separate_unit_of_work) -> None:
    """Read, plan and store; what is stored is stored as a whole, unless the lease was lost meanwhile."""
    times = [time.monotonic()]
    with opened() as uow:
        read = read_input(uow, community_id, since=begun.since)
    times.append(time.monotonic())
    plan = make_plan(read)
    times.append(time.monotonic())
    with opened() as uow:
        plan = tell_why(uow, community_id, read, plan)
    times.append(time.monotonic())
    with opened() as uow:
        _finish(uow, community_id, begun, read, plan, times)


def _finish(uow: UnitOfWork, community_id: int, begun: Begun, read: Input, plan: Planned, times: list[float]) -> None:
    """Store the plan and the run's figures and give the lease back; a run that was taken for dead stores nothing."""
    clock = clocks.lock(uow, community_id)
    run = uow.session.get_one(Run, (community_id, begun.run_id), with_for_update=True, populate_existing=True)
    if run.state != RunState.RUNNING.value:
        return
    stored = store_plan(uow, community_id, run.id, read, plan)
    times.append(time.monotonic())
    read_ms, plan_ms, why_ms, store_ms = (round((b - a) * 1000) for a, b in pairwise(times))
    run.state, run.ended_at = RunState.DONE.value, uow.now
    run.model_version, run.input_hash = plan.model_version, plan.input_hash
    run.needs, run.offers, run.pairs = len(read.wanted), len(read.given), len(read.pairs)
    run.served, run.places = len({match.need_id for match in plan.matches}), len(plan.matches)
    run.value, run.bound, run.stopped = plan.value, plan.bound, plan.stopped
    run.millis = read_ms + plan_ms + why_ms + store_ms
    run.figures = {
        **plan.figures,
        **stored,
        "read_ms": read_ms,
        "plan_ms": plan_ms,
        "why_ms": why_ms,
        "store_ms": store_ms,
    }
    clock.lease_until, clock.tries = None, 0
    if begun.kind is RunKind.FULL:
        clock.full_at = clocks.next_night(uow.now, community_id)
    if clock.asked_at is None or clock.asked_at <= begun.at:
        clock.asked_at = uow.now + clocks.LOOK_EVERY


def newest_run(uow: UnitOfWork, community_id: int) -> Run | None:
    """Return the newest run that stored its result."""
    return uow.session.scalars(
        select(Run)
        .where(Run.community_id == community_id, Run.state == RunState.DONE.value)
        .order_by(Run.begun_at.desc(), Run.id.desc())
        .limit(1)
    ).one_or_none()


def _bury(uow: UnitOfWork, community_id: int) -> None:
    """Note that a run whose lease is over has died."""
    uow.session.execute(
        update(Run)
        .where(Run.community_id == community_id, Run.state == RunState.RUNNING.value)
        .values(state=RunState.DIED.value, ended_at=uow.now)
        .execution_options(synchronize_session=False)
    )


def _is_anything_new(uow: UnitOfWork, community_id: int, since: datetime) -> bool:
    """Tell whether somebody asks, offers or answered since the last run began: a look into an index each."""
    since -= MARGIN
    said = select(Profile.id).where(Profile.community_id == community_id, Profile.updated_at > since).limit(1)
    answered = (
        select(Suggestion.id)
        .where(
            Suggestion.community_id == community_id,
            Suggestion.decided_at > since,
            or_(
                Suggestion.state.in_([SuggestionState.DECLINED.value, SuggestionState.LAPSED.value]),
                and_(
                    Suggestion.state == SuggestionState.WITHDRAWN.value,
                    Suggestion.reason == WithdrawnFor.OPTED_OUT.value,
                ),
            ),
        )
        .limit(1)
    )
    return (
        uow.session.scalar(said) is not None
        or uow.session.scalar(answered) is not None
        or lists.has_open_since(uow, community_id, since)
        or volunteering.has_places_since(uow, community_id, since)
    )
