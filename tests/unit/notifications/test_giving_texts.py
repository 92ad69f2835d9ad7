"""What the events of giving say."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from backend.giving import events
from backend.notifications.jobs import SUBSCRIPTIONS
from backend.notifications.rules import giving_texts

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
ID = str(uuid4())
PAYLOADS: dict[str, dict[str, Any]] = {
    events.TIE_PROPOSED: {"tie_id": ID, "member_id": ID, "relation": "parent"},
    events.TIE_ANSWERED: {"tie_id": ID, "member_id": ID, "confirmed": False},
    events.GIFT_RECEIVED: {"gift_id": ID, "member_id": ID, "minutes": 90},
    events.GRANTED: {"items": [{"grant_id": ID, "member_id": ID, "minutes": 60}]},
    events.ENTITLEMENT_DECIDED: {
        "entitlement_id": ID,
        "member_id": ID,
        "state": "approved",
        "minutes": 120,
        "valid_to": "2027-05-01",
    },
    events.DONATION_ACKNOWLEDGED: {"donation_id": ID, "member_id": ID, "fund": "助老基金", "number": "捐-2026-000001"},
}


@pytest.mark.parametrize("topic", giving_texts.GIVING_TEXTS)
def test_every_event_says_something(topic: str) -> None:
    (draft,) = giving_texts.GIVING_TEXTS[topic](PAYLOADS[topic], NOW)
    assert draft.title
    assert draft.text.endswith("。")
    assert draft.target is not None


def test_what_was_declined_stays_within_the_desk() -> None:
    payload = {**PAYLOADS[events.ENTITLEMENT_DECIDED], "state": "declined"}
    assert giving_texts.entitlement_decided(payload, NOW) == []


def test_every_topic_of_giving_has_its_subscriber() -> None:
    topics = {value for name, value in vars(events).items() if name.isupper()}
    assert topics <= {subscription.topic for subscription in SUBSCRIPTIONS}
    assert topics == set(PAYLOADS) | {events.ENTITLEMENT_PROPOSED, events.DONATION_RECORDED}


def test_who_is_asked_reads_what_they_were_called() -> None:
    # relation is what the one who asks is to the one asked: a parent asks a child.
    (draft,) = giving_texts.tie_proposed(PAYLOADS[events.TIE_PROPOSED], NOW)
    assert "填为“子女”" in draft.text
