"""Tables of a team's work: tasks, and the log of everything."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, PrimaryKeyConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.db import Base


class Task(Base):
    """Something to do until the end of ``due_on``. ``next_at`` is when time reminds of it, None once it has."""

    __tablename__ = "team_tasks"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_team_tasks"),
        ForeignKeyConstraint(
            ["community_id", "team_id"], ["teams.community_id", "teams.id"], name="fk_team_tasks_team"
        ),
        ForeignKeyConstraint(
            ["community_id", "assignee_id"], ["members.community_id", "members.id"], name="fk_team_tasks_assignee"
        ),
        ForeignKeyConstraint(
            ["community_id", "done_by"], ["members.community_id", "members.id"], name="fk_team_tasks_done_by"
        ),
        ForeignKeyConstraint(
            ["community_id", "created_by"], ["members.community_id", "members.id"], name="fk_team_tasks_created_by"
        ),
        CheckConstraint("state IN ('open', 'done', 'dropped')", name="ck_team_tasks_state"),
        CheckConstraint(
            "(done_at IS NOT NULL) = (state = 'done') AND (done_by IS NULL) = (done_at IS NULL)",
            name="ck_team_tasks_done",
        ),
        CheckConstraint("next_at IS NULL OR state = 'open'", name="ck_team_tasks_next"),
        Index("ix_team_tasks_team", "community_id", "team_id", "state", "due_on", "id"),
        Index(
            "ix_team_tasks_assignee",
            "community_id",
            "assignee_id",
            "due_on",
            "id",
            postgresql_where="state = 'open' AND assignee_id IS NOT NULL",
        ),
        Index("ix_team_tasks_due", "next_at", "community_id", postgresql_where="next_at IS NOT NULL"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    team_id: Mapped[UUID]
    title: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    assignee_id: Mapped[UUID | None]
    due_on: Mapped[date]
    state: Mapped[str] = mapped_column(Text)
    next_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    done_by: Mapped[UUID | None]
    created_by: Mapped[UUID]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class Line(Base):
    """One line of a team's log: somebody's progress, or what happened. Append-only.

    ``about_id`` is the member a line is about where that is another than who acted. ``by_id`` is None where nobody
    acted: time gave up the claim that the team carried out.
    """

    __tablename__ = "team_lines"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_team_lines"),
        ForeignKeyConstraint(
            ["community_id", "team_id"], ["teams.community_id", "teams.id"], name="fk_team_lines_team"
        ),
        ForeignKeyConstraint(
            ["community_id", "task_id"], ["team_tasks.community_id", "team_tasks.id"], name="fk_team_lines_task"
        ),
        ForeignKeyConstraint(
            ["community_id", "by_id"], ["members.community_id", "members.id"], name="fk_team_lines_by"
        ),
        ForeignKeyConstraint(
            ["community_id", "about_id"], ["members.community_id", "members.id"], name="fk_team_lines_about"
        ),
        CheckConstraint(
            "kind IN ('progress', 'formed', 'joined', 'left', 'removed', 'role', 'led_by', 'task_added', 'task_done',"
            " 'task_reopened', 'task_dropped', 'task_postponed', 'shift_added', 'claim_kept', 'closed', 'called_off')",
            name="ck_team_lines_kind",
        ),
        CheckConstraint("kind <> 'progress' OR text IS NOT NULL", name="ck_team_lines_text"),
        Index("ix_team_lines_team", "community_id", "team_id", "at", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    team_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(Text)
    by_id: Mapped[UUID | None]
    about_id: Mapped[UUID | None]
    task_id: Mapped[UUID | None]
    text: Mapped[str | None] = mapped_column(Text)
    photos: Mapped[list[str]]
    at: Mapped[datetime]
