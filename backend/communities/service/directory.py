"""The one read over communities outside insight: which communities a person belongs to (sign-in, clearing)."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import and_, select

from backend.communities.models import Community, Employment, Member, PersonCommunity, Unit
from backend.communities.types import EmploymentState, MemberState
from backend.identity.types import MembershipView, UnitTie
from backend.infra.uow import UnitOfWork


def belongs_to(uow: UnitOfWork, person_id: UUID, community_id: int) -> bool:
    """Return whether the person has joined a community, verified or not: what the directory knows without asking it."""
    found = select(PersonCommunity.person_id).where(
        PersonCommunity.person_id == person_id, PersonCommunity.community_id == community_id
    )
    return uow.session.scalar(found) is not None


class MembershipDirectory:
    """Implements identity's port Memberships."""

    def list_memberships(self, uow: UnitOfWork, person_id: UUID) -> Sequence[MembershipView]:
        """Return the person's memberships, oldest first, with confirmed ties to units."""
        rows = uow.session.execute(
            select(Member, Community.name, Unit, Employment.role)
            .select_from(PersonCommunity)
            .join(Community, Community.community_id == PersonCommunity.community_id)
            .join(
                Member,
                and_(
                    Member.community_id == PersonCommunity.community_id,
                    Member.id == PersonCommunity.member_id,
                ),
            )
            .outerjoin(
                Employment,
                and_(
                    Employment.community_id == Member.community_id,
                    Employment.member_id == Member.id,
                    Employment.state == EmploymentState.CONFIRMED,
                ),
            )
            .outerjoin(Unit, and_(Unit.community_id == Employment.community_id, Unit.id == Employment.unit_id))
            .where(PersonCommunity.person_id == person_id)
            .order_by(PersonCommunity.created_at, Unit.name)
        )
        views: dict[UUID, MembershipView] = {}
        for member, community_name, unit, role in rows:
            view = views.setdefault(member.id, _view(member, community_name))
            if unit is not None:
                view.units.append(UnitTie(unit.id, unit.name, unit.kind, role))
        return list(views.values())


def _view(member: Member, community_name: str) -> MembershipView:
    verified = member.state == MemberState.VERIFIED
    return MembershipView(
        community_id=member.community_id,
        community_name=community_name,
        member_id=member.id,
        name=member.name,
        state=member.state,
        roles=["member", *member.roles] if verified else [],
        units=[],
    )
