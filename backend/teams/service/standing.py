"""Who stands how to a team: the grounds its policy asks for, found with one look at the caller's seat."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select

from backend.communities import service as communities
from backend.core.actor import Actor, Role
from backend.core.clock import local_date
from backend.core.errors import MoveNotAllowedError
from backend.infra.rows import row_by_id
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.lists.types import EntryRef
from backend.teams.errors import TeamAdultsOnlyError, TeamMemberUnknownError
from backend.teams.models import Seat, Team
from backend.teams.types import LIVE_SEATS, SeatRole, SeatState, TeamState

_GROUNDS = {
    SeatRole.LEADER: frozenset({Role.LEADER, Role.HELPER, Role.PEER}),
    SeatRole.DEPUTY: frozenset({Role.HELPER, Role.PEER}),
    SeatRole.MEMBER: frozenset({Role.PEER}),
}


def get_team(uow: UnitOfWork, community_id: int, team_id: UUID) -> Team:
    """Return a team; raises NotFoundError."""
    return row_by_id(uow, Team, community_id, team_id)


def lock_team(uow: UnitOfWork, community_id: int, team_id: UUID) -> Team:
    """Return a team locked: seats, tasks and state change only under this lock; raises NotFoundError."""
    return row_by_id(uow, Team, community_id, team_id, lock=True)


def check_active(team: Team) -> None:
    """Raise MoveNotAllowedError for a team that is not at work."""
    if team.state != TeamState.ACTIVE:
        raise MoveNotAllowedError(state=team.state)


def live_seat(uow: UnitOfWork, team: Team, member_id: UUID | None) -> Seat | None:
    """Return the seat on which a member is, is asked or asks."""
    if member_id is None:
        return None
    return uow.session.scalars(
        select(Seat).where(
            Seat.community_id == team.community_id,
            Seat.team_id == team.id,
            Seat.member_id == member_id,
            Seat.state.in_(LIVE_SEATS),
        )
    ).one_or_none()


def grounds(uow: UnitOfWork, actor: Actor, team: Team, entry: EntryRef | None = None) -> frozenset[Role]:
    """Return what the caller is to the team beside their roles: leads it, is on it, asked for its entry."""
    seat = live_seat(uow, team, actor.member_id)
    return seat_grounds(seat) | asker_grounds(actor, entry or lists.get_entry(uow, team.community_id, team.entry_id))


def seat_grounds(seat: Seat | None) -> frozenset[Role]:
    """Return the grounds that a seat gives; one that is not taken gives none."""
    is_on = seat is not None and seat.state == SeatState.ACTIVE
    return _GROUNDS[SeatRole(seat.role)] if seat is not None and is_on else frozenset()


def asker_grounds(actor: Actor, entry: EntryRef) -> frozenset[Role]:
    """Return BENEFICIARY for who asked for the entry, or speaks for the unit that did."""
    held = actor.holds(unit_id=entry.proposer_unit_id, member_id=entry.proposer_member_id)
    is_asker = Role.MEMBER in held and not held.isdisjoint({Role.SELF, Role.UNIT_CONTACT})
    return frozenset({Role.BENEFICIARY}) if is_asker else frozenset()


def active_ids(uow: UnitOfWork, team: Team, *roles: SeatRole) -> Sequence[UUID]:
    """Return the members on the team, or only those of some roles."""
    wanted = select(Seat.member_id).where(
        Seat.community_id == team.community_id, Seat.team_id == team.id, Seat.state == SeatState.ACTIVE
    )
    if roles:
        wanted = wanted.where(Seat.role.in_(roles))
    return uow.session.scalars(wanted.order_by(Seat.member_id)).all()


def count_seats(uow: UnitOfWork, team: Team) -> int:
    """Return how many seats are taken or promised."""
    return (
        uow.session.scalar(
            select(func.count()).where(
                Seat.community_id == team.community_id, Seat.team_id == team.id, Seat.state.in_(LIVE_SEATS)
            )
        )
        or 0
    )


def check_adult(uow: UnitOfWork, community_id: int, member_id: UUID) -> None:
    """Raise TeamMemberUnknownError for who is no verified member, TeamAdultsOnlyError for a minor."""
    facts = communities.member_facts(uow, community_id, [member_id]).get(member_id)
    if facts is None:
        raise TeamMemberUnknownError
    if not communities.is_adult(facts.birth_date, local_date(uow.now)):
        raise TeamAdultsOnlyError
