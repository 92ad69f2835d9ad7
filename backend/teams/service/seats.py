"""Seats on a team: asked for, asked onto, taken by one's own word, left."""

from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.errors import InvalidError
from backend.identity import service as identity
from backend.infra.rows import row_by_id
from backend.infra.uow import UnitOfWork
from backend.teams import rules
from backend.teams.errors import (
    AlreadyOnTeamError,
    NotPartyMemberError,
    TeamFullError,
    TeamMemberUnknownError,
    TeamShutError,
)
from backend.teams.events import tell
from backend.teams.models import Seat, Task, Team
from backend.teams.moves import SEAT_MOVES, SEAT_ROLE_NAMES, SEAT_STATE_NAMES, SeatMove
from backend.teams.policy import ACTION_OF_SEAT_MOVE, POLICY, A
from backend.teams.service.log import write_line
from backend.teams.service.seat_moves import offered_seat_moves
from backend.teams.service.standing import (
    active_ids,
    check_active,
    check_adult,
    count_seats,
    get_team,
    grounds,
    live_seat,
    lock_team,
)
from backend.teams.types import (
    LIVE_SEATS,
    Invitation,
    LineKind,
    SeatRole,
    SeatState,
    TaskState,
    TeamState,
)

MANAGERS = (SeatRole.LEADER, SeatRole.DEPUTY)
_ORDER = {SeatRole.LEADER: 0, SeatRole.DEPUTY: 1, SeatRole.MEMBER: 2}
_LINES = {
    SeatMove.ACCEPT: LineKind.JOINED,
    SeatMove.ADMIT: LineKind.JOINED,
    SeatMove.LEAVE: LineKind.LEFT,
    SeatMove.REMOVE: LineKind.REMOVED,
    SeatMove.MAKE_DEPUTY: LineKind.ROLE,
    SeatMove.MAKE_MEMBER: LineKind.ROLE,
}
_TOLD_MEMBER = {
    SeatMove.ADMIT: "admitted",
    SeatMove.REFUSE: "refused",
    SeatMove.REMOVE: "removed",
    SeatMove.MAKE_DEPUTY: "made_deputy",
}
_TOLD_MANAGERS = {SeatMove.ACCEPT: "joined", SeatMove.DECLINE: "declined", SeatMove.LEAVE: "left"}


def list_seats(uow: UnitOfWork, actor: Actor, community_id: int, team_id: UUID) -> list[dict[str, Any]]:
    """Return who is on the team, was asked or asks (SEATS_MAX at most), to whom it concerns; raises NotFoundError.

    The vanguard is not among what is told.
    """
    team = get_team(uow, community_id, team_id)
    also = grounds(uow, actor, team)
    POLICY.permit(actor, A.READ_INSIDE, unit_id=team.unit_id, also=also)
    seats = uow.session.scalars(
        select(Seat).where(Seat.community_id == community_id, Seat.team_id == team_id, Seat.state.in_(LIVE_SEATS))
    ).all()
    people = communities.members_by_ids(uow, community_id, {seat.member_id for seat in seats})
    may_manage = POLICY.allows(actor, A.MANAGE, also=also)
    return [
        {
            "id": seat.id,
            "member": {"id": seat.member_id, "name": people[seat.member_id].name},
            "role": seat.role,
            "role_name": SEAT_ROLE_NAMES[SeatRole(seat.role)],
            "state": seat.state,
            "state_name": SEAT_STATE_NAMES[SeatState(seat.state)],
            "note": seat.note if may_manage or seat.member_id == actor.member_id else None,
            "moves": offered_seat_moves(actor, seat, also) if team.state == TeamState.ACTIVE else [],
        }
        for seat in sorted(seats, key=lambda seat: (_ORDER[SeatRole(seat.role)], seat.id))
    ]


def invite(uow: UnitOfWork, actor: Actor, community_id: int, team_id: UUID, invitation: Invitation) -> None:
    """Ask a member onto the team; they say themselves whether they come.

    Raises NotFoundError, MoveNotAllowedError, TeamMemberUnknownError, TeamAdultsOnlyError, AlreadyOnTeamError,
    TeamFullError.
    """
    team = lock_team(uow, community_id, team_id)
    POLICY.permit(actor, A.MANAGE, also=grounds(uow, actor, team))
    check_active(team)
    member_id = invitation.member_id or _find(uow, community_id, invitation)
    _take_seat(uow, team, member_id, state=SeatState.INVITED, note=invitation.note, invited_by=actor.member_id)
    tell(uow, team, "invited", [member_id])


def apply_for_seat(uow: UnitOfWork, actor: Actor, community_id: int, team_id: UUID, note: str) -> None:
    """Ask for a seat; the leader or a deputy decides.

    Raises NotFoundError, MoveNotAllowedError, TeamShutError, TeamAdultsOnlyError, AlreadyOnTeamError, TeamFullError.
    """
    POLICY.permit(actor, A.APPLY)
    assert actor.member_id is not None, "the policy lets members alone apply"
    team = lock_team(uow, community_id, team_id)
    check_active(team)
    if not team.takes_applications:
        raise TeamShutError
    _take_seat(uow, team, actor.member_id, state=SeatState.APPLIED, note=note, invited_by=None)
    tell(uow, team, "applied", active_ids(uow, team, *MANAGERS))


def _find(uow: UnitOfWork, community_id: int, invitation: Invitation) -> UUID:
    person_id = identity.find_person_by_phone(uow, invitation.phone)
    found = None if person_id is None else communities.find_member_of(uow, community_id, person_id)
    if found is None or found.name != invitation.name:
        raise TeamMemberUnknownError
    return found.id


def _take_seat(
    uow: UnitOfWork, team: Team, member_id: UUID, *, state: SeatState, note: str, invited_by: UUID | None
) -> None:
    check_adult(uow, team.community_id, member_id)
    if live_seat(uow, team, member_id) is not None:
        raise AlreadyOnTeamError
    if count_seats(uow, team) >= rules.SEATS_MAX:
        raise TeamFullError(most=rules.SEATS_MAX)
    seat = Seat(
        community_id=team.community_id,
        id=uow.new_id(),
        team_id=team.id,
        member_id=member_id,
        role=SeatRole.MEMBER,
        state=state,
        vanguard=False,
        invited_by=invited_by,
        note=note or None,
        created_at=uow.now,
        updated_at=uow.now,
    )
    uow.session.add(seat)
    uow.session.flush()


def move_seat(uow: UnitOfWork, actor: Actor, community_id: int, seat_id: UUID, move: SeatMove, note: str) -> UUID:
    """Answer, decide, change or leave a seat; return the team's id.

    Raises NotFoundError, ForbiddenError, MoveNotAllowedError, LeaderStaysError, NotPartyMemberError, and InvalidError
    for a removal without a reason.
    """
    POLICY.permit(actor, A.MOVE_SEAT)
    team = lock_team(uow, community_id, row_by_id(uow, Seat, community_id, seat_id).team_id)
    seat = row_by_id(uow, Seat, community_id, seat_id, lock=True)
    POLICY.permit(actor, ACTION_OF_SEAT_MOVE[move], member_id=seat.member_id, also=grounds(uow, actor, team))
    check_active(team)
    after = SEAT_MOVES.next(SeatState(seat.state), move)
    rules.check_seat_move(SeatRole(seat.role), move)
    if move in (SeatMove.JOIN_VANGUARD, SeatMove.LEAVE_VANGUARD):
        _set_vanguard(uow, seat, joins=move is SeatMove.JOIN_VANGUARD)
        return team.id
    if move is SeatMove.REMOVE and not note:
        raise InvalidError({"note": ["请写明移出的原因"]})
    _change(uow, seat, move, after)
    if move in _LINES:
        about = SEAT_ROLE_NAMES[SeatRole(seat.role)] if _LINES[move] is LineKind.ROLE else note
        write_line(uow, actor, team, _LINES[move], about_id=seat.member_id, text=about)
    if move in _TOLD_MEMBER:
        tell(uow, team, _TOLD_MEMBER[move], [seat.member_id], note=note)
    if move in _TOLD_MANAGERS:
        tell(uow, team, _TOLD_MANAGERS[move], active_ids(uow, team, *MANAGERS), who=actor.name)
    return team.id


def _set_vanguard(uow: UnitOfWork, seat: Seat, *, joins: bool) -> None:
    """Set the mark and write no line: it is nobody else's to know."""
    if joins and not communities.is_party_member(uow, seat.community_id, seat.member_id):
        raise NotPartyMemberError
    seat.vanguard = joins
    uow.session.flush()


def _change(uow: UnitOfWork, seat: Seat, move: SeatMove, after: SeatState) -> None:
    seat.state, seat.updated_at = after.value, uow.now
    seat.vanguard = seat.vanguard and after is SeatState.ACTIVE
    if after in (SeatState.ACTIVE, SeatState.DECLINED) and seat.answered_at is None:
        seat.answered_at = uow.now
    if move in (SeatMove.MAKE_DEPUTY, SeatMove.MAKE_MEMBER):
        seat.role = SeatRole.DEPUTY if move is SeatMove.MAKE_DEPUTY else SeatRole.MEMBER
    uow.session.flush()
    if after in (SeatState.LEFT, SeatState.REMOVED):
        _free_tasks(uow, seat)


def _free_tasks(uow: UnitOfWork, seat: Seat) -> None:
    """What somebody was to do is anybody's again when they leave; the lead that they were offered too."""
    uow.session.execute(
        update(Task)
        .where(
            Task.community_id == seat.community_id,
            Task.team_id == seat.team_id,
            Task.assignee_id == seat.member_id,
            Task.state == TaskState.OPEN,
        )
        .values(assignee_id=None, updated_at=uow.now)
    )
    uow.session.execute(
        update(Team)
        .where(Team.community_id == seat.community_id, Team.id == seat.team_id, Team.heir_id == seat.member_id)
        .values(heir_id=None, heir_named_by=None)
    )
