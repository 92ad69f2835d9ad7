"""The shifts that are a team's work, and what came of them in the records."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.core.actor import Actor
from backend.infra import links
from backend.infra.rows import insert_once
from backend.infra.uow import UnitOfWork
from backend.teams.errors import ShiftNotOfTeamError
from backend.teams.models import Team, TeamShift
from backend.teams.policy import POLICY, A
from backend.teams.service.log import write_line
from backend.teams.service.standing import check_active, grounds, lock_team
from backend.teams.types import LineKind
from backend.volunteering import service as volunteering

# Our rule: two a week for a year; it bounds what a team's page reads.
SHIFTS_MAX = 100


def add_shift(uow: UnitOfWork, actor: Actor, community_id: int, team_id: UUID, shift_id: UUID) -> dict[str, Any]:
    """Count a shift of the team's entry as the team's work; saying it twice is the same as once.

    Raises NotFoundError, MoveNotAllowedError, ShiftNotOfTeamError (another entry's, another team's, called off, or
    more than SHIFTS_MAX).
    """
    team = lock_team(uow, community_id, team_id)
    POLICY.permit(actor, A.MANAGE, also=grounds(uow, actor, team))
    check_active(team)
    known = _shift_ids(uow, team)
    if shift_id in known:
        return work_of(uow, team)
    line = volunteering.shift_lines(uow, community_id, [shift_id]).get(shift_id)
    if line is None or line.entry_id != team.entry_id or line.is_cancelled or len(known) >= SHIFTS_MAX:
        raise ShiftNotOfTeamError
    values = {"shift_id": shift_id, "team_id": team_id, "added_by": actor.member_id, "added_at": uow.now}
    if not insert_once(uow, TeamShift, community_id=community_id, **values):
        raise ShiftNotOfTeamError
    links.record(uow, community_id, from_=("team", team_id), to=("shift", shift_id), relation="opened_shift")
    write_line(uow, actor, team, LineKind.SHIFT_ADDED, text=line.title)
    return work_of(uow, team)


def work_of(uow: UnitOfWork, team: Team) -> dict[str, Any]:
    """Return the team's shifts, soonest first, and what is entered of them; four statements at most.

    ``minutes`` are of records in force, so a correction shows here at once; ``waiting`` counts records not yet decided.
    """
    ids = _shift_ids(uow, team)
    lines = volunteering.shift_lines(uow, team.community_id, ids)
    hours = volunteering.hours_of_shifts(uow, team.community_id, ids)
    return {
        "shifts": sorted(lines.values(), key=lambda line: (line.starts_at, line.id)),
        "minutes": hours.minutes,
        "people": hours.people,
        "waiting": hours.waiting,
    }


def _shift_ids(uow: UnitOfWork, team: Team) -> set[UUID]:
    return set(
        uow.session.scalars(
            select(TeamShift.shift_id).where(TeamShift.community_id == team.community_id, TeamShift.team_id == team.id)
        )
    )
