"""Every local day is closed on both sides and comes to one figure, whatever was on its way at midnight."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import flask
import psycopg
import pytest
from sqlalchemy import select

from backend.books import service as books
from backend.clearing import events, service
from backend.clearing.errors import PairUnknownError
from backend.clearing.models import ClearingDay
from backend.core.clock import FixedClock
from backend.infra.due import run_due
from backend.infra.outbox import OutboxEvent
from backend.infra.paging import PageRequest
from backend.infra.uow import unit_of_work
from tests.factories.clearing import Side, Two, agree, check_tallies, deliver, make_two, send

MONDAY = date(2026, 11, 23)
# Midnight in Shanghai after that Monday.
MIDNIGHT = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)


def net(two: Two) -> None:
    """Close what is due on both sides and deliver what they tell each other."""
    for community_id in two.ids:
        run_due("clearing.days", community_id)
    deliver(two)


def days(side: Side, other: Side) -> list[dict[str, Any]]:
    with unit_of_work() as uow:
        found = service.list_days(uow, side.person.actor, side.community_id, other.community_id, PageRequest())
        return list(found.items)


def figures(side: Side, other: Side, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in days(side, other)]


def told_of_differences(two: Two) -> list[int]:
    with unit_of_work() as uow:
        differ = OutboxEvent.topic == events.DAYS_DIFFER, OutboxEvent.community_id.in_(two.ids)
        return list(uow.session.scalars(select(OutboxEvent.community_id).where(*differ)))


def test_a_day_is_closed_half_an_hour_after_midnight_and_both_sides_agree(two: Two, clock: FixedClock) -> None:
    send(two.home, two.work, 300)
    deliver(two)
    send(two.work, two.home, 100)
    deliver(two)
    clock.at = MIDNIGHT + timedelta(minutes=29)
    net(two)
    assert days(two.home, two.work) == []
    clock.advance(timedelta(minutes=1))
    net(two)
    names = ("day", "opening", "sent", "received", "refunded", "closing", "in_flight", "their_closing", "agrees")
    assert figures(two.home, two.work, *names) == [(MONDAY, 0, 300, 100, 0, 200, 0, -200, True)]
    assert figures(two.work, two.home, *names) == [(MONDAY, 0, 100, 300, 0, -200, 0, 200, True)]
    net(two)
    assert len(days(two.home, two.work)) == 1
    check_tallies(two)


def test_days_that_were_missed_are_closed_one_by_one_and_continue_each_other(two: Two, clock: FixedClock) -> None:
    send(two.home, two.work, 50)
    deliver(two)
    clock.at = MIDNIGHT + timedelta(hours=9)
    send(two.home, two.work, 25)
    deliver(two)
    clock.advance(timedelta(days=2))
    net(two)
    assert figures(two.home, two.work, "opening", "sent", "closing", "agrees") == [
        (75, 0, 75, True),
        (50, 25, 75, True),
        (0, 50, 50, True),
    ]
    check_tallies(two)


def test_what_was_taken_there_before_midnight_and_posted_here_after_it_is_on_its_way(
    two: Two, clock: FixedClock
) -> None:
    clock.at = MIDNIGHT - timedelta(seconds=10)
    send(two.home, two.work, 60)
    run_due("outbox", two.home.community_id)
    clock.at = MIDNIGHT + timedelta(seconds=10)
    deliver(two)
    clock.at = MIDNIGHT + timedelta(hours=1)
    net(two)
    assert figures(two.home, two.work, "sent", "closing", "in_flight", "agrees") == [(0, 0, 60, True)]
    assert figures(two.work, two.home, "received", "closing", "agrees") == [(60, -60, True)]
    clock.advance(timedelta(days=1))
    net(two)
    assert figures(two.home, two.work, "sent", "closing", "agrees")[0] == (60, 60, True)
    assert told_of_differences(two) == []
    check_tallies(two)


def test_what_has_no_answer_yet_is_no_difference(two: Two, clock: FixedClock) -> None:
    clock.at = MIDNIGHT - timedelta(seconds=10)
    send(two.home, two.work, 60)
    run_due("outbox", two.home.community_id)  # taken there; the answer waits
    clock.at = MIDNIGHT + timedelta(hours=1)
    for community_id in two.ids:
        run_due("clearing.days", community_id)
    deliver(two)
    assert figures(two.home, two.work, "in_flight", "their_closing", "agrees") == [(60, -60, True)]
    check_tallies(two)


def test_what_was_refunded_is_told_and_owes_nothing(two: Two, clock: FixedClock) -> None:
    send(two.home, two.work, 300)
    agree(two.work, two.home, 200)
    deliver(two)
    clock.at = MIDNIGHT + timedelta(hours=1)
    net(two)
    assert figures(two.home, two.work, "sent", "refunded", "closing", "agrees") == [(0, 300, 0, True)]


def test_the_desks_are_told_when_the_two_sides_do_not_agree(two: Two, clock: FixedClock, owner_url: str) -> None:
    send(two.home, two.work, 60)
    deliver(two)
    clock.at = MIDNIGHT + timedelta(hours=1)
    run_due("clearing.days", two.work.community_id)
    with unit_of_work() as uow:
        wrong = {"day": str(MONDAY), "closing": 61, "on_way": 0, "unanswered": 0}
        service.hear_day(uow, two.work.community_id, two.home.community_id, wrong)
    assert told_of_differences(two) == [two.work.community_id]
    assert figures(two.work, two.home, "closing", "their_closing", "agrees") == [(-60, 61, False)]
    with unit_of_work() as uow:
        found = books.ask_checks(uow, two.work.community_id, service.CHECKS)
    assert [(finding.check, finding.broken) for finding in found] == [
        ("on every day that both have closed, one community owes what the other is owed", 1)
    ]
    run_due("clearing.days", two.home.community_id)
    deliver(two)  # the true report comes second and changes nothing: the first is kept as evidence
    assert figures(two.work, two.home, "their_closing") == [(61,)]
    with unit_of_work() as uow:
        uow.session.execute(OutboxEvent.__table__.delete().where(OutboxEvent.community_id.in_(two.ids)))
    with psycopg.connect(owner_url) as owner:  # a later test checks all communities
        owner.execute("DELETE FROM clearing_reports WHERE community_id = %s", [two.work.community_id])


def test_what_was_closed_stays(two: Two, clock: FixedClock, database_url: str) -> None:
    clock.at = MIDNIGHT + timedelta(hours=1)
    net(two)
    with psycopg.connect(database_url) as connection:
        for table in ("clearing_days", "clearing_reports", "clearing_terms"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
                connection.execute(f"UPDATE {table} SET community_id = community_id")


def test_no_days_of_a_pair_that_is_none(context: flask.Flask) -> None:
    two = make_two(context, ceilings=None)
    agree(two.home, two.work, 100)
    with unit_of_work() as uow:
        assert uow.session.scalars(select(ClearingDay).where(ClearingDay.community_id.in_(two.ids))).all() == []
        assert service.list_days(uow, two.home.person.actor, *two.ids, PageRequest()).items == []
        with pytest.raises(PairUnknownError):
            service.list_days(uow, two.home.person.actor, two.ids[0], 10**11, PageRequest())
