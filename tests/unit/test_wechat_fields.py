"""Values cut for subscribe messages."""

from datetime import UTC, datetime

import pytest

from backend.infra.wechat import fit_moment, fit_number, fit_phrase, fit_thing


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("河道清洁", "河道清洁"),
        ("一" * 20, "一" * 20),
        ("一" * 21, "一" * 19 + "…"),
        (" 两行\n文字\t ", "两行 文字"),
        ("\x00\u202e", "无"),
        ("", "无"),
    ],
)
def test_a_thing_is_one_line_of_at_most_20_characters(text: str, cut: str) -> None:
    assert fit_thing(text) == cut


@pytest.mark.parametrize(("text", "cut"), [("已确认", "已确认"), ("等待社区核实", "等待社区核"), ("OK", "无")])
def test_a_phrase_is_at_most_five_chinese_characters(text: str, cut: str) -> None:
    assert fit_phrase(text) == cut


def test_a_moment_is_shown_in_shanghais_time() -> None:
    assert fit_moment(datetime(2026, 11, 27, 16, 5, tzinfo=UTC)) == "2026年11月28日 00:05"


def test_a_number_is_digits() -> None:
    assert fit_number(120) == "120"
