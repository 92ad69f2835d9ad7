"""Statements as moderation sees them: what becomes of one that passed, or did not."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import select

from backend.deliberation import service as deliberation
from backend.infra.rows import row_by_id
from backend.infra.uow import UnitOfWork
from backend.infra.wechat import TextScene
from backend.moderation.types import Told
from backend.opinions.models import Statement
from backend.opinions.moves import STATEMENT_MOVES, StatementMove
from backend.opinions.service.standing import find_row, is_open, touch
from backend.opinions.service.store import get_statement, move_statement
from backend.opinions.types import StatementState


class StatementTexts:
    """The port of moderation for statements."""

    name = "对议题的看法"
    scene = int(TextScene.FORUM)

    def decide(
        self, uow: UnitOfWork, community_id: int, subject_id: UUID, *, passed: bool, by_member_id: UUID | None
    ) -> bool:
        """Open the statement to votes, or refuse it; False once it was taken back or opinions are closed."""
        topic_id = row_by_id(uow, Statement, community_id, subject_id).topic_id
        opinions = find_row(uow, community_id, topic_id, lock=True)
        statement = get_statement(uow, community_id, topic_id, subject_id)
        move = StatementMove.OPEN if passed else StatementMove.REFUSE
        can_move = move in STATEMENT_MOVES.moves_from(StatementState(statement.state))
        if opinions is None or not is_open(uow, opinions) or not can_move:
            return False
        move_statement(uow, statement, move, by_member_id=by_member_id)
        if passed:
            touch(uow, opinions)
        return True

    def tell(self, uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> Mapping[UUID, Told]:
        """Return the topics that statements belong to."""
        topics = dict(
            uow.session.execute(
                select(Statement.id, Statement.topic_id).where(
                    Statement.community_id == community_id, Statement.id.in_(ids)
                )
            ).all()
        )
        titles = deliberation.topic_titles(uow, community_id, set(topics.values()))
        return {id_: Told(titles[topic_id], ("topic", topic_id)) for id_, topic_id in topics.items()}
