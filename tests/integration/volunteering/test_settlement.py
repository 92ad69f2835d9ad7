"""Entering and settling: exactly once with several workers and after a crash, oldest first, in few statements."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from backend.books import service as books
from backend.books.models import TransferRow
from backend.books.types import Book, PointAccount, TimeAccount
from backend.core.amounts import Points
from backend.core.ids import new_id
from backend.infra import outbox
from backend.infra.db import db
from backend.infra.uow import unit_of_work
from backend.volunteering import events
from backend.volunteering.models import EnteredRecord, MoveRow, ServiceRecord, SettlementTask
from backend.volunteering.moves import RecordMove
from backend.volunteering.service import entering, settlement
from tests.factories.lists import make_tariff
from tests.factories.volunteering import CONFIRMED, Street, make_records_on_notice
from tests.statements import counted_statements

ENTER, SETTLE = "volunteering.enter", "volunteering.settle"


def tariff(street: Street, **details: object) -> None:
    with street.work() as uow:
        make_tariff(uow, street["staff"], **details)


def pledge(street: Street, points: int) -> None:
    """Let a merchant pledge, and tell so as redemption does."""
    with street.work() as uow:
        books.pledge_points(
            uow,
            street.community_id,
            unit_id=street.unit_id,
            pledge_id=new_id(),
            points=Points(points),
            title="商户承诺",
        )
        outbox.record(uow, street.community_id, events.PLEDGED, {"points": points})


def count(street: Street, model: type, *conditions: object) -> int:
    with street.work() as uow:
        return uow.session.execute(
            select(func.count()).select_from(model).where(model.community_id == street.community_id, *conditions)
        ).scalar_one()


def booked(street: Street) -> int:
    """Return how many earnings stand in the ledger."""
    return count(street, TransferRow, TransferRow.business_key.startswith("record:"))


def settlements(street: Street, who: str = "staff") -> dict[UUID, str]:
    page = street.as_(who).get("…/records", state="entered", limit=100).get_json()
    return {UUID(item["id"]): item["settlement"] for item in page["items"]}


def points_of(street: Street, member_id: UUID) -> int:
    with street.work() as uow:
        account = PointAccount.member(member_id)
        return books.balances(uow, street.community_id, [account])[account].balance


def run_by_two(street: Street, source: str) -> None:
    """Let two workers do what is due at the same moment, and what one of them left after that."""
    barrier = Barrier(2)

    def work(_: int) -> None:
        barrier.wait()
        street.run_due(source)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, range(2)))
    street.run_due(source)


def test_two_workers_at_once_settle_every_record_once(street: Street) -> None:
    tariff(street, book="time", amount=60)
    ids = make_records_on_notice(street, 3000, members=100)
    run_by_two(street, ENTER)
    run_by_two(street, SETTLE)
    assert count(street, EnteredRecord) == booked(street) == len(ids)
    assert count(street, MoveRow, MoveRow.move == "enter") == len(ids)
    assert count(street, SettlementTask) == 0
    told = [item["record_id"] for event_ in street.events(events.SETTLED) for item in event_["items"]]
    assert sorted(told) == sorted(map(str, ids))
    with street.work() as uow:
        source = TimeAccount.source()
        assert books.balances(uow, street.community_id, [source])[source].balance == -60 * len(ids)


class PowerCut(Exception):
    """A worker dies."""


@pytest.mark.parametrize(
    ("module", "name", "source"),
    [
        (entering, "_freeze", ENTER),
        (entering, "_queue", ENTER),
        (entering, "write_moves", ENTER),
        (settlement, "_finish", SETTLE),
        (settlement, "_wait", SETTLE),
    ],
)
def test_a_worker_that_dies_between_steps_leaves_nothing_half_done(
    street: Street, monkeypatch: pytest.MonkeyPatch, module: object, name: str, source: str
) -> None:
    tariff(street, book="point", amount=10)
    pledge(street, 10)
    ids = make_records_on_notice(street, 3)
    if source is SETTLE:
        street.run_due(ENTER)

    def die(*_: object) -> None:
        raise PowerCut

    with monkeypatch.context() as patched:
        patched.setattr(module, name, die)
        with pytest.raises(PowerCut):
            street.run_due(source)
    assert booked(street) == 0
    assert count(street, ServiceRecord, ServiceRecord.state == "entered") == count(street, EnteredRecord)
    street.run_due(ENTER, SETTLE, SETTLE)
    assert (count(street, EnteredRecord), booked(street), count(street, SettlementTask)) == (len(ids), 1, 2)


def settle_and_lose_the_connection(street: Street) -> None:
    with street.app.app_context(), unit_of_work() as uow:
        assert settlement.settle_records(uow, street.community_id) == 5
        pid = uow.session.execute(select(func.pg_backend_pid())).scalar_one()
        with db.engine.connect() as other:
            other.execute(select(func.pg_terminate_backend(pid)))


def test_a_killed_connection_leaves_nothing_half_done(street: Street) -> None:
    tariff(street, book="time", amount=60)
    make_records_on_notice(street, 5)
    street.run_due(ENTER)
    with pytest.raises(OperationalError):
        settle_and_lose_the_connection(street)
    assert booked(street) == 0
    street.run_due(SETTLE)
    assert (booked(street), count(street, SettlementTask)) == (5, 0)


def test_a_batch_takes_the_same_few_statements_whatever_its_size(street: Street) -> None:
    tariff(street, book="time", amount=60)
    used = []
    for size in (20, 2000):
        make_records_on_notice(street, size, members=size)
        with street.app.app_context(), counted_statements() as seen:
            with unit_of_work() as uow:
                assert entering.enter_records(uow, street.community_id) == size
            with unit_of_work() as uow:
                assert settlement.settle_records(uow, street.community_id) == size
        used.append(len(seen))
    assert used[1] <= used[0] + 3  # one more event for every 500 settled
    assert used[1] <= 30
    assert booked(street) == 2020


def test_without_backing_points_wait_and_come_with_the_pledge(street: Street) -> None:
    tariff(street, book="point", amount=10)
    first, second = (street.served(*CONFIRMED, volunteer=who) for who in ("volunteer", "neighbour"))
    street.clock.advance(timedelta(days=10))
    street.run_due(ENTER, SETTLE)
    assert set(settlements(street).values()) == {"awaiting_backing"}
    assert [told["count"] for told in street.events(events.AWAITING_BACKING)] == [2]
    assert street.as_("staff").get("…/coverage").get_json()["awaiting_backing_records"] == 2
    # It is not tried again and again in vain.
    with street.app.app_context(), unit_of_work() as uow:
        assert street.community_id not in settlement.communities_with_settlement_due(uow)
    pledge(street, 30)
    street.run_due("outbox", SETTLE)
    # Both earned 20: only the older one is covered.
    assert settlements(street) == {first: "settled", second: "awaiting_backing"}
    pledge(street, 10)
    street.run_due("outbox", SETTLE)
    assert settlements(street) == {first: "settled", second: "settled"}
    assert points_of(street, street["neighbour"].member_id) == 20


def test_what_waits_is_tried_again_after_a_while_without_any_event(street: Street) -> None:
    tariff(street, book="point", amount=10)
    record_id = street.served(*CONFIRMED)
    street.clock.advance(timedelta(days=10))
    street.run_due(ENTER, SETTLE)
    with street.work() as uow:
        books.pledge_points(
            uow, street.community_id, unit_id=street.unit_id, pledge_id=new_id(), points=Points(99), title="承诺"
        )
    street.run_due(SETTLE)
    assert settlements(street)[record_id] == "awaiting_backing"
    street.clock.advance(settlement.BACK_OFF)
    street.run_due(SETTLE)
    assert settlements(street)[record_id] == "settled"


def test_newly_entered_records_do_not_overtake_those_that_wait(street: Street) -> None:
    tariff(street, book="point", amount=10)
    older = street.served(*CONFIRMED)
    street.clock.advance(timedelta(days=10))
    street.run_due(ENTER, SETTLE)
    with street.work() as uow:  # backing grows and nothing tells of it
        books.pledge_points(
            uow, street.community_id, unit_id=street.unit_id, pledge_id=new_id(), points=Points(20), title="承诺"
        )
    newer = street.served(*CONFIRMED, volunteer="neighbour")
    with street.work() as uow:
        record = uow.session.get_one(ServiceRecord, (street.community_id, newer))
        street.clock.at = record.notice_until
        # The older one's next try lies ahead still.
        task = uow.session.get_one(SettlementTask, (street.community_id, older))
        task.due_at = street.clock.at + timedelta(minutes=5)
    street.run_due(ENTER, SETTLE)
    assert settlements(street) == {older: "settled", newer: "awaiting_backing"}


def test_a_cap_per_day_holds_over_batches_and_retries(street: Street) -> None:
    tariff(street, book="time", amount=60, cap_per_day=150)
    # Three records of one member on one day: 24 hours are cut into shifts of one hour, the last member's own.
    with street.work() as uow:
        day = uow.now
    ids = make_records_on_notice(street, 4, members=1)
    with street.work() as uow:
        for id_ in ids:
            record = uow.session.get_one(ServiceRecord, (street.community_id, id_))
            record.served_on = day.date()
            if id_ != ids[0]:
                record.notice_until = day + timedelta(hours=1)
    street.run_due(ENTER, SETTLE)
    street.clock.advance(timedelta(hours=2))
    street.run_due(ENTER, SETTLE)
    with street.work() as uow:
        earned = books.earned_by_records(uow, street.community_id, ids)
    assert [earned.get(id_) for id_ in ids] == [
        [(Book.TIME, 60)],
        [(Book.TIME, 60)],
        [(Book.TIME, 30)],
        None,
    ]
    assert count(street, SettlementTask) == 0


def test_what_was_reckoned_stays_when_it_is_tried_again(street: Street) -> None:
    """Time credits came at the first try; a cap reckoned anew would make another amount of them."""
    tariff(street, book="time", amount=60, cap_per_day=150)
    tariff(street, book="point", amount=10)
    with street.work() as uow:
        day = uow.now
    ids = make_records_on_notice(street, 2, members=1)
    with street.work() as uow:
        for id_ in ids:
            uow.session.get_one(ServiceRecord, (street.community_id, id_)).served_on = day.date()
    street.run_due(ENTER, SETTLE)
    assert set(settlements(street).values()) == {"awaiting_backing"}
    pledge(street, 100)
    street.run_due("outbox", SETTLE)
    with street.work() as uow:
        earned = books.earned_by_records(uow, street.community_id, ids)
    assert [earned[id_] for id_ in ids] == [
        [(Book.TIME, 60), (Book.POINT, 10)],
        [(Book.TIME, 60), (Book.POINT, 10)],
    ]


def test_the_tariff_of_the_day_of_service_counts(street: Street) -> None:
    tariff(street, book="time", amount=60, valid_from="2026-01-01", valid_to="2026-11-24")
    tariff(street, book="time", amount=30, valid_from="2026-11-25")
    # Served on 24 November, entered after the change.
    record_id = street.served(*CONFIRMED)
    street.clock.advance(timedelta(days=30))
    street.run_due(ENTER, SETTLE)
    with street.work() as uow:
        assert books.earned_by_records(uow, street.community_id, [record_id]) == {record_id: [(Book.TIME, 120)]}


def test_nothing_is_entered_before_its_notice_is_over(street: Street) -> None:
    record_id = street.served(*CONFIRMED)
    shown = street.as_("staff").get(f"…/records/{record_id}").get_json()
    assert shown["notice_until"] == "2026-11-27T16:00:00Z"
    street.clock.at = street.clock.at.replace(month=11, day=27, hour=15, minute=59, second=59)
    street.run_due(ENTER)
    assert count(street, EnteredRecord) == 0
    street.clock.advance(timedelta(seconds=1))
    street.run_due(ENTER)
    assert count(street, EnteredRecord) == 1


def test_a_disputed_record_is_not_entered(street: Street) -> None:
    street.served(*CONFIRMED, ("neighbour", RecordMove.DISPUTE))
    street.clock.advance(timedelta(days=30))
    street.run_due(ENTER, SETTLE)
    assert count(street, EnteredRecord) == 0
