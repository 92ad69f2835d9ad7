"""How a service was found: by who was helped or who led it, once each, after the hours were entered."""

from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from backend.core.actor import Actor, Role
from backend.core.errors import NotFoundError
from backend.dossiers import events
from backend.dossiers.errors import AlreadyAnsweredError, AlreadyEvaluatedError, NotEnteredError, OwnEvaluationError
from backend.dossiers.models import Evaluation
from backend.dossiers.policy import POLICY, A
from backend.dossiers.service.view import names_of, view_evaluation
from backend.dossiers.types import Assessor
from backend.infra import outbox
from backend.infra.rows import add_or_refuse
from backend.infra.uow import UnitOfWork
from backend.volunteering import service as volunteering


def list_evaluations(uow: UnitOfWork, actor: Actor, community_id: int, record_id: UUID) -> dict[str, Any]:
    """Return a record's evaluations and whether the caller may write one; raises NotFoundError.

    The volunteer and the desk see all, everybody else what they wrote themselves.
    """
    POLICY.permit(actor, A.READ_EVALUATIONS)
    parts = _parts(uow, community_id, record_id)
    grounds = _grounds(actor, parts)
    rows = uow.session.scalars(
        select(Evaluation)
        .where(Evaluation.community_id == community_id, Evaluation.record_id == record_id)
        .order_by(Evaluation.id)
    ).all()
    sees_all = actor.member_id == parts.performed_by or POLICY.allows(actor, A.READ)
    shown = [row for row in rows if sees_all or row.written_by == actor.member_id]
    names = names_of(uow, community_id, {row.written_by for row in shown})
    has_written = any(row.written_by == actor.member_id for row in rows)
    return {
        "items": [view_evaluation(row, names) for row in shown],
        "may_evaluate": bool(grounds)
        and parts.is_entered
        and actor.member_id != parts.performed_by
        and not has_written,
        "may_answer": actor.member_id == parts.performed_by and any(row.answer is None for row in rows),
    }


def evaluate(
    uow: UnitOfWork, actor: Actor, community_id: int, record_id: UUID, score: int, words: str
) -> dict[str, Any]:
    """Say in 1 to 5 and in words how a service was, and tell the volunteer.

    Raises NotFoundError, ForbiddenError, OwnEvaluationError, NotEnteredError and AlreadyEvaluatedError.
    """
    parts = _parts(uow, community_id, record_id)
    grounds = _grounds(actor, parts)
    POLICY.permit(actor, A.EVALUATE, also=grounds)
    if actor.member_id == parts.performed_by:
        raise OwnEvaluationError()
    if not parts.is_entered:
        raise NotEnteredError()
    row = Evaluation(
        community_id=community_id,
        id=uow.new_id(),
        record_id=record_id,
        member_id=parts.performed_by,
        assessor=(Assessor.BENEFICIARY if Role.BENEFICIARY in grounds else Assessor.LEADER).value,
        score=score,
        words=words,
        written_by=actor.member_id,
        written_at=uow.now,
    )
    add_or_refuse(uow, row, refusal=AlreadyEvaluatedError)
    _tell(uow, events.EVALUATED, row, parts.performed_by, parts.title)
    return list_evaluations(uow, actor, community_id, record_id)


def answer_evaluation(
    uow: UnitOfWork, actor: Actor, community_id: int, evaluation_id: UUID, text: str
) -> dict[str, Any]:
    """Answer an evaluation of one's own, once; raises ForbiddenError (also of none) and AlreadyAnsweredError."""
    row = uow.session.get(Evaluation, (community_id, evaluation_id))
    POLICY.permit(actor, A.ANSWER, member_id=row.member_id if row else None)
    assert row is not None  # nobody is the self of no evaluation
    answered = uow.session.execute(
        update(Evaluation)
        .where(Evaluation.community_id == community_id, Evaluation.id == evaluation_id, Evaluation.answer.is_(None))
        .values(answer=text, answered_at=uow.now)
        .returning(Evaluation.id)
    )
    if answered.first() is None:
        raise AlreadyAnsweredError()
    _tell(uow, events.EVALUATION_ANSWERED, row, row.written_by, "")
    return list_evaluations(uow, actor, community_id, row.record_id)


def _parts(uow: UnitOfWork, community_id: int, record_id: UUID) -> volunteering.ServedParts:
    parts = volunteering.served_parts(uow, community_id, record_id)
    if parts is None:
        raise NotFoundError()
    return parts


def _grounds(actor: Actor, parts: volunteering.ServedParts) -> frozenset[Role]:
    """Return on what grounds the caller speaks of this service; a stranger has none."""
    if actor.member_id is None or Role.MEMBER not in actor.roles:
        return frozenset()
    held = {Role.LEADER: parts.leader_id, Role.BENEFICIARY: parts.beneficiary_id}
    return frozenset(role for role, member_id in held.items() if member_id == actor.member_id)


def _tell(uow: UnitOfWork, topic: str, row: Evaluation, member_id: UUID, title: str) -> None:
    payload = {
        "evaluation_id": str(row.id),
        "record_id": str(row.record_id),
        "member_id": str(member_id),
        "title": title,
    }
    outbox.record(uow, row.community_id, topic, payload)
