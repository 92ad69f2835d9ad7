"""Decisions on topics: clocks, who acts next, what a decision needs."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from backend.core.clock import end_of_day
from backend.core.errors import InvalidError
from backend.deliberation import rules
from backend.deliberation.moves import TopicMove
from backend.deliberation.types import DecidedEntry, Decision, MeetingKind, Stage, Step

# A Monday, 09:00 in Shanghai.
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
GOOD = Decision("装十个", "离得近", date(2026, 12, 23), date(2027, 3, 23), owner_unit_id=uuid4())


def end(stage: Stage, **changes: Any) -> datetime | None:
    return rules.decide_stage_end(stage, **{"ends_on": None, "due_on": None, "before": None, "now": NOW, **changes})


@pytest.mark.parametrize(
    ("stage", "last"),
    [
        (Stage.SUGGESTED, date(2026, 11, 26)),
        (Stage.GATHERING, date(2026, 12, 2)),
        (Stage.TALKING, date(2026, 11, 30)),
        (Stage.DECIDING, date(2026, 11, 26)),
    ],
)
def test_a_stage_has_so_many_working_days_unless_told_otherwise(stage: Stage, last: date) -> None:
    ends_at = end(stage)
    assert ends_at is not None
    assert rules.last_day(ends_at) == last


def test_a_stage_ends_when_its_last_local_day_is_over() -> None:
    ends_at = end(Stage.TALKING, ends_on=date(2026, 11, 25))
    assert ends_at == datetime(2026, 11, 25, 16, 0, tzinfo=UTC)
    assert [rules.days_left(ends_at, TODAY + timedelta(days=n)) for n in (0, 2, 3)] == [2, 0, -1]


def test_what_has_ended_has_no_clock_and_nobody_to_act() -> None:
    for stage in (Stage.CLOSED, Stage.DROPPED):
        assert end(stage, ends_on=date(2026, 12, 1)) is None
        assert rules.decide_next_actor(stage, "赵社工", owner=None) is None
    assert rules.days_left(None, TODAY) is None


@pytest.mark.parametrize("ends_on", [date(2026, 11, 22), date(2027, 11, 30)])
def test_a_day_that_is_over_or_far_off_is_refused(ends_on: date) -> None:
    with pytest.raises(InvalidError):
        end(Stage.TALKING, ends_on=ends_on)


def test_an_extension_is_later_than_what_it_extends() -> None:
    before = end_of_day(date(2026, 11, 27))
    with pytest.raises(InvalidError):
        end(Stage.TALKING, ends_on=date(2026, 11, 27), before=before)
    assert end(Stage.TALKING, ends_on=date(2026, 11, 28), before=before) == end_of_day(date(2026, 11, 28))


def test_what_is_carried_out_keeps_the_decisions_deadline_and_owner() -> None:
    assert end(Stage.CARRYING_OUT, due_on=date(2026, 12, 23)) == end_of_day(date(2026, 12, 23))
    assert rules.decide_next_actor(Stage.CARRYING_OUT, None, owner="惠民粮油店") == "惠民粮油店：按结论落实"
    assert rules.decide_next_actor(Stage.CARRYING_OUT, "物业：先报价", owner="惠民粮油店") == "物业：先报价"


@pytest.mark.parametrize(
    ("before", "move", "step", "field"),
    [
        (Stage.TALKING, TopicMove.EXTEND, Step(ends_on=TODAY), "note"),
        (Stage.TALKING, TopicMove.EXTEND, Step(note="还没谈完"), "ends_on"),
        (Stage.TALKING, TopicMove.DROP, Step(), "note"),
        (Stage.DECIDED, TopicMove.CLOSE, Step(), "note"),
        (Stage.SUGGESTED, TopicMove.OPEN, Step(), "meeting_kind"),
        (Stage.TALKING, TopicMove.DECIDE, Step(), "decision"),
        (Stage.GATHERING, TopicMove.TALK, Step(decision=GOOD), "decision"),
        (Stage.DECIDED, TopicMove.CARRY_OUT, Step(review_on=TODAY), "review_on"),
        (Stage.REVIEWING, TopicMove.TALK, Step(), "note"),
        (Stage.REVIEWING, TopicMove.CARRY_OUT, Step(ends_on=TODAY, review_on=TODAY), "note"),
        (Stage.REVIEWING, TopicMove.CARRY_OUT, Step(note="还差两处", ends_on=TODAY), "review_on"),
        (Stage.REVIEWING, TopicMove.CARRY_OUT, Step(note="还差两处", review_on=TODAY), "ends_on"),
        (
            Stage.REVIEWING,
            TopicMove.CARRY_OUT,
            Step(note="还差两处", ends_on=TODAY + timedelta(days=2), review_on=TODAY + timedelta(days=1)),
            "review_on",
        ),
    ],
)
def test_a_move_says_what_it_lacks(before: Stage, move: TopicMove, step: Step, field: str) -> None:
    with pytest.raises(InvalidError) as refusal:
        rules.check_step(before, move, step, TODAY)
    assert list(refusal.value.extras["errors"]) == [field]


def test_a_whole_step_passes() -> None:
    rules.check_step(Stage.SUGGESTED, TopicMove.OPEN, Step(meeting_kind=MeetingKind.DIALOGUE), TODAY)
    rules.check_step(Stage.TALKING, TopicMove.DECIDE, Step(decision=GOOD), TODAY)
    again = Step(note="还差两处", ends_on=TODAY, review_on=TODAY)
    rules.check_step(Stage.REVIEWING, TopicMove.CARRY_OUT, again, TODAY)
    rules.check_decision(GOOD, TODAY)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"owner_unit_id": None}, "decision.owner"),
        ({"owner_member_id": uuid4()}, "decision.owner"),
        ({"due_on": date(2026, 11, 22)}, "decision.due_on"),
        ({"review_on": date(2026, 12, 22)}, "decision.review_on"),
        ({"entry": DecidedEntry("benefit", "标准", "", "other")}, "decision.entry.kind"),
    ],
)
def test_a_decision_says_what_is_wrong_with_it(change: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidError) as refusal:
        rules.check_decision(replace(GOOD, **change), TODAY)
    assert list(refusal.value.extras["errors"]) == [field]
