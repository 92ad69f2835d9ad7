"""Somebody says what they think in one sentence; it waits in moderation until others see it."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from backend.core.actor import Actor
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.moderation import service as moderation
from backend.moderation.types import NewText
from backend.opinions.errors import (
    SameStatementError,
    SimilarStatementsError,
    StatementLimitError,
    StatementsFullError,
)
from backend.opinions.models import OpinionTopic, Statement
from backend.opinions.moves import SAY
from backend.opinions.policy import POLICY, A
from backend.opinions.rules.statements import OWN_MAX, TOPIC_MAX, text_key
from backend.opinions.service.standing import lock_open
from backend.opinions.service.store import write_line
from backend.opinions.service.view import view_statement
from backend.opinions.types import NewStatement, StatementState

SIMILAR_SHOWN = 3


def say(uow: UnitOfWork, actor: Actor, community_id: int, topic_id: UUID, new: NewStatement) -> dict[str, Any]:
    """Take in a statement.

    Raises NotFoundError, OpinionsClosedError, InvalidError (nothing is said), SameStatementError,
    SimilarStatementsError (unless they were seen), StatementLimitError, StatementsFullError.
    """
    POLICY.permit(actor, A.SAY)
    assert actor.member_id is not None, "a member"
    key = text_key(new.text)
    opinions = lock_open(uow, actor, community_id, topic_id)
    _require_new(uow, opinions, key)
    _require_room(uow, opinions, actor.member_id)
    if not new.similar_seen:
        _require_unlike(uow, opinions, new.text)
    statement = Statement(
        community_id=community_id,
        id=uow.new_id(),
        topic_id=topic_id,
        author_member_id=actor.member_id,
        text=new.text,
        text_key=key,
        state=StatementState.WAITING.value,
        agrees=0,
        disagrees=0,
        passes=0,
        created_at=uow.now,
    )
    uow.session.add(statement)
    # Whoever reads the history learns no more than from the statement itself.
    write_line(uow, statement, SAY, by_member_id=None)
    moderation.submit(uow, community_id, NewText(("statement", statement.id), new.text, actor.member_id))
    return view_statement(uow, actor, statement)


def _require_new(uow: UnitOfWork, opinions: OpinionTopic, key: str) -> None:
    """Raise SameStatementError for what was said; the topic is locked, so nobody says it meanwhile."""
    same = uow.session.execute(
        select(Statement.id, Statement.state, Statement.merged_into_id).where(
            *_of(opinions), Statement.text_key == key, Statement.state != StatementState.WITHDRAWN.value
        )
    ).first()
    if same is None:
        return
    shown = same.id if same.state == StatementState.OPEN else same.merged_into_id
    raise SameStatementError(statement_id=None if shown is None else str(shown))


def _require_room(uow: UnitOfWork, opinions: OpinionTopic, member_id: UUID) -> None:
    own, all_ = uow.session.execute(
        select(
            func.count().filter(Statement.author_member_id == member_id),
            func.count().filter(Statement.state.in_([StatementState.WAITING.value, StatementState.OPEN.value])),
        ).where(*_of(opinions), Statement.state != StatementState.WITHDRAWN.value)
    ).one()
    if own >= OWN_MAX:
        raise StatementLimitError(limit=OWN_MAX)
    if all_ >= TOPIC_MAX:
        raise StatementsFullError(limit=TOPIC_MAX)


def _require_unlike(uow: UnitOfWork, opinions: OpinionTopic, text: str) -> None:
    open_ = uow.session.execute(
        select(Statement.id, Statement.text).where(*_of(opinions), Statement.state == StatementState.OPEN.value)
    )
    texts = {row.id: row.text for row in open_}
    alike = lists.alike_texts(text, texts)[:SIMILAR_SHOWN]
    if alike:
        raise SimilarStatementsError(
            similar=[{"id": str(id_), "text": texts[id_], "score": score} for id_, score in alike]
        )


def _of(opinions: OpinionTopic) -> tuple[Any, Any]:
    return Statement.community_id == opinions.community_id, Statement.topic_id == opinions.topic_id
