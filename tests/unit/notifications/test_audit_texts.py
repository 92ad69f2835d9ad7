"""What the events of audits say: calm, to whom it concerns, and where to look."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from backend.notifications.rules import audit_texts as texts

NOW = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
ONE, OTHER = UUID(int=1), UUID(int=2)


def drawn(helped: bool) -> dict[str, Any]:
    return {"record_id": str(OTHER), "member_id": str(ONE), "title": "陪诊", "helped": helped}


def test_who_served_and_who_was_helped_are_told_what_comes_next() -> None:
    served, helped = texts.audit_drawn({"items": [drawn(False), drawn(True)]}, NOW)
    assert served.title == "您的一次服务被抽中核查：陪诊"
    assert "不是怀疑您" in served.text
    assert helped.title == "帮过您的一次服务被抽中核查：陪诊"
    assert served.target == ("record", OTHER)


def test_what_is_due_at_a_days_end_is_told_as_that_day() -> None:
    payload = {"audit_id": str(OTHER), "member_ids": [str(ONE)], "count": 3, "is_free": False}
    (draft,) = texts.audit_assigned({**payload, "due_at": "2026-12-15T16:00:00Z"}, NOW)
    assert draft.text.endswith("请在12月15日前办完。")


@pytest.mark.parametrize(
    ("verdict", "minutes", "told"),
    [
        ("passed", None, "记录保持不变"),
        ("undecidable", None, "记录保持不变"),
        ("failed", 20, "核实的时长是20分钟，记录将更正"),
    ],
)
def test_the_finding_is_told_with_its_reason(verdict: str, minutes: int | None, told: str) -> None:
    payload = {"record_id": str(OTHER), "member_id": str(ONE), "title": "陪诊", "verdict": verdict}
    (draft,) = texts.audit_found({**payload, "minutes": minutes, "note": "联系不上"}, NOW)
    assert told in draft.text
    assert draft.text.endswith("说明：联系不上")


def test_what_is_overdue_is_said_to_be_shown_to_all() -> None:
    payload = {"audit_id": str(OTHER), "member_ids": [str(ONE)], "count": 2, "overdue": 1, "is_free": True}
    (draft,) = texts.audit_due(payload, NOW)
    assert (draft.title, draft.text) == ("还有2件抽查没有人接手", "其中1件已过期，会在抽查页公开显示。")


def test_the_desk_is_told_what_a_round_came_to() -> None:
    sums = {"passed": 3, "failed": 1, "undecidable": 0}
    (draft,) = texts.audit_closed({"audit_id": str(OTHER), "number": 2, "member_ids": [str(ONE)], **sums}, NOW)
    assert draft.title == "第2轮抽查已办结"
    assert draft.target == ("audit", OTHER)
