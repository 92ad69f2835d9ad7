"""Time moves on entries too that were made before it was noted when."""

from alembic import op

revision = "0026_entries_due_before"
down_revision = "0025_entries_due"

# What was delivered is given from today as long as seven working days last over the longest holidays. Actions, which
# nobody claims, do not expire.
BACKFILL = """
    UPDATE entries SET due_at = CASE
        WHEN state = 'delivered' THEN (date_trunc('day', now() AT TIME ZONE 'Asia/Shanghai') + interval '18 days')
            AT TIME ZONE 'Asia/Shanghai'
        WHEN kind = 'action' THEN NULL
        WHEN details ->> 'deadline' IS NOT NULL THEN ((details ->> 'deadline')::date + 1)::timestamp
            AT TIME ZONE 'Asia/Shanghai'
        ELSE ends_at END
    WHERE (kind IN ('need', 'problem', 'service_project', 'welfare_work') AND due_at IS NULL
           AND state IN ('proposed', 'adopted', 'open', 'reopened', 'delivered'))
       OR (kind = 'action' AND state IN ('proposed', 'adopted', 'open', 'reopened'))
"""


def upgrade() -> None:
    """Note it."""
    op.execute(BACKFILL)


def downgrade() -> None:
    """Nothing was added that the column does not hold."""
