"""Votes: one per member and statement, under a pseudonym, changed as often as one likes until the close."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import LargeBinary, bindparam, exists, func, select
from sqlalchemy.dialects.postgresql import insert

from backend.core.actor import Actor
from backend.core.pseudonyms import pseudonym
from backend.deliberation import service as deliberation
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.uow import UnitOfWork
from backend.opinions.errors import OpinionsClosedError, StatementNotOpenError
from backend.opinions.models import OpinionTopic, Statement, StatementVote
from backend.opinions.policy import POLICY, A
from backend.opinions.service.standing import find_row, is_open, lock_open, touch
from backend.opinions.service.store import get_statement
from backend.opinions.types import ANSWERS, NUMBERS, StatementState, VoteAnswer

COLUMNS = {VoteAnswer.AGREE: "agrees", VoteAnswer.DISAGREE: "disagrees", VoteAnswer.PASS: "passes"}


def vote(
    uow: UnitOfWork, actor: Actor, community_id: int, topic_id: UUID, statement_id: UUID, answer: VoteAnswer
) -> dict[str, Any]:
    """Vote, or vote anew; return the answer with how many think what now.

    Raises NotFoundError, OpinionsClosedError and StatementNotOpenError.
    """
    POLICY.permit(actor, A.VOTE)
    opinions = lock_open(uow, actor, community_id, topic_id)
    statement = get_statement(uow, community_id, topic_id, statement_id)
    if statement.state != StatementState.OPEN:
        into = statement.merged_into_id
        raise StatementNotOpenError(merged_into_id=None if into is None else str(into))
    voter = voter_of(opinions, actor)
    before = _vote_of(uow, statement, voter)
    if before != NUMBERS[answer]:
        _store(uow, statement, voter, answer, before)
        touch(uow, opinions)
    return {"answer": answer, **{name: getattr(statement, name) for name in COLUMNS.values()}}


def voter_of(opinions: OpinionTopic, actor: Actor) -> bytes:
    """Return the actor's pseudonym in a topic that is open; raises OpinionsClosedError once the key is gone."""
    if opinions.key is None or actor.member_id is None:
        raise OpinionsClosedError()
    return pseudonym(opinions.key, actor.member_id)


def _vote_of(uow: UnitOfWork, statement: Statement, voter: bytes) -> int | None:
    return uow.session.scalar(
        select(StatementVote.vote).where(
            StatementVote.community_id == statement.community_id,
            StatementVote.topic_id == statement.topic_id,
            StatementVote.voter == voter,
            StatementVote.statement_id == statement.id,
        )
    )


def _store(uow: UnitOfWork, statement: Statement, voter: bytes, answer: VoteAnswer, before: int | None) -> None:
    """Write the vote and count it; the topic is locked, so the counts are those of the votes."""
    new = insert(StatementVote).values(
        community_id=statement.community_id,
        topic_id=statement.topic_id,
        voter=voter,
        statement_id=statement.id,
        vote=NUMBERS[answer],
    )
    key = [column.name for column in StatementVote.__table__.primary_key]
    uow.session.execute(new.on_conflict_do_update(index_elements=key, set_={"vote": new.excluded.vote}))
    if before is not None:
        _count(statement, ANSWERS[before], -1)
    _count(statement, answer, 1)


def _count(statement: Statement, answer: VoteAnswer, by: int) -> None:
    setattr(statement, COLUMNS[answer], getattr(statement, COLUMNS[answer]) + by)


def deck(uow: UnitOfWork, actor: Actor, community_id: int, topic_id: UUID, limit: int) -> dict[str, Any]:
    """Return the next statements that the actor has not voted on, and how many are left.

    What fewest have voted on comes first; among those each voter has an order of their own, which stays.
    Raises NotFoundError and OpinionsClosedError.
    """
    POLICY.permit(actor, A.VOTE)
    opinions = _readable(uow, actor, community_id, topic_id)
    if opinions is None:
        return {"items": [], "left": 0}
    voter = voter_of(opinions, actor)
    voted = exists().where(
        StatementVote.community_id == community_id,
        StatementVote.topic_id == topic_id,
        StatementVote.voter == voter,
        StatementVote.statement_id == Statement.id,
    )
    shuffled = func.sha256(bindparam("voter", voter, LargeBinary).op("||")(func.uuid_send(Statement.id)))
    rows = uow.session.execute(
        select(Statement.id, Statement.text, func.count().over().label("left"))
        .where(
            Statement.community_id == community_id,
            Statement.topic_id == topic_id,
            Statement.state == StatementState.OPEN.value,
            ~voted,
        )
        .order_by(Statement.agrees + Statement.disagrees + Statement.passes, shuffled)
        .limit(limit)
    ).all()
    return {
        "items": [{"id": row.id, "text": row.text} for row in rows],
        "left": rows[0].left if rows else 0,
    }


def own_votes(
    uow: UnitOfWork, actor: Actor, community_id: int, topic_id: UUID, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return the actor's own votes, for as long as the topic's key is there.

    Raises NotFoundError and OpinionsClosedError.
    """
    POLICY.permit(actor, A.VOTE)
    opinions = _readable(uow, actor, community_id, topic_id)
    if opinions is None:
        return Page([])
    own = select(StatementVote.statement_id, StatementVote.vote).where(
        StatementVote.community_id == community_id,
        StatementVote.topic_id == topic_id,
        StatementVote.voter == voter_of(opinions, actor),
    )
    chosen = select(Statement).where(
        Statement.community_id == community_id,
        Statement.state == StatementState.OPEN.value,
        Statement.id.in_(select(own.subquery().c.statement_id)),
    )
    found = fetch_page(uow.session, chosen, page, keys=[Statement.id])
    votes = _votes(uow, own, [statement.id for statement in found.items])
    return Page(
        [{"id": each.id, "text": each.text, "answer": ANSWERS[votes[each.id]]} for each in found.items],
        found.next_cursor,
    )


def _votes(uow: UnitOfWork, own: Any, ids: Sequence[UUID]) -> dict[UUID, int]:
    rows = uow.session.execute(own.where(StatementVote.statement_id.in_(ids)))
    return {row.statement_id: row.vote for row in rows}


def _readable(uow: UnitOfWork, actor: Actor, community_id: int, topic_id: UUID) -> OpinionTopic | None:
    """Return the open row, or None where nobody has said anything yet."""
    row = find_row(uow, community_id, topic_id)
    if row is None:
        deliberation.require_topic(uow, actor, community_id, topic_id)
        return None
    if not is_open(uow, row):
        raise OpinionsClosedError()
    return row
