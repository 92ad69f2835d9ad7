"""What was decided comes back on its day, whatever was said of it meanwhile, and somebody says how it came out."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import flask
import pytest
from sqlalchemy import select

from backend.core.clock import LOCAL_ZONE, FixedClock
from backend.deliberation import service
from backend.deliberation.errors import AlreadyRaisedError
from backend.deliberation.models import Topic, TopicMoveRow
from backend.deliberation.moves import TopicMove
from backend.deliberation.types import TopicFilter
from backend.infra.due import run_due
from backend.infra.outbox import OutboxEvent
from backend.infra.paging import PageRequest
from backend.infra.uow import unit_of_work
from tests.factories.agreements import Neighbourhood, make_neighbourhood
from tests.factories.deliberation import REVIEW_ON, decide, move_topic, open_topic
from tests.factories.lists import make_open_entry

CLOSED = [(TopicMove.CARRY_OUT, {}), (TopicMove.CLOSE, {"note": "十个充电桩已装好"})]
Steps = Sequence[tuple[TopicMove, dict[str, Any]]]


class Case:
    """A neighbourhood with a decided topic."""

    def __init__(self, clock: FixedClock, *steps: tuple[TopicMove, dict[str, Any]]) -> None:
        """Decide, then make the steps."""
        self.clock = clock
        with unit_of_work() as uow:
            self.hood: Neighbourhood = make_neighbourhood(uow)
            self.problem = make_open_entry(uow, self.hood["resident"])
            self.topic_id = open_topic(uow, self.hood["staff"], source_entry_id=self.problem)
            decide(uow, self.hood["staff"], self.topic_id)
        for move, step in steps:
            self.move(move, **step)

    def move(self, move: TopicMove, **step: Any) -> dict[str, Any]:
        """Make a move as staff."""
        with unit_of_work() as uow:
            return move_topic(uow, self.hood["staff"], self.topic_id, move, **step)

    def on(self, day: date) -> dict[str, Any]:
        """Let time come to a day, run what is due and return the topic."""
        self.clock.at = datetime.combine(day, time(9), LOCAL_ZONE)
        run_due("deliberation.reviews", self.hood.community_id)
        with unit_of_work() as uow:
            return service.get_topic(uow, self.hood["neighbour"].actor, self.hood.community_id, self.topic_id)

    def live(self) -> list[UUID]:
        """Return what a neighbour sees on the board."""
        with unit_of_work() as uow:
            page = service.list_topics(
                uow, self.hood["neighbour"].actor, self.hood.community_id, TopicFilter(live=True), PageRequest()
            )
            return [each["id"] for each in page.items]


@pytest.mark.parametrize("steps", [[], CLOSED[:1], CLOSED], ids=["decided", "carried_out", "closed"])
def test_a_decision_comes_back_on_its_day(
    app: flask.Flask, context: flask.Flask, clock: FixedClock, steps: Steps
) -> None:
    case = Case(clock, *steps)
    before = case.on(REVIEW_ON - timedelta(days=1))["stage"]
    assert before != "reviewing"
    topic = case.on(REVIEW_ON)
    assert (topic["stage"], topic["days_left"], topic["decision"]["reviewed_at"]) == ("reviewing", 7, None)
    assert case.live() == [case.topic_id]
    case.on(REVIEW_ON)
    with unit_of_work() as uow:
        told = uow.session.scalars(
            select(OutboxEvent.payload).where(
                OutboxEvent.community_id == case.hood.community_id, OutboxEvent.topic == "deliberation.review_due"
            )
        ).all()
    assert [each["topic_id"] for each in told] == [str(case.topic_id)]


def test_a_review_that_says_done_ends_it_for_good(app: flask.Flask, context: flask.Flask, clock: FixedClock) -> None:
    case = Case(clock)
    case.on(REVIEW_ON)
    done = case.move(TopicMove.CLOSE, note="十个都在用，没有飞线了")
    assert (done["stage"], done["decision"]["reviewed_at"]) == ("closed", clock.now())
    assert case.on(REVIEW_ON + timedelta(days=400))["stage"] == "closed"


def test_what_was_not_done_is_carried_out_once_more_until_another_day(
    app: flask.Flask, context: flask.Flask, clock: FixedClock
) -> None:
    case = Case(clock)
    case.on(REVIEW_ON)
    until, again = REVIEW_ON + timedelta(days=10), REVIEW_ON + timedelta(days=30)
    topic = case.move(TopicMove.CARRY_OUT, note="还差两个", ends_on=until, review_on=again)
    assert (topic["stage"], topic["days_left"], topic["decision"]["review_on"]) == ("carrying_out", 10, again)
    assert case.on(again)["stage"] == "reviewing"


def test_what_did_not_serve_is_talked_about_again_without_losing_what_was_decided(
    app: flask.Flask, context: flask.Flask, clock: FixedClock
) -> None:
    case = Case(clock)
    case.on(REVIEW_ON)
    topic = case.move(TopicMove.TALK, note="装得太远，没人去")
    assert (topic["stage"], topic["decision"]) == ("talking", None)
    with unit_of_work() as uow:
        lines = uow.session.scalars(
            select(TopicMoveRow.facts).where(
                TopicMoveRow.community_id == case.hood.community_id, TopicMoveRow.to_stage == "decided"
            )
        ).all()
        assert [line["decision"] for line in lines] == ["在东门车棚装十个充电桩"]
        decide_again = uow.session.get_one(Topic, (case.hood.community_id, case.topic_id))
        assert decide_again.review_on is None


def test_what_is_talked_about_anew_is_not_talked_about_twice(
    app: flask.Flask, context: flask.Flask, clock: FixedClock
) -> None:
    case = Case(clock, *CLOSED)
    with unit_of_work() as uow:
        open_topic(uow, case.hood["staff"], source_entry_id=case.problem)
    assert case.on(REVIEW_ON)["stage"] == "reviewing"
    with pytest.raises(AlreadyRaisedError):
        case.move(TopicMove.TALK, note="装得太远，没人去")
    assert case.on(REVIEW_ON)["stage"] == "reviewing"
    assert case.move(TopicMove.CLOSE, note="另一个议题在商量")["stage"] == "closed"
