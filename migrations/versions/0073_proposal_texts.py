"""A proposal's text is checked before it stands on a ballot."""

import sqlalchemy as sa
from alembic import op

revision = "0073_proposal_texts"
down_revision = "0073_topic_from_statement"


def upgrade() -> None:
    """Add the column; what stood there before was read by the desk."""
    op.add_column("budget_proposals", sa.Column("text_state", sa.Text, nullable=False, server_default="passed"))
    op.alter_column("budget_proposals", "text_state", server_default=None)
    op.create_check_constraint(
        "ck_budget_proposals_text", "budget_proposals", "text_state IN ('waiting', 'passed', 'refused')"
    )
    op.create_check_constraint(
        "ck_budget_proposals_text_first", "budget_proposals", "state <> 'passed' OR text_state = 'passed'"
    )


def downgrade() -> None:
    """Drop the column."""
    op.drop_constraint("ck_budget_proposals_text_first", "budget_proposals")
    op.drop_constraint("ck_budget_proposals_text", "budget_proposals")
    op.drop_column("budget_proposals", "text_state")
