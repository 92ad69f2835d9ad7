"""Cases: what a supervisor without a hand in a record finds of it. What failed is corrected by another door."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, text

from backend.attachments import service as attachments
from backend.communities import service as communities
from backend.core.actor import Actor, Role
from backend.core.errors import MoveNotAllowedError, NotFoundError
from backend.infra import links
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.uow import UnitOfWork
from backend.volunteering.errors import AuditorHandsError, AuditorOtherError
from backend.volunteering.models import AuditCase, AuditFinding, AuditRound, ServiceRecord
from backend.volunteering.moves import CASE_MOVES, CaseMove
from backend.volunteering.policy import POLICY, A
from backend.volunteering.rules.audit import REMIND_EVERY, check_finding
from backend.volunteering.service.audit import telling
from backend.volunteering.service.audit.case_view import view_cases
from backend.volunteering.service.audit.closing import close_when_found
from backend.volunteering.service.correcting import file_correction
from backend.volunteering.service.history import Moved, write_moves
from backend.volunteering.service.parts import shifts_by_ids
from backend.volunteering.types import Subject
from backend.volunteering.types.audit import UNFOUND, CaseFilter, CaseState, NewFinding, Verdict

REMINDED_A_BATCH = 500
_MOVE_OF = {Verdict.PASSED: CaseMove.PASS, Verdict.FAILED: CaseMove.FAIL, Verdict.UNDECIDABLE: CaseMove.LEAVE}

# A record may have been corrected since it was drawn: what is corrected now is the end of that chain.
_IN_FORCE = text(
    """
    WITH RECURSIVE chain AS (
        SELECT e.id, e.minutes, 0 AS place FROM entered_records e WHERE e.community_id = :community_id AND e.id = :id
        UNION ALL
        SELECT e.id, e.minutes, c.place + 1 FROM chain c
        JOIN entered_records e ON e.community_id = :community_id AND e.corrects_id = c.id
    )
    SELECT c.id, c.minutes FROM chain c ORDER BY c.place DESC LIMIT 1
    """
)


def list_audit_cases(
    uow: UnitOfWork, actor: Actor, community_id: int, wanted: CaseFilter, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return cases, newest first, to supervisors."""
    POLICY.permit(actor, A.READ_AUDIT_CASES)
    statement = select(AuditCase).where(AuditCase.community_id == community_id)
    if wanted.mine:
        statement = statement.where(AuditCase.assigned_to == actor.member_id)
    if wanted.audit_id is not None:
        statement = statement.where(AuditCase.audit_id == wanted.audit_id)
    if wanted.unfound:
        statement = statement.where(AuditCase.state.in_(UNFOUND))
    found = fetch_page(uow.session, statement, page, keys=[AuditCase.id])
    return Page(view_cases(uow, actor, found.items), found.next_cursor)


def count_unfound(uow: UnitOfWork, community_id: int) -> int:
    """Return how many cases of all rounds have no finding yet."""
    counted = select(func.count()).where(AuditCase.community_id == community_id, AuditCase.state.in_(UNFOUND))
    return uow.session.execute(counted).scalar_one()


def get_audit_case(uow: UnitOfWork, actor: Actor, community_id: int, case_id: UUID) -> dict[str, Any]:
    """Return a case with its record, who had a part in it and what was found; raises NotFoundError."""
    POLICY.permit(actor, A.READ_AUDIT_CASES)
    case = uow.session.get(AuditCase, (community_id, case_id))
    if case is None:
        raise NotFoundError
    return view_cases(uow, actor, [case])[0]


def move_audit_case(uow: UnitOfWork, actor: Actor, community_id: int, case_id: UUID, move: CaseMove) -> dict[str, Any]:
    """Take a case that nobody has, whose auditor is none any more, or that is overdue.

    Raises NotFoundError, AuditorHandsError, AuditorOtherError, MoveNotAllowedError.
    """
    POLICY.permit(actor, A.AUDIT)
    case = _lock_case(uow, community_id, case_id)
    if move is not CaseMove.TAKE or case.assigned_to == actor.member_id:
        raise MoveNotAllowedError
    before = CaseState(case.state)
    state = CASE_MOVES.next(before, move)
    if actor.member_id in case.hands:
        raise AuditorHandsError
    if case.assigned_to is not None and uow.now < case.due_at and _is_supervisor(uow, community_id, case.assigned_to):
        raise AuditorOtherError
    case.state, case.assigned_to = state, actor.member_id
    case.remind_at = uow.now + REMIND_EVERY
    uow.session.flush()
    write_moves(uow, community_id, Subject.AUDIT_CASE, [Moved(case.id, move, before, state, actor.member_id)])
    return view_cases(uow, actor, [case])[0]


def _is_supervisor(uow: UnitOfWork, community_id: int, member_id: UUID) -> bool:
    return any(each.id == member_id for each in communities.holders_of(uow, community_id, Role.SUPERVISOR))


def file_finding(uow: UnitOfWork, actor: Actor, community_id: int, case_id: UUID, new: NewFinding) -> dict[str, Any]:
    """Store what the auditor found; a failed record is corrected, and the last finding closes the round.

    Raises NotFoundError, AuditorHandsError, AuditorOtherError, MoveNotAllowedError, InvalidError, and what a
    correction is refused for: CorrectionPendingError (wait for its end), TooManyMinutesError, EvidenceMissingError.
    """
    POLICY.permit(actor, A.AUDIT)
    assert actor.member_id is not None  # policy: a verified member
    round_ = _lock_round(uow, community_id, case_id)
    case = _lock_case(uow, community_id, case_id)
    if actor.member_id in case.hands:
        raise AuditorHandsError
    before, move = CaseState(case.state), _MOVE_OF[new.verdict]
    state = CASE_MOVES.next(before, move)
    if case.assigned_to != actor.member_id:
        raise AuditorOtherError
    record = uow.session.get_one(ServiceRecord, (community_id, case.record_id))
    check_finding(new, minutes=record.minutes or 0)
    attachments.use_photos(uow, actor, community_id, new.photos)
    uow.session.add(_finding(uow, actor.member_id, case, new))
    case.state = state
    uow.session.flush()
    links.record(uow, community_id, from_=("record", record.id), to=("audit_finding", case.id), relation="audited")
    write_moves(
        uow, community_id, Subject.AUDIT_CASE, [Moved(case.id, move, before, state, actor.member_id, new.reason)]
    )
    if new.minutes is not None:
        _correct(uow, actor, case, new, new.minutes)
    title = shifts_by_ids(uow, community_id, [record.shift_id])[record.shift_id].title
    telling.tell_found(uow, record, title, verdict=new.verdict, minutes=new.minutes, reason=new.reason)
    close_when_found(uow, round_)
    return view_cases(uow, actor, [case])[0]


def _correct(uow: UnitOfWork, actor: Actor, case: AuditCase, new: NewFinding, minutes: int) -> None:
    """File the correction of what is in force by now, unless another one has set it right since."""
    in_force = uow.session.execute(_IN_FORCE, {"community_id": case.community_id, "id": case.record_id}).one()
    if in_force.minutes == minutes:
        return
    correction = file_correction(
        uow,
        actor,
        case.community_id,
        in_force.id,
        minutes=minutes,
        reason=f"抽查核查：{new.reason}",
        photos=new.photos,
        finding_id=case.id,
    )
    telling.plan_correction(uow, case.community_id, correction)
    found, corrected = ("audit_finding", case.id), ("record", correction["id"])
    links.record(uow, case.community_id, from_=found, to=corrected, relation="corrected")


def _lock_round(uow: UnitOfWork, community_id: int, case_id: UUID) -> AuditRound:
    """Lock the case's round before the case: of two last findings at once, the second closes it."""
    round_ = uow.session.scalars(
        select(AuditRound)
        .join(AuditCase, (AuditCase.community_id == AuditRound.community_id) & (AuditCase.audit_id == AuditRound.id))
        .where(AuditRound.community_id == community_id, AuditCase.id == case_id)
        .with_for_update(of=AuditRound, key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if round_ is None:
        raise NotFoundError
    return round_


def _lock_case(uow: UnitOfWork, community_id: int, case_id: UUID) -> AuditCase:
    case = uow.session.get(
        AuditCase, (community_id, case_id), with_for_update={"key_share": True}, populate_existing=True
    )
    if case is None:
        raise NotFoundError
    return case


def _finding(uow: UnitOfWork, by: UUID, case: AuditCase, new: NewFinding) -> AuditFinding:
    return AuditFinding(
        community_id=case.community_id,
        id=case.id,
        verdict=new.verdict,
        minutes=new.minutes,
        ways=[way.value for way in dict.fromkeys(new.ways)],
        checked=new.checked,
        performer_word=new.performer_word,
        beneficiary_word=new.beneficiary_word,
        reason=new.reason,
        photos=[str(photo) for photo in new.photos],
        found_by=by,
        found_at=uow.now,
    )


def communities_to_remind(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities with a case of which somebody is to be reminded (lock-free scan over all of them)."""
    due = select(AuditCase.community_id).where(AuditCase.state.in_(UNFOUND), AuditCase.remind_at <= uow.now)
    return uow.session.scalars(due.distinct()).all()


def remind_auditors(uow: UnitOfWork, community_id: int) -> int:
    """Remind of one batch of cases without a finding, again in three days; return how many they are."""
    cases = uow.session.scalars(
        select(AuditCase)
        .where(AuditCase.community_id == community_id, AuditCase.state.in_(UNFOUND), AuditCase.remind_at <= uow.now)
        .order_by(AuditCase.remind_at, AuditCase.id)
        .limit(REMINDED_A_BATCH)
        .with_for_update(key_share=True, skip_locked=True)
    ).all()
    if not cases:
        return 0
    for case in cases:
        case.remind_at = uow.now + REMIND_EVERY
    uow.session.flush()
    told = communities.holders_of(uow, community_id, Role.SUPERVISOR, Role.LEAD)
    telling.tell_cases_due(uow, community_id, cases, [each.id for each in told])
    return len(cases)
