"""Reading terms and duties: a page of what is due, one term, an agreement's duties, the calendar."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select

from backend.agreements.models import Duty, DutyTerm
from backend.agreements.moves.duties import DUTY_STATE_NAMES, TERM_STATE_NAMES
from backend.agreements.policy import POLICY, A
from backend.agreements.rules.terms import LATE, decide_state, last_day
from backend.agreements.service.agreements.reading import load_visible
from backend.agreements.service.parties import own_unit, units_of_agreement
from backend.agreements.service.term_views import names_of_sides, titles_of, view_duty, view_term, view_terms
from backend.agreements.service.terms import get_term, terms_by_duty
from backend.agreements.types.agreements import CLAUSES_MAX
from backend.agreements.types.duties import DutyState, Side, TermFilter, TermState
from backend.core.actor import Actor
from backend.core.clock import next_month
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.uow import UnitOfWork

# As many as an agreement has at most.
ALL_CLAUSES = PageRequest(limit=CLAUSES_MAX)
_COLUMNS = {
    Side.GIVER: Duty.giver_unit_id,
    Side.RECEIVER: Duty.receiver_unit_id,
    Side.ACCEPTER: Duty.accepter_unit_id,
}


def list_terms(
    uow: UnitOfWork, actor: Actor, community_id: int, wanted: TermFilter, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return a page of terms by due day, the first first: of one's unit, for the desk of everybody.

    Raises ForbiddenError.
    """
    POLICY.permit(actor, A.READ_DUTIES, unit_id=wanted.unit_id)
    chosen = _joined(select(DutyTerm)).where(DutyTerm.community_id == community_id, *_conditions(wanted))
    found = fetch_page(uow.session, chosen, page, keys=[DutyTerm.due_on, DutyTerm.id], descending=False)
    duties = _duties_of(uow, community_id, found.items)
    items = view_terms(uow, actor, [(term, duties[term.duty_id]) for term in found.items])
    return Page(items, found.next_cursor)


def _joined(chosen: Any) -> Any:
    return chosen.join(Duty, (Duty.community_id == DutyTerm.community_id) & (Duty.id == DutyTerm.duty_id))


def _conditions(wanted: TermFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.side is not None:
        conditions.append(_COLUMNS[wanted.side].is_not_distinct_from(wanted.unit_id))
    elif wanted.unit_id is not None:
        conditions.append(or_(*(column == wanted.unit_id for column in _COLUMNS.values())))
    if wanted.states:
        conditions.append(DutyTerm.state.in_(wanted.states))
    if wanted.agreement_id is not None:
        conditions.append(Duty.agreement_id == wanted.agreement_id)
    if wanted.since is not None:
        conditions.append(DutyTerm.due_on >= wanted.since)
    if wanted.until is not None:
        conditions.append(DutyTerm.due_on <= wanted.until)
    return conditions


def _duties_of(uow: UnitOfWork, community_id: int, terms: Sequence[DutyTerm]) -> dict[UUID, Duty]:
    if not terms:
        return {}
    ids = {term.duty_id for term in terms}
    rows = uow.session.scalars(select(Duty).where(Duty.community_id == community_id, Duty.id.in_(ids)))
    return {row.id: row for row in rows}


def show_term(uow: UnitOfWork, actor: Actor, community_id: int, term_id: UUID) -> dict[str, Any]:
    """Return one term with its evidence to the agreement's parties and the desk.

    Raises NotFoundError, ForbiddenError.
    """
    held = get_term(uow, community_id, term_id)
    permit_reader(uow, actor, community_id, held.duty.agreement_id)
    return view_term(uow, actor, held.term, held.duty)


def permit_reader(uow: UnitOfWork, actor: Actor, community_id: int, agreement_id: UUID) -> None:
    """Raise ForbiddenError unless the actor is of the desk or speaks for a party of the agreement."""
    POLICY.permit(actor, A.READ_DUTIES, unit_id=_reads_as(uow, actor, community_id, agreement_id))


def _reads_as(uow: UnitOfWork, actor: Actor, community_id: int, agreement_id: UUID) -> UUID | None:
    """Return the party's unit by which the actor reads an agreement's duties; None for the desk and for strangers."""
    if POLICY.allows(actor, A.READ_DUTIES):
        return None
    return own_unit(actor, units_of_agreement(uow, community_id, agreement_id))


def list_duties(
    uow: UnitOfWork, actor: Actor, community_id: int, agreement_id: UUID, page: PageRequest = ALL_CLAUSES
) -> Page[dict[str, Any]]:
    """Return a page of an agreement's duties by clause, each with its terms, to whoever may read the agreement.

    Parties and desk may open each term (``may_open``). To others what is late is to be done still: that is between
    the parties until it is given up. Raises NotFoundError.
    """
    load_visible(uow, actor, community_id, agreement_id)
    unit_id = _reads_as(uow, actor, community_id, agreement_id)
    may_open = POLICY.allows(actor, A.READ_DUTIES, unit_id=unit_id)
    chosen = select(Duty).where(Duty.community_id == community_id, Duty.agreement_id == agreement_id)
    found = fetch_page(uow.session, chosen, page, keys=[Duty.clause_no], descending=False)
    rows = found.items
    names, titles = names_of_sides(uow, community_id, rows), titles_of(uow, community_id, rows)
    terms = terms_by_duty(uow, rows)
    items = [
        {
            **view_duty(duty, names, titles),
            "state": duty.state,
            "state_name": DUTY_STATE_NAMES[DutyState(duty.state)],
            "terms": [_short(term, tells_late=may_open) for term in terms.get(duty.id, ())],
            "may_open": may_open,
        }
        for duty in rows
    ]
    return Page(items, found.next_cursor)


def _short(term: DutyTerm, *, tells_late: bool) -> dict[str, Any]:
    state = TermState(term.state)
    if state in LATE and not tells_late:
        state = decide_state(amount=term.amount, accepted=term.accepted_amount)
    return {
        "id": term.id,
        "due_on": term.due_on,
        "last_day": last_day(term.due_on),
        "amount": term.amount,
        "accepted_amount": term.accepted_amount,
        "state": state.value,
        "state_name": TERM_STATE_NAMES[state],
    }


def show_calendar(
    uow: UnitOfWork, actor: Actor, community_id: int, month: date, unit_id: UUID | None
) -> list[dict[str, Any]]:
    """Return by day of a month (its first day is given) how many terms are due and how they stand; one statement.

    Days without any are left out. Raises ForbiddenError.
    """
    POLICY.permit(actor, A.READ_DUTIES, unit_id=unit_id)
    wanted = TermFilter(unit_id=unit_id)
    counted = _joined(select(DutyTerm.due_on, DutyTerm.state, func.count().label("number"))).where(
        DutyTerm.community_id == community_id,
        DutyTerm.due_on >= month,
        DutyTerm.due_on < next_month(month),
        DutyTerm.state != TermState.CANCELLED,
        *_conditions(wanted),
    )
    days: dict[date, dict[str, Any]] = {}
    for day, state, number in uow.session.execute(
        counted.group_by(DutyTerm.due_on, DutyTerm.state).order_by(DutyTerm.due_on)
    ):
        found = days.setdefault(day, {"day": day, "to_do": 0, "late": 0, "to_decide": 0, "done": 0})
        found[_KINDS[TermState(state)]] += number
    return list(days.values())


_KINDS = {
    TermState.OPEN: "to_do",
    TermState.PARTLY: "to_do",
    TermState.SUBMITTED: "to_decide",
    TermState.OVERDUE: "late",
    TermState.ESCALATED: "late",
    TermState.GIVEN_UP: "late",
    TermState.ACCEPTED: "done",
    TermState.EXCUSED: "done",
}
