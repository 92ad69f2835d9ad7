"""What a unit gave and got, in the same measures on both sides."""

from uuid import UUID, uuid4

import pytest

from backend.agreements.types import AcceptedWork, TermFigures
from backend.alliances.rules import account as rules
from backend.alliances.types import Account, Line, Side, Source, Terms

US, THEY = uuid4(), uuid4()


def work(giver: UUID | None, receiver: UUID | None, *, kind: str = "photo", measure: str = "次") -> AcceptedWork:
    return AcceptedWork(uuid4(), uuid4(), "为老人理发", measure, kind, giver, receiver, times=2, amount=4)


@pytest.mark.parametrize(
    ("word", "amount", "code", "text"),
    [
        ("小时", 3, "hour", "3 小时"),
        ("HOUR", 3, "hour", "3 小时"),
        ("场", 4, "slot", "4 次"),
        ("套", 5, "item", "5 件"),
        ("元", 200, "yuan", "200 元"),
        ("hundred_yuan", 2, "yuan", "200 元"),
        ("平方米", 30, "平方米", "30 平方米"),
    ],
)
def test_words_for_one_measure_are_one_measure(word: str, amount: int, code: str, text: str) -> None:
    measure, parts = rules.amount_in(word, amount)
    assert (measure.code, rules.amount_text(measure, parts)) == (code, text)


@pytest.mark.parametrize(
    ("minutes", "text"), [(150, "2.5 小时"), (100, "1.7 小时"), (0, "0 小时"), (-30, "-0.5 小时"), (-60, "-1 小时")]
)
def test_hours_are_round_for_people(minutes: int, text: str) -> None:
    assert rules.amount_text(rules.HOUR, minutes) == text


def test_one_deed_stands_on_both_sides() -> None:
    lines = rules.duty_lines([work(US, THEY), work(None, US), work(US, None)])
    assert [(line.side, line.amount) for line in lines[US]] == [
        (Side.GAVE, 4),
        (Side.GOT, 4),
        (Side.GAVE, 4),
    ]
    assert [(line.side, line.amount) for line in lines[THEY]] == [(Side.GOT, 4)]


@pytest.mark.parametrize("kind", ["record", "booking"])
def test_what_its_own_source_tells_is_not_told_again_as_a_duty(kind: str) -> None:
    lines = rules.duty_lines([work(US, THEY, kind=kind)])
    assert US not in lines
    assert [line.side for line in lines[THEY]] == [Side.GOT]


def test_hours_of_a_unit_are_told_by_records_and_not_by_photos() -> None:
    lines = rules.duty_lines([work(US, THEY, measure="小时"), work(None, US, measure="小时")])
    assert [line.side for line in lines[US]] == [Side.GOT]
    assert THEY not in lines


def test_sides_are_summed_by_measure_the_known_ones_first() -> None:
    own = rules.measure_of("平方米")
    lines = [
        Line(Side.GAVE, Source.DUTY, "a", own, 30, 1),
        Line(Side.GAVE, Source.HOURS, "b", rules.HOUR, 90, 1),
        Line(Side.GOT, Source.HOURS, "c", rules.HOUR, 30, 1),
    ]
    assert [(each["measure_name"], each["gave_text"], each["got_text"]) for each in rules.sides_of(lines)] == [
        ("小时", "1.5 小时", "0.5 小时"),
        ("平方米", "30 平方米", "0 平方米"),
    ]


def test_terms_count_for_who_owes_and_for_whom_they_are() -> None:
    own, owed_to = rules.terms_of([TermFigures(US, None, 3, 2, 1), TermFigures(None, US, 1, 1, 0)])
    assert (own, owed_to) == ({US: Terms(3, 2, 1)}, {US: Terms(1, 1, 0)})
    assert (own[US].percent, Terms().percent) == (66, None)


def test_a_unit_with_nothing_to_tell_is_empty() -> None:
    assert Account().is_empty
    assert not Account(owed_to=Terms(due=1)).is_empty
