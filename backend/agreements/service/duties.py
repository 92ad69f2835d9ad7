"""Duties made of the text in force, changed by the next text, and ended. The doors that agreements call."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from backend.agreements.errors import ClauseSidesChangedError
from backend.agreements.events import DutyNews, tell_duties
from backend.agreements.models import AgreementClause, AgreementParty, AgreementVersion, Duty
from backend.agreements.rules.terms import LEAVE_DAYS
from backend.agreements.service.term_making import (
    NEW_TEXT,
    cancel_once_decided,
    cancel_term,
    first_day,
    is_owed_from,
    lock_terms,
    make_terms,
)
from backend.agreements.service.terms import news_of
from backend.agreements.types.duties import DutyState, TermState
from backend.core.clock import local_date
from backend.core.working_days import end_of_notice
from backend.infra import links
from backend.infra.rows import row_by_id
from backend.infra.uow import UnitOfWork


def make_duties(uow: UnitOfWork, community_id: int, agreement_id: UUID, version_id: UUID) -> None:
    """Make the duties of a text that comes into force, or bring those of the text before in line with it.

    A duty keeps its row by clause number, and every term that was begun or was due already. What is still to come
    follows the new text: days it does not name are cancelled, others change or are added. A clause that the text
    leaves out ends. The caller has locked the agreement. Raises NotFoundError and ClauseSidesChangedError.
    """
    version = row_by_id(uow, AgreementVersion, community_id, version_id)
    clauses = _clauses(uow, community_id, version_id)
    parties = _units_of_parties(uow, community_id, agreement_id)
    duties = {duty.clause_no: duty for duty in lock_duties(uow, community_id, agreement_id)}
    new = [clause.no for clause in clauses if clause.no not in duties]
    _refuse_changed_sides(clauses, parties, duties)
    duties |= {no: _new_duty(uow, community_id, agreement_id, version, no) for no in new}
    for clause in clauses:
        _follow(duties[clause.no], clause, version_id, parties)
        duties[clause.no].after_duty_id = None
    uow.session.add_all(duties[no] for no in new)
    uow.session.flush()
    for clause in clauses:
        duties[clause.no].after_duty_id = duties[clause.after_no].id if clause.after_no is not None else None
    uow.session.flush()
    pairs = [(("agreement", agreement_id), ("duty", duties[no].id)) for no in new]
    links.record_many(uow, community_id, pairs, relation="duty")
    make_terms(uow, version, clauses, duties, is_new=frozenset(new))
    kept = {clause.no for clause in clauses}
    left_out = [duty for no, duty in duties.items() if no not in kept]
    _end(uow, left_out, NEW_TEXT, last_day=first_day(uow, version) - timedelta(days=1))


def end_duties(
    uow: UnitOfWork,
    community_id: int,
    agreement_id: UUID,
    *,
    reason: str,
    unit_id: UUID | None = None,
    last_day: date | None = None,
) -> None:
    """End an agreement's duties; with ``unit_id``, those that a party that leaves owes or is owed.

    What is due after ``last_day`` (today or later, unless told) is cancelled; what was due before, or handed in, stays
    owed and is decided on, and so does what a party that left owes within LEAVE_DAYS. Where the party that leaves was
    to accept, the community does, or where the community is the debtor, whoever receives.
    The caller has locked the agreement.
    """
    duties = lock_duties(uow, community_id, agreement_id)
    if unit_id is None:
        _end(uow, duties, reason, last_day=last_day)
        return
    sides = [duty for duty in duties if unit_id in (duty.giver_unit_id, duty.receiver_unit_id)]
    _end(uow, sides, reason, last_day=last_day)
    for duty in duties:
        if duty.accepter_unit_id == unit_id and duty not in sides:
            duty.accepter_unit_id = duty.receiver_unit_id if duty.giver_unit_id is None else None
    uow.session.flush()


def end_debtors_duties(uow: UnitOfWork, duties: Sequence[Duty], unit_id: UUID, *, reason: str) -> None:
    """End those of one agreement's duties, locked, that a unit owes: what is still to come is cancelled."""
    _end(uow, [duty for duty in duties if duty.giver_unit_id == unit_id], reason)


def check_duty_sides(uow: UnitOfWork, community_id: int, agreement_id: UUID, version_id: UUID) -> None:
    """Raise ClauseSidesChangedError (with ``no``) where a text gives a clause number of old to another debtor.

    To be asked before a text is offered for signing: what was done under that number would change hands.
    """
    clauses = _clauses(uow, community_id, version_id)
    wanted = select(Duty).where(Duty.community_id == community_id, Duty.agreement_id == agreement_id)
    duties = {duty.clause_no: duty for duty in uow.session.scalars(wanted)}
    _refuse_changed_sides(clauses, _units_of_parties(uow, community_id, agreement_id), duties)


def _refuse_changed_sides(
    clauses: Sequence[AgreementClause], parties: dict[int, UUID | None], duties: dict[int, Duty]
) -> None:
    for clause in clauses:
        duty = duties.get(clause.no)
        if duty is not None and duty.giver_unit_id != parties[clause.giver_no]:
            raise ClauseSidesChangedError(no=clause.no)


def _clauses(uow: UnitOfWork, community_id: int, version_id: UUID) -> Sequence[AgreementClause]:
    wanted = select(AgreementClause).where(
        AgreementClause.community_id == community_id, AgreementClause.version_id == version_id
    )
    return uow.session.scalars(wanted.order_by(AgreementClause.no)).all()


def _units_of_parties(uow: UnitOfWork, community_id: int, agreement_id: UUID) -> dict[int, UUID | None]:
    rows = uow.session.execute(
        select(AgreementParty.no, AgreementParty.unit_id).where(
            AgreementParty.community_id == community_id, AgreementParty.agreement_id == agreement_id
        )
    )
    return {row.no: row.unit_id for row in rows}


def lock_duties(uow: UnitOfWork, community_id: int, agreement_id: UUID) -> Sequence[Duty]:
    """Return an agreement's duties, locked until commit: before their terms, before the entry."""
    wanted = select(Duty).where(Duty.community_id == community_id, Duty.agreement_id == agreement_id)
    return uow.session.scalars(
        wanted.order_by(Duty.id).with_for_update(key_share=True).execution_options(populate_existing=True)
    ).all()


def _new_duty(uow: UnitOfWork, community_id: int, agreement_id: UUID, version: AgreementVersion, no: int) -> Duty:
    return Duty(
        community_id=community_id,
        id=uow.new_id(),
        agreement_id=agreement_id,
        version_id=version.id,
        clause_no=no,
        made_at=uow.now,
    )


def _follow(duty: Duty, clause: AgreementClause, version_id: UUID, parties: dict[int, UUID | None]) -> None:
    duty.version_id = version_id
    duty.giver_unit_id = parties[clause.giver_no]
    duty.receiver_unit_id = parties[clause.receiver_no]
    duty.accepter_unit_id = parties[clause.accepter_no]
    duty.text, duty.amount, duty.measure = clause.text, clause.amount, clause.measure
    duty.evidence = clause.evidence
    duty.state, duty.ended_at = DutyState.IN_FORCE, None


def _end(uow: UnitOfWork, duties: Sequence[Duty], reason: str, *, last_day: date | None = None) -> None:
    """End those of one agreement's duties that are not yet; cancel of all what is due after the last day.

    What was handed in is decided on all the same, and counts; what is not accepted of it is not owed any more.
    """
    first = local_date(uow.now) if last_day is None else last_day + timedelta(days=1)
    firsts = _firsts_of_leavers(uow, duties)
    by_id = {duty.id: duty for duty in duties}
    for duty in duties:
        if duty.state == DutyState.IN_FORCE:
            duty.state, duty.ended_at = DutyState.ENDED, uow.now
    told: list[DutyNews] = []
    for duty_id, terms in lock_terms(uow, duties).items():
        day = max(first, firsts.get(by_id[duty_id].giver_unit_id, first))
        for term in terms:
            if is_owed_from(term, day):
                cancel_term(uow, term, reason)
            elif term.state == TermState.SUBMITTED and term.due_on >= day and cancel_once_decided(uow, term):
                duty = by_id[duty_id]
                sides = [duty.giver_unit_id, duty.accepter_unit_id]
                told.append(news_of(term, duty, "ended_waiting", sides, note=reason))
    uow.session.flush()
    if told:
        tell_duties(uow, duties[0].community_id, told)


def _firsts_of_leavers(uow: UnitOfWork, duties: Sequence[Duty]) -> dict[UUID | None, date]:
    """Return, by party that left, the first day for which it owes nothing any more."""
    if not duties:
        return {}
    rows = uow.session.execute(
        select(AgreementParty.unit_id, AgreementParty.left_at).where(
            AgreementParty.community_id == duties[0].community_id,
            AgreementParty.agreement_id == duties[0].agreement_id,
            AgreementParty.left_at.is_not(None),
        )
    )
    return {row.unit_id: local_date(end_of_notice(row.left_at, LEAVE_DAYS)) for row in rows}
