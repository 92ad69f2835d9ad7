"""Settlement under rule packs, and replaying it: the same rules give the same transfers; what was changed is named."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from click.testing import CliRunner
from sqlalchemy import NullPool, create_engine, select
from sqlalchemy.orm import Session

from backend.app.commands import cli
from backend.books import service as books
from backend.books.models import TransferRow
from backend.books.types import Book, TimeAccount
from backend.communities.models import Member
from backend.core.actor import Role
from backend.infra.settings import with_driver
from backend.infra.uow import UnitOfWork
from backend.volunteering import service
from backend.volunteering.models import Reckoning, ServiceRecord
from backend.volunteering.service.recompute import Recomputed
from tests.factories.communities import make_member
from tests.factories.volunteering import Street, make_records_on_notice
from tests.integration.volunteering.test_settlement import ENTER, SETTLE, pledge, tariff

LONG_AGO = date(2026, 1, 1)


def adopt(street: Street, code: str, day: date = LONG_AGO) -> None:
    with street.work() as uow:
        lead = make_member(uow, street.community_id, Role.LEAD)
        books.adopt_pack(uow, lead.actor, street.community_id, code, day)


def settle(street: Street, count: int, *, born: date | None = None, day: date | None = None) -> list[UUID]:
    ids = make_records_on_notice(street, count, members=1)
    with street.work() as uow:
        for id_ in ids:
            record = uow.session.get_one(ServiceRecord, (street.community_id, id_))
            record.served_on = day or record.served_on
            if born is not None:
                uow.session.get_one(Member, (street.community_id, record.performed_by)).birth_date = born
    street.run_due(ENTER, SETTLE)
    return ids


def earned(street: Street, ids: list[UUID]) -> list[Any]:
    with street.work() as uow:
        found = books.earned_by_records(uow, street.community_id, ids)
    return [found.get(id_) for id_ in ids]


def replay(street: Street, since: date = LONG_AGO) -> Recomputed:
    with street.work() as uow:
        return service.recompute(uow, street.community_id, since)


def test_a_city_whose_day_is_capped_earns_no_more(street: Street) -> None:
    adopt(street, "shanghai_changning_2019")
    ids = settle(street, 4, born=date(1961, 1, 1), day=date(2026, 11, 20))
    assert earned(street, ids) == [[(Book.TIME, 60)], [(Book.TIME, 60)], None, None]
    assert replay(street) == Recomputed(4, [])


def test_who_is_too_young_for_the_citys_rules_earns_nothing_and_keeps_the_record(street: Street) -> None:
    adopt(street, "shanghai_changning_2019")
    ids = settle(street, 2, born=date(1980, 1, 1))
    assert earned(street, ids) == [None, None]
    assert replay(street) == Recomputed(2, [])


def test_what_is_beyond_a_lifes_cap_goes_to_the_pool(street: Street) -> None:
    """南京: 1500 hours at most, the rest is donated; a generous tariff gets there soon."""
    tariff(street, book="time", amount=30_000)
    adopt(street, "nanjing_2019")
    ids = settle(street, 4)
    assert earned(street, ids) == [[(Book.TIME, 30_000)]] * 3 + [None]
    with street.work() as uow:
        pool = TimeAccount.pool()
        assert books.balances(uow, street.community_id, [pool])[pool].balance == 30_000
        titles = uow.session.scalars(
            select(TransferRow.title).where(
                TransferRow.community_id == street.community_id, TransferRow.business_key.like("%:pool")
            )
        ).all()
        assert books.self_check(uow, street.community_id) == []
    assert len(titles) == 1
    assert titles[0].endswith("（超出上限，捐入公益池）")
    assert replay(street) == Recomputed(4, [])


def test_the_rules_of_the_day_of_service_count_and_later_ones_do_not_rewrite_it(street: Street) -> None:
    adopt(street, "beijing_2022")
    before = settle(street, 2)
    with street.work() as uow:
        today = uow.now.date()
    adopt(street, "hailin", today + timedelta(days=1))
    pledge(street, 100)
    street.clock.advance(timedelta(days=10))
    after = settle(street, 2)
    assert earned(street, before) == [[(Book.TIME, 60)]] * 2
    assert earned(street, after) == [[(Book.POINT, 1)]] * 2
    assert replay(street) == Recomputed(4, [])


def test_what_waits_for_backing_is_replayed_without_a_difference(street: Street) -> None:
    adopt(street, "hailin")
    settle(street, 3)
    assert replay(street) == Recomputed(3, [])
    pledge(street, 3)
    street.run_due("outbox", SETTLE)
    assert replay(street) == Recomputed(3, [])


def test_only_what_was_reckoned_since_is_compared_but_all_of_it_counts(street: Street) -> None:
    adopt(street, "shanghai_changning_2019")
    settle(street, 1, born=date(1961, 1, 1))
    street.clock.advance(timedelta(days=2))
    with street.work() as uow:
        today = uow.now.date()
    settle(street, 2, born=date(1961, 1, 1))
    assert replay(street, today) == Recomputed(2, [])
    assert replay(street) == Recomputed(3, [])


@pytest.mark.parametrize(
    ("tampering", "says"),
    [
        (
            "UPDATE reckonings SET time_credits = 90 WHERE community_id = %s",
            ": time_credits 90 reckoned, 60 by the rules",
        ),
        (
            "UPDATE transfers SET amount = 59 WHERE community_id = %s AND type = 'earn_time'",
            ":time: 59 booked, 60 by the rules",
        ),
        ("DELETE FROM transfers WHERE community_id = %s AND type = 'earn_time'", ":time: 0 booked, 60 by the rules"),
        ("UPDATE entered_records SET minutes = 45 WHERE community_id = %s", ":time: 60 booked, 45 by the rules"),
        ("UPDATE pack_adoptions SET pack = 'hailin' WHERE community_id = %s", ":time: 60 booked, 0 by the rules"),
    ],
)
def test_what_was_tampered_with_is_named(street: Street, owner_url: str, tampering: str, says: str) -> None:
    """All in one transaction of the owner that is rolled back: other tests check this database too."""
    adopt(street, "beijing_2022")
    (record_id,) = settle(street, 1)
    engine = create_engine(with_driver(owner_url), poolclass=NullPool)
    with street.app.app_context(), Session(engine) as session:
        session.connection().exec_driver_sql(tampering, (street.community_id,))
        found = service.recompute(UnitOfWork(session, street.clock.now()), street.community_id, LONG_AGO)
    assert f"record:{record_id}{says}" in found.differences
    assert replay(street) == Recomputed(1, [])


def test_the_application_cannot_change_what_was_reckoned(street: Street) -> None:
    adopt(street, "beijing_2022")
    settle(street, 1)
    with street.work() as uow:
        granted = uow.session.connection().exec_driver_sql(
            """SELECT string_agg(DISTINCT privilege_type, ',' ORDER BY privilege_type)
               FROM information_schema.role_table_grants
               WHERE table_name IN ('reckonings', 'pack_adoptions') AND grantee = current_user"""
        )
        assert granted.scalar_one() == "INSERT,SELECT"
        row = uow.session.scalars(select(Reckoning).where(Reckoning.community_id == street.community_id)).one()
        assert (row.number, row.pack, row.time_credits, row.points) == (1, "beijing_2022", 60, 0)


def test_the_command_replays_one_community_or_all(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    adopt(street, "beijing_2022")
    settle(street, 2)
    monkeypatch.setattr("backend.app.commands._application", lambda: (street.app, None))
    found = CliRunner().invoke(cli, ["recompute", "--since", "2026-01-01", "--community", str(street.community_id)])
    assert found.output.splitlines() == [f"{street.community_id} 2 records replayed, 0 differences"]
    assert found.exit_code == 0
    assert CliRunner().invoke(cli, ["recompute", "--since", "yesterday"]).exit_code == 2
