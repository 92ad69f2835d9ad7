"""Whose deeds an entry stands for, and those deeds, gathered from the features that know them."""

from datetime import datetime, timedelta
from uuid import UUID

from backend.actors.rules import HALF_LIVES_READ
from backend.actors.types import ORGANISATIONS, ActorKind, Subject
from backend.agreements import service as agreements
from backend.communities import service as communities
from backend.core.deeds import Deed, DeedKind
from backend.infra.runtime import runtime
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.lists.types import EntryRef
from backend.redemption import service as redemption
from backend.volunteering import service as volunteering


def half_life_days() -> int:
    """Return after how many days a deed counts half (setting ACTOR_HALF_LIFE_DAYS)."""
    return runtime().settings.actor_half_life_days


def subject_of(entry: EntryRef) -> Subject:
    """Return the unit or the member behind an entry of list 1; a table's row or a word for others has none."""
    if ActorKind(entry.details["actor_kind"]) in ORGANISATIONS:
        named = entry.details.get("unit_id")
        return Subject(unit_id=entry.proposer_unit_id or (UUID(named) if named else None))
    return Subject(member_id=entry.proposer_member_id if entry.details.get("by_self") else None)


def deeds_of(uow: UnitOfWork, entry: EntryRef) -> list[Deed]:
    """Return the deeds of whoever an entry of list 1 stands for, as far back as they still weigh."""
    subject = subject_of(entry)
    since = uow.now - timedelta(days=half_life_days() * HALF_LIVES_READ)
    if subject.unit_id is not None:
        return _of_unit(uow, entry.community_id, subject.unit_id, since)
    if subject.member_id is None:
        return []
    is_household = entry.details["actor_kind"] == ActorKind.HOUSEHOLD
    members = (
        communities.household_of(uow, entry.community_id, subject.member_id) if is_household else [subject.member_id]
    )
    return [
        *communities.ties_of_members(uow, entry.community_id, members),
        *volunteering.deeds_of_members(uow, entry.community_id, members, since),
        *lists.deeds_of_members(uow, entry.community_id, members, since),
    ]


def _of_unit(uow: UnitOfWork, community_id: int, unit_id: UUID, since: datetime) -> list[Deed]:
    employees = communities.employees_of(uow, community_id, unit_id)
    employs = [Deed(DeedKind.EMPLOYS, None, len(employees))] if employees else []
    by_employees = [
        deed._replace(kind=DeedKind.EMPLOYEE_SERVED)
        for deed in volunteering.deeds_of_members(uow, community_id, employees, since)
        if deed.kind is DeedKind.SERVED
    ]
    features = (agreements, volunteering, lists, redemption)
    own = [deed for feature in features for deed in feature.deeds_of_unit(uow, community_id, unit_id, since)]
    return [*employs, *by_employees, *own]
