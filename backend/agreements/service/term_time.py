"""What time does to terms: reminds, makes overdue, escalates, gives up; a term that waits for another is left alone."""

from collections.abc import Sequence

from sqlalchemy import and_, select

from backend.agreements.events import DutyNews, record_given_up, tell_duties
from backend.agreements.models import Duty, DutyTerm
from backend.agreements.moves.duties import TERM_MOVES, TermMove
from backend.agreements.rules.terms import decide_step
from backend.agreements.service.term_lines import add_line
from backend.agreements.service.terms import finish_duties, is_waiting, news_of, waits_for
from backend.agreements.types.duties import TermState
from backend.infra.uow import UnitOfWork

TERMS_A_BATCH = 200


def communities_with_due_terms(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities with terms whose next moment is past (lock-free scan over all of them)."""
    return uow.session.scalars(select(DutyTerm.community_id).where(DutyTerm.next_at <= uow.now).distinct()).all()


def move_due_terms(uow: UnitOfWork, community_id: int) -> int:
    """Move one batch of a community's terms on, the longest due first; return how many."""
    rows = uow.session.execute(
        select(DutyTerm, Duty)
        .join(Duty, and_(Duty.community_id == DutyTerm.community_id, Duty.id == DutyTerm.duty_id))
        .where(DutyTerm.community_id == community_id, DutyTerm.next_at <= uow.now)
        .order_by(DutyTerm.next_at, DutyTerm.id)
        .limit(TERMS_A_BATCH)
        .with_for_update(of=(DutyTerm, Duty), key_share=True, skip_locked=True)
    ).all()
    if not rows:
        return 0
    terms, duties = [term for term, _ in rows], {duty.id: duty for _, duty in rows}
    before = waits_for(uow, community_id, list(duties.values()))
    told: list[DutyNews] = []
    for term in terms:
        duty = duties[term.duty_id]
        waits = is_waiting(term, before.get(duty.id))
        move, term.next_at = decide_step(TermState(term.state), term.due_on, uow.now, waits=waits)
        if move is not None:
            _move(uow, term, move)
            told += _news(term, duty, move)
    uow.session.flush()
    given_up = [term for term in terms if term.state == TermState.GIVEN_UP]
    finish_duties(uow, [duties[id_] for id_ in {term.duty_id for term in given_up}])
    tell_duties(uow, community_id, told)
    record_given_up(uow, community_id, [term.id for term in given_up])
    return len(terms)


def _move(uow: UnitOfWork, term: DutyTerm, move: TermMove) -> None:
    before = TermState(term.state)
    term.state, term.updated_at = TERM_MOVES.next(before, move), uow.now
    add_line(uow, term, move, before, by_member_id=None, note=None)


def _news(term: DutyTerm, duty: Duty, move: TermMove) -> list[DutyNews]:
    debtor, other = duty.giver_unit_id, duty.receiver_unit_id
    if move is TermMove.REMIND:
        if term.state == TermState.SUBMITTED:
            return [news_of(term, duty, "answer_late", [duty.accepter_unit_id], supervisors=True)]
        return [news_of(term, duty, "due_soon", [debtor])]
    if move is TermMove.LAPSE:
        return [news_of(term, duty, "overdue", [debtor]), news_of(term, duty, "overdue_to_you", [other])]
    if move is TermMove.ESCALATE:
        return [news_of(term, duty, "escalated", [debtor], supervisors=True)]
    return [news_of(term, duty, "given_up", [debtor, other], supervisors=True)]
