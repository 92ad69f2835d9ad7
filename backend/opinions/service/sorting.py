"""Moves of statements: taken back by who said them, merged and taken down by the desk."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, literal, select, update
from sqlalchemy.dialects.postgresql import insert as pg_insert

from backend.core.actor import Actor
from backend.core.errors import InvalidError, MoveNotAllowedError, NotFoundError
from backend.infra.uow import UnitOfWork
from backend.moderation import service as moderation
from backend.opinions import events
from backend.opinions.errors import StatementNotOpenError
from backend.opinions.models import OpinionTopic, Statement, StatementVote
from backend.opinions.moves import DESK_MOVES, OWN_MOVES, StatementMove
from backend.opinions.policy import POLICY, A
from backend.opinions.service.reading import may_see
from backend.opinions.service.standing import find_row, lock_open, touch
from backend.opinions.service.store import get_statement, move_statement
from backend.opinions.service.view import is_own, view_statement
from backend.opinions.types import StatementState, StatementStep

M = StatementMove


def change_statement(
    uow: UnitOfWork,
    actor: Actor,
    community_id: int,
    topic_id: UUID,
    statement_id: UUID,
    move: StatementMove,
    step: StatementStep,
) -> dict[str, Any]:
    """Make a move: one's own is taken back, the desk merges and takes down.

    Raises NotFoundError, ForbiddenError, MoveNotAllowedError, InvalidError (no reason, nothing to merge into),
    OpinionsClosedError (nothing is merged after the close) and StatementNotOpenError (merged into what is not shown).
    """
    opinions = _lock(uow, actor, community_id, topic_id, move)
    statement = get_statement(uow, community_id, topic_id, statement_id)
    _permit(actor, statement, move)
    into = _target(uow, statement, move, step)
    move_statement(
        uow,
        statement,
        move,
        by_member_id=actor.member_id,
        reason=step.reason,
        into_id=None if into is None else into.id,
    )
    if into is not None:
        _carry_votes(uow, statement, into)
    if move is M.WITHDRAW:
        moderation.withdraw(uow, community_id, "statement", [statement.id], by_member_id=actor.member_id)
    else:
        events.tell_moved(uow, statement, move.value, step.reason, into=None if into is None else into.text)
        touch(uow, opinions)
    return view_statement(uow, actor, statement)


def _lock(uow: UnitOfWork, actor: Actor, community_id: int, topic_id: UUID, move: StatementMove) -> OpinionTopic:
    """Lock the topic's row; what is against the law is taken down after the close too."""
    if move is M.MERGE:
        return lock_open(uow, actor, community_id, topic_id)
    row = find_row(uow, community_id, topic_id, lock=True)
    if row is None:
        raise NotFoundError()
    return row


def _permit(actor: Actor, statement: Statement, move: StatementMove) -> None:
    """Raise what refuses the actor this move; what they may not know of is not found."""
    POLICY.permit(actor, A.MOVE_STATEMENT, member_id=statement.author_member_id)
    if not may_see(actor, statement):
        raise NotFoundError()
    if move is M.WITHDRAW:
        if not is_own(actor, statement):
            raise NotFoundError()
        OWN_MOVES.next(StatementState(statement.state), move)
        return
    POLICY.permit(actor, A.SORT_STATEMENTS)
    DESK_MOVES.next(StatementState(statement.state), move)


def _target(uow: UnitOfWork, statement: Statement, move: StatementMove, step: StatementStep) -> Statement | None:
    if move is M.HIDE and not step.reason:
        raise InvalidError({"reason": ["请写明理由"]})
    if (step.into_id is not None) != (move is M.MERGE):
        raise InvalidError({"into_id": ["请选择合并到哪一条" if move is M.MERGE else "这一步不合并"]})
    if step.into_id is None:
        return None
    if step.into_id == statement.id:
        raise MoveNotAllowedError(state=statement.state, move=move.value)
    into = get_statement(uow, statement.community_id, statement.topic_id, step.into_id)
    if into.state != StatementState.OPEN:
        raise StatementNotOpenError(merged_into_id=None)
    return into


def _carry_votes(uow: UnitOfWork, statement: Statement, into: Statement) -> None:
    """Give the other statement the votes of those who have not voted on it, and count it anew.

    Nobody counts twice, nobody's own word on it is replaced, and each can still change what was carried over.
    """
    here = (StatementVote.community_id == statement.community_id, StatementVote.topic_id == statement.topic_id)
    columns = ["community_id", "topic_id", "voter", "statement_id", "vote"]
    votes = select(
        StatementVote.community_id, StatementVote.topic_id, StatementVote.voter, literal(into.id), StatementVote.vote
    ).where(*here, StatementVote.statement_id == statement.id)
    uow.session.execute(pg_insert(StatementVote).from_select(columns, votes).on_conflict_do_nothing())
    agrees, disagrees, passes = uow.session.execute(
        select(
            func.count().filter(StatementVote.vote == 1),
            func.count().filter(StatementVote.vote == -1),
            func.count().filter(StatementVote.vote == 0),
        ).where(*here, StatementVote.statement_id == into.id)
    ).one()
    into.agrees, into.disagrees, into.passes = agrees, disagrees, passes
    uow.session.flush()
    # What was merged into this one before goes along: one step leads to what stands.
    uow.session.execute(
        update(Statement)
        .where(Statement.community_id == statement.community_id, Statement.merged_into_id == statement.id)
        .values(merged_into_id=into.id)
        .execution_options(synchronize_session=False)
    )
