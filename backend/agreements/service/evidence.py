"""Evidence that a term was done: handed in by the debtor, decided on by whom the duty names, never by the debtor."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.agreements.errors import (
    EvidenceExceedsTermError,
    EvidenceServesAnotherError,
    OwnEvidenceError,
)
from backend.agreements.models import DutyEvidence, DutyTerm, DutyTermMove
from backend.agreements.moves.duties import TERM_MOVES, EvidenceMove, TermMove
from backend.agreements.policy import POLICY, A
from backend.agreements.rules.terms import ANSWER_DAYS, LATE, first_step, resume
from backend.agreements.service.evidence_sources import check_source
from backend.agreements.service.parties import permit_decision, permit_performer
from backend.agreements.service.term_views import view_term
from backend.agreements.service.terms import (
    Held,
    evidence_of,
    lock_term,
    refuse_waiting,
    set_state,
    tell,
    waiting_amount,
)
from backend.agreements.types.duties import EvidenceState, NewEvidence, TermState
from backend.core.actor import Actor
from backend.core.errors import InvalidError, MoveNotAllowedError
from backend.core.working_days import end_of_notice
from backend.infra import links
from backend.infra.rows import add_or_refuse, row_by_id
from backend.infra.uow import UnitOfWork


def hand_in(uow: UnitOfWork, actor: Actor, community_id: int, term_id: UUID, new: NewEvidence) -> dict[str, Any]:
    """Hand in evidence of so much of a term; return the term.

    Raises NotFoundError, NotDutyPartyError, MoveNotAllowedError, DutyWaitsError (with ``clause_no``),
    EvidenceExceedsTermError (with ``left``), EvidenceElsewhereError, EvidenceServesAnotherError and InvalidError (a
    kind the clause does not name, photos).
    """
    POLICY.permit(actor, A.ACT_ON_DUTY)
    held = lock_term(uow, community_id, term_id)
    permit_performer(actor, held.duty)
    after = TERM_MOVES.next(held.state, TermMove.SUBMIT)
    if held.term.paused_state == TermState.CANCELLED:
        raise MoveNotAllowedError("这件事已经终止，等对方验收已经交的凭证就行")
    refuse_waiting(uow, held)
    left = held.term.amount - held.term.accepted_amount - waiting_amount(evidence_of(uow, held.term))
    if new.amount > left:
        raise EvidenceExceedsTermError(f"这一期最多还能提交 {left} {held.duty.measure}", left=left)
    check_source(uow, actor, held, new)
    _store(uow, actor, held, new)
    if after is not held.state:
        held.term.paused_state, held.term.paused_at = held.state, held.term.next_at
        held.term.next_at = end_of_notice(uow.now, ANSWER_DAYS)
    set_state(uow, actor, held, TermMove.SUBMIT, after, note=_amount(held, new.amount))
    tell(uow, held, "submitted", [held.duty.accepter_unit_id], by=actor.member_id)
    return view_term(uow, actor, held.term, held.duty)


def _amount(held: Held, amount: int) -> str:
    return f"{amount} {held.duty.measure}"


def _store(uow: UnitOfWork, actor: Actor, held: Held, new: NewEvidence) -> None:
    row = DutyEvidence(
        community_id=held.term.community_id,
        id=uow.new_id(),
        term_id=held.term.id,
        kind=new.kind,
        ref_id=new.ref_id,
        photos=[str(id_) for id_ in dict.fromkeys(new.photos)],
        amount=new.amount,
        note=new.note or None,
        state=EvidenceState.WAITING,
        by_member_id=actor.member_id,
        at=uow.now,
    )
    add_or_refuse(uow, row, refusal=EvidenceServesAnotherError)


def move_evidence(
    uow: UnitOfWork,
    actor: Actor,
    community_id: int,
    evidence_id: UUID,
    move: EvidenceMove,
    *,
    amount: int | None = None,
    reason: str | None = None,
) -> dict[str, Any]:
    """Accept evidence, whole or for less than was handed in, reject it, or take one's own back; return the term.

    Less, and rejecting, need a reason. Raises NotFoundError, NotDutyPartyError, OwnDutyError, OwnEvidenceError,
    MoveNotAllowedError and InvalidError.
    """
    POLICY.permit(actor, A.ACT_ON_DUTY)
    term_id = row_by_id(uow, DutyEvidence, community_id, evidence_id).term_id
    held = lock_term(uow, community_id, term_id)
    row = row_by_id(uow, DutyEvidence, community_id, evidence_id, lock=True)
    if move is EvidenceMove.WITHDRAW:
        permit_performer(actor, held.duty)
    else:
        permit_decision(uow, actor, held.duty, held.duty.accepter_unit_id, since=row.at)
        if row.by_member_id == actor.member_id:
            raise OwnEvidenceError
    if row.state != EvidenceState.WAITING:
        raise MoveNotAllowedError("这份凭证已经处理过")
    others_wait = waiting_amount(evidence_of(uow, held.term)) > row.amount
    if move is EvidenceMove.WITHDRAW:
        row.state = EvidenceState.WITHDRAWN
    else:
        _decide(uow, actor, held, row, move, amount, reason)
    after = _go_on(uow, held, is_taken_back=move is EvidenceMove.WITHDRAW, others_wait=others_wait)
    note = "：".join(part for part in (_amount(held, row.accepted_amount or row.amount), row.reason) if part)
    set_state(uow, actor, held, _LINES[move], after, note=note)
    if move is not EvidenceMove.WITHDRAW:
        what = "reject_ended" if after is TermState.CANCELLED and move is EvidenceMove.REJECT else move.value
        tell(uow, held, what, [held.duty.giver_unit_id], by=actor.member_id, note=note)
    if row.state == EvidenceState.ACCEPTED and row.ref_id is not None:
        thing = (row.kind, row.ref_id)
        links.record(uow, community_id, from_=("duty", held.duty.id), to=thing, relation="performed")
    return view_term(uow, actor, held.term, held.duty)


_LINES = {
    EvidenceMove.ACCEPT: TermMove.ACCEPT,
    EvidenceMove.REJECT: TermMove.REJECT,
    EvidenceMove.WITHDRAW: TermMove.TAKE_BACK,
}


def _go_on(uow: UnitOfWork, held: Held, *, is_taken_back: bool, others_wait: bool) -> TermState:
    """Return what the term is now, and set when time moves it: where something is left, as if nothing had waited."""
    term = held.term
    if others_wait:
        return TermState.SUBMITTED
    if term.accepted_amount == term.amount:
        return TermState.ACCEPTED
    if term.paused_state == TermState.CANCELLED:
        term.next_at = None
        return TermState.CANCELLED
    # What waited before the columns were there goes on as open.
    paused = TermState(term.paused_state or TermState.OPEN), term.paused_at or first_step(term.due_on, uow.now)
    gets_time = not is_taken_back and not _was_sent_back(uow, term)
    after, term.next_at = resume(paused, term.due_on, uow.now, accepted=term.accepted_amount, gets_time=gets_time)
    return after


def _was_sent_back(uow: UnitOfWork, term: DutyTerm) -> bool:
    """Tell whether the debtor had to do some of it again before."""
    lines = select(DutyTermMove.id).where(
        DutyTermMove.community_id == term.community_id,
        DutyTermMove.term_id == term.id,
        DutyTermMove.move.in_((TermMove.ACCEPT, TermMove.REJECT)),
        DutyTermMove.to_state.in_((TermState.OPEN, TermState.PARTLY, *LATE)),
    )
    return uow.session.scalars(lines.limit(1)).first() is not None


def _decide(
    uow: UnitOfWork,
    actor: Actor,
    held: Held,
    row: DutyEvidence,
    move: EvidenceMove,
    amount: int | None,
    reason: str | None,
) -> None:
    """Write the decision on the evidence and what it adds to the term; the caller sets the term's state with it."""
    taken = row.amount if amount is None else amount
    if move is EvidenceMove.ACCEPT and taken > row.amount:
        raise InvalidError({"amount": [f"最多 {row.amount} {held.duty.measure}"]})
    if not reason and (move is EvidenceMove.REJECT or taken < row.amount):
        raise InvalidError({"reason": ["请写明原因，让对方知道怎么补"]})
    row.decided_by, row.decided_at, row.reason = actor.member_id, uow.now, reason or None
    if move is EvidenceMove.REJECT:
        row.state = EvidenceState.REJECTED
    else:
        row.state, row.accepted_amount = EvidenceState.ACCEPTED, taken
        held.term.accepted_amount += taken
