"""Who may take a place: whose word it needs, and what speaks against it. It stores nothing."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import or_, select

from backend.communities import service as communities
from backend.communities.service import MemberFacts
from backend.core.actor import Actor
from backend.core.clock import local_date
from backend.core.errors import InvalidError
from backend.identity import service as identity
from backend.infra.uow import UnitOfWork
from backend.volunteering.errors import (
    GuardianNeededError,
    GuardianNotFoundError,
    MinorDangerError,
    NotYourWardError,
    OwnNeedError,
    QualificationNeededError,
    QualificationUnconfirmedError,
    RisksNotAcceptedError,
    ShiftNotOpenError,
    ShiftStartedError,
    TooYoungError,
)
from backend.volunteering.models import Shift, ShiftRole, SignUp
from backend.volunteering.rules.promises import ASKED_FOR, STRIKES_WITHIN, Standing, standing
from backend.volunteering.types import ShiftState, SignUpState
from backend.volunteering.types.activities import AskedAs, NamedPhone, SignUpWish, Word


def check_open(shift: Shift, now: datetime) -> None:
    """Raise ShiftNotOpenError or ShiftStartedError unless one may sign up still."""
    if shift.state == ShiftState.CANCELLED:
        raise ShiftNotOpenError
    if shift.state == ShiftState.ENDED or now >= shift.starts_at:
        raise ShiftStartedError


def check_risks(shift: Shift, *, accept_risks: bool) -> None:
    """Raise RisksNotAcceptedError unless they were shown and accepted (志愿服务条例 Art. 12)."""
    if (shift.risks or shift.dangerous) and not accept_risks:
        raise RisksNotAcceptedError(risks=shift.risks)


def check_fit(shift: Shift, role: ShiftRole | None, member_id: UUID, facts: MemberFacts) -> None:
    """Raise unless the member is not who is served and is old enough (志愿服务条例 Art. 15)."""
    if member_id == shift.beneficiary_id:
        raise OwnNeedError
    day = local_date(shift.starts_at)
    ages = [age for age in (shift.age_min, role.age_min if role else None) if age is not None]
    if ages and communities.age_on(facts.birth_date, day) < max(ages):
        raise TooYoungError(age_min=max(ages))
    if shift.dangerous and not communities.is_adult(facts.birth_date, day):
        raise MinorDangerError


def check_choices(actor: Actor, role: ShiftRole | None, wish: SignUpWish) -> None:
    """Raise QualificationNeededError, or InvalidError where the unit is none the caller works for."""
    if role is not None and role.qualification is not None and not wish.qualification_number:
        raise QualificationNeededError(qualification=role.qualification)
    if wish.for_unit_id is not None and wish.for_unit_id not in actor.units:
        raise InvalidError({"for_unit_id": ["您不是这家单位的员工，或者单位还没有确认"]})


def is_unqualified(row: SignUp) -> bool:
    """Tell whether nobody has looked at the certificate that the place asks for."""
    return row.qualification_number is not None and row.qualification_confirmed_at is None


def check_qualified(row: SignUp) -> None:
    """Raise QualificationUnconfirmedError while nobody has looked at the certificate (志愿服务条例 Art. 16)."""
    if is_unqualified(row):
        raise QualificationUnconfirmedError


def own_word(uow: UnitOfWork, actor: Actor, shift: Shift, facts: MemberFacts, wish: SignUpWish) -> Word | None:
    """Return whose word the caller's own sign-up needs beside theirs, or None.

    上海市志愿服务条例 Art. 13, 河南省志愿服务条例 Art. 8: minors with their guardian's consent; we ask it everywhere.
    Raises GuardianNeededError, GuardianNotFoundError.
    """
    assert actor.member_id is not None  # policy: a verified member
    if not communities.is_adult(facts.birth_date, local_date(shift.starts_at)):
        return Word(facts.guardian_id or _named_guardian(uow, shift.community_id, wish.guardian), AskedAs.GUARDIAN)
    if actor.member_id == shift.leader_id:
        return None
    if standing_of(uow, shift.community_id, actor.member_id).asked_until is not None:
        return Word(shift.leader_id, AskedAs.LEADER)
    return None


def _named_guardian(uow: UnitOfWork, community_id: int, named: NamedPhone | None) -> UUID:
    """Return whom a minor of 14 to 17 names; that they are the guardian is their own word when they consent."""
    if named is None:
        raise GuardianNeededError
    found = find_named(uow, community_id, named)
    facts = communities.member_facts(uow, community_id, [found] if found else [])
    if found is None or not communities.is_adult(facts[found].birth_date, local_date(uow.now)):
        raise GuardianNotFoundError
    return found


def find_named(uow: UnitOfWork, community_id: int, named: NamedPhone) -> UUID | None:
    """Return the verified member of this name and this phone."""
    person_id = identity.find_person_by_phone(uow, named.phone)
    found = None if person_id is None else communities.find_member_of(uow, community_id, person_id)
    return found.id if found is not None and found.name == named.name else None


def check_ward(actor: Actor, facts: MemberFacts | None, today: date, *, wish: SignUpWish | None = None) -> None:
    """Raise NotYourWardError unless the caller is the guardian of this verified minor, InvalidError for a unit."""
    is_ward = facts is not None and facts.guardian_id is not None and facts.guardian_id == actor.member_id
    if not is_ward or facts is None or communities.is_adult(facts.birth_date, today):
        raise NotYourWardError
    if wish is not None and wish.for_unit_id is not None:
        raise InvalidError({"for_unit_id": ["孩子的时长不能计入您的单位"]})


def standing_of(uow: UnitOfWork, community_id: int, member_id: UUID) -> Standing:
    """Return how the member kept promises lately."""
    since = uow.now - STRIKES_WITHIN - ASKED_FOR
    rows = uow.session.execute(
        select(SignUp.cancelled_late_at, Shift.starts_at)
        .join(Shift, (Shift.community_id == SignUp.community_id) & (Shift.id == SignUp.shift_id))
        .where(
            SignUp.community_id == community_id,
            SignUp.member_id == member_id,
            SignUp.excused_at.is_(None),
            or_(SignUp.state == SignUpState.NO_SHOW, SignUp.cancelled_late_at.is_not(None)),
            Shift.starts_at >= since,
        )
    )
    return standing([row.cancelled_late_at or row.starts_at for row in rows], now=uow.now)
