"""What matching says, to whom, in plain words."""

from datetime import UTC, datetime
from typing import Any

import pytest

from backend.core.ids import new_id
from backend.notifications.rules.matching_texts import matching_told

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
ME, THING = new_id(), new_id()
WHAT = ("suggested", "lapses_soon", "accepted", "declined", "review_asked", "review_answered")


@pytest.mark.parametrize("what", WHAT)
@pytest.mark.parametrize("changes", [{}, {"count": 3}, {"until": None}])
def test_whoever_is_concerned_is_told_plainly(what: str, changes: dict[str, Any]) -> None:
    payload = {
        "what": what,
        "member_ids": [str(ME)],
        "target": ["match", str(THING)],
        "title": "修灯",
        "count": 1,
        "until": "2026-11-26T16:00:00+00:00",
        "answer_by": "2026-11-26T16:00:00+00:00",
        "answer": "您填了周三下午有空。",
        **changes,
    }
    [draft] = matching_told(payload, NOW)
    assert (draft.member_id, draft.target) == (ME, ("match", THING))
    assert "修灯" in draft.title
    assert draft.text.endswith("。")
    assert not any(word in draft.title + draft.text for word in ("银行", "！", "None", "{"))


@pytest.mark.parametrize(("by_hand", "who"), [(True, "社区工作者推荐，"), (False, "程序按您填写的")])
def test_a_suggestion_says_who_made_it_and_until_when_it_waits(by_hand: bool, who: str) -> None:
    payload = {"what": "suggested", "member_ids": [str(ME)], "target": ["match", str(THING)], "title": "修灯"}
    until = "2026-11-24T02:30:00+00:00"
    [draft] = matching_told({**payload, "count": 1, "until": until, "by_hand": by_hand}, NOW)
    assert draft.text.startswith(who)
    assert "请在11月24日 10:30前答复" in draft.text
