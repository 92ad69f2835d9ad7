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
