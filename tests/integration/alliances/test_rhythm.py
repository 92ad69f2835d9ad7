"""A month of an alliance, moved by the clock; messages that come twice, late or in the wrong order."""

from datetime import date
from typing import Any
from uuid import UUID

import flask
import pytest
from sqlalchemy import select, update

from backend.alliances import service
from backend.alliances.errors import RoundFullError
from backend.alliances.jobs import HEARD
from backend.alliances.models import Alliance, AllianceBoard, AllianceItem, AllianceRound
from backend.alliances.moves import StandMove
from backend.alliances.rules import rhythm
from backend.alliances.types import Answer, Outcome
from backend.books import service as books
from backend.core.clock import FixedClock
from backend.core.errors import SangongError
from backend.infra.due import run_due
from backend.infra.outbox import OutboxEvent
from backend.infra.uow import unit_of_work
from backend.lists.models import Entry
from tests.factories.agreements import make_claim, make_contact
from tests.factories.alliances import Alley, Side, add_item, found, local, make_alley, stand
from tests.factories.lists import make_open_entry

DECEMBER = date(2026, 12, 1)


@pytest.fixture
def alley(app: flask.Flask, clock: FixedClock, context: flask.Flask) -> Alley:
    clock.at = local(date(2026, 12, 1), 9)
    return make_alley(app)


def rounds(alley: Alley, alliance_id: UUID) -> list[tuple[date, str]]:
    with unit_of_work() as uow:
        rows = uow.session.scalars(
            select(AllianceRound)
            .where(AllianceRound.community_id == alley.chair.community_id, AllianceRound.alliance_id == alliance_id)
            .order_by(AllianceRound.month)
        )
        return [(row.month, row.state) for row in rows]


def board(side: Side, alliance_id: UUID, month: date = DECEMBER) -> dict[str, Any]:
    with unit_of_work() as uow:
        content: dict[str, Any] = uow.session.get_one(AllianceBoard, (side.community_id, alliance_id, month)).content
        return content


def messages(side: Side, topic: str) -> list[dict[str, Any]]:
    with unit_of_work() as uow:
        rows = uow.session.scalars(
            select(OutboxEvent)
            .where(OutboxEvent.community_id == side.community_id, OutboxEvent.topic == topic)
            .order_by(OutboxEvent.id)
        )
        return [row.payload for row in rows]


def hear(side: Side, sender: Side, topic: str, message: dict[str, Any]) -> None:
    with unit_of_work() as uow:
        HEARD[topic](uow, side.community_id, sender.community_id, message)


def check(alley: Alley) -> None:
    for side in alley.sides:
        with unit_of_work() as uow:
            assert books.ask_checks(uow, side.community_id, service.CHECKS) == []


def test_months_go_by_themselves_from_tenth_to_tenth(alley: Alley, clock: FixedClock) -> None:
    alliance_id = found(alley)
    add_item(alley, alliance_id, alley.first)
    alley.pass_time()
    assert rounds(alley, alliance_id) == [(DECEMBER, "drafting")]
    clock.at = rhythm.issue_of(DECEMBER)
    alley.pass_time()
    assert rounds(alley, alliance_id) == [(DECEMBER, "issued"), (date(2027, 1, 1), "drafting")]
    assert [board(side, alliance_id)["state"] for side in alley.sides] == ["issued"] * 3
    clock.at = rhythm.figures_of(DECEMBER)
    alley.pass_time()
    assert rounds(alley, alliance_id)[0] == (DECEMBER, "issued")
    clock.at = rhythm.telling_of(DECEMBER)
    alley.pass_time()
    clock.at = rhythm.issue_of(date(2027, 1, 1))
    alley.pass_time()
    assert rounds(alley, alliance_id) == [
        (DECEMBER, "told"),
        (date(2027, 1, 1), "issued"),
        (date(2027, 2, 1), "drafting"),
    ]
    told = board(alley.second, alliance_id)
    assert told["state"] == "told"
    assert all(member["figures"] is not None for member in told["members"])
    check(alley)


def test_a_scheduler_that_slept_for_months_catches_up_without_a_gap(alley: Alley, clock: FixedClock) -> None:
    alliance_id = found(alley)
    clock.at = local(date(2027, 3, 20))
    for _ in range(4):
        alley.pass_time()
    months = rounds(alley, alliance_id)
    assert [month.month for month, _ in months] == [12, 1, 2, 3, 4]
    assert [state for _, state in months] == ["told", "told", "told", "issued", "drafting"]
    check(alley)


def test_figures_count_wishes_and_claims_of_the_month_as_chengcheng_tells_them(alley: Alley, clock: FixedClock) -> None:
    alliance_id = found(alley)
    clock.at = rhythm.issue_of(DECEMBER)
    alley.pass_time()
    with unit_of_work() as uow:
        contact, unit_id = make_contact(uow, alley.first.community_id)
        wishes = [make_open_entry(uow, alley.first.staff, quantity=1) for _ in range(6)]
        for wish in wishes[:4]:
            make_claim(uow, contact, unit_id, wish)
        problem = make_open_entry(uow, alley.first.staff, "problem")
        uow.session.execute(
            update(Entry)
            .where(Entry.community_id == alley.first.community_id, Entry.id == problem)
            .values(state="closed")
        )
    clock.at = rhythm.figures_of(DECEMBER)
    alley.pass_time()
    clock.at = rhythm.telling_of(DECEMBER)
    alley.pass_time()
    told = {each["id"]: each["figures"] for each in board(alley.second, alliance_id)["members"]}
    ours = told[alley.first.community_id]
    assert (ours["wishes"], ours["claimed"], ours["solved"], ours["services"]) == (6, 4, 1, 0)
    assert told[alley.chair.community_id]["wishes"] == 0


def test_messages_that_come_again_or_late_change_nothing(alley: Alley, clock: FixedClock) -> None:
    alliance_id = found(alley)
    add_item(alley, alliance_id, alley.first)
    clock.at = rhythm.issue_of(DECEMBER)
    alley.pass_time()
    item_id = UUID(board(alley.first, alliance_id)["items"][0]["id"])
    for outcome, done in ((Outcome.PARTLY, 4), (Outcome.DONE, 10)):
        with unit_of_work() as uow:
            answer = Answer(DECEMBER, outcome, done, "")
            service.answer_item(uow, alley.first.staff.actor, alley.first.community_id, alliance_id, item_id, answer)
        alley.deliver()
    sent = messages(alley.first, "alliances.item_answered")
    boards = [each for each in messages(alley.chair, "alliances.board_sent") if each["to"] == alley.second.community_id]
    before = board(alley.second, alliance_id)
    hear(alley.chair, alley.first, "alliances.item_answered", sent[0])
    hear(alley.second, alley.chair, "alliances.board_sent", boards[0])
    hear(alley.first, alley.chair, "alliances.called", messages(alley.chair, "alliances.called")[0])
    hear(alley.chair, alley.first, "alliances.stood", messages(alley.first, "alliances.stood")[0])
    alley.deliver()
    assert board(alley.second, alliance_id) == before
    assert before["items"][0]["outcome"] == "done"
    with unit_of_work() as uow:
        assert uow.session.get_one(Alliance, (alley.first.community_id, alliance_id)).stand == "joined"
    check(alley)


def test_what_another_says_of_an_item_it_did_not_take_is_not_heard(alley: Alley, clock: FixedClock) -> None:
    alliance_id = found(alley)
    add_item(alley, alliance_id, alley.first)
    clock.at = rhythm.issue_of(DECEMBER)
    alley.pass_time()
    item = board(alley.first, alliance_id)["items"][0]
    forged = {
        "alliance_id": str(alliance_id),
        "month": "2026-12-01",
        "item_id": item["id"],
        "outcome": "done",
        "done_amount": 10,
        "word": "",
        "version": 9,
    }
    hear(alley.chair, alley.second, "alliances.item_answered", forged)
    content = {**board(alley.first, alliance_id), "review": "不是牵头社区写的"}
    fake = {"alliance_id": str(alliance_id), "month": "2026-12-01", "version": 99, "content": content}
    hear(alley.first, alley.second, "alliances.board_sent", fake)
    with unit_of_work() as uow:
        assert uow.session.get_one(AllianceItem, (alley.chair.community_id, UUID(item["id"]))).outcome is None
    assert board(alley.first, alliance_id)["review"] is None


def test_who_joins_in_the_middle_of_a_month_gets_its_board(alley: Alley, clock: FixedClock) -> None:
    alliance_id = found(alley, joined=False)
    stand(alley, alley.first, alliance_id, StandMove.JOIN)
    add_item(alley, alliance_id, alley.first)
    clock.at = rhythm.issue_of(DECEMBER)
    alley.pass_time()
    stand(alley, alley.second, alliance_id, StandMove.JOIN)
    assert board(alley.second, alliance_id)["state"] == "issued"
    with unit_of_work() as uow:
        row = uow.session.get_one(Alliance, (alley.second.community_id, alliance_id))
        assert row.next_at == rhythm.figures_of(DECEMBER)


def test_who_left_and_came_back_within_a_month_sends_its_figures(alley: Alley, clock: FixedClock) -> None:
    alliance_id = found(alley)
    clock.at = rhythm.issue_of(DECEMBER)
    alley.pass_time()
    stand(alley, alley.second, alliance_id, StandMove.LEAVE)
    with unit_of_work() as uow:
        chair = alley.chair
        service.invite(uow, chair.lead.actor, chair.community_id, alliance_id, alley.second.community_id)
    alley.deliver()
    stand(alley, alley.second, alliance_id, StandMove.JOIN)
    clock.at = rhythm.figures_of(DECEMBER)
    alley.pass_time()
    clock.at = rhythm.telling_of(DECEMBER)
    alley.pass_time()
    sent = {each["id"]: each["figures"] for each in board(alley.chair, alliance_id)["members"]}
    assert sent[alley.second.community_id] is not None


def test_what_was_told_stays_as_it_was_told(alley: Alley, clock: FixedClock) -> None:
    alliance_id = found(alley)
    add_item(alley, alliance_id, alley.first)
    clock.at = rhythm.issue_of(DECEMBER)
    alley.pass_time()
    clock.at = rhythm.telling_of(DECEMBER)
    alley.pass_time()
    item_id = board(alley.first, alliance_id)["items"][0]["id"]
    answer, first = Answer(DECEMBER, Outcome.DONE, 10, ""), alley.first
    with pytest.raises(SangongError) as refusal, unit_of_work() as uow:
        service.answer_item(uow, first.staff.actor, first.community_id, alliance_id, UUID(item_id), answer)
    assert refusal.value.code == "month_told"
    late = {
        "alliance_id": str(alliance_id),
        "month": "2026-12-01",
        "item_id": item_id,
        "outcome": "done",
        "done_amount": 10,
        "word": "",
        "version": 1,
    }
    hear(alley.chair, first, "alliances.item_answered", late)
    assert board(alley.chair, alliance_id)["items"][0]["outcome"] is None


def test_late_figures_are_sent_on_after_the_telling(alley: Alley, clock: FixedClock) -> None:
    alliance_id = found(alley)
    clock.at = rhythm.issue_of(DECEMBER)
    alley.pass_time()
    clock.at = rhythm.telling_of(DECEMBER)
    run_due("alliances", alley.chair.community_id)  # both others are behind
    alley.deliver()
    told = {each["id"]: each["figures"] for each in board(alley.chair, alliance_id)["members"]}
    assert told[alley.first.community_id] is None
    alley.pass_time()
    told = {each["id"]: each["figures"] for each in board(alley.chair, alliance_id)["members"]}
    assert told[alley.first.community_id] is not None


def test_a_list_holds_so_many_items_and_no_more(alley: Alley) -> None:
    alliance_id = found(alley)
    with unit_of_work() as uow:
        rows = [
            AllianceItem(
                community_id=alley.chair.community_id,
                id=uow.new_id(),
                alliance_id=alliance_id,
                month=DECEMBER,
                no=no,
                scope="public",
                title="一件事",
                taker_id=alley.first.community_id,
                amount=1,
                measure="件",
                version=0,
                created_by=alley.chair.staff.member_id,
            )
            for no in range(1, rhythm.ITEMS_MAX + 1)
        ]
        uow.session.add_all(rows)
    with pytest.raises(RoundFullError):
        add_item(alley, alliance_id, alley.first)
