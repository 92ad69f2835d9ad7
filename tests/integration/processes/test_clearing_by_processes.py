"""Real workers clear both ways between two communities while they are killed at random and Redis forgets everything."""

import random
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from uuid import UUID

import flask
import pytest
from redis import Redis
from sqlalchemy import func, select

from backend.clearing.errors import OverCeilingError
from backend.clearing.models import ClearingTransfer
from backend.core.clock import FixedClock, SystemClock
from backend.infra.settings import Settings
from backend.infra.uow import unit_of_work
from tests.factories.clearing import Side, Two, check_tallies, make_two, points_in, send
from tests.factories.redemption import give_points
from tests.integration.infra.processes import all_ended, until
from tests.integration.processes.crew import Crew

TRANSFERS, KILLS, WORKERS = 120, 5, 2
POINTS = 10_000


@pytest.fixture
def two(context: flask.Flask, clock: FixedClock) -> Two:
    """Points on both sides, and a ceiling that is reached now and then."""
    clock.at = SystemClock().now()  # as the workers have it
    made = make_two(context, ceilings=(600, 500), points=POINTS)
    with unit_of_work() as uow:
        give_points(uow, made.work.person, POINTS)
    return made


@pytest.fixture
def crew(two: Two, settings: Settings, tmp_path: Path) -> Iterator[Crew]:
    with all_ended() as running:
        yield Crew(running, settings, tmp_path, schedulers=1, workers=WORKERS)


def open_now(two: Two) -> int:
    """Return how many transfers wait for their answer."""
    with unit_of_work() as uow:
        waiting = ClearingTransfer.community_id.in_(two.ids), ClearingTransfer.closed_at.is_(None)
        return uow.session.scalar(select(func.count()).where(*waiting)) or 0


def ended(side: Side, direction: str) -> dict[str, set[UUID]]:
    """Return the ids of a side's transfers of one direction by their state."""
    with unit_of_work() as uow:
        mine = ClearingTransfer.community_id == side.community_id, ClearingTransfer.direction == direction
        rows = uow.session.execute(select(ClearingTransfer.state, ClearingTransfer.id).where(*mine)).all()
    return {state: {id_ for found, id_ in rows if found == state} for state in ("sent", "done", "refunded")}


@pytest.mark.slow
def test_every_transfer_ends_once_whatever_is_killed_or_forgotten(crew: Crew, two: Two, redis_url: str) -> None:
    chance, redis, killed_at_work, sent = random.Random(20), Redis.from_url(redis_url), 0, 0
    for _ in range(KILLS):
        for _ in range(TRANSFERS // KILLS):
            there, back = chance.sample([two.home, two.work], 2)
            with suppress(OverCeilingError):
                send(there, back, chance.randint(1, 120))
                sent += 1
        time.sleep(chance.random() / 5)  # every time somewhat further on
        killed_at_work += open_now(two) > 0
        crew.kill(chance.randrange(WORKERS))
        if chance.random() < 0.5:
            redis.flushdb()
    until(lambda: open_now(two) == 0, seconds=60, what=lambda: crew.said)
    assert killed_at_work >= KILLS / 3, "nothing was under way when the workers died"
    home, work = ended(two.home, "out"), ended(two.work, "out")
    assert (ended(two.work, "in"), ended(two.home, "in")) == (home, work)
    assert sum(len(ids) for states in (home, work) for ids in states.values()) == sent
    assert points_in(two.home) + points_in(two.work) == 2 * POINTS
    check_tallies(two)
