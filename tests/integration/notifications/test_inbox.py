"""What subscribers write: to the right people, in one statement however many they are."""

from datetime import UTC, date, datetime, timedelta

import flask

from backend.communities.types import UnitKind
from backend.core.actor import Role
from backend.core.clock import FixedClock
from backend.core.ids import new_id
from backend.deliberation.moves import TopicMove
from backend.deliberation.types import MeetingKind
from backend.infra.due import run_due
from backend.infra.outbox import Event
from backend.infra.runtime import runtime
from backend.infra.uow import unit_of_work
from backend.notifications.types import Template
from tests.factories.communities import make_community, make_member, make_unit
from tests.factories.deliberation import move_topic, suggest_topic
from tests.factories.lists import make_open_entry
from tests.factories.notifications import give_consents, give_phone, inbox_of, tell, unspent
from tests.integration.notifications.conftest import Wechat, deliver
from tests.statements import counted_statements

TODAY = date(2026, 11, 23)
LONG_AGO = datetime(2026, 11, 20, tzinfo=UTC)


def test_a_claim_is_told_to_its_unit_and_to_staff(context: flask.Flask, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        community_id = make_community(uow)
        unit_id = make_unit(uow, community_id, kind=UnitKind.COMPANY)
        contact = make_member(uow, community_id, unit=(unit_id, Role.UNIT_CONTACT))
        staff = make_member(uow, community_id, Role.STAFF)
        bystander = make_member(uow, community_id)
        claim = {"claim_id": str(new_id()), "entry_title": "义剪", "unit_id": str(unit_id), "note": None}
        for state in ("open", "accepted"):
            tell(uow, community_id, "agreements.claim_moved", {**claim, "to_state": state})
    deliver(community_id)
    with unit_of_work() as uow:
        assert [m.title for m in inbox_of(uow, staff)] == ["有新的认领：义剪"]
        assert [m.title for m in inbox_of(uow, contact)] == ["认领已通过：义剪"]
        assert inbox_of(uow, bystander) == []


def test_the_desk_is_told_of_topics_that_wait_and_their_writer_of_each_stage(
    context: flask.Flask, clock: FixedClock
) -> None:
    with unit_of_work() as uow:
        community_id = make_community(uow)
        writer, staff = make_member(uow, community_id), make_member(uow, community_id, Role.STAFF)
        topic_id = suggest_topic(uow, writer, make_open_entry(uow, writer))
        move_topic(uow, staff, topic_id, TopicMove.OPEN, meeting_kind=MeetingKind.COUNCIL, ends_on=TODAY)
    clock.advance(timedelta(days=1))
    run_due("deliberation.stages", community_id)
    deliver(community_id)
    with unit_of_work() as uow:
        told = {
            who.member_id: [m.title for m in inbox_of(uow, who) if m.target_type == "topic"] for who in (staff, writer)
        }
        # The topic's own entry on list 9 tells nobody a second time.
        entries = [m.title for m in inbox_of(uow, writer) if m.target_type == "entry"]
    assert sorted(told[staff.member_id]) == ["有居民提议商量：陪护高龄老人", "议题本阶段已到期：陪护高龄老人"]
    assert told[writer.member_id] == ["征求意见：陪护高龄老人"]
    assert entries == ["已采纳：陪护高龄老人"]


def test_staff_are_told_what_waits_for_backing(context: flask.Flask, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        community_id = make_community(uow)
        staff = make_member(uow, community_id, Role.STAFF)
        for count in (1, 4):
            tell(uow, community_id, "volunteering.awaiting_backing", {"count": count})
    deliver(community_id)
    with unit_of_work() as uow:
        (message,) = inbox_of(uow, staff)
        assert "有4条服务记录" in message.text


def test_points_are_told_by_wechat_too_where_agreed(wechat: Wechat, clock: FixedClock) -> None:
    phone = wechat.phone(f"earner-{new_id()}")
    phone.accept(template="points-settled")
    with unit_of_work() as uow:
        community_id = make_community(uow)
        earner, other = make_member(uow, community_id), make_member(uow, community_id)
        give_phone(uow, earner, phone.openid)
        give_consents(uow, earner, 1, Template.POINTS)
        item = {"title": "河道清洁", "minutes": 90, "time_credits": 0, "points": 30}
        items = [{**item, "record_id": str(new_id()), "member_id": str(each.member_id)} for each in (earner, other)]
        tell(uow, community_id, "volunteering.settled", {"items": items})
    deliver(community_id)
    assert phone.messages() == [
        {"thing1": "河道清洁", "number2": "30", "thing3": "1小时30分钟", "time4": "2026年11月23日 09:00"}
    ]
    with unit_of_work() as uow:
        assert (len(inbox_of(uow, earner)), len(inbox_of(uow, other))) == (1, 1)
        assert unspent(uow, earner, Template.POINTS) == 0


def test_a_settlement_of_hundreds_is_told_in_few_statements(context: flask.Flask, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        community_id = make_community(uow)
        people = [make_member(uow, community_id) for _ in range(5)]
    item = {"title": "河道清洁", "minutes": 60, "time_credits": 60, "points": 10}
    items = [{**item, "record_id": str(new_id()), "member_id": str(people[n % 5].member_id)} for n in range(500)]
    batch = [Event(community_id, new_id(), "volunteering.settled", {"items": items}, 0) for _ in range(10)]
    with counted_statements() as statements, unit_of_work() as uow:
        runtime().subscriptions["volunteering.settled"].deliver(uow, batch)
    assert len(statements) <= 3
    with unit_of_work() as uow:
        assert len(inbox_of(uow, people[0])) == 1000


def test_in_the_demo_the_platform_learns_of_a_consent(wechat: Wechat, clock: FixedClock) -> None:
    phone = wechat.phone(f"demo-{new_id()}")
    with unit_of_work() as uow:
        community_id = make_community(uow)
        member = make_member(uow, community_id)
        give_phone(uow, member, phone.openid)
        payload = {"person_id": str(member.person_id), "template_id": "shift-reminder"}
        tell(uow, community_id, "notifications.consent_given", payload)
    deliver(community_id)
    assert phone.consents() == 1
