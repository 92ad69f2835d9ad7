"""Reminders end to end: planned, withdrawn, written, sent through the fake platform, whatever becomes of it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import flask
import pytest
from sqlalchemy import update

from backend.core.clock import FixedClock
from backend.infra.outbox import BACK_OFF_SECONDS, OutboxEvent
from backend.infra.uow import unit_of_work
from backend.notifications import events
from backend.notifications.service import subscription
from backend.notifications.types import Template
from tests.factories.communities import Someone, make_community, make_member
from tests.factories.notifications import (
    give_consents,
    give_phone,
    inbox_of,
    open_events,
    sign_up_payload,
    tell,
    unspent,
)
from tests.factories.races import race
from tests.integration.notifications.conftest import Phone, Wechat, deliver

# Wednesday 2026-11-25, 14:00 in Shanghai; tests begin on Monday at 09:00.
STARTS = datetime(2026, 11, 25, 6, 0, tzinfo=UTC)
EVENING = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
HOUR = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)


@dataclass
class Story:
    """A volunteer with a phone, and time in the test's hand."""

    volunteer: Someone
    phone: Phone
    clock: FixedClock

    @property
    def community_id(self) -> int:
        return self.volunteer.community_id

    def tell(self, topic: str, payload: dict[str, Any]) -> None:
        with unit_of_work() as uow:
            tell(uow, self.community_id, topic, payload)
        deliver(self.community_id)

    def sign_up(self, **changes: Any) -> dict[str, Any]:
        payload = sign_up_payload(self.volunteer, STARTS, **changes)
        self.tell("volunteering.signed_up", payload)
        return payload

    def at(self, moment: datetime) -> None:
        """Let it become that moment and the worker run."""
        self.clock.at = moment
        deliver(self.community_id)

    def titles(self) -> list[str]:
        with unit_of_work() as uow:
            return [message.title for message in inbox_of(uow, self.volunteer)]

    def reminders(self) -> int:
        return sum(title.startswith("活动快开始了") for title in self.titles())

    def consents(self) -> int:
        with unit_of_work() as uow:
            return unspent(uow, self.volunteer)

    def planned(self) -> set[datetime]:
        with unit_of_work() as uow:
            return set(open_events(uow, self.community_id, events.SHIFT_REMINDER).values())


@pytest.fixture
def story(wechat: Wechat, clock: FixedClock) -> Story:
    phone = wechat.phone(f"volunteer-{uuid4()}")
    with unit_of_work() as uow:
        volunteer = make_member(uow, make_community(uow))
        give_phone(uow, volunteer, phone.openid)
    return Story(volunteer, phone, clock)


def agree(story: Story, count: int) -> None:
    """Let the volunteer agree to messages, here and at WeChat."""
    story.phone.accept(count)
    with unit_of_work() as uow:
        give_consents(uow, story.volunteer, count)


def test_both_reminders_come_in_the_inbox_and_by_wechat(story: Story) -> None:
    agree(story, 2)
    payload = story.sign_up()
    assert story.planned() == {EVENING, HOUR}
    story.at(EVENING - timedelta(seconds=1))
    assert story.reminders() == 0
    story.at(EVENING)
    assert (story.reminders(), len(story.phone.messages()), story.consents()) == (1, 1, 1)
    assert story.phone.messages()[0]["thing1"] == "周末河道清洁"
    assert story.phone.page() == f"volunteering/shift/index?id={payload['shift_id']}"
    assert story.phone.messages()[0]["time2"] == "2026年11月25日 14:00"
    story.at(HOUR)
    story.at(HOUR + timedelta(minutes=1))
    assert (story.reminders(), len(story.phone.messages()), story.consents()) == (2, 2, 0)
    assert story.phone.consents() == 0


def test_without_a_consent_the_inbox_alone_gets_it(story: Story) -> None:
    story.phone.accept()  # WeChat would take it, but nobody agreed here
    story.sign_up()
    story.at(EVENING)
    assert (story.reminders(), story.phone.messages()) == (1, [])


def test_one_consent_is_one_message(story: Story) -> None:
    agree(story, 1)
    story.sign_up()
    story.at(EVENING)
    story.at(HOUR)
    assert (story.reminders(), len(story.phone.messages()), story.consents()) == (2, 1, 0)


def test_what_is_past_at_sign_up_is_not_planned(story: Story) -> None:
    story.clock.at = EVENING + timedelta(hours=1)
    story.sign_up()
    assert story.planned() == {HOUR}


def test_who_waits_is_reminded_only_after_moving_up(story: Story) -> None:
    payload = story.sign_up(state="waiting")
    assert story.planned() == set()
    story.tell("volunteering.moved_up", {**payload, "state": "signed_up"})
    assert story.planned() == {EVENING, HOUR}
    assert story.titles() == ["已进入候补：周末河道清洁", "候补成功：周末河道清洁"]


def test_a_cancelled_sign_up_is_not_reminded(story: Story) -> None:
    payload = story.sign_up()
    story.tell("volunteering.sign_up_cancelled", {**payload, "state": "cancelled"})
    assert story.planned() == set()
    story.at(HOUR)
    assert story.reminders() == 0


def test_a_cancellation_that_overtakes_its_sign_up_holds(story: Story) -> None:
    payload = sign_up_payload(story.volunteer, STARTS)
    story.tell("volunteering.sign_up_cancelled", {**payload, "state": "cancelled"})
    story.tell("volunteering.signed_up", payload)
    assert story.planned() == set()


def test_signing_up_again_is_reminded_again(story: Story) -> None:
    payload = story.sign_up()
    story.tell("volunteering.sign_up_cancelled", {**payload, "state": "cancelled"})
    story.sign_up(shift_id=payload["shift_id"])
    story.at(EVENING)
    assert story.reminders() == 1


def test_a_cancelled_shift_is_told_and_not_reminded(story: Story) -> None:
    agree(story, 1)
    payload = story.sign_up()
    other = story.sign_up()
    story.tell("volunteering.shift_cancelled", cancelled_shift(payload))
    assert story.titles()[-1] == "活动取消：周末河道清洁"
    story.at(EVENING)
    assert story.reminders() == 1  # of the other shift
    assert other["shift_id"] != payload["shift_id"]


def cancelled_shift(payload: dict[str, Any]) -> dict[str, Any]:
    """Return what volunteering tells of the cancelled shift of one sign-up."""
    same = {key: payload[key] for key in ("shift_id", "title", "starts_at")}
    return {**same, "member_ids": [payload["member_id"]], "sign_up_ids": [payload["sign_up_id"]], "note": "大风"}


def test_a_cancelled_shift_that_overtakes_the_signing_up_is_not_reminded_of(story: Story) -> None:
    payload = sign_up_payload(story.volunteer, STARTS)
    story.tell("volunteering.shift_cancelled", cancelled_shift(payload))
    story.tell("volunteering.signed_up", payload)
    assert story.planned() == set()
    story.at(EVENING)
    assert story.reminders() == 0


def test_after_a_leap_of_days_one_reminder_comes_and_not_two(story: Story) -> None:
    story.sign_up()
    story.at(STARTS - timedelta(minutes=20))
    assert story.reminders() == 1


def test_a_reminder_after_the_start_is_dropped(story: Story) -> None:
    agree(story, 2)
    story.sign_up()
    story.at(STARTS)
    assert (story.reminders(), story.phone.messages(), story.consents()) == (0, [], 2)


@pytest.mark.parametrize("mode", ["down", "garbage", "http500", "html", "empty"])
def test_while_wechat_is_away_nothing_is_lost_and_nothing_comes_twice(story: Story, wechat: Wechat, mode: str) -> None:
    agree(story, 2)
    story.sign_up()
    wechat.misbehave(mode)
    story.at(EVENING)
    assert (story.reminders(), story.phone.messages(), story.consents()) == (1, [], 2)
    tries = 0
    for wait in BACK_OFF_SECONDS[:4]:
        story.at(story.clock.at + timedelta(seconds=wait))
        tries += 1
    assert (story.reminders(), story.phone.messages(), story.consents()) == (1, [], 2)
    wechat.behave()
    story.at(story.clock.at + timedelta(seconds=BACK_OFF_SECONDS[tries]))
    story.at(story.clock.at + timedelta(hours=1))
    assert (story.reminders(), len(story.phone.messages()), story.consents()) == (1, 1, 1)


def test_a_slow_platform_is_not_waited_for(story: Story, wechat: Wechat) -> None:
    agree(story, 1)
    story.sign_up()
    wechat.misbehave("slow", seconds=3.0)
    story.at(EVENING)
    assert (story.reminders(), story.consents()) == (1, 1)


def test_while_wechat_rests_others_are_not_tried_one_by_one(story: Story, wechat: Wechat) -> None:
    agree(story, 2)
    wechat.misbehave("down")
    story.sign_up()
    story.sign_up()
    story.at(EVENING)
    with unit_of_work() as uow:
        waiting = open_events(uow, story.community_id, events.WECHAT_MESSAGE)
    assert len(waiting) == 2
    wechat.behave()
    story.at(EVENING + timedelta(seconds=BACK_OFF_SECONDS[0]))
    assert len(story.phone.messages()) == 2


def test_wechat_knows_of_no_consent_and_is_believed(story: Story) -> None:
    with unit_of_work() as uow:
        give_consents(uow, story.volunteer, 3)
    story.sign_up()
    story.at(EVENING)
    story.at(EVENING + timedelta(minutes=10))
    assert (story.reminders(), story.phone.messages(), story.consents()) == (1, [], 0)


def test_a_recipient_unknown_to_wechat_is_final(story: Story, wechat: Wechat) -> None:
    with unit_of_work() as uow:
        unknown = make_member(uow, story.community_id)
        give_phone(uow, unknown, f"o{uuid4().hex[:27]}")
        give_consents(uow, unknown, 1)
        tell(uow, story.community_id, "volunteering.signed_up", sign_up_payload(unknown, STARTS))
    deliver(story.community_id)
    story.at(EVENING)
    with unit_of_work() as uow:
        assert open_events(uow, story.community_id, events.WECHAT_MESSAGE) == {}
        assert unspent(uow, unknown) == 1
        assert len(inbox_of(uow, unknown)) == 2


def test_a_message_given_up_after_the_start(story: Story, wechat: Wechat) -> None:
    agree(story, 1)
    story.sign_up()
    story.clock.at = HOUR
    wechat.misbehave("down")
    deliver(story.community_id)
    wechat.behave()
    story.at(STARTS + timedelta(minutes=1))
    with unit_of_work() as uow:
        assert open_events(uow, story.community_id, events.WECHAT_MESSAGE) == {}
    assert (story.phone.messages(), story.consents()) == ([], 1)


def test_who_has_no_wechat_gets_the_inbox(story: Story) -> None:
    with unit_of_work() as uow:
        without = make_member(uow, story.community_id)
        give_consents(uow, without, 1)
        tell(uow, story.community_id, "volunteering.signed_up", sign_up_payload(without, STARTS))
    deliver(story.community_id)
    story.at(EVENING)
    with unit_of_work() as uow:
        assert len(inbox_of(uow, without)) == 2
        assert unspent(uow, without) == 1


def test_two_workers_spend_one_consent_once(told_app: flask.Flask, story: Story) -> None:
    agree(story, 1)
    place = (story.community_id, story.volunteer.member_id)
    spent: list[bool] = []
    race(told_app, [lambda uow: spent.append(subscription.spend_consent(uow, *place, Template.SHIFT))] * 8)
    assert sorted(spent) == [False] * 7 + [True]
    assert story.consents() == 0


def test_two_workers_at_once_send_one_message(told_app: flask.Flask, story: Story) -> None:
    agree(story, 5)
    story.sign_up()
    story.clock.at = EVENING
    race(told_app, [lambda _uow: deliver(story.community_id)] * 4)
    deliver(story.community_id)
    assert (story.reminders(), len(story.phone.messages()), story.consents()) == (1, 1, 4)


def test_an_event_delivered_again_is_written_once(story: Story) -> None:
    story.tell("communities.member_verified", {"member_id": str(story.volunteer.member_id)})
    with unit_of_work() as uow:
        of_community = OutboxEvent.community_id == story.community_id
        uow.session.execute(update(OutboxEvent).where(of_community).values(done_at=None))
    deliver(story.community_id)
    assert story.titles() == ["核实通过，欢迎加入"]
