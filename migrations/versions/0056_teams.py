"""Teams with their seats, shifts, tasks and log."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.helpers import append_only

revision = "0056_teams"
down_revision = "0057_alliances"

UUID = sa.Uuid()
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "teams",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("goal", sa.Text, nullable=False),
        sa.Column("entry_id", UUID, nullable=False),
        sa.Column("claim_id", UUID),
        sa.Column("unit_id", UUID),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("takes_applications", sa.Boolean, nullable=False),
        sa.Column("heir_id", UUID),
        sa.Column("heir_named_by", UUID),
        sa.Column("report", sa.Text),
        sa.Column("photos", JSONB, nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.Column("created_by", UUID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_teams"),
        sa.UniqueConstraint("community_id", "number", name="uq_teams_number"),
        sa.CheckConstraint(
            "(ended_at IS NOT NULL) = (state IN ('closed', 'called_off'))"
            " AND (ended_at IS NOT NULL) = (report IS NOT NULL)",
            name="ck_teams_ended",
        ),
        sa.CheckConstraint(
            "(heir_id IS NULL) = (heir_named_by IS NULL) AND (heir_id IS NULL OR state IN ('forming', 'active'))",
            name="ck_teams_heir",
        ),
        sa.CheckConstraint("state IN ('forming', 'active', 'closed', 'called_off')", name="ck_teams_state"),
        sa.CheckConstraint("(claim_id IS NOT NULL) OR (unit_id IS NULL)", name="ck_teams_unit"),
    )
    op.create_table(
        "team_seats",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("team_id", UUID, nullable=False),
        sa.Column("member_id", UUID, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("vanguard", sa.Boolean, nullable=False),
        sa.Column("invited_by", UUID),
        sa.Column("note", sa.Text),
        sa.Column("answered_at", MOMENT),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_team_seats"),
        sa.CheckConstraint("role IN ('leader', 'deputy', 'member')", name="ck_team_seats_role"),
        sa.CheckConstraint(
            "role = 'member' OR state IN ('active', 'left', 'removed')", name="ck_team_seats_role_active"
        ),
        sa.CheckConstraint(
            "state IN ('invited', 'applied', 'active', 'declined', 'withdrawn', 'left', 'removed', 'lapsed')",
            name="ck_team_seats_state",
        ),
        sa.CheckConstraint("NOT vanguard OR state = 'active'", name="ck_team_seats_vanguard"),
        sa.CheckConstraint(
            "answered_at IS NOT NULL OR state NOT IN ('active', 'left', 'removed')", name="ck_team_seats_word"
        ),
    )
    op.create_table(
        "team_tasks",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("team_id", UUID, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("assignee_id", UUID),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("next_at", MOMENT),
        sa.Column("done_at", MOMENT),
        sa.Column("done_by", UUID),
        sa.Column("created_by", UUID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_team_tasks"),
        sa.CheckConstraint(
            "(done_at IS NOT NULL) = (state = 'done') AND (done_by IS NULL) = (done_at IS NULL)",
            name="ck_team_tasks_done",
        ),
        sa.CheckConstraint("next_at IS NULL OR state = 'open'", name="ck_team_tasks_next"),
        sa.CheckConstraint("state IN ('open', 'done', 'dropped')", name="ck_team_tasks_state"),
    )
    op.create_table(
        "team_lines",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("team_id", UUID, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("by_id", UUID, nullable=False),
        sa.Column("about_id", UUID),
        sa.Column("task_id", UUID),
        sa.Column("text", sa.Text),
        sa.Column("photos", JSONB, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_team_lines"),
        sa.CheckConstraint(
            "kind IN ('progress', 'formed', 'joined', 'left', 'removed', 'role', 'led_by', 'task_added', 'task_done',"
            " 'task_reopened', 'task_dropped', 'task_postponed', 'shift_added', 'closed', 'called_off')",
            name="ck_team_lines_kind",
        ),
        sa.CheckConstraint("kind <> 'progress' OR text IS NOT NULL", name="ck_team_lines_text"),
    )
    op.create_table(
        "team_shifts",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("shift_id", UUID, nullable=False),
        sa.Column("team_id", UUID, nullable=False),
        sa.Column("added_by", UUID, nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "shift_id", name="pk_team_shifts"),
    )
    op.create_index("ix_teams_all", "teams", ["community_id", "created_at", "id"])
    op.create_index("ix_teams_entry", "teams", ["community_id", "entry_id", "created_at", "id"])
    op.create_index(
        "ix_teams_heir", "teams", ["community_id", "heir_id", "id"], postgresql_where=sa.text("heir_id IS NOT NULL")
    )
    op.create_index("ix_teams_state", "teams", ["community_id", "state", "created_at", "id"])
    op.create_index(
        "ix_teams_unit",
        "teams",
        ["community_id", "unit_id", "created_at", "id"],
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.create_index(
        "ux_teams_claim",
        "teams",
        ["community_id", "claim_id"],
        unique=True,
        postgresql_where=sa.text("claim_id IS NOT NULL AND state <> 'called_off'"),
    )
    op.create_index("ix_team_seats_member", "team_seats", ["community_id", "member_id", "state"])
    op.create_index("ix_team_seats_team", "team_seats", ["community_id", "team_id", "state"])
    op.create_index(
        "ux_team_seats_leader",
        "team_seats",
        ["community_id", "team_id"],
        unique=True,
        postgresql_where=sa.text("role = 'leader' AND state = 'active'"),
    )
    op.create_index(
        "ux_team_seats_live",
        "team_seats",
        ["community_id", "team_id", "member_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('invited', 'applied', 'active')"),
    )
    op.create_index(
        "ix_team_tasks_assignee",
        "team_tasks",
        ["community_id", "assignee_id", "due_on", "id"],
        postgresql_where=sa.text("state = 'open' AND assignee_id IS NOT NULL"),
    )
    op.create_index(
        "ix_team_tasks_due", "team_tasks", ["next_at", "community_id"], postgresql_where=sa.text("next_at IS NOT NULL")
    )
    op.create_index("ix_team_tasks_team", "team_tasks", ["community_id", "team_id", "state", "due_on", "id"])
    op.create_index("ix_team_lines_team", "team_lines", ["community_id", "team_id", "at", "id"])
    op.create_index("ix_team_shifts_team", "team_shifts", ["community_id", "team_id", "shift_id"])
    for name, table, column, to in (
        ("fk_teams_claim", "teams", "claim_id", "claims"),
        ("fk_teams_created_by", "teams", "created_by", "members"),
        ("fk_teams_entry", "teams", "entry_id", "entries"),
        ("fk_teams_heir", "teams", "heir_id", "members"),
        ("fk_teams_heir_named_by", "teams", "heir_named_by", "members"),
        ("fk_teams_unit", "teams", "unit_id", "units"),
        ("fk_team_seats_invited_by", "team_seats", "invited_by", "members"),
        ("fk_team_seats_member", "team_seats", "member_id", "members"),
        ("fk_team_seats_team", "team_seats", "team_id", "teams"),
        ("fk_team_tasks_assignee", "team_tasks", "assignee_id", "members"),
        ("fk_team_tasks_created_by", "team_tasks", "created_by", "members"),
        ("fk_team_tasks_done_by", "team_tasks", "done_by", "members"),
        ("fk_team_tasks_team", "team_tasks", "team_id", "teams"),
        ("fk_team_lines_about", "team_lines", "about_id", "members"),
        ("fk_team_lines_by", "team_lines", "by_id", "members"),
        ("fk_team_lines_task", "team_lines", "task_id", "team_tasks"),
        ("fk_team_lines_team", "team_lines", "team_id", "teams"),
        ("fk_team_shifts_shift", "team_shifts", "shift_id", "shifts"),
        ("fk_team_shifts_team", "team_shifts", "team_id", "teams"),
    ):
        op.create_foreign_key(name, table, to, ["community_id", column], ["community_id", "id"])
    append_only("team_lines", "team_shifts")


def downgrade() -> None:
    """Drop the tables."""
    for table in ("team_shifts", "team_lines", "team_tasks", "team_seats", "teams"):
        op.drop_table(table)
