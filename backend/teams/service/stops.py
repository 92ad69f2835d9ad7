"""Teams as stops of the trace."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from backend.communities import service as communities
from backend.core.actor import Actor
from backend.infra.stops import Stop, StopStatus
from backend.infra.uow import UnitOfWork
from backend.teams.models import Team
from backend.teams.moves import TEAM_STATE_NAMES
from backend.teams.policy import POLICY, A
from backend.teams.types import TeamState

NEXT_ACTORS = {TeamState.FORMING: "被请带队的人：答复", TeamState.ACTIVE: "小组：开展和总结"}


def team_stops(uow: UnitOfWork, actor: Actor, community_id: int, ids: Collection[UUID]) -> dict[UUID, Stop | None]:
    """Return teams by id; nobody's name stands on them."""
    if not POLICY.allows(actor, A.READ_TEAMS):
        return {}
    teams = uow.session.scalars(select(Team).where(Team.community_id == community_id, Team.id.in_(ids))).all()
    units = communities.units_by_ids(uow, community_id, {team.unit_id for team in teams if team.unit_id})
    return {
        team.id: Stop(
            team.name,
            TEAM_STATE_NAMES[TeamState(team.state)],
            team.created_at,
            StopStatus.NOW if team.state in NEXT_ACTORS else StopStatus.DONE,
            units[team.unit_id].name if team.unit_id else None,
            NEXT_ACTORS.get(TeamState(team.state)),
        )
        for team in teams
    }
