"""The row of a topic's opinions: opened by the first who needs it, locked by whoever writes, closed with its key.

Every write to statements and votes of a topic locks this row first, so that none comes after the close and counts
are right.
"""

import secrets
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from backend.core.actor import Actor
from backend.core.pseudonyms import KEY_BYTES
from backend.deliberation import service as deliberation
from backend.deliberation.types import Stage, TopicStage
from backend.infra import live
from backend.infra.rows import insert_once
from backend.infra.uow import UnitOfWork
from backend.moderation import service as moderation
from backend.opinions.errors import OpinionsClosedError
from backend.opinions.models import OpinionTopic, Statement
from backend.opinions.moves import StatementMove
from backend.opinions.rules.statements import decide_close, gathers
from backend.opinions.service.store import move_statement
from backend.opinions.types import StatementState

# Our rule: the map is drawn anew so long after the first vote that it does not know.
MAP_AFTER = timedelta(seconds=2)
TOPICS_A_BATCH = 20


def find_row(uow: UnitOfWork, community_id: int, topic_id: UUID, *, lock: bool = False) -> OpinionTopic | None:
    """Return the row as it stands, or None where nobody has said anything yet."""
    wanted = select(OpinionTopic).where(OpinionTopic.community_id == community_id, OpinionTopic.topic_id == topic_id)
    if lock:
        wanted = wanted.with_for_update(key_share=True)
    return uow.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()


def is_open(uow: UnitOfWork, row: OpinionTopic) -> bool:
    """Tell whether opinions can be given now; the clock counts before the worker comes."""
    return row.state == "open" and row.closes_at > uow.now


def lock_open(uow: UnitOfWork, actor: Actor, community_id: int, topic_id: UUID) -> OpinionTopic:
    """Return the locked row of a topic that gathers opinions; raises NotFoundError and OpinionsClosedError."""
    row = find_row(uow, community_id, topic_id, lock=True) or _begin(uow, actor, community_id, topic_id)
    if not is_open(uow, row):
        raise OpinionsClosedError()
    return row


def _begin(uow: UnitOfWork, actor: Actor, community_id: int, topic_id: UUID) -> OpinionTopic:
    topic = deliberation.require_topic(uow, actor, community_id, topic_id, lock=True)
    if topic.stage is not Stage.GATHERING or topic.ends_at is None or topic.ends_at <= uow.now:
        raise OpinionsClosedError()
    insert_once(
        uow,
        OpinionTopic,
        community_id=community_id,
        topic_id=topic_id,
        state="open",
        key=secrets.token_bytes(KEY_BYTES),
        closes_at=topic.ends_at,
        while_talking=False,
        votes_version=0,
        map_due_at=None,
        opened_at=uow.now,
        closed_at=None,
    )
    row = find_row(uow, community_id, topic_id, lock=True)
    assert row is not None, "stored just now, or by whoever was faster"
    return row


def touch(uow: UnitOfWork, row: OpinionTopic) -> None:
    """Note on the locked row that votes or what is voted on have changed: pages and the map follow."""
    row.votes_version += 1
    row.map_due_at = row.map_due_at or uow.now + MAP_AFTER
    uow.session.flush()
    live.tell(uow, row.community_id, ("topic", row.topic_id), votes=row.votes_version)


def keep_while_talking(
    uow: UnitOfWork, actor: Actor, community_id: int, topic_id: UUID, *, while_talking: bool
) -> OpinionTopic:
    """Set whether opinions stay open while the topic is talked about."""
    topic = deliberation.require_topic(uow, actor, community_id, topic_id, lock=True)
    row = lock_open(uow, actor, community_id, topic_id)
    row.while_talking = while_talking
    follow(uow, community_id, topic)
    return row


def follow(uow: UnitOfWork, community_id: int, topic: TopicStage) -> None:
    """Go with a topic that was moved: the clock of its stage is that of its opinions, or they close."""
    row = find_row(uow, community_id, topic.id, lock=True)
    if row is None or row.state != "open":
        return
    if topic.ends_at is None or not gathers(topic.stage, while_talking=row.while_talking):
        close(uow, row)
        return
    # A clock that ran out stays so: who voted then was told that it is over.
    if row.closes_at > uow.now:
        row.closes_at = decide_close(topic.stage, topic.ends_at, while_talking=row.while_talking)
        uow.session.flush()


def close(uow: UnitOfWork, row: OpinionTopic) -> None:
    """Close a locked row: its key is deleted, votes stay, what nobody has decided on is taken back."""
    row.state, row.key, row.closed_at = "closed", None, uow.now
    waiting = uow.session.scalars(
        select(Statement).where(
            Statement.community_id == row.community_id,
            Statement.topic_id == row.topic_id,
            Statement.state == StatementState.WAITING.value,
        )
    ).all()
    for statement in waiting:
        move_statement(uow, statement, StatementMove.CLOSE, by_member_id=None)
    ids = [statement.id for statement in waiting]
    moderation.withdraw(uow, row.community_id, "statement", ids, by_member_id=None)
    touch(uow, row)


def communities_with_ended(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities where the time of opinions is over (lock-free scan over all of them)."""
    return uow.session.scalars(
        select(OpinionTopic.community_id)
        .where(OpinionTopic.state == "open", OpinionTopic.closes_at <= uow.now)
        .distinct()
    ).all()


def close_ended(uow: UnitOfWork, community_id: int) -> int:
    """Close one batch of those whose time is over; return how many."""
    rows = uow.session.scalars(
        select(OpinionTopic)
        .where(
            OpinionTopic.community_id == community_id,
            OpinionTopic.state == "open",
            OpinionTopic.closes_at <= uow.now,
        )
        .order_by(OpinionTopic.closes_at, OpinionTopic.topic_id)
        .limit(TOPICS_A_BATCH)
        .with_for_update(key_share=True, skip_locked=True)
    ).all()
    for row in rows:
        close(uow, row)
    return len(rows)


class OpinionsFollow:
    """The port that deliberation tells of moves."""

    def moved(self, uow: UnitOfWork, community_id: int, topic: TopicStage) -> None:
        """Go with the topic, in the same transaction."""
        follow(uow, community_id, topic)
