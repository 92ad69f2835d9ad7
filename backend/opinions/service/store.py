"""Statements in and out of the database, each move with its line. It decides nothing but by the table."""

from uuid import UUID

from sqlalchemy import select

from backend.core.errors import NotFoundError
from backend.infra.uow import UnitOfWork
from backend.opinions.models import Statement, StatementMoveRow
from backend.opinions.moves import STATEMENT_MOVES, StatementMove
from backend.opinions.types import StatementState


def get_statement(uow: UnitOfWork, community_id: int, topic_id: UUID, statement_id: UUID) -> Statement:
    """Return a statement of the topic as it stands; raises NotFoundError."""
    row = uow.session.scalars(
        select(Statement)
        .where(Statement.community_id == community_id, Statement.id == statement_id, Statement.topic_id == topic_id)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise NotFoundError()
    return row


def move_statement(
    uow: UnitOfWork,
    statement: Statement,
    move: StatementMove,
    *,
    by_member_id: UUID | None,
    reason: str | None = None,
    into_id: UUID | None = None,
) -> None:
    """Make a move on a statement whose topic is locked, and write its line; raises MoveNotAllowedError."""
    state = STATEMENT_MOVES.next(StatementState(statement.state), move)
    statement.state, statement.merged_into_id = state.value, into_id
    if state is StatementState.OPEN:
        statement.opened_at = uow.now
    write_line(uow, statement, move.value, by_member_id=by_member_id, reason=reason)


def write_line(
    uow: UnitOfWork, statement: Statement, move: str, *, by_member_id: UUID | None, reason: str | None = None
) -> None:
    """Write one line of a statement's history."""
    uow.session.flush()
    line = StatementMoveRow(
        community_id=statement.community_id,
        id=uow.new_id(),
        statement_id=statement.id,
        move=move,
        to_state=statement.state,
        merged_into_id=statement.merged_into_id,
        by_member_id=by_member_id,
        reason=reason or None,
        at=uow.now,
    )
    uow.session.add(line)
    uow.session.flush()
