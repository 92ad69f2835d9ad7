"""Pure decisions on topics: clocks, who acts next, what list 9 tells. They know no session and no clock."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from backend.core.clock import end_of_day, local_date
from backend.core.errors import InvalidError
from backend.core.working_days import end_of_notice
from backend.deliberation.moves import NOTE_REQUIRED, TopicMove
from backend.deliberation.types import ENDS, STAGE_NAMES, Decision, Stage, Step

# Working days a stage has unless the desk says otherwise. Our rule; a suggestion is answered as every other is.
STAGE_DAYS = {
    Stage.SUGGESTED: 3,
    Stage.GATHERING: 7,
    Stage.TALKING: 5,
    Stage.DECIDING: 3,
    Stage.DECIDED: 5,
    Stage.REVIEWING: 5,
}
STAGE_DAYS_MAX = 366
NEXT_ACTORS = {
    Stage.SUGGESTED: "社区工作者：答复是否受理",
    Stage.GATHERING: "居民：说说您的看法",
    Stage.TALKING: "社区工作者：召集会议",
    Stage.DECIDING: "参会的人：表决",
    Stage.DECIDED: "社区工作者：安排落实",
    Stage.REVIEWING: "社区工作者：看看做得怎样，告诉大家",
}
# Kinds of list on which a decision may become an entry.
DECISION_KINDS = ("need", "service_project", "welfare_work")


def last_day(ends_at: datetime) -> date:
    """Return the last local day that is whole before ``ends_at``."""
    return local_date(ends_at - timedelta(microseconds=1))


def days_left(ends_at: datetime | None, on: date) -> int | None:
    """Return the days from ``on`` to the stage's last day: 0 on that day, below 0 when it is over."""
    return None if ends_at is None else (last_day(ends_at) - on).days


def check_step(before: Stage, move: TopicMove, step: Step, today: date) -> None:
    """Raise InvalidError for a note, an end, a meeting or a decision that the move lacks or can't have."""
    errors = _check_review(before, move, step, today)
    if (move in NOTE_REQUIRED or before is Stage.REVIEWING) and not step.note:
        errors["note"] = ["请写明理由"]
    if move is TopicMove.EXTEND and step.ends_on is None:
        errors["ends_on"] = ["请写明延到哪一天"]
    if move is TopicMove.OPEN and step.meeting_kind is None:
        errors["meeting_kind"] = ["请选择用哪种会议商量"]
    if (step.decision is not None) != (move is TopicMove.DECIDE):
        errors["decision"] = ["请写下结论" if move is TopicMove.DECIDE else "这一步没有结论"]
    if errors:
        raise InvalidError(errors)


def _check_review(before: Stage, move: TopicMove, step: Step, today: date) -> dict[str, list[str]]:
    """Return what is wrong with the days of what is carried out once more after its review."""
    if (before, move) != (Stage.REVIEWING, TopicMove.CARRY_OUT):
        return {"review_on": ["这一步没有回看日期"]} if step.review_on is not None else {}
    errors: dict[str, list[str]] = {}
    if step.ends_on is None:
        errors["ends_on"] = ["请写明做到哪一天"]
    if step.review_on is None or step.review_on < max(step.ends_on or today, today):
        errors["review_on"] = ["请写明哪一天再回看，不能早于完成期限"]
    return errors


def decide_stage_end(
    stage: Stage, *, ends_on: date | None, due_on: date | None, before: datetime | None, now: datetime
) -> datetime | None:
    """Return when the stage that begins (or goes on) ends; ``before`` is the end that it is extended from.

    Raises InvalidError for a day that is over, too far off, or not later than ``before``.
    """
    if stage in ENDS:
        return None
    if ends_on is None:
        ends_on = due_on if stage is Stage.CARRYING_OUT else None
        if ends_on is None:
            return end_of_notice(now, STAGE_DAYS[stage])
        # What was decided keeps its deadline even where work begins after it: it is overdue then.
        return end_of_day(ends_on)
    today = local_date(now)
    if not today <= ends_on <= today + timedelta(days=STAGE_DAYS_MAX):
        raise InvalidError({"ends_on": ["应在今天之后的一年之内"]})
    end = end_of_day(ends_on)
    if before is not None and end <= before:
        raise InvalidError({"ends_on": ["应比原来的期限晚"]})
    return end


def decide_next_actor(stage: Stage, given: str | None, *, owner: str | None) -> str | None:
    """Return who must act now, in Chinese; nobody once it has ended."""
    if stage in ENDS:
        return None
    if given:
        return given
    return f"{owner}：按结论落实" if stage is Stage.CARRYING_OUT else NEXT_ACTORS[stage]


def check_decision(decision: Decision, today: date) -> None:
    """Raise InvalidError unless exactly one owner answers for it and its days are in order."""
    errors: dict[str, list[str]] = {}
    if (decision.owner_unit_id is None) == (decision.owner_member_id is None):
        errors["decision.owner"] = ["请指定一个单位或一位居民负责"]
    if decision.due_on < today:
        errors["decision.due_on"] = ["完成期限不能早于今天"]
    if decision.review_on < decision.due_on:
        errors["decision.review_on"] = ["回看日期不能早于完成期限"]
    if decision.entry is not None and decision.entry.kind not in DECISION_KINDS:
        errors["decision.entry.kind"] = ["结论不能列入这张清单"]
    if errors:
        raise InvalidError(errors)


def list_figures(stage: Stage, ends_at: datetime | None, facts: Mapping[str, Any], until: date) -> dict[str, Any]:
    """Return what list 9 tells of a topic as of the end of a local day."""
    return {
        "stage": stage.value,
        "stage_name": STAGE_NAMES[stage],
        "stage_ends_on": None if ends_at is None else last_day(ends_at).isoformat(),
        "days_left": days_left(ends_at, until),
        "next_actor": facts.get("next_actor"),
        "meeting_name": facts.get("meeting_name"),
        "decision": facts.get("decision"),
    }
