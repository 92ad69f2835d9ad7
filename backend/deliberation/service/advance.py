"""The desk moves a topic on: a stage with a clock, a decision with its reasons, an end."""

from datetime import datetime
from typing import Any
from uuid import UUID

from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.clock import end_of_day, local_date
from backend.core.errors import InvalidError
from backend.deliberation.errors import AlreadyRaisedError
from backend.deliberation.models import Topic
from backend.deliberation.moves import TOPIC_MOVES, TopicMove
from backend.deliberation.policy import POLICY, A
from backend.deliberation.rules import (
    check_decision,
    check_step,
    decide_next_actor,
    decide_stage_end,
)
from backend.deliberation.service.store import get_topic_row, record_move
from backend.deliberation.service.view import owner_name, view_topic
from backend.deliberation.types import DecidedEntry, Decision, Stage, Step, Votes
from backend.infra import links
from backend.infra.rows import refusing
from backend.infra.runtime import port
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.lists.types import EntryMove, NewEntry


def move_topic(
    uow: UnitOfWork, actor: Actor, community_id: int, topic_id: UUID, move: TopicMove, step: Step
) -> dict[str, Any]:
    """Make one of the moves the topic's stage allows.

    Raises NotFoundError, MoveNotAllowedError, InvalidError, AlreadyRaisedError (what comes back after its review is
    talked about anew already), and what the list refuses where a decision becomes an
    entry (ListNotLiveError, MayNotProposeError).
    """
    POLICY.permit(actor, A.MOVE_TOPIC)
    topic = get_topic_row(uow, community_id, topic_id, lock=True)
    before = Stage(topic.stage)
    after = TOPIC_MOVES.next(before, move)
    check_step(before, move, step, local_date(uow.now))
    owner = owner_name(uow, topic)
    decided_entry_id = None if step.decision is None else _settle(uow, actor, topic, step.decision)
    # From here on nothing is read: the row goes from one whole state to the next in one statement.
    with refusing(uow, AlreadyRaisedError):  # what comes back after its review may be talked about anew meanwhile
        if step.decision is not None:
            _write_decision(topic, step.decision, decided_entry_id, at=uow.now)
        if before is Stage.REVIEWING:
            _write_review(topic, after, step, at=uow.now)
        _enter_stage(topic, move, after, step, owner=owner, now=uow.now)
    record_move(uow, topic, move.value, from_stage=before, by_member_id=actor.member_id, note=step.note)
    return view_topic(uow, actor, topic)


def _enter_stage(topic: Topic, move: TopicMove, stage: Stage, step: Step, *, owner: str | None, now: datetime) -> None:
    """Set the stage with its clock and who must act."""
    before = topic.stage_ends_at if move is TopicMove.EXTEND else None
    # Nobody need be named anew where only the time is longer.
    given = step.next_actor or (topic.next_actor if move is TopicMove.EXTEND else None)
    topic.stage_ends_at = decide_stage_end(stage, ends_on=step.ends_on, due_on=topic.due_on, before=before, now=now)
    topic.next_actor = decide_next_actor(stage, given, owner=owner)
    topic.stage = stage.value
    topic.overdue_told_at = None
    if step.meeting_kind is not None:
        topic.meeting_kind = step.meeting_kind.value
    if move is TopicMove.OPEN:
        topic.opened_at = now


def _settle(uow: UnitOfWork, actor: Actor, topic: Topic, decision: Decision) -> UUID | None:
    """Check a decision; where it is something to be done, enter it on its list and return the entry."""
    check_decision(decision, local_date(uow.now))
    port(Votes).check_decision(
        uow, topic.community_id, topic.id, decision.motion_id, does_something=decision.entry is not None
    )
    _require_owner(uow, topic.community_id, decision)
    return None if decision.entry is None else _enter(uow, actor, topic, decision, decision.entry)


def _write_decision(topic: Topic, decision: Decision, entry_id: UUID | None, *, at: datetime) -> None:
    topic.decision, topic.decision_reasons = decision.text, decision.reasons
    topic.owner_unit_id, topic.owner_member_id = decision.owner_unit_id, decision.owner_member_id
    topic.due_on, topic.review_on, topic.decided_at = decision.due_on, decision.review_on, at
    topic.decided_entry_id = entry_id


def _write_review(topic: Topic, after: Stage, step: Step, *, at: datetime) -> None:
    """Write what the review of a decision came to: done, once more until another day, or talked about again.

    What was decided before stands in the lines of the topic's moves.
    """
    if after is Stage.CLOSED:
        topic.reviewed_at = at
    elif after is Stage.CARRYING_OUT:
        topic.due_on, topic.review_on = step.ends_on, step.review_on
    elif after is Stage.TALKING:
        topic.decision = topic.decision_reasons = topic.decided_at = topic.decided_entry_id = None
        topic.owner_unit_id = topic.owner_member_id = topic.due_on = topic.review_on = None


def _require_owner(uow: UnitOfWork, community_id: int, decision: Decision) -> None:
    units = [decision.owner_unit_id] if decision.owner_unit_id else []
    members = [decision.owner_member_id] if decision.owner_member_id else []
    found = {
        **communities.units_by_ids(uow, community_id, units),
        **communities.members_by_ids(uow, community_id, members),
    }
    if not found:
        raise InvalidError({"decision.owner": ["没有找到负责的单位或居民"]})


def _enter(uow: UnitOfWork, actor: Actor, topic: Topic, decision: Decision, wanted: DecidedEntry) -> UUID:
    """Put the decision on its list, adopted: the community has just decided on it."""
    new = NewEntry(
        kind=wanted.kind,
        title=wanted.title,
        text=wanted.text,
        category=wanted.category,
        ends_at=end_of_day(decision.due_on),
        details=wanted.details,
    )
    entry_id: UUID = lists.propose_entry(uow, actor, topic.community_id, new)["id"]
    lists.move_entry(uow, actor, topic.community_id, entry_id, EntryMove.ADOPT, "按协商结论采纳")
    links.record(uow, topic.community_id, from_=("topic", topic.id), to=("entry", entry_id), relation="decided")
    return entry_id
