"""What an agreed text brings about: it comes into force on its day, gives way to the next one, and ends."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from backend.agreements.models import Agreement, AgreementVersion
from backend.agreements.moves.agreements import AGREEMENT_MOVES, VERSION_MOVES, AgreementMove
from backend.agreements.rules.course import Span, Step, next_at, step_now
from backend.agreements.service.agreements import store
from backend.agreements.service.agreements.store import Held
from backend.agreements.service.agreements.telling import forget_end, plan_end, tell
from backend.agreements.service.duties import end_duties, make_duties
from backend.agreements.types.agreements import AgreementState, VersionPurpose, VersionState
from backend.infra.uow import UnitOfWork

# One transaction's worth: each may make its duties.
BATCH = 20
BY_TERM = "期限届满"
BY_CONSENT = "各方同意终止"


def settle(uow: UnitOfWork, held: Held) -> None:
    """Do what is due by now, one step after the other, and set when something is due next."""
    row = held.row
    while row.state in (AgreementState.SIGNED, AgreementState.IN_FORCE):
        current, waiting = held.current, held.waiting
        assert current is not None  # ck_agreements_version
        spans = _span(current), _span(waiting) if waiting else None
        step = step_now(held.state, *spans, uow.now)
        if step is None:
            row.next_at = next_at(held.state, *spans)
            break
        _do(uow, held, step, current, waiting)
    uow.session.flush()


def _span(version: AgreementVersion) -> Span:
    return Span(version.starts_on, version.ends_on, VersionPurpose(version.purpose))


def _do(uow: UnitOfWork, held: Held, step: Step, current: AgreementVersion, waiting: AgreementVersion | None) -> None:
    if step is Step.FOLLOW and waiting is not None:
        current.state = VERSION_MOVES.next(VersionState(current.state), AgreementMove.START).value
        forget_end(uow, current)
        held.row.version = waiting.version
        _start(uow, held, waiting)
    elif step is Step.START:
        _start(uow, held, current)
    else:
        is_agreed = step is Step.END_AGREED and waiting is not None
        last = waiting if is_agreed and waiting else current
        end(uow, held, BY_CONSENT if is_agreed else BY_TERM, last_day=last.ends_on)


def _start(uow: UnitOfWork, held: Held, version: AgreementVersion) -> None:
    before = held.state
    held.row.state = AGREEMENT_MOVES.next(before, AgreementMove.START).value
    store.write_line(uow, held.row, AgreementMove.START, before=before, by=None)
    make_duties(uow, held.row.community_id, held.row.id, version.id)
    for party in held.parties:
        if party.left_at is not None:  # it left before the first day
            end_duties(uow, held.row.community_id, held.row.id, reason=party.left_reason or "", unit_id=party.unit_id)
    plan_end(uow, held, version)
    tell(uow, held, "started", version)


def end(uow: UnitOfWork, held: Held, reason: str, *, last_day: date | None = None) -> None:
    """End an agreement that was signed, with its duties and whatever text is still open; ``last_day`` was agreed."""
    row, current, before = held.row, held.current, held.state
    assert current is not None  # ck_agreements_version
    row.state = AGREEMENT_MOVES.next(before, AgreementMove.END).value
    row.next_at, row.ended_at, row.end_reason = None, uow.now, reason
    if (version := held.open) is not None:
        version.state = VERSION_MOVES.next(VersionState(version.state), AgreementMove.END).value
    store.write_line(uow, row, AgreementMove.END, before=before, by=None, note=reason)
    end_duties(uow, row.community_id, row.id, reason=reason, last_day=last_day)
    forget_end(uow, current)
    tell(uow, held, "ended", current, note=reason)


def communities_with_due_agreements(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities where an agreement begins or ends by now (lock-free scan over all of them)."""
    due = select(Agreement.community_id).where(Agreement.next_at <= uow.now)
    return uow.session.scalars(due.distinct()).all()


def do_due_agreements(uow: UnitOfWork, community_id: int) -> int:
    """Begin and end a batch of what is due; return how many agreements were taken."""
    rows = uow.session.scalars(
        select(Agreement)
        .where(Agreement.community_id == community_id, Agreement.next_at <= uow.now)
        .order_by(Agreement.next_at, Agreement.id)
        .limit(BATCH)
        .with_for_update(skip_locked=True, key_share=True)
        .execution_options(populate_existing=True)
    ).all()
    for held in store.load_many(uow, community_id, rows, whole=False):
        settle(uow, held)
    return len(rows)
