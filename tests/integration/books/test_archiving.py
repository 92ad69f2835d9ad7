"""Closed years leave for a file: balances, keys, proofs and expiry go on as if nothing had left."""

import gzip
import hashlib
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import flask
import orjson
import psycopg
import pytest
from fsspec.core import url_to_fs
from psycopg import errors, sql
from sqlalchemy import NullPool, create_engine, func, select, text
from sqlalchemy.exc import DataError
from sqlalchemy.orm import Session

from backend.books import service
from backend.books.errors import ArchivedError, ArchiveFileMissingError, ArchiveRefusedError, BusinessKeyReusedError
from backend.books.models import Archive, Seal, TransferRow
from backend.books.service import archiving
from backend.books.types import Outcome, PointAccount, TimeAccount, Transfer, TransferType
from backend.core.actor import Actor, Role
from backend.core.amounts import Points
from backend.core.clock import LOCAL_ZONE, FixedClock
from backend.core.ids import new_id
from backend.infra.db import APPLICATION_ROLE
from backend.infra.runtime import runtime
from backend.infra.settings import with_driver
from backend.infra.uow import UnitOfWork, unit_of_work
from tests.factories.books import earn, earning, pledge
from tests.integration.books.test_expiry import found_rule

MEMBER, SHOP = UUID(int=1), UUID(int=7)
ByOwner = Callable[[Callable[[UnitOfWork], Any]], Any]


def seal(community_id: int, clock: FixedClock, day: date) -> None:
    """Let the night after a day pass."""
    clock.at = datetime(day.year, day.month, day.day, 2, tzinfo=LOCAL_ZONE) + timedelta(days=1)
    with unit_of_work() as uow:
        while service.seal_day(uow, community_id):
            pass


@pytest.fixture
def by_owner(context: flask.Flask, owner_url: str) -> Iterator[ByOwner]:
    """Do something in one transaction of the tables' owner."""
    engine = create_engine(with_driver(owner_url), poolclass=NullPool)

    def run(work: Callable[[UnitOfWork], Any]) -> Any:
        with Session(engine) as session, session.begin():
            return work(UnitOfWork(session, runtime().clock.now()))

    yield run
    engine.dispose()


@pytest.fixture
def two_years(context: flask.Flask, community_id: int, clock: FixedClock) -> dict[str, UUID]:
    """A member who earned and spent in 2025 and 2026, all sealed; the ids of four transfers."""
    clock.at = datetime(2025, 3, 1, 9, tzinfo=LOCAL_ZONE)
    with unit_of_work() as uow:
        found_rule(uow, community_id, months=18)
        pledge(uow, community_id, 1_000, unit_id=SHOP)
    with unit_of_work() as uow:
        earn(uow, community_id, MEMBER, points=100, time=60)
        spend(uow, community_id, "use:1", 30)
    seal(community_id, clock, date(2025, 3, 1))
    clock.at = datetime(2025, 11, 1, 9, tzinfo=LOCAL_ZONE)
    with unit_of_work() as uow:
        spend(uow, community_id, "use:2", 20)
    seal(community_id, clock, date(2025, 11, 1))
    clock.at = datetime(2026, 2, 1, 9, tzinfo=LOCAL_ZONE)
    with unit_of_work() as uow:
        earn(uow, community_id, MEMBER, points=40)
        spend(uow, community_id, "use:3", 10)
    seal(community_id, clock, date(2026, 2, 1))
    with unit_of_work() as uow:
        rows = uow.session.execute(
            select(TransferRow.business_key, TransferRow.id).where(TransferRow.community_id == community_id)
        )
        return {row.business_key: row.id for row in rows}


def spend(uow: UnitOfWork, community_id: int, key: str, points: int) -> None:
    to = PointAccount.merchant(SHOP)
    service.post(uow, community_id, [paid(key, points, to)])


def paid(key: str, points: int, to: Any = None) -> Transfer[Points]:
    to = to or PointAccount.merchant(SHOP)
    return Transfer(PointAccount.member(MEMBER), to, Points(points), TransferType.VOUCHER_USE, key, "核销")


def archive(by_owner: ByOwner, community_id: int, year: int = 2025) -> service.Archived:
    found: service.Archived = by_owner(lambda owner: service.archive_year(owner, community_id, year))
    return found


def rows_left(community_id: int) -> int:
    with unit_of_work() as uow:
        return uow.session.execute(
            select(func.count()).select_from(TransferRow).where(TransferRow.community_id == community_id)
        ).scalar_one()


def findings(community_id: int) -> list[str]:
    with unit_of_work() as uow:
        return [str(each) for each in service.self_check(uow, community_id)]


def reader(community_id: int) -> Actor:
    return Actor(new_id(), community_id, MEMBER, "周阿姨", frozenset({Role.MEMBER}), {})


def proof(community_id: int, id_: UUID) -> dict[str, Any]:
    with unit_of_work() as uow:
        return service.get_proof(uow, reader(community_id), community_id, id_)


def file_of(community_id: int) -> tuple[Any, str]:
    system, folder = url_to_fs(runtime().settings.archive_store)
    return system, f"{folder}/{community_id}/2025.jsonl.gz"


def test_a_closed_year_leaves_and_balances_and_checks_hold(
    two_years: dict[str, UUID], community_id: int, by_owner: ByOwner
) -> None:
    before = rows_left(community_id)
    with unit_of_work() as uow:
        coverage = service.coverage(uow, community_id)
    done = archive(by_owner, community_id)
    assert (done.rows, before - rows_left(community_id)) == (5, 5)
    assert findings(community_id) == []
    with unit_of_work() as uow:
        assert service.coverage(uow, community_id) == coverage
        account = PointAccount.member(MEMBER)
        assert service.balances(uow, community_id, [account])[account].balance == 80
    with unit_of_work() as uow:
        spend(uow, community_id, "use:4", 5)
    assert findings(community_id) == []
    assert archive(by_owner, community_id) == service.Archived(0)


def test_anybody_can_make_the_leaves_of_every_seal_anew_from_the_file(
    two_years: dict[str, UUID], community_id: int, by_owner: ByOwner
) -> None:
    archive(by_owner, community_id)
    system, path = file_of(community_id)
    lines = gzip.decompress(system.cat_file(path)).splitlines()
    hashes = {hashlib.sha256(b"\0" + line).digest() for line in lines}
    with unit_of_work() as uow:
        seals = uow.session.scalars(
            select(Seal).where(Seal.community_id == community_id, Seal.day < date(2026, 1, 1))
        ).all()
        sealed = {seal.leaves[start + 16 : start + 48] for seal in seals for start in range(0, len(seal.leaves), 48)}
    assert hashes == sealed
    assert orjson.loads(lines[0])["transfer_type"] == "pledge"


def test_a_proof_of_an_archived_transfer_is_the_one_it_was(
    two_years: dict[str, UUID], community_id: int, by_owner: ByOwner
) -> None:
    before = {key: proof(community_id, two_years[key]) for key in ("use:1", "use:2", "use:3")}
    archive(by_owner, community_id)
    assert {key: proof(community_id, two_years[key]) for key in before} == before


def test_a_key_that_is_archived_stays_used(two_years: dict[str, UUID], community_id: int, by_owner: ByOwner) -> None:
    archive(by_owner, community_id)
    with unit_of_work() as uow:
        again = service.post(uow, community_id, [paid("use:1", 30)])
        assert [(each.outcome, each.id) for each in again] == [(Outcome.ALREADY, two_years["use:1"])]
    with unit_of_work() as uow:
        both = service.post(uow, community_id, [paid("use:2", 20), paid("use:5", 1)])
        assert [each.outcome for each in both] == [Outcome.ALREADY, Outcome.POSTED]
    with pytest.raises(BusinessKeyReusedError), unit_of_work() as uow:
        service.post(uow, community_id, [paid("use:1", 31)])
    assert findings(community_id) == []


def test_what_a_record_earned_is_told_after_its_year_left(
    context: flask.Flask, community_id: int, clock: FixedClock, by_owner: ByOwner
) -> None:
    clock.at = datetime(2025, 3, 1, 9, tzinfo=LOCAL_ZONE)
    line = earning(MEMBER, time=60, points=5)
    with unit_of_work() as uow:
        service.plan_seals(uow, community_id)
        pledge(uow, community_id, 10)
        service.settle_service(uow, community_id, [line])
    seal(community_id, clock, date(2025, 3, 1))
    clock.at = datetime(2026, 1, 2, tzinfo=LOCAL_ZONE)
    with unit_of_work() as uow:
        before = service.earned_by_records(uow, community_id, [line.record_id])
        paid_out = service.earnings_before(uow, community_id, clock.at)
    assert archive(by_owner, community_id).rows == 3
    with unit_of_work() as uow:
        assert service.earned_by_records(uow, community_id, [line.record_id]) == before != {}
        assert service.earnings_before(uow, community_id, clock.at) == paid_out != []
        assert not service.settle_service(uow, community_id, [line]).awaiting
        assert rows_left(community_id) == 0


def test_archived_points_expire_as_if_they_were_here(
    two_years: dict[str, UUID], community_id: int, clock: FixedClock, by_owner: ByOwner
) -> None:
    """Earned 100 in March 2025 and 40 in February 2026, spent 60: in October 2026, 18 months on, 40 of the old go."""
    archive(by_owner, community_id)
    clock.at = datetime(2026, 10, 1, tzinfo=LOCAL_ZONE)
    with unit_of_work() as uow:
        while service.expire_points(uow, community_id):
            pass
        account = PointAccount.member(MEMBER)
        assert service.balances(uow, community_id, [account])[account].balance == 40
    assert findings(community_id) == []


def test_statements_begin_after_what_is_archived(
    two_years: dict[str, UUID], community_id: int, by_owner: ByOwner
) -> None:
    archive(by_owner, community_id)
    account = PointAccount.member(MEMBER)
    with unit_of_work() as uow:
        until = service.archived_until(uow, community_id)
        assert until is not None
        period = service.period_of(uow, community_id, account, until, uow.now)
        assert (period.opening, [line.amount for line in period.lines], period.closing) == (50, [40, -10], 80)
    with pytest.raises(ArchivedError) as refusal, unit_of_work() as uow:
        service.period_of(uow, community_id, account, until - timedelta(days=1), uow.now)
    assert refusal.value.extras == {"first": "2025-11-02"}


@pytest.mark.parametrize("loss", ["tampered", "gone"])
def test_a_file_that_was_changed_or_is_gone_is_named(
    two_years: dict[str, UUID], community_id: int, by_owner: ByOwner, loss: str
) -> None:
    archive(by_owner, community_id)
    system, path = file_of(community_id)
    if loss == "gone":
        system.rm(path)
    else:
        lines = gzip.decompress(system.cat_file(path)).replace(b'"amount" : 30', b'"amount" : 31')
        system.pipe_file(path, gzip.compress(lines))
    found = findings(community_id)
    wanted = "is not there" if loss == "gone" else "was changed"
    assert any(f"archive {community_id}/2025.jsonl.gz {wanted}" in line for line in found)
    with pytest.raises(ArchiveFileMissingError):
        proof(community_id, two_years["use:2"])


def test_an_archived_row_that_was_changed_in_the_database_is_named(
    two_years: dict[str, UUID], community_id: int, by_owner: ByOwner, owner: "psycopg.Connection[Any]"
) -> None:
    archive(by_owner, community_id)
    owner.execute("UPDATE archived_balances SET credits = credits + 1 WHERE community_id = %s", [community_id])
    assert any("totals are the sums" in line for line in findings(community_id))


def test_a_year_that_is_not_over_or_not_sealed_stays(
    two_years: dict[str, UUID], community_id: int, clock: FixedClock, by_owner: ByOwner
) -> None:
    with pytest.raises(ArchiveRefusedError):
        archive(by_owner, community_id, 2026)
    clock.at = datetime(2026, 12, 31, 12, tzinfo=LOCAL_ZONE)
    with unit_of_work() as uow:
        spend(uow, community_id, "use:9", 1)
    clock.at = datetime(2027, 1, 1, 0, 30, tzinfo=LOCAL_ZONE)  # before the night's seal
    with pytest.raises(ArchiveRefusedError):
        archive(by_owner, community_id, 2026)


def test_books_that_do_not_tally_stay(
    two_years: dict[str, UUID], community_id: int, by_owner: ByOwner, owner: "psycopg.Connection[Any]"
) -> None:
    owner.execute(
        "UPDATE transfers SET title = '改过' WHERE community_id = %s AND business_key = 'use:1'", [community_id]
    )
    with pytest.raises(ArchiveRefusedError):
        archive(by_owner, community_id)
    assert rows_left(community_id) == len(two_years)


def test_an_open_hold_keeps_its_year(
    two_years: dict[str, UUID], community_id: int, clock: FixedClock, by_owner: ByOwner
) -> None:
    clock.at = datetime(2026, 12, 30, 12, tzinfo=LOCAL_ZONE)
    with unit_of_work() as uow:
        held = service.hold(uow, community_id, paid("hold:1", 5), until=uow.now + timedelta(days=30)).id
        assert held is not None
    seal(community_id, clock, date(2026, 12, 31))
    with pytest.raises(ArchiveRefusedError):
        archive(by_owner, community_id, 2026)
    with unit_of_work() as uow:
        service.void_hold(uow, community_id, held, title="取消")
    assert archive(by_owner, community_id, 2026).rows > 0
    assert findings(community_id) == []


def test_a_run_that_died_between_file_and_database_is_run_again(
    two_years: dict[str, UUID], community_id: int, by_owner: ByOwner, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(archiving, "_REMOVE", text("SELECT 1 / 0"))  # it dies with the file written
        with pytest.raises(DataError):
            archive(by_owner, community_id)
    assert rows_left(community_id) == len(two_years)
    assert findings(community_id) == []
    assert archive(by_owner, community_id).rows == 5
    assert findings(community_id) == []


@pytest.mark.parametrize("table", ["archives", "archive_parts", "archived_transfers", "archived_balances"])
def test_the_applications_login_can_neither_archive_nor_change_what_is(
    two_years: dict[str, UUID], community_id: int, owner: "psycopg.Connection[Any]", table: str
) -> None:
    owner.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(APPLICATION_ROLE)))
    with pytest.raises(errors.InsufficientPrivilege):
        owner.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
    with pytest.raises(errors.InsufficientPrivilege):
        owner.execute(sql.SQL("INSERT INTO {0} SELECT * FROM {0}").format(sql.Identifier(table)))
    with unit_of_work() as uow, pytest.raises(Exception, match="permission denied"):
        service.archive_year(uow, community_id, 2025)


def test_years_follow_one_another(
    two_years: dict[str, UUID], community_id: int, clock: FixedClock, by_owner: ByOwner
) -> None:
    archive(by_owner, community_id)
    clock.at = datetime(2027, 1, 5, 9, tzinfo=LOCAL_ZONE)
    with unit_of_work() as uow:
        spend(uow, community_id, "use:7", 1)
    assert archive(by_owner, community_id, 2026).rows == 2
    assert rows_left(community_id) == 1
    assert findings(community_id) == []
    with unit_of_work() as uow:
        names = uow.session.scalars(select(Archive.name).where(Archive.community_id == community_id)).all()
        account = TimeAccount.member(MEMBER)
        assert service.balances(uow, community_id, [account])[account].balance == 60
    assert sorted(names) == [f"{community_id}/2025.jsonl.gz", f"{community_id}/2026.jsonl.gz"]
