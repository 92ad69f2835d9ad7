"""Being excused from a term: asked by the debtor, granted or declined by whoever was to receive."""

from typing import Any
from uuid import UUID

from backend.agreements.errors import OwnEvidenceError
from backend.agreements.moves.duties import TERM_MOVES, TermMove
from backend.agreements.policy import POLICY, A
from backend.agreements.service.parties import permit_decision, permit_performer
from backend.agreements.service.term_views import view_term
from backend.agreements.service.terms import Held, lock_term, set_state, tell
from backend.core.actor import Actor
from backend.core.errors import InvalidError, MoveNotAllowedError
from backend.infra.uow import UnitOfWork


def move_term(
    uow: UnitOfWork, actor: Actor, community_id: int, term_id: UUID, move: TermMove, note: str | None
) -> dict[str, Any]:
    """Ask to be excused from what is left of a term, or answer that; return the term.

    Time goes on while it waits. Raises NotFoundError, NotDutyPartyError, OwnDutyError, OwnEvidenceError,
    MoveNotAllowedError and InvalidError (no reason).
    """
    POLICY.permit(actor, A.ACT_ON_DUTY)
    held = lock_term(uow, community_id, term_id)
    after = TERM_MOVES.next(held.state, move)
    if not note and move is not TermMove.GRANT_EXCUSE:
        raise InvalidError({"note": ["请写明原因"]})
    if move is TermMove.ASK_EXCUSE:
        _ask(uow, actor, held, note)
        told = [held.duty.receiver_unit_id]
    else:
        _answer(uow, actor, held, move)
        told = [held.duty.giver_unit_id]
    set_state(uow, actor, held, move, after, note=note)
    tell(uow, held, move.value, told, by=actor.member_id, note=note)
    return view_term(uow, actor, held.term, held.duty)


def _ask(uow: UnitOfWork, actor: Actor, held: Held, reason: str | None) -> None:
    permit_performer(actor, held.duty)
    if held.term.excuse is not None:
        raise MoveNotAllowedError("已经申请过，请等对方答复")
    held.term.excuse, held.term.excuse_by, held.term.excuse_at = reason, actor.member_id, uow.now


def _answer(uow: UnitOfWork, actor: Actor, held: Held, move: TermMove) -> None:
    permit_decision(uow, actor, held.duty, held.duty.receiver_unit_id, since=held.term.excuse_at or uow.now)
    if held.term.excuse is None:
        raise MoveNotAllowedError("现在没有等待答复的申请")
    if held.term.excuse_by == actor.member_id:
        raise OwnEvidenceError
    if move is TermMove.DECLINE_EXCUSE:
        held.term.excuse = held.term.excuse_by = held.term.excuse_at = None
