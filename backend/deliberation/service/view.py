"""Topics as the API shows them, many at once with a number of statements that does not grow."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.communities import service as communities
from backend.core.actor import Actor, Role
from backend.core.clock import local_date
from backend.core.names import mask_name
from backend.deliberation.models import Topic, TopicMoveRow
from backend.deliberation.moves import MOVE_NAMES, TOPIC_MOVES
from backend.deliberation.policy import POLICY, A
from backend.deliberation.rules import days_left
from backend.deliberation.stops import line_of_stops
from backend.deliberation.types import MEETING_NAMES, STAGE_NAMES, MeetingKind, SourceType, Stage, StatementSource
from backend.infra.runtime import port
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.lists.types import EntryRef


def view_topics(uow: UnitOfWork, actor: Actor, topics: Sequence[Topic]) -> list[dict[str, Any]]:
    """Return topics for a list."""
    if not topics:
        return []
    community_id = topics[0].community_id
    entries = lists.entries_by_ids(uow, community_id, {topic.entry_id for topic in topics})
    categories = lists.category_names(uow)
    return [
        _facts(topic, entries[topic.entry_id], categories[entries[topic.entry_id].category], uow.now)
        for topic in topics
    ]


def _facts(topic: Topic, entry: EntryRef, category_name: str, now: datetime) -> dict[str, Any]:
    stage = Stage(topic.stage)
    return {
        "id": topic.id,
        "entry_id": entry.id,
        "number": entry.number,
        "title": entry.title,
        "category": entry.category,
        "category_name": category_name,
        "stage": stage.value,
        "stage_name": STAGE_NAMES[stage],
        "stage_ends_at": topic.stage_ends_at,
        "days_left": days_left(topic.stage_ends_at, local_date(now)),
        "overdue": topic.stage_ends_at is not None and topic.stage_ends_at <= now,
        "next_actor": topic.next_actor,
        "meeting_kind": topic.meeting_kind,
        "meeting_name": None if topic.meeting_kind is None else MEETING_NAMES[MeetingKind(topic.meeting_kind)],
        "created_at": topic.created_at,
    }


def view_topic(uow: UnitOfWork, actor: Actor, topic: Topic) -> dict[str, Any]:
    """Return one topic with its text, source, decision, line of stops and the moves the actor may make."""
    community_id = topic.community_id
    is_from_entry = topic.source_type == SourceType.ENTRY
    wanted = {topic.entry_id, topic.decided_entry_id, topic.source_id if is_from_entry else None} - {None}
    entries = lists.entries_by_ids(uow, community_id, [id_ for id_ in wanted if id_])
    entry = entries[topic.entry_id]
    lines = _lines(uow, topic)
    people = {line.by_member_id for line in lines if line.by_member_id} | {topic.opened_by_member_id}
    names = _names(uow, actor, community_id, people)
    return {
        **_facts(topic, entry, lists.category_names(uow)[entry.category], uow.now),
        "text": entry.text,
        "opened_by": {"id": topic.opened_by_member_id, "name": names[topic.opened_by_member_id]},
        "source": _source(uow, actor, topic),
        "decision": _decision(uow, actor, topic, entries),
        "stops": line_of_stops(lines, Stage(topic.stage), topic.stage_ends_at, topic.next_actor, names),
        "moves": _moves(actor, topic),
    }


def _lines(uow: UnitOfWork, topic: Topic) -> Sequence[TopicMoveRow]:
    return uow.session.scalars(
        select(TopicMoveRow)
        .where(TopicMoveRow.community_id == topic.community_id, TopicMoveRow.topic_id == topic.id)
        .order_by(TopicMoveRow.at, TopicMoveRow.id)
    ).all()


def _names(uow: UnitOfWork, actor: Actor, community_id: int, ids: Collection[UUID]) -> dict[UUID, str]:
    """Return members' names, masked for who is no member of the community."""
    is_stranger = Role.MEMBER not in actor.roles
    found = communities.members_by_ids(uow, community_id, ids)
    return {id_: mask_name(member.name) if is_stranger else member.name for id_, member in found.items()}


def _source(uow: UnitOfWork, actor: Actor, topic: Topic) -> dict[str, Any] | None:
    """Return what the topic comes from, unless the actor may not know of it."""
    if topic.source_id is None:
        return None
    if topic.source_type == SourceType.EDITION:
        names = lists.editions.draft_names(uow, actor, topic.community_id, [topic.source_id])
        name = names.get(topic.source_id)
        return None if name is None else {"type": "edition_draft", "id": topic.source_id, "title": name}
    if topic.source_type == SourceType.STATEMENT:
        text = port(StatementSource).texts(uow, topic.community_id, [topic.source_id]).get(topic.source_id)
        return None if text is None else {"type": "statement", "id": topic.source_id, "title": text}
    found = lists.visible_entries(uow, actor, topic.community_id, [topic.source_id])
    entry = found.get(topic.source_id)
    return None if entry is None else {"type": "entry", "id": entry.id, "title": entry.title}


def _decision(uow: UnitOfWork, actor: Actor, topic: Topic, entries: dict[UUID, EntryRef]) -> dict[str, Any] | None:
    if topic.decision is None:
        return None
    entry = entries.get(topic.decided_entry_id) if topic.decided_entry_id else None
    name = owner_name(uow, topic) or ""
    is_masked = topic.owner_member_id is not None and Role.MEMBER not in actor.roles
    return {
        "text": topic.decision,
        "reasons": topic.decision_reasons,
        "owner": {
            "type": "unit" if topic.owner_unit_id else "member",
            "id": topic.owner_unit_id or topic.owner_member_id,
            "name": mask_name(name) if is_masked else name,
        },
        "due_on": topic.due_on,
        "review_on": topic.review_on,
        "decided_at": topic.decided_at,
        "reviewed_at": topic.reviewed_at,
        "entry": None if entry is None else {"id": entry.id, "kind": entry.kind, "title": entry.title},
    }


def owner_name(uow: UnitOfWork, topic: Topic) -> str | None:
    """Return the name of the unit or member that answers for the decision."""
    if topic.owner_unit_id is not None:
        return communities.get_unit(uow, topic.community_id, topic.owner_unit_id).name
    if topic.owner_member_id is not None:
        return communities.get_member(uow, topic.community_id, topic.owner_member_id).name
    return None


def _moves(actor: Actor, topic: Topic) -> list[dict[str, str]]:
    if not POLICY.allows(actor, A.MOVE_TOPIC):
        return []
    return [{"move": move.value, "name": MOVE_NAMES[move]} for move in TOPIC_MOVES.moves_from(Stage(topic.stage))]
