"""Members as the API shows them, many at once with a bounded number of statements."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from backend.communities.models import Employment, Household, Member, Unit
from backend.communities.moves import MEMBER_MOVE_NAMES, MEMBER_MOVES, MemberMove
from backend.communities.policy import POLICY, A
from backend.communities.rules import awaits_consent
from backend.communities.service.lookup import members_by_ids
from backend.communities.types import MEMBER_STATE_NAMES, EmploymentState, MemberRef, MemberState
from backend.core.actor import Actor, Role
from backend.core.names import mask_name
from backend.infra.uow import UnitOfWork


def view_members(
    uow: UnitOfWork, actor: Actor, members: Sequence[Member], *, own: bool = False
) -> list[dict[str, Any]]:
    """Return what the caller may see of each; ``own`` when the caller has just become this member."""
    if not members:
        return []
    community_id = members[0].community_id
    households = _households(uow, community_id, members)
    units = _units(uow, community_id, members)
    guardians = members_by_ids(uow, community_id, [m.guardian_member_id for m in members if m.guardian_member_id])
    may_see_party = POLICY.allows(actor, A.VERIFY)
    return [
        {
            "id": member.id,
            "name": member.name,
            "state": member.state,
            "state_name": MEMBER_STATE_NAMES[MemberState(member.state)],
            "tie": member.tie,
            "household": households.get(member.household_id) if _may_read(actor, member, own=own) else None,
            "roles": _role_names(member),
            # 个人信息保护法 Art. 28: political affiliation is handled as sensitive; shown to oneself and staff alone.
            "party_member": member.party_member if own or may_see_party or member.id == actor.member_id else None,
            "guardian": _guardian(actor, member, guardians),
            "units": units.get(member.id, []),
            "moves": _moves(actor, member, own=own),
            "created_at": member.created_at,
        }
        for member in members
    ]


def _role_names(member: Member) -> list[str]:
    return ["member", *member.roles] if member.state == MemberState.VERIFIED else []


def grounds_on(actor: Actor, member: Member, *, own: bool = False) -> set[Role]:
    """Return the grounds that the membership itself gives; a guardian who has left has none."""
    is_guardian = member.guardian_member_id is not None and member.guardian_member_id == actor.member_id
    grounds = {Role.GUARDIAN} if is_guardian and Role.MEMBER in actor.roles else set()
    return grounds | {Role.SELF} if own else grounds


def may_verify(member: Member) -> bool:
    """Tell whether nobody's consent is missing."""
    return not awaits_consent(guardian_member_id=member.guardian_member_id, consented_at=member.guardian_consented_at)


def _may_read(actor: Actor, member: Member, *, own: bool) -> bool:
    return POLICY.allows(actor, A.READ_MEMBER, member_id=member.id, also=grounds_on(actor, member, own=own))


def _guardian(actor: Actor, member: Member, guardians: dict[Any, MemberRef]) -> dict[str, Any] | None:
    """Return the guardian; to the applicant by full name only after consent: a phone must not give a name away."""
    found = guardians.get(member.guardian_member_id) if member.guardian_member_id else None
    if found is None:
        return None
    knows = may_verify(member) or POLICY.allows(actor, A.VERIFY) or Role.GUARDIAN in grounds_on(actor, member)
    return {"id": found.id, "name": found.name if knows else mask_name(found.name)}


def _moves(actor: Actor, member: Member, *, own: bool) -> list[dict[str, str]]:
    """Return the moves the caller may make now."""
    also = grounds_on(actor, member, own=own)
    actions = {MemberMove.CONSENT: A.CONSENT, MemberMove.LEAVE: A.LEAVE}
    return [
        {"move": move.value, "name": MEMBER_MOVE_NAMES[move]}
        for move in MEMBER_MOVES.moves_from(MemberState(member.state))
        if POLICY.allows(actor, actions.get(move, A.VERIFY), member_id=member.id, also=also)
        and (move is not MemberMove.VERIFY or may_verify(member))
    ]


def _households(uow: UnitOfWork, community_id: int, members: Sequence[Member]) -> dict[Any, dict[str, str]]:
    ids = {member.household_id for member in members if member.household_id}
    if not ids:
        return {}
    rows = uow.session.execute(
        select(Household.id, Household.building, Household.door).where(
            Household.community_id == community_id, Household.id.in_(ids)
        )
    )
    return {id_: {"building": building, "door": door} for id_, building, door in rows}


def _units(uow: UnitOfWork, community_id: int, members: Sequence[Member]) -> dict[Any, list[dict[str, Any]]]:
    rows = uow.session.execute(
        select(Employment.member_id, Unit.id, Unit.name, Unit.kind, Employment.role)
        .join(Unit, (Unit.community_id == Employment.community_id) & (Unit.id == Employment.unit_id))
        .where(
            Employment.community_id == community_id,
            Employment.member_id.in_([member.id for member in members]),
            Employment.state == EmploymentState.CONFIRMED,
        )
        .order_by(Unit.name)
    )
    units: dict[Any, list[dict[str, Any]]] = {}
    for member_id, unit_id, name, kind, role in rows:
        units.setdefault(member_id, []).append({"id": unit_id, "name": name, "kind": kind, "role": role})
    return units
