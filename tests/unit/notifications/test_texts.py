"""What events say: to whom, in plain Chinese, without a word that a time bank may not use."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from backend.agreements.types.claims import AssistState, ClaimState
from backend.core.ids import new_id
from backend.deliberation.types import STAGE_NAMES, Stage
from backend.lists.types import EntryState
from backend.notifications.jobs import SUBSCRIPTIONS
from backend.notifications.rules import booking_texts, claim_texts, paper_texts, shop_texts, texts, voucher_texts
from backend.redemption.moves import MerchantMove
from backend.volunteering.types import RecordState

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
ME = str(new_id())
THING = str(new_id())
SHIFT = {
    "sign_up_id": str(new_id()),
    "shift_id": THING,
    "member_id": ME,
    "starts_at": "2026-11-24T06:00:00Z",
    "title": "河道清洁",
    "place": "三号桥",
    "state": "signed_up",
}
ENTRY = {"entry_id": THING, "title": "修路灯", "kind": "need", "proposer_member_id": ME, "from_state": "open"}
RECORD = {"record_id": THING, "member_id": ME, "title": "河道清洁", "note": None}
ITEM = {"record_id": THING, "member_id": ME, "title": "河道清洁"}
VOUCHER = {"voucher_id": THING, "member_id": ME, "title": "大米", "points": 50}
TOPIC = {"topic_id": THING, "member_id": ME, "title": "充电桩装在哪里", "note": "按计划"}
EVENTS: list[tuple[str, dict[str, Any]]] = [
    *(
        ("deliberation.topic_moved", {**TOPIC, "stage": stage, "stage_name": STAGE_NAMES[stage], "next_actor": actor})
        for stage, actor in ((Stage.TALKING, "社区工作者：召集会议"), (Stage.CLOSED, None))
    ),
    ("communities.member_verified", {"member_id": ME}),
    *(("lists.entry_moved", {**ENTRY, "to_state": state, "note": "按计划"}) for state in EntryState),
    ("volunteering.signed_up", SHIFT),
    ("volunteering.signed_up", {**SHIFT, "state": "waiting"}),
    ("volunteering.moved_up", SHIFT),
    ("volunteering.shift_cancelled", {**SHIFT, "member_ids": [ME, str(new_id())], "note": "下雨"}),
    *(("volunteering.record_moved", {**RECORD, "to_state": state}) for state in RecordState),
    ("volunteering.settled", {"items": [{**ITEM, "minutes": 90, "time_credits": 90, "points": 0}]}),
    ("redemption.voucher_issued", VOUCHER),
    ("redemption.voucher_used", VOUCHER),
    ("redemption.voucher_used", {**VOUCHER, "pieces": 1, "left": 2}),
    ("redemption.voucher_returned", VOUCHER),
    *(("redemption.voucher_returned", {**VOUCHER, "why": why}) for why in ("expired", "shop_closed")),
    ("redemption.refunded", {**VOUCHER, "quantity": 2}),
    ("redemption.refund_declined", {**VOUCHER, "answer": "已经拆封使用。"}),
]
SILENT = {
    "draft",
    "proposed",
    "withdrawn",
    "checked_in",
    "checked_out",
    "witnessed",
    "confirmed",
    "entered",
    "corrected",
    "filed",
    "disputed",
}
TOPICS = {
    "communities.member_verified",
    "lists.entry_moved",
    "lists.booked",
    "lists.booking_moved",
    "lists.booking_soon",
    "agreements.claim_moved",
    "volunteering.signed_up",
    "volunteering.moved_up",
    "volunteering.sign_up_cancelled",
    "volunteering.shift_cancelled",
    "volunteering.record_moved",
    "volunteering.paper_entered",
    "volunteering.settled",
    "volunteering.awaiting_backing",
    "redemption.voucher_issued",
    "redemption.voucher_used",
    "redemption.voucher_returned",
    "redemption.voucher_flagged",
    "redemption.flag_raised",
    "redemption.flag_lifted",
    "redemption.guarantee_paid",
    "redemption.guarantee_short",
    "redemption.reserve_proposed",
    "redemption.refunded",
    "redemption.refund_declined",
    *shop_texts.CONTACT_TEXTS,
    *shop_texts.DESK_TEXTS,
}


@pytest.mark.parametrize(("topic", "payload"), EVENTS)
def test_every_event_says_something_or_is_silent_on_purpose(topic: str, payload: dict[str, Any]) -> None:
    drafts = texts.TEXTS[topic](payload, NOW)
    assert bool(drafts) is (payload.get("to_state") not in SILENT)
    for draft in drafts:
        assert draft.title
        assert draft.text.endswith(("。", "按计划", "下雨"))
        assert not any(word in draft.title + draft.text for word in ("银行", "充值", "提现", "利息", "！", "!", "None"))


def test_every_topic_has_its_subscriber() -> None:
    assert {subscription.topic for subscription in SUBSCRIPTIONS} >= TOPICS


def test_what_was_earned_is_told_in_each_book() -> None:
    item = {**ITEM, "minutes": 150, "time_credits": 60, "points": 30}
    (draft,) = texts.settled({"items": [item]}, NOW)
    assert draft.text == "记录服务2小时30分钟，获得时间币60分钟、积分30分。"
    (nothing,) = texts.settled({"items": [{**item, "minutes": 45, "time_credits": 0, "points": 0}]}, NOW)
    assert nothing.text == "记录服务45分钟。"


@pytest.mark.parametrize("state", ClaimState)
def test_a_claim_is_told_to_whom_it_concerns(state: ClaimState) -> None:
    payload = {"claim_id": THING, "entry_title": "义剪", "to_state": state, "note": None}
    contact, staff = new_id(), new_id()
    told = {draft.member_id for draft in claim_texts.claim_moved(payload, claimants=[contact], staff=[staff])}
    silent = {"waiting": set(), "open": {staff}, "delivered": {staff}}
    assert told == silent.get(state, {contact})


def test_whose_turn_came_is_told_and_the_desk_too() -> None:
    payload = {"claim_id": THING, "entry_title": "义剪", "move": "move_up", "to_state": "open", "note": None}
    contact, staff = new_id(), new_id()
    told = claim_texts.claim_moved(payload, claimants=[contact], staff=[staff])
    assert [(draft.member_id, draft.title) for draft in told] == [
        (contact, "轮到您认领了：义剪"),
        (staff, "排队的认领轮到了：义剪"),
    ]


@pytest.mark.parametrize("state", AssistState)
def test_every_answer_of_an_assisting_unit_is_told(state: AssistState) -> None:
    payload = {"claim_id": THING, "entry_title": "义剪", "to_state": state, "note": "人手不够"}
    (draft,) = claim_texts.assist_moved(payload, told=[new_id()])
    assert draft.text.endswith("说明：人手不够")


def test_a_flag_is_told_without_accusing() -> None:
    flag = {**VOUCHER, "flag_id": THING, "note": "两家店都核对过"}
    shop = {"unit_id": THING, "number": "券-000001", "title": "大米", "points": 50}
    someone = [new_id()]
    drafts = [
        *voucher_texts.voucher_flagged(flag, NOW),
        *voucher_texts.flag_lifted(flag, NOW),
        *voucher_texts.flag_raised(flag, staff=someone),
        *voucher_texts.guarantee_paid(shop, contacts=someone),
        *voucher_texts.guarantee_short(shop, staff=someone),
        *voucher_texts.reserve_proposed({"move_id": THING, "points": 50}, staff=someone),
    ]
    assert len(drafts) == 6
    for draft in drafts:
        assert not any(
            word in draft.title + draft.text for word in ("违规", "作弊", "骗", "处罚", "银行", "！", "None")
        )


def test_staff_are_told_what_waits_for_a_pledge() -> None:
    (draft,) = texts.awaiting_backing({"count": 3}, staff=[new_id()])
    assert "有3条服务记录" in draft.text


BOOKING = {"booking_id": THING, "member_id": ME, "title": "活动室", "starts_at": "2026-11-24T06:00:00Z", "note": None}


@pytest.mark.parametrize(
    ("state", "by_booker", "told"),
    [
        ("cancelled", True, "keeper"),
        ("late_cancelled", True, "keeper"),
        ("cancelled", False, "booker"),
        ("no_show", False, "booker"),
        ("used", False, None),
    ],
)
def test_a_booking_is_told_to_the_other_side(state: str, by_booker: bool, told: str | None) -> None:
    keeper = new_id()
    payload = {**BOOKING, "place": None, "state": state, "by_booker": by_booker}
    drafts = booking_texts.booking_moved(payload, NOW, keepers=[keeper])
    names = {keeper: "keeper", UUID(ME): "booker"}
    assert [names[draft.member_id] for draft in drafts] == ([told] if told else [])
    assert all(draft.text.endswith("。") and "明天14:00" in draft.text for draft in drafts)


SHOP = {"unit_id": THING, "unit_name": "惠民粮油店", "redemption_id": THING, "title": "大米", "points": 50}
DAY = {"day": "2026-11-23", "number": 3, "closing": 160, "text": "少了一笔，请核对"}


@pytest.mark.parametrize("topic", [*shop_texts.CONTACT_TEXTS, *shop_texts.DESK_TEXTS])
def test_what_concerns_a_shop_is_told_to_all_concerned(topic: str) -> None:
    people = [new_id(), new_id()]
    for what in MerchantMove:
        payload = {**SHOP, **DAY, "what": what.value, "note": "资料齐全"}
        if topic in shop_texts.CONTACT_TEXTS:
            drafts = shop_texts.CONTACT_TEXTS[topic](payload, contacts=people)
        else:
            drafts = shop_texts.DESK_TEXTS[topic](payload, staff=people)
        assert [draft.member_id for draft in drafts] == people
        assert all(draft.title and draft.text and draft.target for draft in drafts)


def test_everybody_on_a_sheet_is_told_what_was_entered_and_that_they_may_object() -> None:
    payload = {"title": "河道清洁", "starts_at": "2026-11-21T06:00:00Z", "items": [{**ITEM, "minutes": 90}] * 2}
    drafts = paper_texts.paper_entered(payload, NOW)
    assert [draft.target for draft in drafts] == [("record", UUID(THING))] * 2
    assert "1小时30分钟" in drafts[0].text
    assert "异议" in drafts[0].text
