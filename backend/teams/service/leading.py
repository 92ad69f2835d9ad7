"""Moves on a team: who leads it by their own word, whether it takes applications, how it ends."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update

from backend.core.actor import Actor
from backend.core.errors import InvalidError
from backend.infra.uow import UnitOfWork
from backend.teams.errors import AlreadyOnTeamError, NotOnTeamError, TasksOpenError
from backend.teams.events import tell
from backend.teams.models import Seat, Task, Team
from backend.teams.moves import TEAM_MOVES, TeamMove
from backend.teams.policy import ACTION_OF_TEAM_MOVE, POLICY, A
from backend.teams.service.ending import drop_tasks, end_team
from backend.teams.service.log import write_line
from backend.teams.service.standing import active_ids, check_adult, grounds, live_seat, lock_team
from backend.teams.service.view import show_team
from backend.teams.types import LineKind, SeatRole, SeatState, TaskState, TeamState, TeamWord


def move_team(
    uow: UnitOfWork, actor: Actor, community_id: int, team_id: UUID, move: TeamMove, word: TeamWord
) -> dict[str, Any]:
    """Offer or answer the lead, open or shut the doors, close with a report, call off with a reason.

    Raises NotFoundError, ForbiddenError, MoveNotAllowedError, InvalidError (no report, reason, member or photo),
    NotOnTeamError, AlreadyOnTeamError, TeamMemberUnknownError, TeamAdultsOnlyError, TasksOpenError (``open``).
    """
    POLICY.permit(actor, A.MOVE_TEAM)
    team = lock_team(uow, community_id, team_id)
    also = grounds(uow, actor, team)
    POLICY.permit(actor, ACTION_OF_TEAM_MOVE[move], unit_id=team.unit_id, member_id=team.heir_id, also=also)
    after = TEAM_MOVES.next(TeamState(team.state), move)
    _MAKE[move](uow, actor, team, word)
    if move is TeamMove.OFFER_LEAD and word.member_id == actor.member_id:  # one's own word is given by naming oneself
        _accept(uow, actor, team, word)
        after = TeamState.ACTIVE
    team.state, team.updated_at = after.value, uow.now
    uow.session.flush()
    return show_team(uow, actor, team)


def _offer(uow: UnitOfWork, actor: Actor, team: Team, word: TeamWord) -> None:
    """Ask somebody to lead: the leader one of the team, the desk or the unit's contact anybody of age."""
    if word.member_id is None:
        raise InvalidError({"member_id": ["请选择由谁带队"]})
    seat = live_seat(uow, team, word.member_id)
    if seat is not None and seat.role == SeatRole.LEADER:
        raise AlreadyOnTeamError
    is_desk = POLICY.allows(actor, A.FORM_TEAM, unit_id=team.unit_id)
    if not is_desk and (seat is None or seat.state != SeatState.ACTIVE):
        raise NotOnTeamError
    check_adult(uow, team.community_id, word.member_id)
    team.heir_id, team.heir_named_by = word.member_id, actor.member_id
    tell(uow, team, "lead_offered", {word.member_id} - {actor.member_id})


def _accept(uow: UnitOfWork, actor: Actor, team: Team, word: TeamWord) -> None:
    """Take the lead; who led stays on the team."""
    assert actor.member_id is not None, "the heir is a member"
    check_adult(uow, team.community_id, actor.member_id)
    former = active_ids(uow, team, SeatRole.LEADER)
    uow.session.execute(
        update(Seat)
        .where(
            Seat.community_id == team.community_id,
            Seat.team_id == team.id,
            Seat.role == SeatRole.LEADER,
            Seat.state == SeatState.ACTIVE,
        )
        .values(role=SeatRole.MEMBER, updated_at=uow.now)
    )
    _promote(uow, team, actor.member_id)
    told = {*former, team.heir_named_by} - {actor.member_id}
    team.heir_id = team.heir_named_by = None
    write_line(uow, actor, team, LineKind.LED_BY)
    tell(uow, team, "lead_taken", told, who=actor.name)


def _promote(uow: UnitOfWork, team: Team, member_id: UUID) -> None:
    seat = live_seat(uow, team, member_id)
    if seat is None:
        seat = Seat(
            community_id=team.community_id,
            id=uow.new_id(),
            team_id=team.id,
            member_id=member_id,
            vanguard=False,
            created_at=uow.now,
        )
        uow.session.add(seat)
    seat.role, seat.state = SeatRole.LEADER, SeatState.ACTIVE
    seat.answered_at, seat.updated_at = seat.answered_at or uow.now, uow.now
    uow.session.flush()


def _decline(uow: UnitOfWork, actor: Actor, team: Team, word: TeamWord) -> None:
    tell(uow, team, "lead_declined", [team.heir_named_by], who=actor.name)
    team.heir_id = team.heir_named_by = None


def _open_doors(uow: UnitOfWork, actor: Actor, team: Team, word: TeamWord) -> None:
    team.takes_applications = True


def _shut_doors(uow: UnitOfWork, actor: Actor, team: Team, word: TeamWord) -> None:
    team.takes_applications = False


def _close(uow: UnitOfWork, actor: Actor, team: Team, word: TeamWord) -> None:
    """End with a report; hours and shifts stand beside it as they are in the records, corrections with them."""
    if not word.text:
        raise InvalidError({"text": ["请写一写做了什么"]})
    left = uow.session.scalar(
        select(func.count()).where(
            Task.community_id == team.community_id, Task.team_id == team.id, Task.state == TaskState.OPEN
        )
    )
    if left:
        raise TasksOpenError(open=left)
    _end(uow, actor, team, word, LineKind.CLOSED)


def _call_off(uow: UnitOfWork, actor: Actor, team: Team, word: TeamWord) -> None:
    """End without a result; what was open is dropped."""
    if not word.text:
        raise InvalidError({"text": ["请写明解散的原因"]})
    drop_tasks(uow, team)
    _end(uow, actor, team, word, LineKind.CALLED_OFF)


def _end(uow: UnitOfWork, actor: Actor, team: Team, word: TeamWord, kind: LineKind) -> None:
    photos = tuple(dict.fromkeys(word.photos))
    write_line(uow, actor, team, kind, text=word.text, photos=photos)
    end_team(uow, team, kind, word.text, photos)
    told = {*active_ids(uow, team)} - {actor.member_id}
    tell(uow, team, kind.value, told, note=word.text)


_MAKE = {
    TeamMove.OFFER_LEAD: _offer,
    TeamMove.ACCEPT_LEAD: _accept,
    TeamMove.DECLINE_LEAD: _decline,
    TeamMove.OPEN_DOORS: _open_doors,
    TeamMove.SHUT_DOORS: _shut_doors,
    TeamMove.CLOSE: _close,
    TeamMove.CALL_OFF: _call_off,
}
