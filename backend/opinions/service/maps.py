"""The opinion map is drawn: by a job after votes, never in a request."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import Uuid, case, func, literal, select, update
from sqlalchemy.dialects.postgresql import ARRAY, insert

from backend.infra import live
from backend.infra.uow import UnitOfWork
from backend.opinions.models import OpinionMapRow, OpinionTopic, Statement, StatementVote
from backend.opinions.polis.draw import draw_map
from backend.opinions.rules.maps import NOTHING_SHOWN, WIDTH, as_table, axes_before, plane_of, rest_after, shown_of
from backend.opinions.types import StatementState

TOPICS_A_SCAN = 20
NEVER_DRAWN = datetime.min.replace(tzinfo=UTC)


def communities_with_due_maps(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities where a map is to be drawn (lock-free scan over all of them)."""
    return uow.session.scalars(
        select(OpinionTopic.community_id).where(OpinionTopic.map_due_at <= uow.now).distinct()
    ).all()


def draw_due_map(uow: UnitOfWork, community_id: int) -> int:
    """Draw the map that is due first and that nobody else draws; return 1, or 0 where there is none.

    The map's own row is locked meanwhile, never the topic's: votes go on. What came in since is drawn next time.
    """
    row = _claim(uow, community_id)
    if row is None:
        return 0
    topic = OpinionTopic.community_id == community_id, OpinionTopic.topic_id == row.topic_id
    votes_version = uow.session.scalars(select(OpinionTopic.votes_version).where(*topic)).one()
    if _rests_until(row) <= uow.now:
        _draw(uow, row, votes_version)
        live.tell(uow, community_id, ("topic", row.topic_id), map=row.version)
    is_drawn = (OpinionTopic.votes_version == votes_version) & (row.votes_version == votes_version)
    due_at = case((is_drawn, None), else_=_rests_until(row))
    uow.session.execute(
        update(OpinionTopic).where(*topic).values(map_due_at=due_at).execution_options(synchronize_session=False)
    )
    return 1


def _rests_until(row: OpinionMapRow) -> datetime:
    """Return when the map may be drawn again."""
    if row.drawn_at is None:
        return NEVER_DRAWN
    return row.drawn_at + rest_after(row.voters, len(row.plane["statements"]))


def _claim(uow: UnitOfWork, community_id: int) -> OpinionMapRow | None:
    """Return the locked row of a map that is due, made first where there is none."""
    due = uow.session.scalars(
        select(OpinionTopic.topic_id)
        .where(OpinionTopic.community_id == community_id, OpinionTopic.map_due_at <= uow.now)
        .order_by(OpinionTopic.map_due_at, OpinionTopic.topic_id)
        .limit(TOPICS_A_SCAN)
    ).all()
    if not due:
        return None
    empty = {"version": 0, "votes_version": 0, "voters": 0, "participants": 0, "shown": NOTHING_SHOWN, "plane": {}}
    new = [{"community_id": community_id, "topic_id": topic_id, **empty} for topic_id in due]
    uow.session.execute(insert(OpinionMapRow).values(new).on_conflict_do_nothing())
    return uow.session.scalars(
        select(OpinionMapRow)
        .where(OpinionMapRow.community_id == community_id, OpinionMapRow.topic_id.in_(due))
        .order_by(func.array_position(due, OpinionMapRow.topic_id))
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    ).first()


def _draw(uow: UnitOfWork, row: OpinionMapRow, votes_version: int) -> None:
    statements = _open_statements(uow, row.community_id, row.topic_id)
    votes = as_table(_votes_by_voter(uow, row.community_id, row.topic_id, statements), len(statements))
    drawn = draw_map(votes, like=axes_before(row.plane, statements))
    row.version += 1
    row.votes_version = votes_version
    row.voters, row.participants = drawn.voters, drawn.participants
    row.shown, row.plane = shown_of(drawn, statements), plane_of(drawn, statements)
    row.drawn_at = uow.now
    uow.session.flush()


def _open_statements(uow: UnitOfWork, community_id: int, topic_id: UUID) -> Sequence[UUID]:
    """Return the ids of what may be voted on, the columns of the table, always in the same order."""
    return uow.session.scalars(
        select(Statement.id)
        .where(
            Statement.community_id == community_id,
            Statement.topic_id == topic_id,
            Statement.state == StatementState.OPEN.value,
        )
        .order_by(Statement.id)
    ).all()


def _votes_by_voter(
    uow: UnitOfWork, community_id: int, topic_id: UUID, statements: Sequence[UUID]
) -> Sequence[Sequence[int]]:
    """Return each voter's votes, a number each (rules.maps.WIDTH): a third of the time that ids and votes take."""
    columns = (
        func.unnest(literal(list(statements), ARRAY(Uuid(as_uuid=True))))
        .table_valued("id", with_ordinality="number")
        .render_derived(name="columns")
    )
    return uow.session.scalars(
        select(func.array_agg((columns.c.number - 1) * WIDTH + StatementVote.vote + 1))
        .select_from(StatementVote)
        .join(columns, columns.c.id == StatementVote.statement_id)
        .where(StatementVote.community_id == community_id, StatementVote.topic_id == topic_id)
        .group_by(StatementVote.voter)
    ).all()
