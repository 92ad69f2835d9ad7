"""When a community is due for a run, and the lock between storing suggestions and changing who is matched."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from sqlalchemy import ColumnElement, and_, case, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from backend.communities import service as communities
from backend.core.clock import LOCAL_ZONE, local_date
from backend.infra.due import JOB_TIMEOUT_SECONDS
from backend.infra.uow import UnitOfWork
from backend.matching.models import Clock

# Our rule: something new is looked for as often; what people say themselves is looked at sooner.
LOOK_EVERY = timedelta(minutes=15)
SOON = timedelta(minutes=2)
# Our rule: the night's runs lie between 1:00 and 4:59 local time, each community at its own minute.
NIGHT_FROM = time(1)
NIGHT_MINUTES = 240
# No job outlives its time limit, so no run does either.
LEASE = timedelta(seconds=JOB_TIMEOUT_SECONDS + 30)
# A run that dies again and again is tried less and less often.
TRIES_SLOWED = 6


def communities_due(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities due for a run, and those that have no clock yet (lock-free)."""
    due = uow.session.scalars(select(Clock.community_id).where(_is_due(uow.now))).all()
    return [*due, *communities.communities_founded_before(uow, uow.now, but=select(Clock.community_id))]


def _is_due(now: datetime) -> ColumnElement[bool]:
    """Return the condition that a run is due and none is under way."""
    is_free = or_(Clock.lease_until.is_(None), Clock.lease_until <= now)
    return and_(or_(Clock.full_at <= now, Clock.asked_at <= now), is_free)


def wind(uow: UnitOfWork, community_id: int) -> None:
    """Give a community its clock, unless it has one."""
    uow.session.execute(
        insert(Clock)
        .values(
            community_id=community_id,
            full_at=next_night(uow.now, community_id),
            asked_at=uow.now + LOOK_EVERY,
            tries=0,
        )
        .on_conflict_do_nothing()
    )


def ask(uow: UnitOfWork, community_id: int) -> None:
    """Have a run look soon at what is new; who asks shortly after another asks for the same run."""
    soon = uow.now + SOON
    changed = insert(Clock).values(
        community_id=community_id, full_at=next_night(uow.now, community_id), asked_at=soon, tries=0
    )
    uow.session.execute(
        changed.on_conflict_do_update(
            index_elements=[Clock.community_id],
            set_={
                "asked_at": case(
                    # A run under way may have read before this was said.
                    (and_(Clock.lease_until.is_not(None), Clock.asked_at <= uow.now), soon),
                    else_=func.least(func.coalesce(Clock.asked_at, soon), soon),
                )
            },
        )
    )


def hold(uow: UnitOfWork, community_id: int) -> None:
    """Let nobody store suggestions until the unit of work ends: who is matched is about to change.

    Many may hold it at once; whoever stores (``lock``) waits for them, and they for whoever stores.
    """
    wind(uow, community_id)
    uow.session.execute(select(Clock.tries).where(Clock.community_id == community_id).with_for_update(read=True))


def lock(uow: UnitOfWork, community_id: int) -> Clock:
    """Lock the community's clock to store what a run found."""
    return uow.session.scalars(
        select(Clock)
        .where(Clock.community_id == community_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def try_lock(uow: UnitOfWork, community_id: int) -> Clock | None:
    """Lock the clock of a community that is due, unless another has it or a run is under way."""
    return uow.session.scalars(
        select(Clock)
        .where(Clock.community_id == community_id, _is_due(uow.now))
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    ).one_or_none()


def postpone(uow: UnitOfWork, community_id: int) -> None:
    """Look again later: nothing is new."""
    uow.session.execute(
        update(Clock).where(Clock.community_id == community_id).values(asked_at=uow.now + LOOK_EVERY, tries=0)
    )


def next_night(now: datetime, community_id: int) -> datetime:
    """Return when the next full run is due: at the community's own minute of the coming night."""
    minute = timedelta(minutes=community_id % NIGHT_MINUTES)
    tonight = datetime.combine(local_date(now), NIGHT_FROM, LOCAL_ZONE) + minute
    return tonight if tonight > now else tonight + timedelta(days=1)


def lease_of(tries: int) -> timedelta:
    """Return how long a run is left alone before another takes it up."""
    return LEASE * (1 << min(tries, TRIES_SLOWED))
