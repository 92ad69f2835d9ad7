"""What fields refuse before anything further in has to think about it."""

from typing import Any

import marshmallow as ma
import pytest

from backend.infra.http import Schema, fields


class Sample(Schema):
    """All kinds of fields."""

    text = fields.Text(max_length=10)
    line = fields.Line(max_length=10)
    amount = fields.Amount()
    moment = fields.Moment()
    day = fields.Day()
    flag = fields.Flag()
    id = fields.Id()


def load(**values: Any) -> dict[str, Any]:
    loaded: dict[str, Any] = Sample().load(values)
    return loaded


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", "a\x00b"),
        ("text", "a\x1bb"),
        ("text", "\u202eabc"),
        ("text", "\ud800"),
        ("text", "字" * 11),
        ("text", 5),
        ("line", "a\nb"),
        ("amount", 0),
        ("amount", -1),
        ("amount", 2**63),
        ("amount", 10**12 + 1),
        ("amount", 2.7),
        ("amount", "214"),
        ("amount", True),
        ("amount", float("nan")),
        ("amount", float("inf")),
        ("moment", "2026-11-23T10:00:00"),
        ("moment", "1899-12-31T00:00:00Z"),
        ("moment", "9999-12-31T23:59:59Z"),
        ("moment", 5),
        ("day", "1899-12-31"),
        ("day", "9999-01-01"),
        ("day", "2026-02-30"),
        ("flag", "true"),
        ("flag", 1),
        ("id", "not-an-id"),
        ("nobody", 1),
    ],
)
def test_refused_with_a_word_about_the_field(field: str, value: Any) -> None:
    with pytest.raises(ma.ValidationError) as refusal:
        load(**{field: value})
    assert list(refusal.value.messages_dict) == [field]


@pytest.mark.parametrize(
    ("field", "value", "loaded"),
    [
        ("text", " 两行\n也行 ", "两行\n也行"),
        ("text", "😀مرحبا", "😀مرحبا"),
        ("amount", 214, 214),
        ("amount", 214.0, 214),
        ("amount", 10**12, 10**12),
        ("flag", True, True),
    ],
)
def test_taken_and_tidied(field: str, value: Any, loaded: Any) -> None:
    assert load(**{field: value}) == {field: loaded}


def test_a_moment_is_kept_in_utc_and_written_with_z() -> None:
    loaded = load(moment="2026-11-23T10:00:00+08:00")
    assert Sample().dump(loaded) == {"moment": "2026-11-23T02:00:00Z"}
