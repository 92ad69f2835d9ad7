"""Who is asked to help with a claim has a time to answer; a team's log tells of its claim's end, also by nobody."""

import sqlalchemy as sa
from alembic import op

revision = "0064_claim_ends"
down_revision = "0063_agreed_pages"

ASSISTS = "'invited', 'agreed', 'declined', 'left', 'taken_back'"
LINES = (
    "'progress', 'formed', 'joined', 'left', 'removed', 'role', 'led_by', 'task_added', 'task_done',"
    " 'task_reopened', 'task_dropped', 'task_postponed', 'shift_added'"
)


def upgrade() -> None:
    """Add the time to answer, seven days from asking for what was asked before, and the new states."""
    op.add_column("claim_assists", sa.Column("answer_by", sa.DateTime(timezone=True)))
    op.execute("UPDATE claim_assists SET answer_by = created_at + interval '7 days' WHERE state = 'invited'")
    op.drop_constraint("ck_claim_assists_state", "claim_assists")
    op.create_check_constraint("ck_claim_assists_state", "claim_assists", f"state IN ({ASSISTS}, 'lapsed')")
    op.create_check_constraint(
        "ck_claim_assists_answer", "claim_assists", "(answer_by IS NOT NULL) = (state = 'invited')"
    )
    op.create_index(
        "ix_claim_assists_due",
        "claim_assists",
        ["answer_by", "community_id"],
        postgresql_where="answer_by IS NOT NULL",
    )
    op.alter_column("team_lines", "by_id", nullable=True)
    op.drop_constraint("ck_team_lines_kind", "team_lines")
    op.create_check_constraint(
        "ck_team_lines_kind", "team_lines", f"kind IN ({LINES}, 'claim_kept', 'closed', 'called_off')"
    )


def downgrade() -> None:
    """Take the additions back; an invitation that lapsed counts as taken back."""
    op.execute("DELETE FROM team_lines WHERE kind = 'claim_kept' OR by_id IS NULL")
    op.drop_constraint("ck_team_lines_kind", "team_lines")
    op.create_check_constraint("ck_team_lines_kind", "team_lines", f"kind IN ({LINES}, 'closed', 'called_off')")
    op.alter_column("team_lines", "by_id", nullable=False)
    op.drop_index("ix_claim_assists_due", "claim_assists")
    op.drop_constraint("ck_claim_assists_answer", "claim_assists")
    op.execute("UPDATE claim_assists SET state = 'taken_back' WHERE state = 'lapsed'")
    op.drop_constraint("ck_claim_assists_state", "claim_assists")
    op.create_check_constraint("ck_claim_assists_state", "claim_assists", f"state IN ({ASSISTS})")
    op.drop_column("claim_assists", "answer_by")
