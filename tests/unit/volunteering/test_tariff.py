"""What minutes earn: own category before parent before general, whole amounts, a cap per day whatever the batches."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.amounts import Minutes
from backend.core.ids import new_id
from backend.lists.types import Measure, TariffBook, TariffLine
from backend.volunteering.rules.earning import Past, Served, earn

TIME, POINT = TariffBook.TIME, TariffBook.POINT


def line(
    book: TariffBook,
    amount: int,
    category: str | None = None,
    *,
    cap: int | None = None,
    measure: Measure = Measure.HOUR,
) -> TariffLine:
    return TariffLine(new_id(), category, measure, book, amount, cap, date(2026, 1, 1), None)


def served(minutes: int, category: str = "elder.companion") -> Served:
    return Served(category, Minutes(minutes))


def earned(tariff: list[TariffLine], minutes: int, category: str = "elder.companion") -> tuple[int, int]:
    found = earn(served(minutes, category), tariff=tariff)
    return found.time_credits, found.points


def test_without_a_tariff_nothing_is_earned() -> None:
    assert earned([], 120) == (0, 0)


def test_time_credits_are_minutes_and_points_are_points() -> None:
    assert earned([line(TIME, 60)], 95) == (95, 0)
    assert earned([line(POINT, 10)], 90) == (0, 15)


def test_an_amount_is_rounded_down_to_a_whole_one() -> None:
    assert earned([line(POINT, 1)], 119) == (0, 1)
    assert earned([line(POINT, 1)], 59) == (0, 0)
    assert earned([line(POINT, 7)], 50) == (0, 5)


def test_the_own_category_goes_before_the_parent_and_the_parent_before_the_general() -> None:
    general, parent, own = line(POINT, 10), line(POINT, 20, "elder"), line(POINT, 30, "elder.companion")
    assert earned([general, parent, own], 60) == (0, 30)
    assert earned([general, parent, own], 60, "elder.meal") == (0, 20)
    assert earned([general, parent, own], 60, "garden.plants") == (0, 10)


def test_a_category_with_a_line_of_its_own_has_one_book() -> None:
    assert earned([line(POINT, 10), line(TIME, 60, "elder.companion")], 60) == (60, 0)


def test_two_lines_published_for_one_category_both_apply() -> None:
    tariff = [line(TIME, 30, "elder.companion"), line(POINT, 5, "elder.companion"), line(POINT, 10)]
    assert earned(tariff, 60) == (30, 5)


@pytest.mark.parametrize("measure", [Measure.SLOT, Measure.ITEM, Measure.HUNDRED_YUAN])
def test_what_is_measured_otherwise_is_not_earned_by_minutes(measure: Measure) -> None:
    assert earned([line(POINT, 10, measure=measure)], 60) == (0, 0)


def test_a_cap_counts_what_was_entered_before_for_the_day() -> None:
    # Changning 2019: at most two hours a day.
    tariff = [line(TIME, 60, cap=120)]
    assert earn(served(90), tariff=tariff).time_credits == 90
    assert earn(served(90), past=Past([served(90)]), tariff=tariff).time_credits == 30
    assert earn(served(90), past=Past([served(90), served(90)]), tariff=tariff).time_credits == 0


def test_a_cap_is_its_own_lines() -> None:
    tariff = [line(TIME, 60, "elder.companion", cap=60), line(TIME, 60, cap=60)]
    past = [served(60, "elder.companion")]
    assert earn(served(60, "garden.plants"), past=Past(past), tariff=tariff).time_credits == 60
    assert earn(served(60, "elder.companion"), past=Past(past), tariff=tariff).time_credits == 0


@given(
    day=st.lists(st.integers(1, 1440), max_size=8),
    cap=st.integers(1, 2000),
    amount=st.integers(1, 120),
)
def test_no_day_earns_more_than_the_cap(day: list[int], cap: int, amount: int) -> None:
    tariff = [line(POINT, amount, cap=cap)]
    past: list[Served] = []
    total = 0
    for minutes in day:
        total += earn(served(minutes), past=Past(past), tariff=tariff).points
        past.append(served(minutes))
    assert total == min(cap, sum(amount * minutes // 60 for minutes in day))
