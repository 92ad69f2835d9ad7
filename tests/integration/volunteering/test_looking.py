"""Looking for what is unusual: overlaps, travel, long days, quick confirmations; honest work passes."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import insert, select, update

from backend.books import service as books
from backend.volunteering.models import MoveRow, RecordFlag, ServiceRecord
from backend.volunteering.rules.flag_words import explain
from backend.volunteering.rules.looking import LOOK_AFTER
from backend.volunteering.service.looking import look_at
from backend.volunteering.types import Flag
from tests.factories.volunteering import Street, check_in, check_out, make_records_on_notice
from tests.statements import counted_statements

LOOK, ENTER = "volunteering.look", "volunteering.enter"
Times = tuple[datetime, datetime]


def be_there(street: Street, shift_id: UUID, came: datetime, left: datetime) -> UUID:
    street.clock.at = came
    with street.work() as uow:
        record_id = check_in(uow, street["volunteer"], shift_id)
    street.clock.at = left
    with street.work() as uow:
        check_out(uow, street["volunteer"], shift_id)
    return record_id


def two_shifts(street: Street, *, gap: int, places: tuple[str, str]) -> tuple[UUID, UUID]:
    """Serve an hour twice; ``gap`` minutes between leaving the first and coming to the second, which begin apart."""
    start = street.clock.at + timedelta(days=1)
    later = start + timedelta(minutes=60 + max(gap, 0))
    first, second = (
        street.shift(starts_at=at, ends_at=at + timedelta(hours=1), place=place)
        for at, place in zip((start, later), places, strict=True)
    )
    for shift_id in (first, second):
        street.sign_up("volunteer", shift_id)
    one = be_there(street, first, start, start + timedelta(hours=1))
    came = start + timedelta(minutes=60 + gap)
    if gap < 0:  # the second code is read before the first is read for leaving
        street.clock.at = came
        with street.work() as uow:
            two = check_in(uow, street["volunteer"], second)
        street.clock.at = later + timedelta(hours=1)
        with street.work() as uow:
            check_out(uow, street["volunteer"], second)
    else:
        two = be_there(street, second, came, later + timedelta(hours=1))
    return one, two


def flags(street: Street, *record_ids: UUID) -> list[list[str]]:
    with street.work() as uow:
        rows = uow.session.execute(
            select(RecordFlag.record_id, RecordFlag.code, RecordFlag.facts)
            .where(RecordFlag.community_id == street.community_id, RecordFlag.record_id.in_(record_ids))
            .order_by(RecordFlag.code)
        ).all()
    return [[explain(Flag(code), facts) for of, code, facts in rows if of == id_] for id_ in record_ids]


def look(street: Street, *record_ids: UUID) -> None:
    with street.work() as uow:
        look_at(uow, street.community_id, record_ids)


def number(street: Street, record_id: UUID) -> str:
    shown: str = street.as_("staff").get(f"…/records/{record_id}").get_json()["number"]
    return shown


def test_two_presences_at_once_are_flagged_on_both_with_the_minutes(street: Street) -> None:
    one, two = two_shifts(street, gap=-20, places=("东门", "西门"))
    look(street, two)
    assert flags(street, one, two) == [
        [f"与{number(street, two)}重叠20分钟"],
        [f"与{number(street, one)}重叠20分钟"],
    ]


@pytest.mark.parametrize(("gap", "expected"), [(9, True), (10, False)])
def test_nobody_is_elsewhere_within_ten_minutes(street: Street, gap: int, expected: bool) -> None:
    one, two = two_shifts(street, gap=gap, places=("东门", "西门"))
    look(street, one)
    told = [[f"与{number(street, of)}在不同地点，只隔{gap}分钟，来不及赶到"] for of in (two, one)]
    assert flags(street, one, two) == (told if expected else [[], []])


def test_two_shifts_in_a_row_at_one_place_are_honest(street: Street) -> None:
    one, two = two_shifts(street, gap=-20, places=("睦邻中心 一楼", "睦邻中心一楼"))
    look(street, one, two)
    assert flags(street, one, two) == [[], []]


def long_day(street: Street, hours: int) -> UUID:
    at = street.clock.at + timedelta(hours=1)
    shift_id = street.shift(starts_at=at, ends_at=at + timedelta(hours=hours))
    street.sign_up("volunteer", shift_id)
    return be_there(street, shift_id, at, at + timedelta(hours=hours))


@pytest.mark.parametrize(
    ("pack", "hours", "said"),
    [
        (None, 8, []),
        (None, 9, ["11月23日一天共记540分钟，超过上限480分钟"]),
        ("shanghai_changning_2019", 2, []),
        ("shanghai_changning_2019", 3, ["11月23日一天共记180分钟，超过上限120分钟"]),
    ],
)
def test_a_day_has_the_packs_cap_or_eight_hours(street: Street, pack: str | None, hours: int, said: list[str]) -> None:
    if pack is not None:
        with street.work() as uow:
            books.adopt_pack(uow, street["lead"].actor, street.community_id, pack, date(2026, 11, 1))
    street.clock.at = street.clock.at.replace(hour=0, minute=0)
    record_id = long_day(street, hours)
    look(street, record_id)
    assert flags(street, record_id) == [said]


def confirmed_one_by_one(street: Street, count: int, *, seconds: float) -> list[UUID]:
    """Return records of one shift that the leader confirmed one after the other; not looked at yet.

    They are written as rows: each made through the service takes a second.
    """
    ids = make_records_on_notice(street, count, members=count)
    with street.work() as uow:
        lines = [
            {
                "community_id": street.community_id,
                "id": uow.new_id(),
                "subject": "record",
                "subject_id": id_,
                "move": "confirm",
                "from_state": "witnessed",
                "to_state": "confirmed",
                "by_member_id": street["leader"].member_id,
                "at": uow.now + timedelta(seconds=seconds) * place,
            }
            for place, id_ in enumerate(ids)
        ]
        uow.session.execute(insert(MoveRow), lines)
        uow.session.execute(
            update(ServiceRecord)
            .where(ServiceRecord.community_id == street.community_id, ServiceRecord.id.in_(ids))
            .values(look_at=uow.now + LOOK_AFTER)
        )
    return ids


@pytest.mark.parametrize(("count", "seconds", "caught"), [(10, 1.9, True), (9, 1.9, False), (10, 2, False)])
def test_confirmations_in_seconds_are_flagged(street: Street, count: int, seconds: float, caught: bool) -> None:
    ids = confirmed_one_by_one(street, count, seconds=seconds)
    street.clock.advance(timedelta(hours=1))
    street.run_due(LOOK)
    said = ["确认人在18秒内连续确认了10条记录"] if caught else []
    assert flags(street, *ids) == [said] * count


@pytest.mark.parametrize(("count", "said"), [(30, []), (31, ["确认人在90秒内连续确认了31条记录"])])
def test_an_honest_leader_of_thirty_is_not_caught_but_a_longer_run_is(
    street: Street, count: int, said: list[str]
) -> None:
    ids = confirmed_one_by_one(street, count, seconds=3)
    look(street, ids[0])
    assert flags(street, ids[0]) == [said]


def states(street: Street, ids: Sequence[UUID]) -> set[str]:
    with street.work() as uow:
        found = select(ServiceRecord.state).where(
            ServiceRecord.community_id == street.community_id, ServiceRecord.id.in_(ids)
        )
        return set(uow.session.scalars(found))


def test_nothing_is_entered_before_it_was_looked_at(street: Street) -> None:
    ids = confirmed_one_by_one(street, 10, seconds=1)
    assert states(street, ids) == {"on_notice"}
    street.clock.advance(timedelta(days=10))
    street.run_due(ENTER)
    assert states(street, ids) == {"held"}


def test_an_entered_record_that_is_found_later_is_listed_for_the_supervisor(street: Street) -> None:
    one, two = two_shifts(street, gap=5, places=("东门", "西门"))
    with street.work() as uow:
        rows = update(ServiceRecord).where(ServiceRecord.community_id == street.community_id, ServiceRecord.id == one)
        hands = {"witnessed_by": street["peer"].member_id, "confirmed_by": street["leader"].member_id}
        ends = {"notice_until": uow.now, "entered_at": uow.now}
        uow.session.execute(rows.values(state="entered", witness_kind="peer", **hands, **ends))
    look(street, two)
    assert states(street, [one]) == {"entered"}
    listed = street.as_("supervisor").get("…/records", flagged_late="true").get_json()["items"]
    assert [item["id"] for item in listed] == [str(one)]
    counted = {row["code"]: row["count"] for row in street.as_("supervisor").get("…/supervision").get_json()["rows"]}
    assert counted["flagged_late"] == 1


def test_a_batch_takes_the_same_few_statements_whatever_its_size(street: Street) -> None:
    numbers = []
    for count in (2, 6):
        ids = confirmed_one_by_one(street, count, seconds=1)
        with street.work() as uow, counted_statements() as seen:
            look_at(uow, street.community_id, ids)
        numbers.append(len(seen))
    assert numbers[0] == numbers[1]
