"""Tasks of a team: who does what until when; time reminds, and tells the leader of what is overdue."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from backend.communities import service as communities
from backend.core.actor import Actor, Role
from backend.core.clock import local_date
from backend.core.errors import InvalidError
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.rows import row_by_id
from backend.infra.uow import UnitOfWork
from backend.teams import rules
from backend.teams.errors import NotOnTeamError, TasksFullError
from backend.teams.events import tell
from backend.teams.models import Task, Team
from backend.teams.moves import TASK_MOVE_NAMES, TASK_MOVES, TASK_STATE_NAMES, TaskMove
from backend.teams.policy import ACTION_OF_TASK_MOVE, POLICY, A
from backend.teams.service.log import write_line
from backend.teams.service.standing import (
    check_active,
    get_team,
    grounds,
    live_seat,
    lock_team,
)
from backend.teams.types import LineKind, NewTask, SeatState, TaskState, TaskWord, TeamState

_LINES = {
    TaskMove.FINISH: LineKind.TASK_DONE,
    TaskMove.POSTPONE: LineKind.TASK_POSTPONED,
    TaskMove.DROP: LineKind.TASK_DROPPED,
    TaskMove.REOPEN: LineKind.TASK_REOPENED,
}


def add_task(uow: UnitOfWork, actor: Actor, community_id: int, team_id: UUID, new: NewTask) -> dict[str, Any]:
    """Put a task on the board.

    Raises NotFoundError, MoveNotAllowedError, TaskDayError, NotOnTeamError, TasksFullError.
    """
    team = lock_team(uow, community_id, team_id)
    also = grounds(uow, actor, team)
    POLICY.permit(actor, A.MANAGE, also=also)
    check_active(team)
    rules.check_task_day(new.due_on, local_date(uow.now))
    _check_on_team(uow, team, new.assignee_id)
    if _count_open(uow, team) >= rules.TASKS_OPEN_MAX:
        raise TasksFullError(most=rules.TASKS_OPEN_MAX)
    assert actor.member_id is not None, "the policy lets those on the team manage it"
    task = Task(
        community_id=community_id,
        id=uow.new_id(),
        team_id=team_id,
        title=new.title,
        text=new.text,
        assignee_id=new.assignee_id,
        due_on=new.due_on,
        state=TaskState.OPEN,
        next_at=rules.first_reminder(new.due_on, uow.now),
        created_by=actor.member_id,
        created_at=uow.now,
        updated_at=uow.now,
    )
    uow.session.add(task)
    uow.session.flush()
    write_line(uow, actor, team, LineKind.TASK_ADDED, task_id=task.id, about_id=new.assignee_id)
    _tell_given(uow, actor, team, task)
    return _view(uow, actor, team, [task], also)[0]


def move_task(
    uow: UnitOfWork, actor: Actor, community_id: int, task_id: UUID, move: TaskMove, word: TaskWord
) -> dict[str, Any]:
    """Take, give, finish, postpone, drop or reopen a task.

    Raises NotFoundError, ForbiddenError, MoveNotAllowedError, NotOnTeamError, TaskDayError and InvalidError (nobody or
    no day named, photos).
    """
    POLICY.permit(actor, A.MOVE_TASK)
    team = lock_team(uow, community_id, row_by_id(uow, Task, community_id, task_id).team_id)
    task = row_by_id(uow, Task, community_id, task_id, lock=True)
    also = grounds(uow, actor, team)
    POLICY.permit(actor, ACTION_OF_TASK_MOVE[move], also=also)
    check_active(team)
    after = TASK_MOVES.next(TaskState(task.state), move)
    _make(uow, actor, team, task, move, word)
    _settle(uow, actor, task, after)
    if move in _LINES:
        text = f"{task.due_on:%Y-%m-%d} {word.text}".strip() if move is TaskMove.POSTPONE else word.text
        photos = dict.fromkeys(word.photos)
        write_line(uow, actor, team, _LINES[move], task_id=task.id, text=text, photos=photos)
    return _view(uow, actor, team, [task], also)[0]


def _make(uow: UnitOfWork, actor: Actor, team: Team, task: Task, move: TaskMove, word: TaskWord) -> None:
    """Change what the move is about: whose it is, or its day."""
    if move is TaskMove.TAKE:
        task.assignee_id = actor.member_id
    if move is TaskMove.GIVE:
        if word.assignee_id is None:
            raise InvalidError({"assignee_id": ["请选择交给谁"]})
        _check_on_team(uow, team, word.assignee_id)
        task.assignee_id = word.assignee_id
        _tell_given(uow, actor, team, task)
    if move is TaskMove.POSTPONE:
        if word.due_on is None:
            raise InvalidError({"due_on": ["请选择新的日期"]})
        rules.check_task_day(word.due_on, local_date(uow.now))
        task.due_on = word.due_on
        task.next_at = rules.first_reminder(task.due_on, uow.now)


def _settle(uow: UnitOfWork, actor: Actor, task: Task, after: TaskState) -> None:
    """Write the state, who finished it and when it is reminded of."""
    was, task.state, task.updated_at = task.state, after.value, uow.now
    task.done_at = uow.now if after is TaskState.DONE else None
    task.done_by = actor.member_id if after is TaskState.DONE else None
    if after is not TaskState.OPEN:
        task.next_at = None
    elif was != TaskState.OPEN:
        task.next_at = rules.first_reminder(task.due_on, uow.now)
    uow.session.flush()


def _check_on_team(uow: UnitOfWork, team: Team, member_id: UUID | None) -> None:
    if member_id is None:
        return
    seat = live_seat(uow, team, member_id)
    if seat is None or seat.state != SeatState.ACTIVE:
        raise NotOnTeamError


def _count_open(uow: UnitOfWork, team: Team) -> int:
    return (
        uow.session.scalar(
            select(func.count()).where(
                Task.community_id == team.community_id, Task.team_id == team.id, Task.state == TaskState.OPEN
            )
        )
        or 0
    )


def _tell_given(uow: UnitOfWork, actor: Actor, team: Team, task: Task) -> None:
    if task.assignee_id != actor.member_id:
        tell(uow, team, "task_given", [task.assignee_id], task=task.title, due_on=task.due_on.isoformat())


def list_tasks(
    uow: UnitOfWork, actor: Actor, community_id: int, team_id: UUID, state: TaskState, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return a team's tasks of a state, the first due first, to whom it concerns; raises NotFoundError."""
    team = get_team(uow, community_id, team_id)
    also = grounds(uow, actor, team)
    POLICY.permit(actor, A.READ_INSIDE, unit_id=team.unit_id, also=also)
    wanted = select(Task).where(Task.community_id == community_id, Task.team_id == team_id, Task.state == state)
    found = fetch_page(uow.session, wanted, page, keys=[Task.due_on, Task.id], descending=False)
    return Page(_view(uow, actor, team, found.items, also), found.next_cursor)


def _view(
    uow: UnitOfWork, actor: Actor, team: Team, tasks: Sequence[Task], also: frozenset[Role]
) -> list[dict[str, Any]]:
    """Return tasks as the API shows them: one statement however many there are."""
    ids = {id_ for task in tasks for id_ in (task.assignee_id, task.done_by) if id_ is not None}
    people = communities.members_by_ids(uow, team.community_id, ids)
    return [
        {
            "id": task.id,
            "title": task.title,
            "text": task.text,
            "assignee": {"id": task.assignee_id, "name": people[task.assignee_id].name} if task.assignee_id else None,
            "is_mine": task.assignee_id is not None and task.assignee_id == actor.member_id,
            "due_on": task.due_on,
            "is_overdue": task.state == TaskState.OPEN and rules.is_overdue(task.due_on, uow.now),
            "state": task.state,
            "state_name": TASK_STATE_NAMES[TaskState(task.state)],
            "done_at": task.done_at,
            "done_by_name": people[task.done_by].name if task.done_by else None,
            "moves": _moves(actor, team, task, also),
        }
        for task in tasks
    ]


def _moves(actor: Actor, team: Team, task: Task, also: frozenset[Role]) -> list[dict[str, str]]:
    """Return the moves the caller may make now; what is theirs already they need not take."""
    if team.state != TeamState.ACTIVE:
        return []
    return [
        {"move": move.value, "name": TASK_MOVE_NAMES[move]}
        for move in TASK_MOVES.moves_from(TaskState(task.state))
        if POLICY.allows(actor, ACTION_OF_TASK_MOVE[move], also=also)
        and not (move is TaskMove.TAKE and task.assignee_id is not None)
    ]
