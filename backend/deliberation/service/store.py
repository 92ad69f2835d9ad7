"""Topics in and out of the database: rows, the line of each move, the list entry beside it. It decides nothing."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from backend.core.actor import Actor
from backend.deliberation import events
from backend.deliberation.models import Topic, TopicMoveRow
from backend.deliberation.moves import entry_state
from backend.deliberation.policy import POLICY, A
from backend.deliberation.service.watched import stage_version
from backend.deliberation.types import MEETING_NAMES, STAGE_NAMES, MeetingKind, Stage, TopicFollower, TopicStage
from backend.infra import live
from backend.infra.rows import row_by_id
from backend.infra.runtime import port
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.lists.types import EntryRef


def may_see(actor: Actor, topic: Topic) -> bool:
    """Tell whether the actor may know of the topic."""
    is_own = actor.member_id is not None and actor.member_id == topic.opened_by_member_id
    return topic.opened_at is not None or is_own or POLICY.allows(actor, A.READ_ALL_TOPICS)


def get_topic_row(uow: UnitOfWork, community_id: int, topic_id: UUID, *, lock: bool = False) -> Topic:
    """Return the row as it stands now, locked until commit if asked; raises NotFoundError."""
    return row_by_id(uow, Topic, community_id, topic_id, lock=lock)


def list_facts(topic: Topic) -> dict[str, Any]:
    """Return what list 9 tells of a topic beside its stage and clock, as JSON."""
    meeting = None if topic.meeting_kind is None else MEETING_NAMES[MeetingKind(topic.meeting_kind)]
    return {"next_actor": topic.next_actor, "meeting_name": meeting, "decision": topic.decision}


def entry_details(topic: Topic) -> Mapping[str, Any]:
    """Return the list entry's own fields."""
    return {
        "topic_id": str(topic.id),
        "stage": topic.stage,
        "stage_name": STAGE_NAMES[Stage(topic.stage)],
        "stage_ends_at": None if topic.stage_ends_at is None else topic.stage_ends_at.isoformat(),
        "decided_at": None if topic.decided_at is None else topic.decided_at.isoformat(),
        **list_facts(topic),
    }


def write_move(
    uow: UnitOfWork, topic: Topic, move: str, *, from_stage: Stage | None, by_member_id: UUID | None, note: str | None
) -> None:
    """Write the line of a move, and tell whoever watches; ``topic`` stands as it is after it."""
    line = TopicMoveRow(
        community_id=topic.community_id,
        id=uow.new_id(),
        topic_id=topic.id,
        entry_id=topic.entry_id,
        move=move,
        from_stage=None if from_stage is None else from_stage.value,
        to_stage=topic.stage,
        stage_ends_at=topic.stage_ends_at,
        facts=list_facts(topic),
        by_member_id=by_member_id,
        note=note or None,
        at=uow.now,
    )
    uow.session.add(line)
    uow.session.flush()
    version = stage_version(Stage(topic.stage), uow.now)
    live.tell(uow, topic.community_id, ("topic", topic.id), stage=version)


def update_entry(uow: UnitOfWork, topic: Topic, *, by_member_id: UUID | None, note: str | None) -> EntryRef:
    """Bring the topic's list entry to where the topic stands."""
    return lists.update_computed_entry(
        uow,
        topic.community_id,
        topic.entry_id,
        state=entry_state(Stage(topic.stage), is_public=topic.opened_at is not None),
        details=entry_details(topic),
        by_member_id=by_member_id,
        note=note or None,
    )


def record_move(
    uow: UnitOfWork, topic: Topic, move: str, *, from_stage: Stage, by_member_id: UUID | None, note: str | None
) -> EntryRef:
    """Write a move that was made on a topic wherever it is to be known: its line, its list entry, events, followers.

    ``topic`` stands as it is after it. Return its entry.
    """
    write_move(uow, topic, move, from_stage=from_stage, by_member_id=by_member_id, note=note)
    entry = update_entry(uow, topic, by_member_id=by_member_id, note=note)
    events.tell_moved(uow, topic, entry.title, note)
    stands = TopicStage(topic.id, Stage(topic.stage), topic.stage_ends_at)
    port(TopicFollower).moved(uow, topic.community_id, stands)
    return entry
