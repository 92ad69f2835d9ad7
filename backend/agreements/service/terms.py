"""A term with what it belongs to, locked; what every step on it shares: the line, the news, what is left to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from backend.agreements.errors import DutyWaitsError
from backend.agreements.events import DutyNews, record_done, tell_duties
from backend.agreements.models import Duty, DutyEvidence, DutyTerm
from backend.agreements.moves.duties import TermMove
from backend.agreements.rules.terms import decide_duty, last_day, must_wait
from backend.agreements.service.term_lines import add_line
from backend.agreements.types.duties import DutyState, EvidenceState, TermState
from backend.core.actor import Actor
from backend.infra.rows import row_by_id
from backend.infra.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class Held:
    """A term, and its duty."""

    term: DutyTerm
    duty: Duty

    @property
    def state(self) -> TermState:
        """Return how far the term has come."""
        return TermState(self.term.state)


def lock_term(uow: UnitOfWork, community_id: int, term_id: UUID) -> Held:
    """Lock a term's duty, then the term, as whoever ends duties does; raises NotFoundError."""
    duty_id = row_by_id(uow, DutyTerm, community_id, term_id).duty_id
    duty = row_by_id(uow, Duty, community_id, duty_id, lock=True)
    return Held(row_by_id(uow, DutyTerm, community_id, term_id, lock=True), duty)


def get_term(uow: UnitOfWork, community_id: int, term_id: UUID) -> Held:
    """Return a term and its duty; raises NotFoundError."""
    term = row_by_id(uow, DutyTerm, community_id, term_id)
    return Held(term, row_by_id(uow, Duty, community_id, term.duty_id))


def set_state(
    uow: UnitOfWork, actor: Actor, held: Held, move: TermMove, after: TermState, *, note: str | None = None
) -> None:
    """Write a step that a person took and that was decided, with its line."""
    before, held.term.state, held.term.updated_at = held.state, after, uow.now
    if after in (TermState.ACCEPTED, TermState.EXCUSED):
        held.term.next_at = None
    if after is not TermState.SUBMITTED:
        held.term.paused_state = held.term.paused_at = None
    add_line(uow, held.term, move, before, by_member_id=actor.member_id, note=note)
    uow.session.flush()
    finish_duties(uow, [held.duty])


def finish_duties(uow: UnitOfWork, duties: Sequence[Duty]) -> None:
    """Close those of one community's duties in force of which nothing is left to do."""
    in_force = [duty for duty in duties if duty.state == DutyState.IN_FORCE]
    terms = terms_by_duty(uow, in_force)
    for duty in in_force:
        close_duty(uow, duty, terms.get(duty.id, ()))
    uow.session.flush()
    record_done(uow, [duty for duty in in_force if duty.state == DutyState.DONE])


def close_duty(uow: UnitOfWork, duty: Duty, terms: Sequence[DutyTerm]) -> None:
    """Close a duty in force, whose terms these are, where nothing is left to do."""
    state = decide_duty(TermState(term.state) for term in terms)
    if state is not DutyState.IN_FORCE:
        duty.state, duty.ended_at = state, uow.now


def terms_by_duty(uow: UnitOfWork, duties: Sequence[Duty]) -> dict[UUID, list[DutyTerm]]:
    """Return all terms of one community's duties by due day."""
    if not duties:
        return {}
    wanted = select(DutyTerm).where(
        DutyTerm.community_id == duties[0].community_id, DutyTerm.duty_id.in_([duty.id for duty in duties])
    )
    found: dict[UUID, list[DutyTerm]] = {}
    for term in uow.session.scalars(wanted.order_by(DutyTerm.due_on, DutyTerm.no)):
        found.setdefault(term.duty_id, []).append(term)
    return found


def waits_for(uow: UnitOfWork, community_id: int, duties: Sequence[Duty]) -> dict[UUID, tuple[Duty, list[DutyTerm]]]:
    """Return by duty the duty that comes before it, with that one's terms; two statements."""
    ids = {duty.after_duty_id for duty in duties if duty.after_duty_id is not None}
    if not ids:
        return {}
    rows = uow.session.scalars(select(Duty).where(Duty.community_id == community_id, Duty.id.in_(ids))).all()
    earlier = {row.id: row for row in rows}
    terms = terms_by_duty(uow, rows)
    return {
        duty.id: (earlier[duty.after_duty_id], terms.get(duty.after_duty_id, []))
        for duty in duties
        if duty.after_duty_id is not None
    }


def is_waiting(term: DutyTerm, before: tuple[Duty, list[DutyTerm]] | None) -> bool:
    """Tell whether a term waits for the duty before its own (what ``waits_for`` found for it)."""
    if before is None:
        return False
    return must_wait([(each.due_on, TermState(each.state)) for each in before[1]], term.due_on)


def refuse_waiting(uow: UnitOfWork, held: Held) -> None:
    """Raise DutyWaitsError (with ``clause_no``) where another clause comes first."""
    before = waits_for(uow, held.duty.community_id, [held.duty]).get(held.duty.id)
    if before is not None and is_waiting(held.term, before):
        no = before[0].clause_no
        raise DutyWaitsError(f"要等第{no}条“{before[0].text}”办完", clause_no=no)


def evidence_of(uow: UnitOfWork, term: DutyTerm) -> Sequence[DutyEvidence]:
    """Return what was handed in for a term, the oldest first."""
    wanted = select(DutyEvidence).where(DutyEvidence.community_id == term.community_id, DutyEvidence.term_id == term.id)
    return uow.session.scalars(wanted.order_by(DutyEvidence.id).execution_options(populate_existing=True)).all()


def waiting_amount(rows: Sequence[DutyEvidence]) -> int:
    """Return how much of a term waits to be decided on."""
    return sum(row.amount for row in rows if row.state == EvidenceState.WAITING)


def tell(
    uow: UnitOfWork,
    held: Held,
    what: str,
    to: Sequence[UUID | None],
    *,
    by: UUID | None = None,
    note: str | None = None,
) -> None:
    """Tell sides of what happened to a term; None is the community."""
    tell_duties(uow, held.term.community_id, [news_of(held.term, held.duty, what, to, by=by, note=note)])


def news_of(
    term: DutyTerm,
    duty: Duty,
    what: str,
    to: Sequence[UUID | None],
    *,
    by: UUID | None = None,
    note: str | None = None,
    supervisors: bool = False,
) -> DutyNews:
    """Return the news of a term."""
    return DutyNews(
        what,
        duty.id,
        duty.text,
        to,
        term_id=term.id,
        note=note,
        last_day=last_day(term.due_on).isoformat(),
        supervisors=supervisors,
        by=by,
    )
