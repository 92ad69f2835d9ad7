"""The opinion map as the API shows it: with the texts that may be shown, and one's own place to oneself alone."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from backend.core.actor import Actor, Role
from backend.core.pseudonyms import pseudonym
from backend.deliberation import service as deliberation
from backend.infra.db import among
from backend.infra.uow import UnitOfWork
from backend.opinions.models import OpinionMapRow, OpinionTopic, Statement, StatementVote
from backend.opinions.policy import POLICY, A
from backend.opinions.polis.types import Side
from backend.opinions.rules.maps import NOTHING_SHOWN, own_place
from backend.opinions.types import StatementState


def get_map(uow: UnitOfWork, actor: Actor, community_id: int, topic_id: UUID) -> dict[str, Any]:
    """Return the map as it was last drawn; raises NotFoundError for a topic that the actor may not know of.

    Before the first drawing, and where too few have voted, it has no groups. A statement that is no longer open is
    left out, whatever the drawing says.
    """
    POLICY.permit(actor, A.READ_MAP)
    deliberation.require_topic(uow, actor, community_id, topic_id)
    row = uow.session.get(OpinionMapRow, (community_id, topic_id))
    shown: Mapping[str, Any] = NOTHING_SHOWN if row is None else row.shown
    texts = _texts(uow, community_id, shown)
    return {
        "version": 0 if row is None else row.version,
        "drawn_at": None if row is None else row.drawn_at,
        "voters": 0 if row is None else row.voters,
        "participants": 0 if row is None else row.participants,
        "agreed": _with_texts(shown["agreed"], texts),
        "groups": [{**group, "says": _with_texts(group["says"], texts)} for group in shown["groups"]],
        "own": _own(uow, actor, community_id, topic_id, {} if row is None else row.plane),
    }


def _texts(uow: UnitOfWork, community_id: int, shown: Mapping[str, Any]) -> dict[str, str]:
    """Return the texts of what is shown, by id as a string."""
    said = [*shown["agreed"], *(said for group in shown["groups"] for said in group["says"])]
    wanted = {UUID(each["statement_id"]) for each in said}
    if not wanted:
        return {}
    found = select(Statement.id, Statement.text).where(
        Statement.community_id == community_id,
        among(Statement.id, wanted),
        Statement.state == StatementState.OPEN.value,
    )
    return {str(id_): text for id_, text in uow.session.execute(found)}


def _with_texts(said: Sequence[Mapping[str, Any]], texts: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {**each, "side": Side(each["side"]), "text": texts[each["statement_id"]]}
        for each in said
        if each["statement_id"] in texts
    ]


def _own(
    uow: UnitOfWork, actor: Actor, community_id: int, topic_id: UUID, plane: Mapping[str, Any]
) -> dict[str, Any] | None:
    """Return where the actor's votes stand; None for who has none, and once the topic's key is deleted."""
    if actor.member_id is None or Role.MEMBER not in actor.roles:
        return None
    topic = uow.session.get(OpinionTopic, (community_id, topic_id))
    if topic is None or topic.key is None:
        return None
    own = uow.session.execute(
        select(StatementVote.statement_id, StatementVote.vote)
        .join(
            Statement,
            (Statement.community_id == StatementVote.community_id) & (Statement.id == StatementVote.statement_id),
        )
        .where(
            StatementVote.community_id == community_id,
            StatementVote.topic_id == topic_id,
            StatementVote.voter == pseudonym(topic.key, actor.member_id),
            Statement.state == StatementState.OPEN.value,
        )
    )
    open_now = uow.session.scalar(
        select(func.count()).where(
            Statement.community_id == community_id,
            Statement.topic_id == topic_id,
            Statement.state == StatementState.OPEN.value,
        )
    )
    return own_place(plane, {each.statement_id: each.vote for each in own}, open_now or 0)
