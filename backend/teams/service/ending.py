"""How a team ends, and what the end of the claim that it carries out means for it."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select, update

from backend.agreements.types import ClaimState
from backend.infra.uow import UnitOfWork
from backend.teams.events import tell
from backend.teams.models import Seat, Task, Team
from backend.teams.service.log import add_line
from backend.teams.service.standing import active_ids
from backend.teams.types import LIVE_TEAMS, LineKind, SeatRole, SeatState, TaskState, TeamState

WITHDRAWN = "认领已经撤回"


def end_team(uow: UnitOfWork, team: Team, kind: LineKind, report: str, photos: Collection[UUID] = ()) -> None:
    """End a team with its report or the reason; what was asked and not answered ends with it."""
    waiting = (SeatState.INVITED, SeatState.APPLIED)
    uow.session.execute(
        update(Seat)
        .where(Seat.community_id == team.community_id, Seat.team_id == team.id, Seat.state.in_(waiting))
        .values(state=SeatState.LAPSED, updated_at=uow.now)
    )
    # All in one: the table's CHECKs hold at every flush.
    team.state = (TeamState.CLOSED if kind is LineKind.CLOSED else TeamState.CALLED_OFF).value
    team.report, team.photos, team.ended_at = report, [str(photo) for photo in photos], uow.now
    team.heir_id = team.heir_named_by = None
    team.updated_at = uow.now
    uow.session.flush()


def drop_tasks(uow: UnitOfWork, team: Team) -> None:
    """Drop what is still to do."""
    uow.session.execute(
        update(Task)
        .where(Task.community_id == team.community_id, Task.team_id == team.id, Task.state == TaskState.OPEN)
        .values(state=TaskState.DROPPED, next_at=None, updated_at=uow.now)
    )


def claim_ended(
    uow: UnitOfWork, community_id: int, claim_id: UUID, state: ClaimState, *, note: str | None, by_id: UUID | None
) -> None:
    """Do what a claim's end means for the team at work on it. Done twice it changes nothing.

    Withdrawn or given up: there is nothing left to carry out, so that the team is called off for that reason and all on
    it are told. Closed: the work is done, so that its leader is asked for the report with which a team closes (our
    rule: only people say what was done); a team that nobody leads yet is called off.
    """
    team = uow.session.scalars(
        select(Team)
        .where(Team.community_id == community_id, Team.claim_id == claim_id, Team.state.in_(LIVE_TEAMS))
        .with_for_update()
    ).one_or_none()
    if team is None:
        return
    if state is ClaimState.CLOSED and team.state == TeamState.ACTIVE:
        add_line(uow, team, LineKind.CLAIM_KEPT, by_id)
        team.takes_applications = False
        tell(uow, team, "claim_kept", active_ids(uow, team, SeatRole.LEADER))
        return
    reason = WITHDRAWN + (f"：{note}" if note else "")
    told = {*active_ids(uow, team), team.heir_id}
    drop_tasks(uow, team)
    add_line(uow, team, LineKind.CALLED_OFF, by_id, text=reason)
    end_team(uow, team, LineKind.CALLED_OFF, reason)
    tell(uow, team, LineKind.CALLED_OFF.value, told, note=reason)
