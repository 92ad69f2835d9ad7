"""Whatever a budget round tells has its words."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from backend.budgeting.moves import TIMES_MOVES
from backend.budgeting.service.telling import FOR_DESK, FOR_PROPOSERS
from backend.budgeting.types import ENDS, RoundStage
from backend.notifications.rules.budgeting_texts import budgeting_told

WAITING_FOR_DESK = [f"overdue_{stage}" for stage in RoundStage if stage not in {*ENDS, *TIMES_MOVES}]
WHAT = ["passed", "refused", *sorted(FOR_PROPOSERS), *(f"desk_{move}" for move in sorted(FOR_DESK)), *WAITING_FOR_DESK]


@pytest.mark.parametrize("what", WHAT)
def test_it_says_what_happened_and_leads_to_the_round(what: str) -> None:
    round_id, who = uuid4(), uuid4()
    said = {"round_id": str(round_id), "round": "明年的1万元", "what": what, "member_ids": [str(who)]}
    (draft,) = budgeting_told({**said, "proposal": "装扶手", "note": "问过物业"}, datetime(2026, 11, 23, tzinfo=UTC))
    assert (draft.member_id, draft.target) == (who, ("budget_round", round_id))
    assert "装扶手" in draft.title or "明年的1万元" in draft.title
    assert draft.text
