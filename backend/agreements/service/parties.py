"""Who speaks for which side of an agreement: a unit's contact, for the community itself its lead."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from backend.agreements.errors import NotDutyPartyError, OwnDutyError
from backend.agreements.models import AgreementParty, Duty
from backend.agreements.policy import POLICY, A
from backend.communities import service as communities
from backend.core.actor import Actor, Role
from backend.infra.uow import UnitOfWork

COMMUNITY_NAME = "社区"
# Who acts for the community, as contacts and employees do for a unit.
DESK = (Role.LEAD, Role.STAFF)


def units_of_agreement(
    uow: UnitOfWork, community_id: int, agreement_id: UUID, *, with_left: bool = True
) -> Sequence[UUID]:
    """Return the units that are parties of an agreement; those that left see what became of it."""
    wanted = select(AgreementParty.unit_id).where(
        AgreementParty.community_id == community_id,
        AgreementParty.agreement_id == agreement_id,
        AgreementParty.unit_id.is_not(None),
    )
    if not with_left:
        wanted = wanted.where(AgreementParty.left_at.is_(None))
    return uow.session.scalars(wanted).all()  # type: ignore[return-value]  # the WHERE leaves no None


def own_unit(actor: Actor, units: Collection[UUID]) -> UUID | None:
    """Return the one of the units that the actor speaks for, if there is one."""
    return next((id_ for id_ in units if speaks_for(actor, id_)), None)


def speaks_for(actor: Actor, unit_id: UUID | None) -> bool:
    """Tell whether the actor decides for a side; None is the community."""
    if unit_id is None:
        return POLICY.allows(actor, A.SPEAK_FOR_COMMUNITY)
    return POLICY.allows(actor, A.SPEAK_FOR_UNIT, unit_id=unit_id)


def performs_for(actor: Actor, unit_id: UUID | None) -> bool:
    """Tell whether the actor hands in for a side: for the community its staff do, too."""
    if unit_id is None:
        return POLICY.allows(actor, A.PERFORM_FOR_COMMUNITY)
    return speaks_for(actor, unit_id)


def permit_performer(actor: Actor, duty: Duty) -> None:
    """Raise NotDutyPartyError unless the actor acts for the debtor."""
    if not performs_for(actor, duty.giver_unit_id):
        raise NotDutyPartyError


def permit_decision(uow: UnitOfWork, actor: Actor, duty: Duty, by_unit_id: UUID | None, *, since: datetime) -> None:
    """Raise OwnDutyError for the debtor's people, NotDutyPartyError unless the actor speaks for the side named.

    Who belonged to the debtor's side at any time ``since`` what is decided on was put forward stays one of them: to
    its unit, or to the desk where the community is the debtor.
    """
    if is_debtors(actor, duty) or _was_debtors(uow, actor, duty, since):
        raise OwnDutyError
    if not speaks_for(actor, by_unit_id):
        raise NotDutyPartyError


def _was_debtors(uow: UnitOfWork, actor: Actor, duty: Duty, since: datetime) -> bool:
    if actor.member_id is None:
        return False
    if duty.giver_unit_id is None:
        return communities.held_role(uow, duty.community_id, actor.member_id, *DESK, since=since)
    return communities.was_employed(uow, duty.community_id, actor.member_id, duty.giver_unit_id, since=since)


def is_debtors(actor: Actor, duty: Duty) -> bool:
    """Tell whether the actor belongs to the debtor's side: its contact or employee, or the community's desk."""
    if duty.giver_unit_id is None:
        return not actor.roles.isdisjoint(DESK)
    return duty.giver_unit_id in actor.units
