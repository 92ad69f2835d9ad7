"""What a record earns under each city's rules: ages, units, caps per activity, day and life, and what is beyond."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.books.packs import packs
from backend.core.amounts import Minutes, Points, TimeCredits
from backend.core.ids import new_id
from backend.lists.types import Measure, TariffBook, TariffLine
from backend.volunteering.rules.earning import NOTHING, Earned, Past, Served, earn


def line(book: TariffBook, amount: int, category: str | None = None) -> TariffLine:
    return TariffLine(new_id(), category, Measure.HOUR, book, amount, None, date(2026, 1, 1), None)


def by(
    code: str, minutes: int, *, age: int | None = 40, past: Past = NOTHING, tariff: tuple[TariffLine, ...] = ()
) -> Earned:
    served = Served("elder.companion", Minutes(minutes))
    return earn(served, past=past, tariff=tariff, rules=packs()[code].earn, age=age)


def time(amount: int, pool: int = 0) -> Earned:
    return Earned(time_credits=TimeCredits(amount), pool_time=TimeCredits(pool))


def points(amount: int) -> Earned:
    return Earned(points=Points(amount))


def same_day(*earned: Earned) -> Past:
    return Past([Served("elder.companion", Minutes(60), each) for each in earned])


@pytest.mark.parametrize(
    ("code", "minutes", "earned"),
    [
        ("beijing_2022", 90, time(90)),
        ("shanghai_2026", 45, time(45)),
        ("guangzhou_2019", 119, points(1)),  # 整数兑换
        ("hailin", 60, points(1)),
        ("hailin", 300, points(2)),  # 每次活动最长记2小时
        ("fujian", 60, Earned()),  # it says nothing of earning
        ("nanjing_2019", 60, Earned()),  # nor what an hour is worth: the tariff does
    ],
)
def test_without_a_tariff_the_packs_own_unit_counts(code: str, minutes: int, earned: Earned) -> None:
    assert by(code, minutes) == earned


def test_the_tariff_says_how_much_where_it_says_anything() -> None:
    half = (line(TariffBook.TIME, 30),)
    assert by("beijing_2022", 60, tariff=half) == time(30)
    assert by("fujian", 60, tariff=(line(TariffBook.POINT, 10),)) == points(10)
    elsewhere = (line(TariffBook.TIME, 30, "garden"),)
    assert by("beijing_2022", 60, tariff=elsewhere) == time(60)


def test_a_book_that_the_pack_does_not_name_earns_nothing() -> None:
    assert by("beijing_2022", 60, tariff=(line(TariffBook.POINT, 10),)) == Earned()
    both = (line(TariffBook.POINT, 10), line(TariffBook.TIME, 60))
    assert by("beijing_2022", 60, tariff=both) == time(60)


@pytest.mark.parametrize(
    ("code", "age", "earns"),
    [
        ("beijing_2022", 18, True),
        ("beijing_2022", 16, True),  # 在校学生由监护人带领
        ("shanghai_2026", 17, False),
        ("shanghai_2026", 18, True),
        ("shanghai_changning_2019", 59, False),
        ("shanghai_changning_2019", 60, True),
        ("shanghai_changning_2019", 70, True),
        ("shanghai_changning_2019", 71, False),
        ("hailin", 12, True),  # it names no age
    ],
)
def test_who_earns_from_which_age(code: str, age: int, earns: bool) -> None:
    assert (by(code, 60, age=age) != Earned()) is earns


def test_somebody_whose_age_is_not_known_earns_nothing_where_ages_matter() -> None:
    assert by("shanghai_2026", 60, age=None) == Earned()


def test_a_day_earns_no_more_than_the_packs_cap() -> None:
    # 长宁: at most two a day.
    assert by("shanghai_changning_2019", 180, age=65) == time(120)
    assert by("shanghai_changning_2019", 60, age=65, past=same_day(time(90))) == time(30)
    assert by("shanghai_changning_2019", 60, age=65, past=same_day(time(60), time(60))) == time(0)


def test_a_life_earns_no_more_than_the_packs_cap_and_nanjing_gives_the_rest_to_the_pool() -> None:
    hour = (line(TariffBook.TIME, 60),)
    almost = Past(total=time(1500 * 60 - 20))
    assert by("nanjing_2019", 60, past=almost, tariff=hour) == time(20, pool=40)
    assert by("nanjing_2019", 60, past=Past(total=time(1500 * 60)), tariff=hour) == time(0, pool=60)
    assert by("guangzhou_2019", 180, past=Past(total=points(1499))) == points(1)  # it says nothing of the rest
    assert by("shanghai_changning_2019", 60, age=65, past=Past(total=time(600 * 60))) == time(0)


@given(records=st.lists(st.integers(1, 600), max_size=12))
def test_however_records_are_cut_no_day_is_above_its_cap(records: list[int]) -> None:
    past: list[Served] = []
    for minutes in records:
        earned = by("shanghai_changning_2019", minutes, age=65, past=Past(past))
        past.append(Served("elder.companion", Minutes(minutes), earned))
    assert sum(each.earned.time_credits for each in past) == min(120, sum(records))
