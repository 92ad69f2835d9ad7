"""Numbers of people, hours in cells, what makes two lines the same."""

from datetime import date
from uuid import UUID

import pytest

from backend.dossiers.rules.fingerprint import outside_fingerprint
from backend.dossiers.rules.identity_number import is_identity_number, mask_contact, mask_identity_number
from backend.dossiers.rules.parts import Hours, hours
from backend.dossiers.service.store import read_number


@pytest.mark.parametrize(
    ("number", "is_one"),
    [
        ("11010519491231002X", True),  # the standard's own example
        ("110105194912310021", False),
        ("1101051949123100", False),
        ("11010519491231002x", False),
    ],
)
def test_an_identity_number_has_the_right_check_character(number: str, is_one: bool) -> None:
    assert is_identity_number(number) is is_one


def test_numbers_are_masked() -> None:
    assert mask_identity_number("11010519491231002X") == "110*************2X"
    assert (mask_contact("13812345678"), mask_contact("wx-an-he")) == ("138****5678", "wx******")


def test_every_minute_of_a_day_comes_back_from_its_hours() -> None:
    field = Hours(minutes_max=1440)
    assert [field.deserialize(str(hours(minutes))) for minutes in range(1, 1441)] == list(range(1, 1441))


def test_the_same_service_is_the_same_however_it_is_typed() -> None:
    who, day = UUID(int=1), date(2026, 10, 1)
    one = outside_fingerprint(who, title="图书馆 整理", organiser="区图书馆", served_on=day, minutes=60)
    assert one == outside_fingerprint(who, title="图书馆　整理", organiser="区图书馆 ", served_on=day, minutes=60)
    assert one != outside_fingerprint(who, title="图书馆整理", organiser="区图书馆", served_on=day, minutes=61)


@pytest.mark.parametrize(("text", "number"), [("档-000012", 12), ("12", 12), ("十二", None), ("", None)])
def test_a_number_is_read_as_people_write_it(text: str, number: int | None) -> None:
    assert read_number(text) == number
