"""Reading opinions: how a topic's stand, its statements page by page, what is alike among them."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from backend.core.actor import Actor
from backend.core.errors import ForbiddenError
from backend.core.pseudonyms import pseudonym
from backend.deliberation import service as deliberation
from backend.deliberation.types import Stage
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.opinions.models import OpinionTopic, Statement, StatementVote
from backend.opinions.policy import POLICY, A
from backend.opinions.rules.statements import OWN_MAX
from backend.opinions.service.standing import find_row, is_open, keep_while_talking
from backend.opinions.service.view import view_statements
from backend.opinions.types import StatementFilter, StatementState

SHOWN_TO_ALL = (StatementState.OPEN, StatementState.MERGED)
PAIRS_MAX = 20


def get_opinions(uow: UnitOfWork, actor: Actor, community_id: int, topic_id: UUID) -> dict[str, Any]:
    """Return how a topic's opinions stand, to whom may know of the topic; raises NotFoundError."""
    POLICY.permit(actor, A.READ_OPINIONS)
    topic = deliberation.require_topic(uow, actor, community_id, topic_id)
    row = find_row(uow, community_id, topic_id)
    if row is None:
        opens = topic.stage is Stage.GATHERING and topic.ends_at is not None and topic.ends_at > uow.now
        return _nothing_said(actor, topic.ends_at if opens else None)
    return _view(uow, actor, row)


def set_opinions(
    uow: UnitOfWork, actor: Actor, community_id: int, topic_id: UUID, *, while_talking: bool
) -> dict[str, Any]:
    """Let opinions stay open while the topic is talked about, or not; raises NotFoundError and OpinionsClosedError."""
    POLICY.permit(actor, A.SET_OPINIONS)
    return _view(uow, actor, keep_while_talking(uow, actor, community_id, topic_id, while_talking=while_talking))


def _nothing_said(actor: Actor, closes_at: Any) -> dict[str, Any]:
    opens = closes_at is not None
    return {
        "state": "open" if opens else "not_open",
        "closes_at": closes_at,
        "closed_at": None,
        "while_talking": False,
        "statements": 0,
        "waiting": 0 if POLICY.allows(actor, A.READ_ALL_STATEMENTS) else None,
        "voters": 0,
        "votes": 0,
        "own_left_to_say": OWN_MAX if opens and POLICY.allows(actor, A.SAY) else None,
        "own_voted": 0 if opens and POLICY.allows(actor, A.VOTE) else None,
        "may_set": opens and POLICY.allows(actor, A.SET_OPINIONS),
    }


def _view(uow: UnitOfWork, actor: Actor, row: OpinionTopic) -> dict[str, Any]:
    opens = is_open(uow, row)
    shown, waiting, own, votes = uow.session.execute(
        select(
            func.count().filter(Statement.state == StatementState.OPEN.value),
            func.count().filter(Statement.state == StatementState.WAITING.value),
            func.count().filter(
                Statement.author_member_id == actor.member_id, Statement.state != StatementState.WITHDRAWN.value
            ),
            func.coalesce(
                func.sum(Statement.agrees + Statement.disagrees + Statement.passes).filter(
                    Statement.state == StatementState.OPEN.value
                ),
                0,
            ),
        ).where(Statement.community_id == row.community_id, Statement.topic_id == row.topic_id)
    ).one()
    voters = uow.session.scalar(
        select(func.count(StatementVote.voter.distinct())).where(
            StatementVote.community_id == row.community_id, StatementVote.topic_id == row.topic_id
        )
    )
    return {
        "state": "open" if opens else "closed",
        "closes_at": row.closes_at if opens else None,
        "closed_at": row.closed_at if row.closed_at is not None else None if opens else row.closes_at,
        "while_talking": row.while_talking,
        "statements": shown,
        "waiting": waiting if POLICY.allows(actor, A.READ_ALL_STATEMENTS) else None,
        "voters": voters,
        "votes": int(votes),
        "own_left_to_say": max(OWN_MAX - own, 0) if opens and POLICY.allows(actor, A.SAY) else None,
        "own_voted": _own_voted(uow, actor, row) if opens and POLICY.allows(actor, A.VOTE) else None,
        "may_set": opens and POLICY.allows(actor, A.SET_OPINIONS),
    }


def _own_voted(uow: UnitOfWork, actor: Actor, row: OpinionTopic) -> int | None:
    if row.key is None or actor.member_id is None:
        return None
    return uow.session.scalar(
        select(func.count())
        .select_from(StatementVote)
        .join(
            Statement,
            (Statement.community_id == StatementVote.community_id) & (Statement.id == StatementVote.statement_id),
        )
        .where(
            StatementVote.community_id == row.community_id,
            StatementVote.topic_id == row.topic_id,
            StatementVote.voter == pseudonym(row.key, actor.member_id),
            Statement.state == StatementState.OPEN.value,
        )
    )


def list_statements(
    uow: UnitOfWork, actor: Actor, community_id: int, topic_id: UUID, wanted: StatementFilter, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return a topic's statements, the newest first: those that are open, or in another state to whom may see them.

    Raises NotFoundError, and ForbiddenError for a state that is the desk's.
    """
    POLICY.permit(actor, A.READ_OPINIONS)
    deliberation.require_topic(uow, actor, community_id, topic_id)
    chosen = select(Statement).where(Statement.community_id == community_id, Statement.topic_id == topic_id)
    if wanted.mine:
        chosen = chosen.where(Statement.author_member_id == actor.member_id)
    elif wanted.state not in (None, *SHOWN_TO_ALL) and not POLICY.allows(actor, A.READ_ALL_STATEMENTS):
        raise ForbiddenError()
    if wanted.state is not None or not wanted.mine:
        chosen = chosen.where(Statement.state == (wanted.state or StatementState.OPEN).value)
    found = fetch_page(uow.session, chosen, page, keys=[Statement.created_at, Statement.id])
    return Page(view_statements(uow, actor, found.items), found.next_cursor)


def similar_pairs(uow: UnitOfWork, actor: Actor, community_id: int, topic_id: UUID) -> list[dict[str, Any]]:
    """Return pairs of open statements that say nearly the same, the likest first; raises NotFoundError."""
    POLICY.permit(actor, A.SORT_STATEMENTS)
    deliberation.require_topic(uow, actor, community_id, topic_id)
    rows = uow.session.scalars(
        select(Statement).where(
            Statement.community_id == community_id,
            Statement.topic_id == topic_id,
            Statement.state == StatementState.OPEN.value,
        )
    ).all()
    views = {view["id"]: view for view in view_statements(uow, actor, rows)}
    pairs = lists.alike_pairs({row.id: row.text for row in rows})[:PAIRS_MAX]
    return [{"one": views[pair.one], "other": views[pair.other], "score": pair.score} for pair in pairs]


def may_see(actor: Actor, statement: Statement) -> bool:
    """Tell whether the actor may read the statement."""
    is_own = actor.member_id is not None and actor.member_id == statement.author_member_id
    return statement.state in SHOWN_TO_ALL or is_own or POLICY.allows(actor, A.READ_ALL_STATEMENTS)


class StatementSources:
    """The port of deliberation for statements that another topic comes from."""

    def texts(self, uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> Mapping[UUID, str]:
        """Return the texts of open statements; what was taken down is not told of any more."""
        rows = uow.session.execute(
            select(Statement.id, Statement.text).where(
                Statement.community_id == community_id,
                Statement.id.in_(ids),
                Statement.state.in_([state.value for state in SHOWN_TO_ALL]),
            )
        )
        return dict(rows.all())
