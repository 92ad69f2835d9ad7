"""Topics on a real database: list 9 follows each move, is recomputed from the moves, and nobody else writes it."""

from datetime import date, timedelta
from uuid import UUID

import flask
import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, ProgrammingError

from backend.core.clock import FixedClock
from backend.core.errors import ForbiddenError, InvalidError, MoveNotAllowedError, NotFoundError
from backend.deliberation import service
from backend.deliberation.errors import AlreadyRaisedError
from backend.deliberation.models import Topic, TopicMoveRow
from backend.deliberation.moves import TopicMove
from backend.deliberation.types import DecidedEntry, MeetingKind, TopicFilter
from backend.infra.db import db
from backend.infra.due import run_due
from backend.infra.links import Link
from backend.infra.outbox import OutboxEvent
from backend.infra.paging import PageRequest
from backend.infra.runtime import port
from backend.infra.uow import UnitOfWork, unit_of_work
from backend.lists import service as lists
from backend.lists.errors import ComputedListError
from backend.lists.types import EntryMove, EntryRef, EntryState, KindRegistry, NewEntry
from tests.conftest import MONDAY_MORNING
from tests.factories.agreements import Neighbourhood, make_neighbourhood
from tests.factories.deliberation import decide, decision, move_topic, open_topic, suggest_topic
from tests.factories.lists import CATEGORY, DETAILS, make_open_entry
from tests.factories.races import race

TODAY = date(2026, 11, 23)


@pytest.fixture
def hood(uow: UnitOfWork) -> Neighbourhood:
    return make_neighbourhood(uow)


def entry_of(uow: UnitOfWork, hood: Neighbourhood, topic_id: UUID) -> EntryRef:
    topic = uow.session.get_one(Topic, (hood.community_id, topic_id))
    return lists.get_entry(uow, hood.community_id, topic.entry_id)


def test_list_9_follows_the_topic_from_suggestion_to_the_end(uow: UnitOfWork, hood: Neighbourhood) -> None:
    problem = make_open_entry(uow, hood["resident"])
    topic_id = suggest_topic(uow, hood["resident"], problem)
    staff, seen = hood["staff"], []

    def look() -> None:
        entry = entry_of(uow, hood, topic_id)
        seen.append((entry.state, entry.details["stage"], entry.version))

    look()
    for move, step in (
        (TopicMove.OPEN, {"meeting_kind": MeetingKind.DIALOGUE}),
        (TopicMove.TALK, {}),
        (TopicMove.PUT_TO_VOTE, {}),
        (TopicMove.DECIDE, {"decision": decision(staff)}),
        (TopicMove.CARRY_OUT, {}),
        (TopicMove.CLOSE, {"note": "十个充电桩已装好"}),
    ):
        move_topic(uow, staff, topic_id, move, **step)
        look()
    assert seen == [
        (EntryState.PROPOSED, "suggested", 1),
        (EntryState.OPEN, "gathering", 2),
        (EntryState.IN_PROGRESS, "talking", 3),
        (EntryState.IN_PROGRESS, "deciding", 4),
        (EntryState.ADOPTED, "decided", 5),
        (EntryState.DELIVERED, "carrying_out", 6),
        (EntryState.CLOSED, "closed", 7),
    ]
    history = lists.list_history(uow, staff.actor, hood.community_id, entry_of(uow, hood, topic_id).id)
    assert [line["to_state"] for line in history] == [state for state, _, _ in seen]


def test_a_suggestion_is_its_writers_and_the_desks_until_it_is_opened(uow: UnitOfWork, hood: Neighbourhood) -> None:
    topic_id = suggest_topic(uow, hood["resident"], make_open_entry(uow, hood["resident"]))
    sees = {}
    for who in ("resident", "staff", "supervisor", "neighbour"):
        try:
            service.get_topic(uow, hood[who].actor, hood.community_id, topic_id)
            sees[who] = True
        except NotFoundError:
            sees[who] = False
        page = service.list_topics(uow, hood[who].actor, hood.community_id, TopicFilter(), PageRequest())
        assert bool(page.items) is sees[who]
    assert sees == {"resident": True, "staff": True, "supervisor": True, "neighbour": False}
    move_topic(uow, hood["staff"], topic_id, TopicMove.OPEN, meeting_kind=MeetingKind.COUNCIL)
    assert service.get_topic(uow, hood["neighbour"].actor, hood.community_id, topic_id)["stage"] == "gathering"


def test_one_thing_is_talked_about_once_at_a_time(uow: UnitOfWork, hood: Neighbourhood) -> None:
    problem = make_open_entry(uow, hood["resident"])
    topic_id = suggest_topic(uow, hood["resident"], problem)
    with pytest.raises(AlreadyRaisedError) as refusal:
        open_topic(uow, hood["staff"], source_entry_id=problem)
    assert refusal.value.extras == {"topic_id": str(topic_id)}
    with pytest.raises(AlreadyRaisedError):
        suggest_topic(uow, hood["staff"], entry_of(uow, hood, topic_id).id)
    move_topic(uow, hood["staff"], topic_id, TopicMove.DROP, note="物业已在办")
    assert entry_of(uow, hood, topic_id).state is EntryState.REJECTED
    open_topic(uow, hood["staff"], source_entry_id=problem)


def test_of_two_who_raise_one_thing_at_once_one_is_refused(app: flask.Flask, context: flask.Flask) -> None:
    with unit_of_work() as uow:
        hood = make_neighbourhood(uow)
        problem = make_open_entry(uow, hood["resident"])

    def suggest(uow: UnitOfWork) -> None:
        suggest_topic(uow, hood["resident"], problem)

    refusals = race(app, [suggest] * 4)
    assert sorted(type(refusal).__name__ for refusal in refusals) == ["AlreadyRaisedError"] * 3 + ["NoneType"]


def test_nobody_writes_list_9_by_hand(uow: UnitOfWork, hood: Neighbourhood) -> None:
    staff = hood["staff"].actor
    new = NewEntry("topic", "自己写一条", "直接写进清单", CATEGORY, details={})
    with pytest.raises(ComputedListError):
        lists.propose_entry(uow, staff, hood.community_id, new)
    entry = entry_of(uow, hood, open_topic(uow, hood["staff"]))
    with pytest.raises(ComputedListError):
        lists.move_entry(uow, staff, hood.community_id, entry.id, EntryMove.CLOSE, None)
    with pytest.raises(ComputedListError):
        lists.edit_entry(uow, staff, hood.community_id, entry.id, {"title": "另一个标题"}, check_seen=lambda seen: None)
    assert lists.show_entry(uow, staff, hood.community_id, entry.id)["moves"] == []


def test_a_decision_becomes_an_entry_with_a_deadline_and_is_linked(uow: UnitOfWork, hood: Neighbourhood) -> None:
    problem = make_open_entry(uow, hood["resident"])
    topic_id = open_topic(uow, hood["staff"], source_entry_id=problem)
    wanted = DecidedEntry("need", "在东门车棚装充电桩", "十个", CATEGORY, {**DETAILS["need"], "beneficiary": "public"})
    topic = decide(uow, hood["staff"], topic_id, entry=wanted, owner_member_id=None, owner_unit_id=hood.unit_id)
    entry = lists.get_entry(uow, hood.community_id, topic["decision"]["entry"]["id"])
    assert entry.state is EntryState.OPEN
    assert entry.ends_at == MONDAY_MORNING.replace(hour=16) + timedelta(days=30)
    assert topic["decision"]["owner"]["id"] == hood.unit_id
    found = uow.session.scalars(select(Link).where(Link.community_id == hood.community_id))
    pairs = {(link.from_type, link.from_id, link.relation, link.to_type, link.to_id) for link in found}
    assert {
        ("entry", problem, "raised", "topic", topic_id),
        ("topic", topic_id, "decided", "entry", entry.id),
        ("topic", topic_id, "listed", "entry", topic["entry_id"]),
    } <= pairs


def test_a_decision_that_its_list_refuses_leaves_nothing(app: flask.Flask, context: flask.Flask) -> None:
    with unit_of_work() as uow:
        hood = make_neighbourhood(uow)
        topic_id = open_topic(uow, hood["staff"])
    with pytest.raises(InvalidError), unit_of_work() as uow:
        decide(uow, hood["staff"], topic_id, entry=DecidedEntry("need", "装充电桩", "十个", CATEGORY, {}))
    with unit_of_work() as uow:
        assert entry_of(uow, hood, topic_id).details["stage"] == "gathering"


@pytest.mark.parametrize("who", ["resident", "contact", "supervisor"])
def test_only_the_desk_opens_and_moves(uow: UnitOfWork, hood: Neighbourhood, who: str) -> None:
    topic_id = open_topic(uow, hood["staff"])
    with pytest.raises(ForbiddenError):
        open_topic(uow, hood[who])
    with pytest.raises(ForbiddenError):
        move_topic(uow, hood[who], topic_id, TopicMove.TALK)


def test_a_stage_is_not_skipped(uow: UnitOfWork, hood: Neighbourhood) -> None:
    topic_id = open_topic(uow, hood["staff"])
    with pytest.raises(MoveNotAllowedError):
        move_topic(uow, hood["staff"], topic_id, TopicMove.DECIDE, decision=decision(hood["staff"]))


def test_an_owner_of_another_community_is_refused(uow: UnitOfWork, hood: Neighbourhood) -> None:
    other = make_neighbourhood(uow)
    topic_id = open_topic(uow, hood["staff"])
    move_topic(uow, hood["staff"], topic_id, TopicMove.TALK)
    with pytest.raises(InvalidError) as refusal:
        move_topic(uow, hood["staff"], topic_id, TopicMove.DECIDE, decision=decision(other["staff"]))
    assert list(refusal.value.extras["errors"]) == ["decision.owner"]


def test_figures_of_a_day_stay_what_they_were(app: flask.Flask, context: flask.Flask, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        hood = make_neighbourhood(uow)
        topic_id = open_topic(uow, hood["staff"], ends_on=date(2026, 11, 27))
        entry_id = entry_of(uow, hood, topic_id).id
    figures = port(KindRegistry).figures("topic")
    assert figures is not None

    def on(day: date) -> object:
        with unit_of_work() as uow:
            return dict(figures(uow, hood.community_id, {entry_id: 1}, day))

    before = on(TODAY)
    assert before == {
        entry_id: {
            "stage": "gathering",
            "stage_name": "征求意见",
            "stage_ends_on": "2026-11-27",
            "days_left": 4,
            "next_actor": "居民：说说您的看法",
            "meeting_name": "协商议事会",
            "decision": None,
        }
    }
    assert on(date(2026, 11, 22)) == {}
    clock.advance(timedelta(days=1))
    with unit_of_work() as uow:
        decide(uow, hood["staff"], topic_id)
    assert on(TODAY) == before
    after = on(date(2026, 11, 24))
    assert (after[entry_id]["stage"], after[entry_id]["decision"]) == ("decided", "在东门车棚装十个充电桩")


def test_a_stage_that_is_over_is_told_once(app: flask.Flask, context: flask.Flask, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        hood = make_neighbourhood(uow)
        topic_id = open_topic(uow, hood["staff"], ends_on=TODAY)

    def told() -> int:
        run_due("deliberation.stages", hood.community_id)
        with unit_of_work() as uow:
            rows = uow.session.scalars(
                select(OutboxEvent.payload).where(
                    OutboxEvent.community_id == hood.community_id, OutboxEvent.topic == "deliberation.stage_overdue"
                )
            ).all()
        return len(rows)

    assert told() == 0
    clock.advance(timedelta(hours=16))
    assert (told(), told()) == (1, 1)
    with unit_of_work() as uow:
        assert service.get_topic(uow, hood["staff"].actor, hood.community_id, topic_id)["overdue"] is True
        moved = move_topic(uow, hood["staff"], topic_id, TopicMove.EXTEND, note="人没到齐", ends_on=date(2026, 11, 25))
    assert (moved["overdue"], moved["stage"], moved["days_left"]) == (False, "gathering", 1)
    clock.advance(timedelta(days=3))
    assert told() == 2


def test_moves_are_never_rewritten_and_a_half_decision_is_refused(context: flask.Flask) -> None:
    with unit_of_work() as uow:
        hood = make_neighbourhood(uow)
        topic_id = open_topic(uow, hood["staff"])
    for statement in ("UPDATE topic_moves SET note = 'x'", "DELETE FROM topic_moves"):
        with pytest.raises(ProgrammingError, match="permission denied"), db.engine.begin() as connection:
            connection.execute(text(f"{statement} WHERE community_id = :cid"), {"cid": hood.community_id})
    with pytest.raises(IntegrityError), db.engine.begin() as connection:
        connection.execute(
            text("UPDATE topics SET stage = 'decided' WHERE community_id = :cid AND id = :id"),
            {"cid": hood.community_id, "id": topic_id},
        )


def test_each_move_leaves_one_line(uow: UnitOfWork, hood: Neighbourhood) -> None:
    topic_id = open_topic(uow, hood["staff"])
    topic = decide(uow, hood["staff"], topic_id)
    lines = uow.session.scalars(
        select(TopicMoveRow.to_stage)
        .where(TopicMoveRow.community_id == hood.community_id, TopicMoveRow.topic_id == topic_id)
        .order_by(TopicMoveRow.id)
    ).all()
    assert lines == ["gathering", "talking", "decided"]
    assert [(stop["stage"], stop["status"]) for stop in topic["stops"]] == [
        ("gathering", "done"),
        ("talking", "done"),
        ("decided", "now"),
        ("carrying_out", "to_come"),
        ("reviewing", "to_come"),
        ("closed", "to_come"),
    ]
