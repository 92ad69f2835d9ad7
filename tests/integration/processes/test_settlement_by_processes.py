"""Real workers settle one community at once while they are killed at any line and Redis forgets everything."""

import time
from collections.abc import Iterator
from pathlib import Path

import flask
import pytest
from redis import Redis
from sqlalchemy import func, select

from backend.books import service as books
from backend.books.models import TransferRow
from backend.core.amounts import Points
from backend.core.clock import FixedClock
from backend.core.ids import new_id
from backend.infra.settings import Settings
from backend.volunteering.models import EnteredRecord, SettlementTask
from tests.factories.lists import make_tariff
from tests.factories.volunteering import Street, make_records_on_notice, make_street
from tests.integration.infra.processes import all_ended, until
from tests.integration.processes.crew import Crew

RECORDS, WORKERS, KILLS = 5_000, 3, 3


@pytest.fixture
def street(app: flask.Flask, clock: FixedClock) -> Street:
    """A community with one of everybody who has to do with shifts."""
    return make_street(app, clock)


@pytest.fixture
def crew(street: Street, settings: Settings, tmp_path: Path) -> Iterator[Crew]:
    """Records that are due and points for all of them, then real processes."""
    with street.work() as uow:
        make_tariff(uow, street["staff"], amount=1, book="point")
        make_tariff(uow, street["staff"], amount=60, book="time")
        pledge = {"unit_id": street.unit_id, "pledge_id": new_id(), "title": "商户承诺"}
        books.pledge_points(uow, street.community_id, points=Points(RECORDS), **pledge)
    make_records_on_notice(street, RECORDS)
    with all_ended() as running:
        # What one scheduler nudges the other may nudge again.
        yield Crew(running, settings, tmp_path, schedulers=2, workers=WORKERS)


def left(street: Street) -> int:
    """Return how many records are not settled, those not entered among them."""
    with street.work() as uow:
        mine = street.community_id
        entered = select(func.count()).where(EnteredRecord.community_id == mine).scalar_subquery()
        queued = select(func.count()).where(SettlementTask.community_id == mine).scalar_subquery()
        return RECORDS - uow.session.execute(select(entered - queued)).scalar_one()


def is_settling(street: Street) -> bool:
    """Return whether some worker is in the middle of entering or settling."""
    with street.work() as uow:
        found = uow.session.connection().exec_driver_sql(
            """SELECT count(*) FROM pg_stat_activity
               WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL
                 AND query ~ 'ledger_post|INTO entered_records|INTO settlement_tasks|UPDATE service_records'"""
        )
        return bool(found.scalar_one())


@pytest.mark.slow
def test_every_record_is_settled_once_whatever_is_killed_or_forgotten(
    crew: Crew, street: Street, redis_url: str
) -> None:
    redis = Redis.from_url(redis_url)
    killed_at_work = 0
    for turn in range(KILLS):
        until(lambda: is_settling(street) or left(street) == 0, seconds=60, what=lambda: crew.said)
        time.sleep(0.15 * turn)  # every time somewhat further on
        until(lambda: is_settling(street) or left(street) == 0, seconds=60, what=lambda: crew.said)
        killed_at_work += is_settling(street)
        crew.kill()
        if turn % 3 == 0:
            redis.flushdb()
    assert killed_at_work >= KILLS / 2, "nothing was under way when the workers died"
    until(lambda: left(street) == 0, seconds=90, what=lambda: crew.said)
    with street.work() as uow:
        earned = uow.session.execute(
            select(
                TransferRow.type,
                func.count(),
                func.count(TransferRow.source_id.distinct()),
                func.sum(TransferRow.amount),
            )
            .where(TransferRow.community_id == street.community_id, TransferRow.source_type == "record")
            .group_by(TransferRow.type)
            .order_by(TransferRow.type)
        ).all()
        assert books.self_check(uow, street.community_id) == []
    assert [tuple(row) for row in earned] == [
        ("earn_points", RECORDS, RECORDS, RECORDS),
        ("earn_time", RECORDS, RECORDS, RECORDS * 60),
    ]
