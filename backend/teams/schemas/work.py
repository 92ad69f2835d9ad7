"""Shapes of tasks and the log on the wire."""

from typing import Any

import marshmallow as ma

from backend.infra.http import MoveSchema, PageQuery, PhotoSchema, RefSchema, Schema, fields
from backend.teams.moves import TaskMove
from backend.teams.schemas.teams import photo_ids
from backend.teams.types import NewLine, NewTask, TaskState, TaskWord


class NewTeamTaskSchema(Schema):
    """A task; without an assignee it waits for somebody to take it."""

    into = NewTask
    title = fields.Line(required=True, min_length=2, max_length=60)
    text = fields.Text(load_default="", max_length=500)
    due_on = fields.Day(required=True)
    assignee_id = fields.Id(load_default=None, allow_none=True)


class TaskQuery(PageQuery):
    """Which tasks."""

    state = fields.Choice(TaskState, load_default=TaskState.OPEN)


class TeamTaskMoveSchema(Schema):
    """A move on a task: whom it is given to, its new day, a word and photos of what was done."""

    move = fields.Choice(TaskMove, required=True)
    assignee_id = fields.Id(load_default=None, allow_none=True)
    due_on = fields.Day(load_default=None, allow_none=True)
    text = fields.Text(load_default="", max_length=500)
    photos = photo_ids()

    @ma.post_load
    def _move(self, data: dict[str, Any], **_: Any) -> tuple[TaskMove, TaskWord]:
        word = TaskWord(data["assignee_id"], data["due_on"], data["text"], tuple(data["photos"]))
        return data["move"], word


class TeamTaskSchema(Schema):
    """A task."""

    id = fields.Id(required=True)
    title = ma.fields.String(required=True)
    text = ma.fields.String(required=True)
    assignee = ma.fields.Nested(RefSchema, required=True, allow_none=True)
    is_mine = ma.fields.Boolean(required=True)
    due_on = fields.Day(required=True)
    is_overdue = ma.fields.Boolean(required=True)
    state = ma.fields.String(required=True)
    state_name = ma.fields.String(required=True)
    done_at = fields.Moment(required=True, allow_none=True)
    done_by_name = ma.fields.String(required=True, allow_none=True)
    moves = fields.ListOf(ma.fields.Nested(MoveSchema), required=True)


class NewTeamLineSchema(Schema):
    """Progress in one's own words."""

    into = NewLine
    text = fields.Text(required=True, min_length=1, max_length=1000)
    photos = photo_ids()
    task_id = fields.Id(load_default=None, allow_none=True)


class TeamLineSchema(Schema):
    """A line of the log."""

    id = fields.Id(required=True)
    kind = ma.fields.String(required=True)
    kind_name = ma.fields.String(required=True)
    by_name = ma.fields.String(required=True, allow_none=True, metadata={"description": "null: nobody, time did it"})
    about_name = ma.fields.String(required=True, allow_none=True)
    task = ma.fields.Nested(RefSchema, required=True, allow_none=True)
    text = ma.fields.String(required=True, allow_none=True)
    photos = fields.ListOf(ma.fields.Nested(PhotoSchema), required=True)
    at = fields.Moment(required=True)
