"""Rule packs say what their sources print, number by number; a pack with a number that cites nothing is no pack."""

import json
import re
from typing import Any

import pytest

from backend.books.packs import PackError, packs, read_pack
from backend.books.packs.shapes import GIFT_TO_NAMES
from tests.shared_data import shared_data

FACTS = "real_list_facts.json"
PLACES = {
    "beijing_2022": "北京(2022-06-01起)",
    "nanjing_2019": "南京(2019)",
    "shanghai_changning_2019": "上海长宁(2019)",
    "shanghai_2026": "上海沪助养老时光汇(2026)",
    "guangzhou_2019": "广州公益时间银行(2019)",
    "hailin": "黑龙江海林市",
    "fujian": "福建志愿服务记录办法实施细则",
}


def fact(code: str) -> dict[str, Any]:
    """Return what the sources print of a pack's place."""
    found = json.loads(shared_data(FACTS).read_text(encoding="utf-8"))
    rules = {each["place"]: each for each in [*found["time_bank_rules_in_use"], *found["points_rules_in_use"]]}
    return dict(rules[PLACES[code]])


def numbers(text: str) -> list[int]:
    return [int(each) for each in re.findall(r"\d+", text)]


def test_there_is_a_pack_for_every_scheme_and_no_other() -> None:
    assert set(packs()) == set(PLACES)


@pytest.mark.parametrize("code", PLACES)
def test_every_rule_cites_an_address_its_place_was_printed_at(code: str) -> None:
    printed = fact(code)["source"]
    pack = packs()[code]
    assert pack.cited
    assert all(address in printed for addresses in pack.cited.values() for address in addresses)


@pytest.mark.parametrize("code", PLACES)
def test_nothing_users_see_calls_it_a_bank(code: str) -> None:
    pack = packs()[code]
    assert "银行" not in " ".join((pack.name, pack.place, *pack.notes))


def test_beijing() -> None:
    printed, pack = fact("beijing_2022"), packs()["beijing_2022"]
    assert [pack.in_force_from and pack.in_force_from.isoformat()] == re.findall(r"\d{4}-\d\d-\d\d", printed["place"])
    assert numbers(printed["unit"]) == [pack.earn.unit_minutes and pack.earn.unit_minutes // 60, 1]
    assert pack.earn.min_age == printed["min_age_provider"]
    assert pack.earn.minor_with_guardian == ("监护人" in printed["under18"])
    assert pack.spend.min_age == printed["redeem_age"]
    assert GIFT_TO_NAMES[pack.spend.gift_to or ""] == printed["gift"]
    assert pack.spend.donate_to == printed["donate"]
    assert "实物" in printed["not_allowed"]
    assert pack.spend.goods is False
    assert numbers(printed["bonus"]) == numbers(pack.notes[0])
    assert [printed["service_classes"]] == numbers(pack.notes[1])


def test_nanjing() -> None:
    printed, pack = fact("nanjing_2019"), packs()["nanjing_2019"]
    assert pack.earn.cap_total_hours == printed["cap_hours"]
    assert "捐赠" in printed["over_cap"]
    assert pack.earn.over_cap == "pool"
    assert "先期只能捐赠" in printed["group_volunteers"]
    assert "先期只能捐赠" in pack.notes[0]
    assert numbers(printed["priority"]) == numbers(pack.notes[1])


def test_changning() -> None:
    printed, pack = fact("shanghai_changning_2019"), packs()["shanghai_changning_2019"]
    assert numbers(printed["unit"]) == [pack.earn.unit_minutes and pack.earn.unit_minutes // 60, 1]
    assert pack.earn.cap_per_day_hours == printed["daily_cap"]
    assert pack.earn.cap_total_hours == printed["total_cap"]
    ages = numbers(printed["provider_age"])
    assert [pack.earn.min_age, pack.earn.max_age, *numbers(pack.notes[0])] == ages


def test_shanghai() -> None:
    printed, pack = fact("shanghai_2026"), packs()["shanghai_2026"]
    assert numbers(printed["unit"]) == [pack.earn.unit_minutes and pack.earn.unit_minutes // 60, 1]
    assert pack.earn.min_age == printed["provider_min_age"]
    assert (pack.spend.min_age, pack.spend.min_age_hardship) == (printed["redeem_age"], printed["redeem_age_hardship"])
    assert GIFT_TO_NAMES[pack.spend.gift_to or ""] == printed["gift"]
    assert pack.spend.donate_to == printed["donate"].replace("/", "、")
    assert numbers(printed["interop"]) == numbers(pack.notes[1])


def test_guangzhou() -> None:
    printed, pack = fact("guangzhou_2019"), packs()["guangzhou_2019"]
    assert numbers(printed["unit"]) == [pack.earn.unit_minutes and pack.earn.unit_minutes // 60, 1]
    assert pack.earn.whole_units == ("整数" in printed["unit"])
    assert pack.earn.cap_total_hours == printed["cap_points"]
    assert pack.spend.min_hours == printed["redeem_threshold_hours"]
    assert pack.spend.goods == ("物资" in printed["use"])
    assert pack.spend.donate == ("可捐赠" in printed["use"])


def test_hailin() -> None:
    printed, pack = fact("hailin"), packs()["hailin"]
    hours, points, most = numbers(printed["rule"])[:3]
    assert (pack.earn.unit_minutes, pack.earn.cap_per_activity_hours) == (60 * hours // points, most)


def test_fujian() -> None:
    printed, pack = fact("fujian"), packs()["fujian"]
    assert pack.recognition.notice_working_days == printed["public_notice_working_days_min"]
    assert list(pack.recognition.star_hours or ()) == printed["stars_hours"]


GOOD = """
name = "某市"
place = "某市"
[sources]
city = ["https://example.org/rules"]
[earn]
book = { value = "time", source = "city" }
min_age = { value = 18, source = "city" }
"""


def test_a_pack_is_read() -> None:
    pack = read_pack("some", GOOD)
    assert (pack.code, pack.earn.book, pack.earn.min_age) == ("some", "time", 18)
    assert pack.cited["earn.min_age"] == ("https://example.org/rules",)


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ('{ value = 18, source = "city" }', "18", "earn.min_age: must be a value with its source"),
        ('{ value = 18, source = "city" }', "{ value = 18 }", "earn.min_age: must be a value with its source"),
        ('18, source = "city"', '18, source = "hearsay"', "earn.min_age: its source 'hearsay' is not under"),
        ("18, ", '"18", ', "earn.min_age: must be int"),
        ("18, ", "18.5, ", "earn.min_age: must be int"),
        ("18, ", "true, ", "earn.min_age: must be int"),
        ("18, ", "0, ", "earn.min_age: must be int above 0"),
        ("18, ", "-1, ", "earn.min_age: must be int above 0"),
        ('"time"', '"gold"', "earn.book: must be one of time, point"),
        ("min_age", "min_aeg", "earn.min_aeg: nothing of that name is known"),
        ("[earn]", "[earns]", "earns: nothing of that name is known"),
        ('name = "某市"', "", "name: must be str"),
        ('["https://example.org/rules"]', "[]", "sources.city: must be a list of addresses"),
        ('["https://example.org/rules"]', '[""]', "sources.city: must be str"),
        ("[earn]", "[earn", "some.toml:"),
    ],
)
def test_a_malformed_pack_is_refused_with_its_file_and_key(before: str, after: str, says: str) -> None:
    assert before in GOOD
    with pytest.raises(PackError, match=re.escape(says)) as refusal:
        read_pack("some", GOOD.replace(before, after, 1))
    assert str(refusal.value).startswith("some.toml")
