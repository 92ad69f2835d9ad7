"""What corrections do to the books: what is there goes back, the rest is owed and repaid first, all of it once."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import NullPool, create_engine, func, insert, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from backend.books import service as books
from backend.books.models import Receivable, TransferRow
from backend.books.types import Book, PointAccount, TimeAccount, Transfer, TransferType
from backend.core.actor import Role
from backend.core.amounts import Points, TimeCredits
from backend.core.deeds import DeedKind
from backend.core.ids import new_id
from backend.infra.settings import with_driver
from backend.infra.uow import UnitOfWork, unit_of_work
from backend.volunteering import service
from backend.volunteering.models import EnteredRecord, ServiceRecord, SettlementTask, Shift
from backend.volunteering.service import entering, settlement
from backend.volunteering.service.correction_check import CHECKS
from backend.volunteering.service.figures import action_figures, benefit_figures
from backend.volunteering.service.recompute import recompute
from tests.factories.communities import make_member
from tests.factories.corrections import ENTER, SETTLE, corrected, entered, file, pass_notice
from tests.factories.lists import make_tariff
from tests.factories.volunteering import CONFIRMED, Street, make_records_on_notice
from tests.integration.volunteering.test_recompute import adopt
from tests.integration.volunteering.test_settlement import pledge, tariff
from tests.statements import counted_statements

LONG_AGO = date(2026, 1, 1)


@pytest.fixture(autouse=True)
def holds_in_the_end(street: Street) -> Any:
    """After every test all invariants hold, and replaying gives what stands."""
    yield
    with street.work() as uow:
        assert books.self_check(uow, street.community_id) == []
        assert books.ask_checks(uow, street.community_id, CHECKS) == []
        assert recompute(uow, street.community_id, LONG_AGO).differences == []


def balance(street: Street, book: Book = Book.TIME, who: str = "volunteer") -> int:
    accounts: Any = TimeAccount if book is Book.TIME else PointAccount
    account = accounts.pool() if who == "pool" else accounts.member(street[who].member_id)
    with street.work() as uow:
        return books.balances(uow, street.community_id, [account])[account].balance


def spend(street: Street, minutes: int) -> None:
    """Give a neighbour what was earned."""
    with street.work() as uow:
        giver, taker = (TimeAccount.member(street[who].member_id) for who in ("volunteer", "elder"))
        amount = TimeCredits(minutes)
        key = f"test:{new_id()}"
        books.post(uow, street.community_id, [Transfer(giver, taker, amount, TransferType.EXCHANGE, key, "请邻居帮忙")])


def buy(street: Street, points: int) -> UUID:
    """Buy a voucher, and return it."""
    voucher_id, member_id = new_id(), street["volunteer"].member_id
    with street.work() as uow:
        books.issue_voucher(
            uow,
            street.community_id,
            voucher_id=voucher_id,
            member_id=member_id,
            points=Points(points),
            title="兑换大米",
        )
    return voucher_id


def owed(street: Street) -> dict[str, int]:
    shown = street.as_("volunteer").get("…/passbook").get_json()["books"]
    return {book["book"]: book["owed"] for book in shown}


def lines(street: Street, book: str) -> list[tuple[str, int]]:
    shown = street.as_("volunteer").get("…/passbook", book=book).get_json()["books"][0]["lines"]["items"]
    return [(line["title"], line["amount"]) for line in shown]


def settle_again(street: Street, record_id: UUID) -> None:
    with street.work() as uow:
        row = {"community_id": street.community_id, "id": record_id, "due_at": uow.now, "attempts": 0}
        served_on = uow.session.get_one(EnteredRecord, (street.community_id, record_id)).served_on
        uow.session.execute(insert(SettlementTask).values(**row, served_on=served_on))
    street.run_due(SETTLE)


def transfers(street: Street) -> int:
    with street.work() as uow:
        return uow.session.execute(
            select(func.count()).select_from(TransferRow).where(TransferRow.community_id == street.community_id)
        ).scalar_one()


def test_what_is_still_there_goes_back_at_once(street: Street) -> None:
    tariff(street, book="time", amount=60)
    old = entered(street)
    new = corrected(street, old, 45)
    assert (balance(street), owed(street)["time"]) == (45, 0)
    assert lines(street, "time") == [("更正退回：陪诊志愿行动", -75), ("陪诊志愿行动", 120)]
    number = street.as_("staff").get(f"…/records/{old}").get_json()["number"]
    assert lines(street, "service") == [(f"更正 {number}：陪诊志愿行动", -75), ("陪诊志愿行动", 120)]
    effects = street.as_("volunteer").get(f"…/records/{new}/corrections").get_json()["effects"]
    assert effects == [{"book": "time", "amount": 75, "taken": 75, "owed": 0}]


def test_what_is_spent_is_owed_and_repaid_first_from_later_earnings(street: Street) -> None:
    tariff(street, book="time", amount=60)
    old = entered(street)
    spend(street, 100)
    corrected(street, old, 0)
    assert (balance(street), owed(street)["time"]) == (0, 100)
    entered(street)  # two hours, of which 100 minutes repay
    assert (balance(street), owed(street)["time"]) == (20, 0)
    assert lines(street, "time")[:2] == [("还款：更正前多记的时间币，已还清", -100), ("陪诊志愿行动", 120)]


def test_the_trace_leads_from_a_correction_to_what_was_taken_back_and_back(street: Street) -> None:
    tariff(street, book="time", amount=60)
    old = entered(street)
    spend(street, 100)
    new = corrected(street, old, 0)
    entered(street)  # of which 100 minutes repay
    nodes, edges = traced(street, "record", new)
    (claim,) = [id_ for id_, node in nodes.items() if node["type"] == "receivable"]
    assert (nodes[claim]["title"], nodes[claim]["state_name"]) == ("更正后退回多记的时间币：120分钟", "已退回")
    taken = {to: note for from_, to, relation, note in edges if (from_, relation) == (claim, "已退回")}
    assert sorted(str(note) for note in taken.values()) == ["100分钟", "20分钟"]
    assert (str(new), claim, "要退回") in {edge[:3] for edge in edges}
    _, back = traced(street, "transfer", min(taken))
    assert {(str(new), claim), (claim, min(taken))} <= {edge[:2] for edge in back}
    for who in ("neighbour", "peer"):
        assert street.as_(who).get(f"…/trace/receivable/{claim}").status_code == 404


def traced(street: Street, type_: str, id_: UUID | str) -> tuple[dict[str, Any], set[tuple[Any, ...]]]:
    """Return the trace of the volunteer's thing: nodes by id, and edges as (from, to, relation, note)."""
    told = street.as_("volunteer").get(f"…/trace/{type_}/{id_}").get_json()
    ids = {node["key"]: node["id"] for node in told["nodes"]}
    edges = {(ids[e["from"]], ids[e["to"]], e["relation"], e["note"]) for e in told["edges"]}
    return {node["id"]: node for node in told["nodes"]}, edges


def test_a_small_earning_repays_as_far_as_it_goes_and_the_line_says_what_is_left(street: Street) -> None:
    tariff(street, book="time", amount=20)
    old = entered(street)
    spend(street, 40)
    corrected(street, old, 0)
    record_id = street.served()
    with street.work() as uow:
        uow.session.get_one(ServiceRecord, (street.community_id, record_id)).minutes = 60
    for who, move in CONFIRMED:
        street.move(who, record_id, move)
    pass_notice(street)
    assert (balance(street), owed(street)["time"]) == (0, 20)
    assert lines(street, "time")[0] == ("还款：更正前多记的时间币，还差20分钟", -20)


def test_points_repay_with_the_earning_and_not_while_it_waits_for_backing(street: Street) -> None:
    tariff(street, book="point", amount=10)
    pledge(street, 20)
    old = entered(street)
    voucher = buy(street, 20)
    corrected(street, old, 60)
    assert (balance(street, Book.POINT), owed(street)["point"]) == (0, 10)
    with street.work() as uow:  # what comes back is no earning
        me = street["volunteer"].member_id
        books.return_voucher(uow, street.community_id, voucher_id=voucher, member_id=me, title="退回")
    entered(street)  # nobody pledged more: it waits
    assert (balance(street, Book.POINT), owed(street)["point"]) == (20, 10)
    pledge(street, 20)
    street.run_due("outbox", SETTLE)
    assert (balance(street, Book.POINT), owed(street)["point"]) == (30, 0)
    with street.work() as uow:
        assert books.coverage(uow, street.community_id).backing == 10


def test_points_given_back_cover_what_waits(street: Street) -> None:
    tariff(street, book="point", amount=10)
    pledge(street, 20)
    first, _ = entered(street), entered(street, volunteer="neighbour")
    assert balance(street, Book.POINT, "neighbour") == 0
    corrected(street, first, 0)
    street.run_due(SETTLE)
    assert balance(street, Book.POINT, "neighbour") == 20


@pytest.mark.parametrize("minutes", [30, 120])
def test_settled_twice_it_is_booked_once(street: Street, minutes: int) -> None:
    tariff(street, book="time", amount=60)
    first = corrected(street, entered(street), 60)
    spend(street, 50)
    second = corrected(street, first, minutes, confirmer="lead")
    before = transfers(street), balance(street), owed(street)
    settle_again(street, second)
    assert (transfers(street), balance(street), owed(street)) == before


def test_killed_before_the_end_nothing_is_booked_and_then_once(street: Street) -> None:
    tariff(street, book="time", amount=60)
    old = entered(street)
    new = file(street, old, 0)
    street.as_("supervisor").post(f"…/records/{new}/moves", {"move": "confirm"})
    street.clock.advance(timedelta(days=10))
    for work in (entering.enter_records, settlement.settle_records):
        with pytest.raises(OperationalError):
            do_and_lose_the_connection(street, work)
        assert balance(street) == 120
        street.run_due(ENTER)
    street.run_due(SETTLE)
    assert balance(street) == 0


def do_and_lose_the_connection(street: Street, work: Callable[[UnitOfWork, int], int]) -> None:
    with street.app.app_context(), unit_of_work() as uow:
        work(uow, street.community_id)
        uow.session.connection().exec_driver_sql("SELECT pg_terminate_backend(pg_backend_pid())")


def test_more_minutes_earn_the_difference(street: Street) -> None:
    tariff(street, book="time", amount=60)
    fewer = corrected(street, entered(street), 30)
    corrected(street, fewer, 90, confirmer="lead")
    assert balance(street) == 90
    assert lines(street, "time")[0] == ("陪诊志愿行动", 60)


def test_a_chain_takes_back_of_every_earning_in_it(street: Street) -> None:
    tariff(street, book="time", amount=60)
    fewer = corrected(street, entered(street), 30)
    more = corrected(street, fewer, 90, confirmer="lead")
    with street.work() as uow:
        street.people["watcher"] = make_member(uow, street.community_id, Role.SUPERVISOR, name="卫监督")
    corrected(street, more, 10, by="supervisor", confirmer="watcher")
    assert balance(street) == 10
    assert [amount for _, amount in lines(street, "time")] == [-20, -60, 60, -90, 120]


def test_what_waited_for_backing_when_it_was_corrected_is_never_earned(street: Street) -> None:
    tariff(street, book="point", amount=10)
    tariff(street, book="time", amount=60)
    corrected(street, entered(street), 60)
    pledge(street, 100)
    street.run_due("outbox", SETTLE)
    assert (balance(street, Book.POINT), balance(street)) == (10, 60)


def test_others_keep_what_the_days_cap_left_them(street: Street) -> None:
    """Of 3 hours at most, two records of two earned 2 and 1; half of the first falls away, and no more."""
    tariff(street, book="time", amount=60, cap_per_day=180)
    ids = make_records_on_notice(street, 2, members=1)
    with street.work() as uow:
        for id_ in ids:
            record = uow.session.get_one(ServiceRecord, (street.community_id, id_))
            record.minutes, record.served_on = 120, uow.now.date()
            shift = uow.session.get_one(Shift, (street.community_id, record.shift_id))
            shift.ends_at = shift.starts_at + timedelta(hours=2)
    street.run_due(ENTER, SETTLE)
    first, second = ids
    corrected(street, first, 60)
    corrected(street, second, 45, by="colleague")
    with street.work() as uow:
        kept = uow.session.scalars(select(Receivable).where(Receivable.community_id == street.community_id)).all()
        assert sorted(each.amount for each in kept) == [15, 60]


def test_what_went_to_the_pool_goes_back_first(street: Street) -> None:
    tariff(street, book="time", amount=50_000)
    adopt(street, "nanjing_2019")  # 1500 hours at most, the rest to the pool
    old = entered(street)
    assert (balance(street), balance(street, who="pool")) == (90_000, 10_000)
    corrected(street, old, 109)
    assert (balance(street), balance(street, who="pool")) == (90_000, 833)


@pytest.mark.parametrize(("wrong", "expiring"), [("first", (0, 5)), ("second", (5, 5))])
def test_a_refund_of_wrong_points_leaves_the_age_of_the_others(
    street: Street, wrong: str, expiring: tuple[int, int]
) -> None:
    """Of two months' 20 points each, 15 of the first were spent; whichever were wrong, 5 of the others are left."""
    tariff(street, book="point", amount=10)
    pledge(street, 1000)
    first = entered(street)
    street.clock.advance(timedelta(seconds=1))
    with street.work() as uow:
        second_month = uow.now
    second = entered(street)
    buy(street, 15)
    corrected(street, first if wrong == "first" else second, 0)
    assert balance(street, Book.POINT) == 5
    statement = "SELECT coalesce(sum(amount), 0) FROM expiring_points(%s, %s)"
    with street.work() as uow:
        connection = uow.session.connection()
        found = [
            connection.exec_driver_sql(statement, (street.community_id, cutoff)).scalar_one()
            for cutoff in (second_month, uow.now)
        ]
    assert tuple(found) == expiring


def test_sums_count_what_is_in_force_and_the_past_stays_as_it_was(street: Street) -> None:
    with street.work() as uow:
        tariff_id = make_tariff(uow, street["staff"], book="time", amount=60)
    old = entered(street)
    with street.work() as uow:
        then = uow.now.date()
        entry_id = uow.session.get_one(EnteredRecord, (street.community_id, old)).entry_id
        assert entry_id is not None
    new = corrected(street, old, 60)
    street.clock.advance(timedelta(days=1))
    me = street["volunteer"].member_id
    with street.work() as uow:
        today = uow.now.date()
        for until, minutes in ((then, 120), (today, 60)):
            told = action_figures(uow, street.community_id, {entry_id: 1}, until)
            assert told[entry_id]["minutes"] == minutes
            paid = benefit_figures(uow, street.community_id, {tariff_id: 1}, until)
            assert paid[tariff_id] == {"records": 1, "minutes": minutes, "amount": minutes}
        records = service.effective_records(uow, street.community_id, me)
        assert [(each.id, each.minutes, each.corrects_id) for each in records] == [(new, 60, old)]
        since = uow.now - timedelta(days=90)
        served = service.deeds_of_members(uow, street.community_id, [me], since)
        assert sum(deed.kind is DeedKind.SERVED for deed in served) == 1
    taken_whole = corrected(street, new, 0, confirmer="lead")
    with street.work() as uow:
        assert service.effective_records(uow, street.community_id, me) == []
        assert uow.session.get_one(EnteredRecord, (street.community_id, taken_whole)).minutes == 0


def test_a_batch_of_debtors_takes_the_same_few_statements_whatever_its_size(street: Street) -> None:
    tariff(street, book="time", amount=60)
    used = []
    for size in (5, 500):
        ids = make_records_on_notice(street, size, members=size)
        street.run_due(ENTER, SETTLE)
        new = _correct_all(street, ids)
        street.run_due(ENTER)
        with street.app.app_context(), counted_statements() as seen, unit_of_work() as uow:
            assert settlement.settle_records(uow, street.community_id) == len(new)
        used.append(len(seen))
    assert used[1] <= used[0] + 2
    assert used[1] <= 25


def _correct_all(street: Street, ids: list[UUID]) -> list[UUID]:
    """Store corrections to half an hour of all these records, on notice until now."""
    with street.work() as uow:
        columns = [column.key for column in ServiceRecord.__table__.columns]
        old = uow.session.scalars(
            select(ServiceRecord).where(ServiceRecord.community_id == street.community_id, ServiceRecord.id.in_(ids))
        ).all()
        first = max(row.number for row in old) + 100_000
        rows = [
            {
                **{name: getattr(row, name) for name in columns},
                "id": uow.new_id(),
                "number": first + place,
                "source": "correction",
                "corrects_id": row.id,
                "minutes": 30,
                "state": "on_notice",
                "witnessed_by": None,
                "witness_kind": None,
                "recorded_by": street["staff"].member_id,
                "confirmed_by": street["supervisor"].member_id,
                "earlier_hands": [],
                "notice_until": uow.now,
                "entered_at": None,
            }
            for place, row in enumerate(old)
        ]
        uow.session.execute(insert(ServiceRecord), rows)
        return [row["id"] for row in rows]


@pytest.mark.parametrize(
    ("tampering", "check"),
    [
        (
            "UPDATE receivables SET taken = amount WHERE community_id = %s",
            "what is owed is what was earned wrongly less what reversals took back of it",
        ),
        (
            "UPDATE service_records SET state = 'entered' WHERE community_id = %s AND state = 'corrected'",
            "a record is corrected where an entered correction names it, and nowhere else",
        ),
        (
            "UPDATE receivables SET amount = amount - 1 WHERE community_id = %s",
            "what a settled correction and those before it earned, less what is claimed back, is what it was reckoned",
        ),
    ],
)
def test_the_self_check_names_what_was_tampered_with(
    street: Street, owner_url: str, tampering: str, check: str
) -> None:
    tariff(street, book="time", amount=60)
    old = entered(street)
    spend(street, 100)
    corrected(street, old, 0)
    engine = create_engine(with_driver(owner_url), poolclass=NullPool)
    with street.app.app_context(), Session(engine) as session:
        session.connection().exec_driver_sql(tampering, (street.community_id,))
        uow = UnitOfWork(session, street.clock.now())
        found = [*books.self_check(uow, street.community_id), *books.ask_checks(uow, street.community_id, CHECKS)]
    assert check in {each.check for each in found}


def test_the_application_forgives_no_debt(street: Street) -> None:
    with street.work() as uow:
        granted = uow.session.connection().exec_driver_sql(
            """SELECT string_agg(DISTINCT privilege_type || ' ' || column_name, ',')
               FROM information_schema.column_privileges
               WHERE table_name = 'receivables' AND grantee = current_user AND privilege_type IN ('UPDATE', 'DELETE')"""
        )
        assert granted.scalar_one() == "UPDATE taken"
