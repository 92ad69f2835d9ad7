"""Time and tasks: the day before, and once more when a task is overdue."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from backend.infra.uow import UnitOfWork
from backend.teams import rules
from backend.teams.events import Told, tell_many
from backend.teams.models import Seat, Task, Team
from backend.teams.types import SeatRole, SeatState

REMINDED_A_BATCH = 100


def communities_with_due_tasks(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities that have a task to remind of (lock-free scan over all of them)."""
    return uow.session.scalars(select(Task.community_id).where(Task.next_at <= uow.now).distinct()).all()


def remind_of_tasks(uow: UnitOfWork, community_id: int) -> int:
    """Remind of one batch of tasks: whose they are, else the leader; of what is overdue the leader too."""
    rows = uow.session.scalars(
        select(Task)
        .where(Task.community_id == community_id, Task.next_at <= uow.now)
        .order_by(Task.next_at)
        .limit(REMINDED_A_BATCH)
        .with_for_update(skip_locked=True)
    ).all()
    if not rows:
        return 0
    teams = _teams_with_leaders(uow, community_id, {task.team_id for task in rows})
    told: list[Told] = []
    for task in rows:
        team, leader_id = teams[task.team_id]
        is_late = rules.is_overdue(task.due_on, uow.now)
        whom = {task.assignee_id or leader_id} | ({leader_id} if is_late else set())
        more = {"task": task.title, "due_on": task.due_on.isoformat()}
        told.append(Told(team, "task_overdue" if is_late else "task_due", whom, more))
        task.next_at = rules.next_reminder(task.due_on, uow.now)
    uow.session.flush()
    tell_many(uow, community_id, told)
    return len(rows)


def _teams_with_leaders(uow: UnitOfWork, community_id: int, ids: set[UUID]) -> dict[UUID, tuple[Team, UUID | None]]:
    rows = uow.session.execute(
        select(Team, Seat.member_id)
        .outerjoin(
            Seat,
            (Seat.community_id == Team.community_id)
            & (Seat.team_id == Team.id)
            & (Seat.role == SeatRole.LEADER)
            & (Seat.state == SeatState.ACTIVE),
        )
        .where(Team.community_id == community_id, Team.id.in_(ids))
    )
    return {team.id: (team, leader_id) for team, leader_id in rows}
