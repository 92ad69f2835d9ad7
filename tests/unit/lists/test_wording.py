"""How entries and their differences are worded, and that the seal is what anybody gets from hashlib."""

from typing import Any

import pytest

from backend.lists.kinds import OWN_KINDS
from backend.lists.kinds.need import NEED
from backend.lists.kinds.welfare_work import WELFARE_WORK
from backend.lists.types import KindDeclaration
from backend.lists.wording import Wording, differences

NAMES = {"elder.companion": "上门陪护", "facility": "公共设施"}


def item(number: str = "需-0001", **changes: Any) -> dict[str, Any]:
    return {
        "id": number,
        "version": 1,
        "number": number,
        "title": "陪护高龄老人",
        "text": "每周二下午",
        "category": "elder.companion",
        "place": None,
        "state": "open",
        "proposer": {"type": "member", "name": "王*"},
        "quantity": 2,
        "quantity_unit": "份",
        "claimed_quantity": 0,
        "starts_at": None,
        "ends_at": None,
        "details": {"beneficiary": "personal", "urgency": "normal"},
        "figures": {},
    } | changes


def test_a_change_is_a_sentence_without_a_code() -> None:
    after = item(
        quantity=3, place="3号楼", state="partly_claimed", details={"beneficiary": "public", "urgency": "normal"}
    )
    texts = [change.text for change in differences(Wording(NEED, NAMES), [item()], [after])]
    assert texts == [
        "需-0001 地点 填为 3号楼",
        "需-0001 数量 由 2 改为 3",
        "需-0001 状态 由 待认领 改为 部分认领",
        "需-0001 受益对象 由 个人微心愿 改为 大家",
    ]


def test_what_came_and_what_went_is_told_first() -> None:
    old, new = item("需-0001"), item("需-0002", title="修路灯")
    changes = differences(Wording(NEED, NAMES), [old], [new])
    assert [(change.what, change.text) for change in changes] == [
        ("added", "新增 需-0002 修路灯"),
        ("removed", "移出 需-0001 陪护高龄老人"),
    ]


def test_the_same_is_no_difference() -> None:
    assert differences(Wording(NEED, NAMES), [item()], [item(version=7)]) == []


def test_lists_of_things_are_read_as_one_line() -> None:
    work = item(
        details={"milestones": [{"title": "选址", "due": "2026-12-20"}, {"title": "完工", "due": "2027-03-31"}]}
    )
    assert Wording(WELFARE_WORK, NAMES).cell(work, "details.milestones") == "选址 2026-12-20、完工 2027-03-31"


@pytest.mark.parametrize("kind", OWN_KINDS, ids=lambda kind: kind.code)
def test_every_code_of_a_kind_has_a_chinese_name(kind: KindDeclaration) -> None:
    for name, names in kind.value_names.items():
        if name == "open_times":  # its weekdays are numbers within each time
            continue
        choices = kind.details().fields[name].validate.choices  # type: ignore[attr-defined]  # OneOf has them
        assert {str(choice) for choice in choices} == set(names), f"{kind.code}.{name}"
