"""Pure rules of certificates and of what is printed."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from backend.certificates import rules
from backend.certificates.errors import NothingToCertifyError, RecordsChosenError, TooManyRecordsError
from backend.certificates.paper import table
from backend.certificates.paper.sheet import paginate, wrap
from backend.core.amounts import Minutes
from backend.core.resident_number import is_resident_number
from backend.volunteering.types import EffectiveRecord


def record(day: int = 1) -> EffectiveRecord:
    served_on = date(2026, 11, day)
    return EffectiveRecord(
        id=uuid4(),
        number="时-000001",
        shift_id=uuid4(),
        entry_id=uuid4(),
        category="elder.companion",
        title="陪诊",
        place="睦邻中心",
        served_on=served_on,
        minutes=Minutes(60),
        source="code",
        confirmed_by=uuid4(),
        for_unit_id=None,
        corrects_id=None,
        entered_at=datetime(2026, 11, 30, tzinfo=UTC),
    )


def test_all_records_of_the_period_are_certified_unless_some_are_chosen() -> None:
    records = [record(), record(2)]
    assert rules.choose(records, None) == records
    assert rules.choose(records, [records[1].id]) == records[1:]


def test_nothing_is_certified_of_nothing() -> None:
    with pytest.raises(NothingToCertifyError):
        rules.choose([], None)


def test_a_record_of_somebody_else_is_not_certified() -> None:
    with pytest.raises(RecordsChosenError):
        rules.choose([record()], [uuid4()])


def test_one_certificate_lists_a_bounded_number() -> None:
    with pytest.raises(TooManyRecordsError):
        rules.choose([record()] * (rules.RECORDS_MAX + 1), None)


@pytest.mark.parametrize("typed", ["证-2026-000001", "2026-000001", " 证2026 000001", "2026000001"])
def test_a_number_is_found_however_it_was_typed(typed: str) -> None:
    assert rules.number_typed(typed) == rules.number_text(2026, 1)


def test_a_check_code_has_80_bits_and_is_compared_as_people_type_it() -> None:
    code = rules.code_text(bytes(range(rules.CODE_BYTES)))
    assert len(code.replace("-", "")) * 5 == 80
    assert rules.same_code(code.lower().replace("-", " "), code)
    assert not rules.same_code(code[:-1], code)
    assert not rules.same_code("证", code)


@pytest.mark.parametrize(("number", "right"), [("11010519491231002X", True), ("440524188001010014", False)])
def test_a_resident_number_has_its_check_character(number: str, *, right: bool) -> None:
    assert is_resident_number(number) is right
    assert not is_resident_number(number[:-1] + ("0" if number[-1] == "X" else "X"))


def plain(text: str, size: float) -> float:
    return len(text) * size


def test_a_long_text_ends_in_an_ellipsis_and_no_line_begins_with_a_comma() -> None:
    assert wrap("一二三四五", 1, 3, plain, most=2) == ["一二三", "四五"]
    assert wrap("一二三，四五六七", 1, 3, plain, most=2) == ["一二", "三，…"]


def test_rows_go_over_pages_in_their_order() -> None:
    assert paginate([1.0] * 5, 2.0) == [(0, 2), (2, 4), (4, 5)]
    assert paginate([9.0, 1.0], 2.0) == [(0, 1), (1, 2)]
    assert table.pages_of([], first_room=1, room=1) == []
