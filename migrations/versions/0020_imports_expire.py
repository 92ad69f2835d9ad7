"""Tables that staff uploaded and left alone end after a week."""

import sqlalchemy as sa
from alembic import op

revision = "0020_imports_expire"
down_revision = "0019_supports"


def upgrade() -> None:
    """Allow the state, and find what waits."""
    op.drop_constraint("ck_imports_state", "imports")
    op.drop_constraint("ck_imports_closed", "imports")
    op.create_check_constraint(
        "ck_imports_state", "imports", "state IN ('uploaded', 'checked', 'applied', 'withdrawn', 'expired')"
    )
    op.create_check_constraint(
        "ck_imports_closed",
        "imports",
        "(closed_at IS NULL) = (state IN ('uploaded', 'checked'))"
        " AND (closed_by IS NULL) = (state NOT IN ('applied', 'withdrawn'))",
    )
    op.create_index(
        "ix_imports_waiting",
        "imports",
        ["created_at", "community_id"],
        postgresql_where=sa.text("state IN ('uploaded', 'checked')"),
    )


def downgrade() -> None:
    """Forget the state: what expired counts as withdrawn by whoever uploaded it."""
    op.drop_index("ix_imports_waiting", "imports")
    op.drop_constraint("ck_imports_closed", "imports")
    op.drop_constraint("ck_imports_state", "imports")
    op.execute("UPDATE imports SET state = 'withdrawn', closed_by = created_by WHERE state = 'expired'")
    op.create_check_constraint(
        "ck_imports_state", "imports", "state IN ('uploaded', 'checked', 'applied', 'withdrawn')"
    )
    op.create_check_constraint(
        "ck_imports_closed",
        "imports",
        "num_nonnulls(closed_by, closed_at) = CASE WHEN state IN ('applied', 'withdrawn') THEN 2 ELSE 0 END",
    )
