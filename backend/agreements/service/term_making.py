"""Terms of duties as the text in force asks for them: added, changed, cancelled. What was begun is left as it was."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import count
from uuid import UUID

from sqlalchemy import func, select

from backend.agreements.models import AgreementClause, AgreementVersion, Duty, DutyEvidence, DutyTerm
from backend.agreements.moves.duties import TermMove
from backend.agreements.rules.terms import TERMINAL, decide_state, first_step, term_days
from backend.agreements.service.term_lines import add_line
from backend.agreements.service.terms import close_duty
from backend.agreements.types.agreements import Schedule, VersionPurpose
from backend.agreements.types.duties import EvidenceState, TermState
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

    A clause to be done once has one term until the agreement is renewed: an amendment moves its day, and where it asks
    for more than was done, the rest is to be done. A worker that comes late makes the terms of the days it missed.
    """
    since = first_day(uow, version)
    had = lock_terms(uow, [duties[clause.no] for clause in clauses if clause.no not in is_new])
    waiting = _waiting_amounts(uow, had)
    added: list[DutyTerm] = []
    for clause in clauses:
        duty, terms = duties[clause.no], had.get(duties[clause.no].id, [])
        live = [term for term in terms if term.state != TermState.CANCELLED]
        before = 0
        if clause.schedule == Schedule.ONCE and live and version.purpose != VersionPurpose.RENEWAL:
            before = _move_day(uow, live, clause, since, waiting)
            days: Iterable[date] = [clause.due_on] if 0 < before < clause.amount else []
        else:
            days = _days_to_add(uow, clause, live, since, waiting, is_new=clause.no in is_new)
        numbers = count(max((term.no for term in terms), default=0) + 1)
        new = [_new_term(uow, duty, next(numbers), day, clause.amount - before, before) for day in days]
        close_duty(uow, duty, [*live, *new])
        added += new
    uow.session.add_all(added)
    uow.session.flush()


def first_day(uow: UnitOfWork, version: AgreementVersion) -> date:
    """Return the day from which a text asks: its first, or the day it was agreed on; not when a worker came to it."""
    return max(version.starts_on, local_date(version.agreed_at or uow.now))


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


def is_to_come(term: DutyTerm, day: date) -> bool:
    """Tell whether nobody has begun a term that is due on a day or later."""
    return term.state == TermState.OPEN and term.due_on >= day


def is_owed_from(term: DutyTerm, day: date) -> bool:
    """Tell whether something is left to do of a term due on a day or later, and nothing waits to be decided on."""
    return term.state not in TERMINAL and term.state != TermState.SUBMITTED and term.due_on >= day


def cancel_term(uow: UnitOfWork, term: DutyTerm, reason: str) -> None:
    """Take back what is left of a term."""
    _change(uow, term, TermMove.CANCEL, TermState.CANCELLED, reason)
    term.next_at = None


def cancel_once_decided(uow: UnitOfWork, term: DutyTerm) -> bool:
    """Let what is not accepted of a term that waits be cancelled then; tell whether that is news."""
    is_new = term.paused_state != TermState.CANCELLED
    term.paused_state, term.paused_at = TermState.CANCELLED, uow.now
    return is_new


def _days_to_add(
    uow: UnitOfWork,
    clause: AgreementClause,
    live: Collection[DutyTerm],
    since: date,
    waiting: Mapping[UUID, int],
    *,
    is_new: bool,
) -> Iterable[date]:
    """Bring the terms to come in line with the clause; return its days that none stands for, none before ``since``."""
    schedule = Schedule(clause.schedule)
    days = term_days(schedule, clause.due_on, clause.until_on)
    if schedule is not Schedule.ONCE or not is_new:
        days = [day for day in days if day >= since]
    for term in live:
        if term.due_on < since or term.state in TERMINAL:
            continue
        if term.due_on in days:
            _change_term(uow, term, term.due_on, clause.amount, waiting)
        elif is_to_come(term, since):
            cancel_term(uow, term, NEW_TEXT)
    taken = {term.due_on for term in live}
    return [day for day in days if day not in taken]


def _move_day(
    uow: UnitOfWork, live: Sequence[DutyTerm], clause: AgreementClause, since: date, waiting: Mapping[UUID, int]
) -> int:
    """Let the last term stand for what is to be done once; others still to come are those of a schedule given up.

    Return how much of it was done where nothing is open: what was decided is told and stays, so more is a new term.
    """
    *others, last = live
    for term in others:
        if is_to_come(term, since):
            cancel_term(uow, term, NEW_TEXT)
    if last.state == TermState.ACCEPTED:
        return last.before_amount + last.accepted_amount
    if last.state not in TERMINAL:
        _change_term(uow, last, clause.due_on, clause.amount - last.before_amount, waiting)
    return 0


def _change_term(uow: UnitOfWork, term: DutyTerm, day: date, amount: int, waiting: Mapping[UUID, int]) -> None:
    """Give a term another day and amount, no less than was handed in: what was overdue has time again."""
    amount = max(amount, term.accepted_amount + waiting.get(term.id, 0))
    if amount <= 0:
        cancel_term(uow, term, NEW_TEXT)
        return
    if (term.due_on, term.amount) == (day, amount):
        return
    after, at = decide_state(amount=amount, accepted=term.accepted_amount), first_step(day, uow.now)
    if term.state == TermState.SUBMITTED:
        term.paused_state, term.paused_at, after = after, at, TermState.SUBMITTED
    else:
        term.next_at = None if after in TERMINAL else at
    term.due_on, term.amount = day, amount
    _change(uow, term, TermMove.CHANGE, after, f"{NEW_TEXT}：{day.month}月{day.day}日前，{amount}")


def _waiting_amounts(uow: UnitOfWork, had: Mapping[UUID, Sequence[DutyTerm]]) -> dict[UUID, int]:
    """Return by term how much of it waits to be decided on."""
    submitted = [term for terms in had.values() for term in terms if term.state == TermState.SUBMITTED]
    if not submitted:
        return {}
    rows = uow.session.execute(
        select(DutyEvidence.term_id, func.sum(DutyEvidence.amount).label("amount"))
        .where(
            DutyEvidence.community_id == submitted[0].community_id,
            DutyEvidence.term_id.in_([term.id for term in submitted]),
            DutyEvidence.state == EvidenceState.WAITING,
        )
        .group_by(DutyEvidence.term_id)
    )
    return {row.term_id: int(row.amount) for row in rows}


def _new_term(uow: UnitOfWork, duty: Duty, no: int, day: date, amount: int, before: int) -> DutyTerm:
    return DutyTerm(
        community_id=duty.community_id,
        id=uow.new_id(),
        duty_id=duty.id,
        no=no,
        due_on=day,
        amount=amount,
        before_amount=before,
        accepted_amount=0,
        state=TermState.OPEN,
        next_at=first_step(day, uow.now),
        updated_at=uow.now,
    )


def _change(uow: UnitOfWork, term: DutyTerm, move: TermMove, after: TermState, note: str) -> None:
    before = TermState(term.state)
    term.state, term.updated_at = after, uow.now
    add_line(uow, term, move, before, by_member_id=None, note=note)
