"""How a topic begins: a member suggests one from an entry or from a draft on notice, or the desk opens one."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.core.actor import Actor
from backend.core.errors import InvalidError, NotFoundError
from backend.deliberation import events
from backend.deliberation.errors import AlreadyRaisedError
from backend.deliberation.list_kind import TOPIC
from backend.deliberation.models import Topic
from backend.deliberation.moves import SUGGEST, TopicMove, entry_state
from backend.deliberation.policy import POLICY, A
from backend.deliberation.rules import decide_next_actor, decide_stage_end
from backend.deliberation.service.store import entry_details, write_move
from backend.deliberation.service.view import view_topic
from backend.deliberation.types import ENDS, NewTopic, Source, SourceType, Stage, StatementSource
from backend.infra import links
from backend.infra.rows import add_or_refuse
from backend.infra.runtime import port
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.lists.types import NewEntry

# A list as a whole is of no single category.
DRAFT_CATEGORY = "other"
SOURCE_NAMES = {SourceType.ENTRY: "entry", SourceType.EDITION: "draft", SourceType.STATEMENT: "statement"}
# What links call the things a topic comes from.
LINK_TYPES = {SourceType.ENTRY: "entry", SourceType.EDITION: "edition_draft", SourceType.STATEMENT: "statement"}

SOURCE_FIELDS = {type_: f"source_{name}_id" for type_, name in SOURCE_NAMES.items()}


def suggest_topic(uow: UnitOfWork, actor: Actor, community_id: int, entry_id: UUID, reason: str) -> dict[str, Any]:
    """Ask that an entry be talked about; the desk answers.

    Raises NotFoundError (also for what the actor may not know of) and AlreadyRaisedError.
    """
    POLICY.permit(actor, A.SUGGEST_TOPIC)
    entry = lists.get_visible_entry(uow, actor, community_id, entry_id)
    new = NewEntry(
        kind=TOPIC.code,
        title=entry.title,
        text=reason,
        category=entry.category,
        place=entry.place,
    )
    if entry.kind == TOPIC.code:
        raise AlreadyRaisedError(topic_id=entry.details["topic_id"])
    return _suggest(uow, actor, community_id, new, Source(SourceType.ENTRY, entry_id))


def suggest_draft_topic(
    uow: UnitOfWork, actor: Actor, community_id: int, draft_id: UUID, reason: str
) -> dict[str, Any]:
    """Ask that the draft of a list be talked about before its seal; the desk answers.

    Raises NotFoundError, NotOnNoticeError and AlreadyRaisedError.
    """
    POLICY.permit(actor, A.SUGGEST_TOPIC)
    title = lists.editions.lock_draft_on_notice(uow, actor, community_id, draft_id)
    new = NewEntry(kind=TOPIC.code, title=title, text=reason, category=DRAFT_CATEGORY)
    return _suggest(uow, actor, community_id, new, Source(SourceType.EDITION, draft_id))


def _suggest(uow: UnitOfWork, actor: Actor, community_id: int, new: NewEntry, source: Source) -> dict[str, Any]:
    topic = _begin(uow, actor, community_id, new, Stage.SUGGESTED, source=source, meeting_kind=None)
    write_move(uow, topic, SUGGEST, from_stage=None, by_member_id=actor.member_id, note=new.text)
    events.tell_suggested(uow, topic, new.title)
    return view_topic(uow, actor, topic)


def open_topic(uow: UnitOfWork, actor: Actor, community_id: int, new: NewTopic) -> dict[str, Any]:
    """Open a topic for opinions.

    Raises InvalidError (also for a source that is not there), AlreadyRaisedError and NotOnNoticeError.
    """
    POLICY.permit(actor, A.OPEN_TOPIC)
    if new.source is not None:
        _require_source(uow, actor, community_id, new.source)
    entry = NewEntry(kind=TOPIC.code, title=new.title, text=new.text, category=new.category)
    topic = _begin(
        uow, actor, community_id, entry, Stage.GATHERING, source=new.source, meeting_kind=new.meeting_kind, given=new
    )
    write_move(uow, topic, TopicMove.OPEN.value, from_stage=None, by_member_id=actor.member_id, note=None)
    return view_topic(uow, actor, topic)


def _require_source(uow: UnitOfWork, actor: Actor, community_id: int, source: Source) -> None:
    try:
        if source.type is SourceType.EDITION:
            lists.editions.lock_draft_on_notice(uow, actor, community_id, source.id)
        elif source.type is SourceType.ENTRY:
            lists.get_visible_entry(uow, actor, community_id, source.id)
        elif source.id not in port(StatementSource).texts(uow, community_id, [source.id]):
            raise NotFoundError
    except NotFoundError as error:
        raise InvalidError({SOURCE_FIELDS[source.type]: ["没有找到这一项"]}) from error


def _begin(
    uow: UnitOfWork,
    actor: Actor,
    community_id: int,
    entry: NewEntry,
    stage: Stage,
    *,
    source: Source | None,
    meeting_kind: str | None,
    given: NewTopic | None = None,
) -> Topic:
    """Store a topic and its list entry in its first stage, linked to what it comes from."""
    if source is not None:
        _require_not_raised(uow, community_id, source)
    ends_on = given.ends_on if given else None
    topic = Topic(
        community_id=community_id,
        id=uow.new_id(),
        opened_by_member_id=actor.member_id,
        source_type=None if source is None else source.type.value,
        source_id=None if source is None else source.id,
        meeting_kind=meeting_kind,
        stage=stage.value,
        stage_ends_at=decide_stage_end(stage, ends_on=ends_on, due_on=None, before=None, now=uow.now),
        next_actor=decide_next_actor(stage, given.next_actor if given else None, owner=None),
        opened_at=uow.now if stage is not Stage.SUGGESTED else None,
        created_at=uow.now,
    )
    written = lists.write_computed_entry(
        uow,
        actor,
        community_id,
        NewEntry(entry.kind, entry.title, entry.text, entry.category, entry.place, details=entry_details(topic)),
        state=entry_state(stage, is_public=stage is not Stage.SUGGESTED),
    )
    topic.entry_id = written.id
    # Of two who raise one thing at one moment the second is refused.
    add_or_refuse(uow, topic, refusal=AlreadyRaisedError)
    _link(uow, topic, source)
    return topic


def _require_not_raised(uow: UnitOfWork, community_id: int, source: Source) -> None:
    """Raise AlreadyRaisedError while a topic on the same thing is under way."""
    live = uow.session.scalars(
        select(Topic.id).where(
            Topic.community_id == community_id,
            Topic.source_type == source.type.value,
            Topic.source_id == source.id,
            Topic.stage.not_in([stage.value for stage in ENDS]),
        )
    ).first()
    if live is not None:
        raise AlreadyRaisedError(topic_id=str(live))


def _link(uow: UnitOfWork, topic: Topic, source: Source | None) -> None:
    here = ("topic", topic.id)
    links.record(uow, topic.community_id, from_=here, to=("entry", topic.entry_id), relation="listed")
    if source is not None:
        links.record(uow, topic.community_id, from_=(LINK_TYPES[source.type], source.id), to=here, relation="raised")
