"""Terms of duties as the text in force asks for them: added, changed, cancelled. What was begun is left as it was."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from itertools import count
from uuid import UUID

from sqlalchemy import select

from backend.agreements.models import AgreementClause, AgreementVersion, Duty, DutyTerm
from backend.agreements.moves.duties import TermMove
from backend.agreements.rules.terms import TERMINAL, decide_state, first_step, is_done, term_days
from backend.agreements.service.term_lines import add_line
from backend.agreements.types.agreements import Schedule, VersionPurpose
from backend.agreements.types.duties import DutyState, TermState
from backend.core.clock import local_date
from backend.infra.uow import UnitOfWork

NEW_TEXT = "按新的协议文本"


def make_terms(
    uow: UnitOfWork,
    version: AgreementVersion,
    clauses: Sequence[AgreementClause],
    duties: dict[int, Duty],
    *,
    is_new: frozenset[int],
) -> None:
    """Add the days to come that no term stands for, and change or cancel what was not begun.

    A clause to be done once has one term until the agreement is renewed: an amendment moves its day.
    """
    had = lock_terms(uow, [duties[clause.no] for clause in clauses if clause.no not in is_new])
    added: list[DutyTerm] = []
    for clause in clauses:
        duty, terms = duties[clause.no], had.get(duties[clause.no].id, [])
        live = [term for term in terms if term.state != TermState.CANCELLED]
        if clause.schedule == Schedule.ONCE and live and version.purpose != VersionPurpose.RENEWAL:
            _move_day(uow, live[-1], clause.due_on, clause.amount)
            days: Iterable[date] = ()
        else:
            days = _days_to_add(uow, clause, live, is_new=clause.no in is_new)
        numbers = count(max((term.no for term in terms), default=0) + 1)
        new = [_new_term(uow, duty, next(numbers), day, clause.amount) for day in days]
        if is_done(TermState(term.state) for term in (*live, *new)):
            duty.state, duty.ended_at = DutyState.DONE, uow.now
        added += new
    uow.session.add_all(added)
    uow.session.flush()


def lock_terms(uow: UnitOfWork, duties: Sequence[Duty]) -> dict[UUID, list[DutyTerm]]:
    """Return the terms of one community's duties by duty, by number, locked until commit."""
    if not duties:
        return {}
    wanted = select(DutyTerm).where(
        DutyTerm.community_id == duties[0].community_id, DutyTerm.duty_id.in_([duty.id for duty in duties])
    )
    found: dict[UUID, list[DutyTerm]] = {}
    for term in uow.session.scalars(wanted.order_by(DutyTerm.id).with_for_update(key_share=True)):
        found.setdefault(term.duty_id, []).append(term)
    return {duty_id: sorted(terms, key=lambda term: term.no) for duty_id, terms in found.items()}


def is_to_come(term: DutyTerm, today: date) -> bool:
    """Tell whether nobody has begun a term and its day is not over."""
    return term.state == TermState.OPEN and term.due_on >= today


def cancel_term(uow: UnitOfWork, term: DutyTerm, reason: str) -> None:
    """Take back a term that nobody has begun."""
    _change(uow, term, TermMove.CANCEL, TermState.CANCELLED, reason)
    term.next_at = None


def _days_to_add(
    uow: UnitOfWork, clause: AgreementClause, live: Collection[DutyTerm], *, is_new: bool
) -> Iterable[date]:
    """Bring the terms to come in line with the clause; return its days that none stands for, none of them past."""
    schedule, today = Schedule(clause.schedule), local_date(uow.now)
    days = term_days(schedule, clause.due_on, clause.until_on)
    if schedule is not Schedule.ONCE or not is_new:
        days = [day for day in days if day >= today]
    for term in live:
        if not is_to_come(term, today):
            continue
        if term.due_on not in days:
            cancel_term(uow, term, NEW_TEXT)
        elif term.amount != clause.amount:
            _change(uow, term, TermMove.CHANGE, TermState.OPEN, f"{NEW_TEXT}：{term.amount}改为{clause.amount}")
            term.amount = clause.amount
    taken = {term.due_on for term in live}
    return [day for day in days if day not in taken]


def _move_day(uow: UnitOfWork, term: DutyTerm, day: date, amount: int) -> None:
    """Give a term that is not finished another day and amount: what was overdue has time again."""
    state = TermState(term.state)
    if state in TERMINAL or state is TermState.SUBMITTED or (term.due_on, term.amount) == (day, amount):
        return
    amount = max(amount, term.accepted_amount)
    after = decide_state(amount=amount, accepted=term.accepted_amount, is_waiting=False)
    _change(uow, term, TermMove.CHANGE, after, f"{NEW_TEXT}：到{day}，{amount}")
    term.due_on, term.amount = day, amount
    term.next_at = None if after in TERMINAL else first_step(day, uow.now)


def _new_term(uow: UnitOfWork, duty: Duty, no: int, day: date, amount: int) -> DutyTerm:
    return DutyTerm(
        community_id=duty.community_id,
        id=uow.new_id(),
        duty_id=duty.id,
        no=no,
        due_on=day,
        amount=amount,
        accepted_amount=0,
        state=TermState.OPEN,
        next_at=first_step(day, uow.now),
        updated_at=uow.now,
    )


def _change(uow: UnitOfWork, term: DutyTerm, move: TermMove, after: TermState, note: str) -> None:
    before = TermState(term.state)
    term.state, term.updated_at = after, uow.now
    add_line(uow, term, move, before, by_member_id=None, note=note)
