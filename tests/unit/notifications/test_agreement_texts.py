"""What the events of agreements say, and to whom."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from backend.notifications.rules.agreement_texts import agreement_ends_soon, agreement_moved

ID, CONTACT, DESK = str(uuid4()), UUID(int=1), UUID(int=2)
PAYLOAD: dict[str, Any] = {
    "agreement_id": ID,
    "title": "邻里共建协议",
    "purpose": "original",
    "starts_on": "2026-12-01",
    "ends_on": "2027-11-30",
    "unit_ids": [],
    "side": "绿洲公司",
    "note": None,
}


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("offered", [CONTACT, DESK]),
        ("taken_back", [CONTACT]),
        ("declined", [CONTACT, DESK]),
        ("agreed", [CONTACT, DESK]),
        ("started", [CONTACT]),
        ("left", [CONTACT, DESK]),
        ("ended", [CONTACT, DESK]),
        ("paper", [CONTACT]),
    ],
)
def test_who_hears_of_what(what: str, told: list[UUID]) -> None:
    drafts = agreement_moved({**PAYLOAD, "what": what}, contacts=[CONTACT], desk=[DESK])
    assert [draft.member_id for draft in drafts] == told
    for draft in drafts:
        assert draft.title.endswith("：邻里共建协议")
        assert "{" not in draft.text
        assert draft.target == ("agreement", UUID(ID))


def test_a_reason_is_told_with_the_party() -> None:
    payload = {**PAYLOAD, "what": "declined", "note": "次数太多"}
    (draft,) = agreement_moved(payload, contacts=[CONTACT], desk=[])
    assert draft.text == "绿洲公司退回了这份文本。说明：次数太多"


def test_the_end_is_told_by_its_day() -> None:
    drafts = agreement_ends_soon(PAYLOAD, contacts=[CONTACT], desk=[CONTACT, DESK])
    assert [draft.member_id for draft in drafts] == [CONTACT, DESK]
    assert drafts[0].text.startswith("2027年11月30日到期。")
