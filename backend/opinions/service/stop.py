"""Statements as stops of the trace: which topic they were said on, what they were merged into."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute

from backend.core.actor import Actor
from backend.infra.links import Direction, Edge
from backend.infra.stops import FoundEdges, Stop, StopStatus
from backend.infra.uow import UnitOfWork
from backend.opinions.models import OpinionTopic, Statement
from backend.opinions.policy import POLICY, A
from backend.opinions.service.reading import may_see
from backend.opinions.types import STATE_NAMES, StatementState

# A topic has hundreds of statements; its trace shows those that most agree with.
SHOWN_OF_TOPIC = 3


def statement_stops(uow: UnitOfWork, actor: Actor, community_id: int, ids: Collection[UUID]) -> dict[UUID, Stop | None]:
    """Return statements by id; what the actor may not see is None. Who said it stands nowhere."""
    if not POLICY.allows(actor, A.READ_OPINIONS):
        return {}
    rows = uow.session.execute(
        select(Statement, OpinionTopic.state)
        .join(
            OpinionTopic,
            (OpinionTopic.community_id == Statement.community_id) & (OpinionTopic.topic_id == Statement.topic_id),
        )
        .where(Statement.community_id == community_id, Statement.id.in_(ids))
    ).all()
    return {row.id: _stop(row, is_open=state == "open") if may_see(actor, row) else None for row, state in rows}


def _stop(row: Statement, *, is_open: bool) -> Stop:
    is_voted = row.state == StatementState.OPEN and is_open
    status = StopStatus.NOW if is_voted or row.state == StatementState.WAITING else StopStatus.DONE
    name = STATE_NAMES[StatementState(row.state)]
    return Stop(row.text, name, row.opened_at, status, target=("topic", row.topic_id))


def trace_statements(
    uow: UnitOfWork, community_id: int, things: Mapping[str, Collection[UUID]], direction: Direction
) -> FoundEdges:
    """Return statements' edges: said on a topic, merged into another. They stand in the statements themselves."""
    statements = things.get("statement", ())
    if direction is Direction.FORTH:
        said, is_whole = _best_of(uow, community_id, things.get("topic", ()))
        return FoundEdges([*said, *_edges(uow, community_id, Statement.id, statements, merged=True)], is_whole)
    came = _edges(uow, community_id, Statement.id, statements, merged=False)
    return FoundEdges([*came, *_edges(uow, community_id, Statement.merged_into_id, statements, merged=True)])


def _edges(
    uow: UnitOfWork, community_id: int, column: InstrumentedAttribute[Any], ids: Collection[UUID], *, merged: bool
) -> list[Edge]:
    """Return the merges of statements found by a column, or the topics they were said on."""
    if not ids:
        return []
    rows = uow.session.execute(
        select(Statement.id, Statement.topic_id, Statement.merged_into_id).where(
            Statement.community_id == community_id, column.in_(ids)
        )
    ).all()
    if not merged:
        return [Edge(("topic", row.topic_id), ("statement", row.id), "said") for row in rows]
    return [
        Edge(("statement", row.id), ("statement", row.merged_into_id), "merged") for row in rows if row.merged_into_id
    ]


def _best_of(uow: UnitOfWork, community_id: int, topic_ids: Collection[UUID]) -> tuple[list[Edge], bool]:
    """Return each topic's statements that most agree with, and whether that is all there are."""
    if not topic_ids:
        return [], True
    order = func.row_number().over(partition_by=Statement.topic_id, order_by=(Statement.agrees.desc(), Statement.id))
    numbered = (
        select(Statement.topic_id, Statement.id, order.label("place"))
        .where(
            Statement.community_id == community_id,
            Statement.topic_id.in_(topic_ids),
            Statement.state == StatementState.OPEN.value,
        )
        .subquery()
    )
    rows = uow.session.execute(select(numbered).where(numbered.c.place <= SHOWN_OF_TOPIC + 1)).all()
    shown = [row for row in rows if row.place <= SHOWN_OF_TOPIC]
    edges = [Edge(("topic", row.topic_id), ("statement", row.id), "said") for row in shown]
    return edges, len(shown) == len(rows)
