"""Words for the search and buildings in places: pure, so all is tried here that typing may bring."""

import csv
import io

import pytest
import rjieba
from hypothesis import given
from hypothesis import strategies as st

from backend.lists import tokens
from backend.lists.places import building_of
from tests.shared_data import shared_data


def test_white_space_hides_no_word() -> None:
    assert set(tokens.query_words("充电桩")) <= set(tokens.words_of("充电 桩 安装"))
    assert set(tokens.query_words("充 电 桩")) <= set(tokens.words_of("充电桩安装"))


def test_width_and_case_make_no_difference() -> None:
    assert tokens.query_words("ＷＩＦＩ") == tokens.query_words("wifi")
    assert tokens.words_of("３号楼") == tokens.words_of("3号楼")


def test_a_word_of_the_dictionary_is_never_looked_for_by_its_characters() -> None:
    assert tokens.phrase_query("和服") is None
    assert tokens.phrase_query("看孩子") == "'看' <-> '孩' <-> '子'"
    assert not set(tokens.query_words("和服")) & set(tokens.words_of("产品和服务"))


@given(st.text(max_size=60))
def test_whatever_is_typed_gives_quoted_words_alone(text: str) -> None:
    for word in tokens.query_words(text):
        assert not set(word) & set("'\\&|!():*<> \t\n")
    for literal in (tokens.words_vector(text, text), tokens.characters_vector(text, text)):
        assert "\0" not in literal or "\0" in text


@given(st.text(alphabet="充电桩安装，。 abcＡＢ", max_size=40))
def test_marks_name_what_stands_there(text: str) -> None:
    for start, end in tokens.marks(text, ["充电", "桩", "ab"]):
        assert 0 <= start < end <= len(text)
        assert tokens.fold(text[start]) in "充桩a"


def test_overlapping_words_are_one_mark() -> None:
    assert tokens.marks("自行车棚", ["自行", "行车", "自行车"]) == [(0, 3)]


@pytest.mark.parametrize(
    ("place", "building"),
    [
        ("3号楼2单元门口", "3号楼"),
        ("小区东侧12栋", "12号楼"),
        ("５幢", "5号楼"),
        ("B座一层", "B号楼"),
        ("三号楼", "3号楼"),
        ("十二号楼", "12号楼"),
        ("二十号楼", "20号楼"),
        ("社区活动中心", None),
        ("楼下", None),
        ("", None),
        (None, None),
    ],
)
def test_the_building_in_a_place(place: str | None, building: str | None) -> None:
    assert building_of(place) == building


def test_in_real_statements_no_word_is_missed_and_fewer_hits_are_false() -> None:
    """Truth by rule: a statement is about a word when the dictionary, cutting it, finds that word in it."""
    rows = csv.DictReader(io.StringIO(shared_data("polis/vtaiwan.uberx/comments.csv").read_text(encoding="utf-8")))
    statements = [row["comment-body"] for row in rows]
    cut = [set(rjieba.cut(tokens.fold(statement))) for statement in statements]
    indexed = [set(tokens.words_of(statement)) for statement in statements]
    words = {word for found in cut for word in found if len(word) == 2 and "\u4e00" <= word[0] <= "\u9fff"}
    missed = false_by_words = false_by_characters = 0
    for word in words:
        for statement, true, found in zip(statements, cut, indexed, strict=True):
            is_true = word in true
            missed += is_true and word not in found
            false_by_words += not is_true and word in found
            false_by_characters += not is_true and word in tokens.fold(statement)
    assert missed == 0
    assert false_by_words < false_by_characters


def test_terms_are_found_that_a_cut_hides() -> None:
    assert {"路灯", "不亮"} <= set(tokens.terms_of("3号楼路灯不亮"))
    assert {"路灯", "不亮"} <= set(tokens.terms_of("三号楼的路灯好几天不亮"))
    assert all(len(term) > 1 for term in tokens.terms_of("我的灯坏了，Ａ座"))
