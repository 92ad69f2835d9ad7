"""Statements and votes for tests, made through the services as people make them."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.infra.uow import UnitOfWork
from backend.moderation import service as moderation
from backend.moderation.models import ModerationItem
from backend.moderation.moves import ModerationMove
from backend.opinions import service
from backend.opinions.types import NewStatement, VoteAnswer
from tests.factories.communities import Someone


def say(uow: UnitOfWork, by: Someone, topic_id: UUID, text: str) -> UUID:
    """Say something that waits in moderation; return the statement's id."""
    new = NewStatement(text, similar_seen=True)
    statement_id: UUID = service.say(uow, by.actor, by.community_id, topic_id, new)["id"]
    return statement_id


def item_of(uow: UnitOfWork, community_id: int, statement_id: UUID) -> UUID:
    """Return the id of a statement's text in moderation."""
    return uow.session.scalars(
        select(ModerationItem.id).where(
            ModerationItem.community_id == community_id, ModerationItem.subject_id == statement_id
        )
    ).one()


def let_through(uow: UnitOfWork, by: Someone, statement_id: UUID) -> None:
    """Have a person of the desk let a statement through."""
    item_id = item_of(uow, by.community_id, statement_id)
    moderation.move_item(uow, by.actor, by.community_id, item_id, ModerationMove.PASS, None)


def open_statement(uow: UnitOfWork, by: Someone, desk: Someone, topic_id: UUID, text: str) -> UUID:
    """Say something and have it let through."""
    statement_id = say(uow, by, topic_id, text)
    let_through(uow, desk, statement_id)
    return statement_id


def vote(uow: UnitOfWork, by: Someone, topic_id: UUID, statement_id: UUID, answer: str = "agree") -> dict[str, Any]:
    """Vote on a statement."""
    return service.vote(uow, by.actor, by.community_id, topic_id, statement_id, VoteAnswer(answer))
