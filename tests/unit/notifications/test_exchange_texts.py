"""What neighbours' orders say, to whom."""

from datetime import UTC, datetime
from typing import Any

import pytest

from backend.core.ids import new_id
from backend.notifications.rules.exchange_texts import FOR_DESK, exchange_told

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
ASKER, AGENT, HELPER, LOSER, STAFF = (new_id() for _ in range(5))
ORDER: dict[str, Any] = {
    "order_id": str(new_id()),
    "title": "陪我去医院",
    "starts_at": "2026-11-24T06:00:00+00:00",
    "minutes": 90,
    "asker_ids": [str(ASKER), str(AGENT)],
    "helper_id": str(HELPER),
    "reported": 75,
    "posted": 75,
    "due_at": "2026-11-26T06:00:00+00:00",
    "by": "helper",
    "move": "confirm",
    "note": None,
    "at_fault": None,
    "declined_ids": [str(LOSER)],
    "ruled": 60,
    "shortfall": 15,
}
BOTH = {ASKER, AGENT, HELPER}
TOLD = {
    "answered": {ASKER, AGENT},
    "accepted": {HELPER, LOSER},
    "soon": BOTH,
    "reported": {ASKER, AGENT},
    "silent": {ASKER, AGENT},
    "absent": {ASKER, AGENT},
    "called": BOTH,
    "completed": BOTH,
    "cancelled": {*BOTH, LOSER},
    "missed": BOTH,
    "expired": BOTH,
    "disputed": {ASKER, AGENT, STAFF},
    "waiting": {STAFF},
    "ruled": BOTH,
}


@pytest.mark.parametrize("what", TOLD)
@pytest.mark.parametrize("changes", [{}, {"move": "settle"}, {"posted": 0}, {"note": "下雨"}])
def test_everybody_concerned_is_told_plainly(what: str, changes: dict[str, Any]) -> None:
    drafts = exchange_told({**ORDER, **changes, "what": what}, NOW, staff=[STAFF])
    assert {draft.member_id for draft in drafts} == TOLD[what]
    for draft in drafts:
        assert draft.target is not None
        assert draft.text.endswith(("。", "下雨"))
        assert not any(word in draft.title + draft.text for word in ("银行", "充值", "提现", "利息", "！", "!", "None"))


def test_the_other_side_is_asked() -> None:
    drafts = exchange_told({**ORDER, "what": "reported", "by": "asker"}, NOW, staff=[])
    assert [draft.member_id for draft in drafts] == [HELPER]
    assert (
        drafts[0].text == "对方说用了1小时15分钟。请在11月26日14:00前确认，或者提出不同意见；没有回应就按这个时长入账。"
    )


def test_an_order_that_nobody_took() -> None:
    drafts = exchange_told({**ORDER, "what": "expired", "helper_id": None, "posted": None}, NOW, staff=[])
    assert {draft.member_id for draft in drafts} == {ASKER, AGENT, LOSER}


def test_whom_the_pool_paid_for_is_not_told_that_they_paid() -> None:
    drafts = exchange_told({**ORDER, "what": "completed", "payer": "pool"}, NOW, staff=[])
    assert {draft.text for draft in drafts if draft.member_id == ASKER} == {"公益池代付时间币1小时15分钟。"}


def test_what_is_kept_is_not_told_as_paid_again() -> None:
    drafts = exchange_told({**ORDER, "what": "completed", "move": "keep"}, NOW, staff=[])
    assert {(draft.member_id, draft.text) for draft in drafts} == {
        (each, "到期没有裁定，维持原来入账的1小时15分钟，不再变动。") for each in BOTH
    }


def test_the_desk_is_told_of_disputes_alone() -> None:
    assert {what for what, told in TOLD.items() if STAFF in told} == FOR_DESK
