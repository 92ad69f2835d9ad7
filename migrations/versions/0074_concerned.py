"""A meeting may invite whom its topics concern."""

from alembic import op

revision = "0074_concerned"
down_revision = "0073_proposal_texts"


def upgrade() -> None:
    """Add the rule."""
    _rules("'all', 'buildings', 'groups', 'members', 'concerned'")


def downgrade() -> None:
    """Take it back; who was invited stands in the seats."""
    op.execute("UPDATE meetings SET audience = 'members' WHERE audience = 'concerned'")
    _rules("'all', 'buildings', 'groups', 'members'")


def _rules(rules: str) -> None:
    op.drop_constraint("ck_meetings_audience", "meetings")
    op.create_check_constraint("ck_meetings_audience", "meetings", f"audience IN ({rules})")
