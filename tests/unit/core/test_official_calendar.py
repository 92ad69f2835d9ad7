"""Working days and street codes against data we did not write."""

import csv
import json
from datetime import date, timedelta

import pytest

from backend.app.demo.facts import STREETS
from backend.core.working_days import has_official_calendar, is_working_day
from tests.shared_data import shared_data


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026])
def test_working_days_are_those_the_state_council_announced(year: int) -> None:
    announced = json.loads(shared_data(f"holiday-cn/{year}.json").read_text(encoding="utf-8"))["days"]
    is_off = {date.fromisoformat(day["date"]): day["isOffDay"] for day in announced}
    first = date(year, 1, 1)
    days = [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]
    assert all(has_official_calendar(day) for day in days)
    differing = [day for day in days if is_working_day(day) == is_off.get(day, day.weekday() >= 5)]
    assert differing == []


def test_the_demos_streets_are_real_ones() -> None:
    with shared_data("divisions/streets-sample.csv").open(encoding="utf-8-sig", newline="") as file:
        real = {int(row["code"]): row["name"] for row in csv.DictReader(file)}
    assert {street.code: street.name for street in STREETS} == {
        street.code: real.get(street.code) for street in STREETS
    }
