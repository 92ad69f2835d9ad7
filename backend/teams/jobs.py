"""What is due in teams: reminders of tasks."""

from backend.infra.due import DueSource
from backend.teams import service

TASKS = DueSource("teams.tasks", scan=service.communities_with_due_tasks, work=service.remind_of_tasks)
