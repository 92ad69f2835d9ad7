"""Joining, verifying, roles. A side of the privacy law: consent is stored with the version of what was shown."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, or_, select
from sqlalchemy.dialects.postgresql import insert

from backend.communities.errors import (
    AlreadyMemberError,
    GuardianRequiredError,
    GuardianUnfitError,
    HomeElsewhereError,
    PrivacyOutdatedError,
)
from backend.communities.models import Household, Member, MemberEvent, PersonCommunity
from backend.communities.moves import MEMBER_MOVES, MemberMove
from backend.communities.names import hash_name
from backend.communities.policy import POLICY, A
from backend.communities.privacy import PRIVACY_VERSION
from backend.communities.rules import is_adult, needs_guardian
from backend.communities.service.community import get_community
from backend.communities.service.employment import end_employments, open_employment
from backend.communities.service.view import grounds_on, may_verify, view_members
from backend.communities.types import GRANTED, REVOKED, Application, HouseholdAddress, MemberState
from backend.core.actor import Actor, Role
from backend.core.clock import local_date
from backend.core.errors import InvalidError, MoveNotAllowedError, NotFoundError
from backend.identity import service as identity
from backend.infra import outbox
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.rows import add_or_refuse, refusing
from backend.infra.runtime import runtime
from backend.infra.uow import UnitOfWork

GRANTABLE = frozenset({Role.STAFF, Role.LEAD, Role.SUPERVISOR})


def join(uow: UnitOfWork, actor: Actor, community_id: int, application: Application) -> dict[str, Any]:
    """Apply for membership.

    Raises PrivacyOutdatedError, AlreadyMemberError, HomeElsewhereError, GuardianRequiredError, GuardianUnfitError.
    """
    POLICY.permit(actor, A.JOIN)
    get_community(uow, community_id)
    if application.privacy_version != PRIVACY_VERSION:
        raise PrivacyOutdatedError(current=PRIVACY_VERSION)
    today = local_date(uow.now)
    if application.birth_date > today:
        raise InvalidError({"birth_date": ["出生日期不能晚于今天"]})
    guardian_id = _find_guardian(uow, community_id, application)
    member = Member(
        community_id=community_id,
        id=uow.new_id(),
        person_id=actor.person_id,
        name=application.name,
        birth_date=application.birth_date,
        state=MemberState.AWAITING_GUARDIAN if guardian_id else MemberState.APPLIED,
        tie=application.tie,
        household_id=_household(uow, community_id, application.household),
        guardian_member_id=guardian_id,
        party_member=application.party_member,
        roles=[],
        privacy_version=application.privacy_version,
        consented_at=uow.now,
        created_at=uow.now,
    )
    _insert(uow, member)
    identity.name_person(uow, actor.person_id, application.name)
    if application.unit_id is not None:
        open_employment(uow, community_id, unit_id=application.unit_id, member_id=member.id, role=Role.UNIT_EMPLOYEE)
    return view_members(uow, actor, [member], own=True)[0]


def _find_guardian(uow: UnitOfWork, community_id: int, application: Application) -> UUID | None:
    """Return the guardian of somebody under 14, checked; None for everybody else."""
    today = local_date(uow.now)
    if not needs_guardian(application.birth_date, today):
        return None
    wanted = select(Member).where(Member.community_id == community_id, Member.state == MemberState.VERIFIED)
    if application.guardian_member_id is not None:
        wanted = wanted.where(Member.id == application.guardian_member_id)
    elif application.guardian_phone is not None:
        wanted = wanted.where(Member.person_id == identity.find_person_by_phone(uow, application.guardian_phone))
    else:
        raise GuardianRequiredError()
    guardian = uow.session.scalars(wanted).one_or_none()
    if guardian is None or not is_adult(guardian.birth_date, today):
        raise GuardianUnfitError()
    return guardian.id


def _household(uow: UnitOfWork, community_id: int, address: HouseholdAddress | None) -> UUID | None:
    """Return the household at an address, made on its first mention."""
    if address is None:
        return None
    digest = runtime().cipher.lookup_hash(f"door:{community_id}", address.door)
    uow.session.execute(
        insert(Household)
        .values(
            community_id=community_id,
            id=uow.new_id(),
            building=address.building,
            door_hash=digest,
            door=address.door,
            created_at=uow.now,
        )
        .on_conflict_do_nothing()
    )
    return uow.session.scalars(
        select(Household.id).where(
            Household.community_id == community_id,
            Household.building == address.building,
            Household.door_hash == digest,
        )
    ).one()


def _insert(uow: UnitOfWork, member: Member) -> None:
    """Store the member and the directory row; somebody who was rejected or left may apply again."""
    again = uow.session.scalars(
        select(Member)
        .where(Member.community_id == member.community_id, Member.person_id == member.person_id)
        .with_for_update()
    ).one_or_none()
    if again is not None:
        _apply_again(uow, again, member)
    else:
        _insert_new(uow, member)


def _insert_new(uow: UnitOfWork, member: Member) -> None:
    add_or_refuse(uow, member, refusal=AlreadyMemberError)
    _enter_directory(uow, member)


def _apply_again(uow: UnitOfWork, old: Member, new: Member) -> None:
    if old.state not in (MemberState.REJECTED, MemberState.LEFT):
        raise AlreadyMemberError()
    new.id = old.id
    for name in (
        "name",
        "birth_date",
        "state",
        "tie",
        "household_id",
        "guardian_member_id",
        "party_member",
        "privacy_version",
        "consented_at",
    ):
        setattr(old, name, getattr(new, name))
    old.name_hash = hash_name(new.name)
    old.guardian_consented_at = None
    uow.session.flush()
    _enter_directory(uow, old)


def _enter_directory(uow: UnitOfWork, member: Member) -> None:
    """One home a person, all over the country: the directory's unique index decides."""
    row = {
        "person_id": member.person_id,
        "community_id": member.community_id,
        "member_id": member.id,
        "tie": member.tie,
        "created_at": uow.now,
    }
    with refusing(uow, HomeElsewhereError):
        uow.session.execute(
            insert(PersonCommunity)
            .values(row)
            .on_conflict_do_update(
                index_elements=["person_id", "community_id"],
                set_={"tie": member.tie, "member_id": member.id},
            )
        )


def list_members(
    uow: UnitOfWork, actor: Actor, community_id: int, *, state: MemberState | None, find: str | None, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return members for the desk, newest first; ``find`` is a whole name or a building."""
    POLICY.permit(actor, A.READ_MEMBERS)
    wanted = select(Member).where(Member.community_id == community_id)
    if find is not None:
        wanted = wanted.where(_named_or_living_at(community_id, find))
    if state is not None:
        wanted = wanted.where(Member.state == state)
    found = fetch_page(uow.session, wanted, page, keys=[Member.id])
    return Page(view_members(uow, actor, found.items), found.next_cursor)


def _named_or_living_at(community_id: int, find: str) -> ColumnElement[bool]:
    """Select members of that whole name, or of that building (``3号楼``)."""
    doors = select(Household.id).where(Household.community_id == community_id, Household.building == find)
    return or_(Member.name_hash == hash_name(find), Member.household_id.in_(doors))


def get_own_membership(uow: UnitOfWork, actor: Actor, community_id: int) -> dict[str, Any]:
    """Return the caller's own membership; raises NotFoundError before joining."""
    POLICY.permit(actor, A.READ)
    if actor.member_id is None:
        raise NotFoundError("您还没有加入本社区")
    return view_members(uow, actor, [uow.session.get_one(Member, (community_id, actor.member_id))], own=True)[0]


def move_member(
    uow: UnitOfWork, actor: Actor, community_id: int, member_id: UUID, move: MemberMove, note: str
) -> dict[str, Any]:
    """Consent, verify, reject or leave. Raises NotFoundError, ForbiddenError, MoveNotAllowedError."""
    member = _lock(uow, community_id, member_id)
    _permit_move(actor, member, move)
    if move is MemberMove.VERIFY and not may_verify(member):
        raise MoveNotAllowedError("监护人还没有同意")
    member.state = MEMBER_MOVES.next(MemberState(member.state), move)
    if move is MemberMove.CONSENT:
        member.guardian_consented_at = uow.now
    elif move is MemberMove.VERIFY:
        mark_verified(uow, member, by=actor.member_id)
    elif move is MemberMove.LEAVE:
        _leave(uow, member, by=actor.member_id)
    _tell(uow, member, move.value, by=actor.member_id, note=note)
    return view_members(uow, actor, [member])[0]


def _permit_move(actor: Actor, member: Member, move: MemberMove) -> None:
    action = {MemberMove.CONSENT: A.CONSENT, MemberMove.LEAVE: A.LEAVE}.get(move, A.VERIFY)
    POLICY.permit(actor, action, member_id=member.id, also=grounds_on(actor, member))


def mark_verified(uow: UnitOfWork, member: Member, *, by: UUID | None) -> None:
    """Write who verified the member and when, and tell them."""
    member.verified_at, member.verified_by = uow.now, by
    uow.session.flush()
    outbox.record(uow, member.community_id, "communities.member_verified", {"member_id": str(member.id)})


def _leave(uow: UnitOfWork, member: Member, *, by: UUID | None) -> None:
    """Take the directory row away, so that the person may settle elsewhere; roles and ties to units end."""
    for role in member.roles:
        _tell(uow, member, f"{REVOKED}{role}", by=by, note="")
    member.roles = []
    end_employments(uow, member)
    uow.session.execute(
        delete(PersonCommunity).where(
            PersonCommunity.person_id == member.person_id, PersonCommunity.community_id == member.community_id
        )
    )


def grant_role(
    uow: UnitOfWork, actor: Actor, community_id: int, member_id: UUID, role: Role, *, grant: bool
) -> dict[str, Any]:
    """Give or take a role; the lead's to decide. Raises ForbiddenError, NotFoundError, InvalidError."""
    POLICY.permit(actor, A.GRANT_ROLE)
    member = _lock(uow, community_id, member_id)
    _set_role(uow, member, role, grant=grant, by=actor.member_id)
    return view_members(uow, actor, [member])[0]


def appoint(uow: UnitOfWork, community_id: int, member_id: UUID, role: Role | None) -> None:
    """Verify a member and give a role on the operator's word (the first lead of a community)."""
    member = _lock(uow, community_id, member_id)
    if member.state == MemberState.APPLIED:
        member.state = MemberState.VERIFIED
        mark_verified(uow, member, by=None)
    if role is not None:
        _set_role(uow, member, role, grant=True, by=None)


def _set_role(uow: UnitOfWork, member: Member, role: Role, *, grant: bool, by: UUID | None) -> None:
    if role not in GRANTABLE:
        raise InvalidError({"role": ["不能授予这个角色"]})
    if member.state != MemberState.VERIFIED:
        raise InvalidError({"member_id": ["只有已核实的成员可以担任角色"]})
    member.roles = sorted({*member.roles, role.value} if grant else {*member.roles} - {role.value})
    _tell(uow, member, f"{GRANTED if grant else REVOKED}{role}", by=by, note="")


def _tell(uow: UnitOfWork, member: Member, what: str, *, by: UUID | None, note: str) -> None:
    event = MemberEvent(
        community_id=member.community_id,
        id=uow.new_id(),
        member_id=member.id,
        what=what,
        by_member_id=by,
        note=note,
        at=uow.now,
    )
    uow.session.add(event)
    uow.session.flush()


def _lock(uow: UnitOfWork, community_id: int, member_id: UUID) -> Member:
    member: Sequence[Member] = uow.session.scalars(
        select(Member).where(Member.community_id == community_id, Member.id == member_id).with_for_update()
    ).all()
    if not member:
        raise NotFoundError()
    return member[0]
