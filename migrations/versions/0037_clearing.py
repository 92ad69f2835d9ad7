"""Tables of clearing between communities, and the function that sets how much a clearing account may owe or be owed."""

import sqlalchemy as sa
from alembic import op

from migrations.helpers import APPLICATION_ROLE, append_only

revision = "0037_clearing"
down_revision = "0036_vouchers"

UUID, MOMENT = sa.Uuid(), sa.DateTime(timezone=True)
STANDS = "('none', 'agreed', 'paused', 'ended')"


def upgrade() -> None:
    """Create the tables and the function."""
    _create_pairs()
    _create_transfers()
    _create_days()
    append_only("clearing_terms", "clearing_days", "clearing_reports")
    op.execute(LEDGER_LIMIT_CLEARING)
    op.execute("REVOKE ALL ON FUNCTION ledger_limit_clearing FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION ledger_limit_clearing TO {APPLICATION_ROLE}")


def downgrade() -> None:
    """Drop them again."""
    op.execute("DROP FUNCTION ledger_limit_clearing")
    for table in ("clearing_reports", "clearing_days", "clearing_transfers", "clearing_terms", "clearing_pairs"):
        op.drop_table(table)


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=nullable)


def _of_pair(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["community_id", "other_id"],
        ["clearing_pairs.community_id", "clearing_pairs.other_id"],
        name=f"fk_{table}_pair",
    )


def _create_pairs() -> None:
    op.create_table(
        "clearing_pairs",
        _number("community_id"),
        _number("other_id"),
        sa.Column("other_name", sa.Text, nullable=False),
        sa.Column("ours", sa.Text, nullable=False),
        _number("our_ceiling", nullable=True),
        _number("our_version"),
        sa.Column("theirs", sa.Text, nullable=False),
        _number("their_ceiling", nullable=True),
        _number("their_version"),
        sa.Column("next_day", sa.Date),
        sa.Column("due_at", MOMENT),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "other_id", name="pk_clearing_pairs"),
        sa.CheckConstraint("community_id <> other_id", name="ck_clearing_pairs_two"),
        sa.CheckConstraint(f"ours IN {STANDS} AND theirs IN {STANDS}", name="ck_clearing_pairs_stands"),
        sa.CheckConstraint("our_ceiling > 0 AND their_ceiling > 0", name="ck_clearing_pairs_ceilings"),
        sa.CheckConstraint("(next_day IS NULL) = (due_at IS NULL)", name="ck_clearing_pairs_due"),
    )
    op.create_index("ix_clearing_pairs_due", "clearing_pairs", ["due_at", "community_id"])
    op.create_table(
        "clearing_terms",
        _number("community_id"),
        sa.Column("id", UUID, nullable=False),
        _number("other_id"),
        sa.Column("stand", sa.Text, nullable=False),
        _number("ceiling", nullable=True),
        sa.Column("by_member_id", UUID),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_clearing_terms"),
        _of_pair("clearing_terms"),
    )
    op.create_index("ix_clearing_terms_pair", "clearing_terms", ["community_id", "other_id", "id"])


def _create_transfers() -> None:
    op.create_table(
        "clearing_transfers",
        _number("community_id"),
        sa.Column("id", UUID, nullable=False),
        _number("other_id"),
        sa.Column("direction", sa.Text, nullable=False),
        sa.Column("person_id", UUID, nullable=False),
        sa.Column("member_id", UUID),
        _number("points"),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("hold_id", UUID),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.Column("decided_at", MOMENT),
        sa.Column("closed_at", MOMENT),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_clearing_transfers"),
        _of_pair("clearing_transfers"),
        sa.ForeignKeyConstraint(
            ["community_id", "member_id"], ["members.community_id", "members.id"], name="fk_clearing_transfers_member"
        ),
        sa.CheckConstraint("direction IN ('out', 'in')", name="ck_clearing_transfers_direction"),
        sa.CheckConstraint("state IN ('sent', 'done', 'refunded')", name="ck_clearing_transfers_state"),
        sa.CheckConstraint("(state = 'sent') = (closed_at IS NULL)", name="ck_clearing_transfers_closed"),
        sa.CheckConstraint("(state = 'refunded') = (reason IS NOT NULL)", name="ck_clearing_transfers_reason"),
        sa.CheckConstraint("(direction = 'out') = (hold_id IS NOT NULL)", name="ck_clearing_transfers_hold"),
        sa.CheckConstraint("points > 0", name="ck_clearing_transfers_points"),
    )
    op.create_index("ix_clearing_transfers_member", "clearing_transfers", ["community_id", "member_id", "id"])
    op.create_index("ix_clearing_transfers_pair", "clearing_transfers", ["community_id", "other_id", "closed_at"])


def _create_days() -> None:
    figures = ("opening", "sent", "received", "refunded", "closing", "in_flight", "on_way", "unanswered")
    op.create_table(
        "clearing_days",
        _number("community_id"),
        _number("other_id"),
        sa.Column("day", sa.Date, nullable=False),
        *(_number(name) for name in figures),
        sa.Column("closed_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "other_id", "day", name="pk_clearing_days"),
        _of_pair("clearing_days"),
        sa.CheckConstraint("opening + sent - received = closing", name="ck_clearing_days_closing"),
        sa.CheckConstraint("on_way >= 0 AND unanswered >= 0", name="ck_clearing_days_signs"),
        sa.CheckConstraint("on_way + unanswered <= in_flight", name="ck_clearing_days_in_flight"),
    )
    op.create_table(
        "clearing_reports",
        _number("community_id"),
        _number("other_id"),
        sa.Column("day", sa.Date, nullable=False),
        *(_number(name) for name in ("closing", "on_way", "unanswered")),
        sa.Column("told_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "other_id", "day", name="pk_clearing_reports"),
        _of_pair("clearing_reports"),
    )


# Frozen: a later change is a later migration with CREATE OR REPLACE.
#
# Makes the account for another community if it is missing, locks it until the transaction ends, and lets it rise to
# p_limit and sink to -p_limit. What stands or is held beyond a lower limit stays and can only shrink: the next call
# draws the limit after it. What is held counts as if it had moved. Returns how much more may be owed to the other
# community and by it. The account sorts before any member's, so ledger_post in the same transaction locks in order.
LEDGER_LIMIT_CLEARING = """
CREATE FUNCTION ledger_limit_clearing(
    p_community bigint, p_at timestamptz, p_new_account uuid, p_owner uuid, p_limit bigint,
    OUT may_owe bigint, OUT may_be_owed bigint
) LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp SET enable_seqscan = off AS $ledger$
DECLARE
    found_id uuid;
    high bigint;
    low bigint;
BEGIN
    IF p_limit IS NULL OR p_limit < 0 THEN
        RAISE EXCEPTION 'a limit is no negative number' USING ERRCODE = 'SG004';
    END IF;
    INSERT INTO accounts (community_id, id, book, kind, owner_id, stripe, floor, ceiling, last_at, created_at)
    VALUES (p_community, p_new_account, 'POINT', 'clearing', p_owner, 0, -p_limit, p_limit, p_at, p_at)
    ON CONFLICT (community_id, book, kind, owner_id, stripe) DO NOTHING;
    SELECT a.id, a.credits_posted + a.credits_pending - a.debits_posted,
           a.credits_posted - a.debits_posted - a.debits_pending
    INTO found_id, high, low
    FROM accounts a
    WHERE a.community_id = p_community AND a.book = 'POINT' AND a.kind = 'clearing' AND a.owner_id = p_owner
      AND a.stripe = 0
    FOR NO KEY UPDATE;
    UPDATE accounts a SET floor = least(-p_limit, low), ceiling = greatest(p_limit, high)
    WHERE a.community_id = p_community AND a.id = found_id
      AND (a.floor, a.ceiling) IS DISTINCT FROM (least(-p_limit, low), greatest(p_limit, high));
    may_owe := greatest(p_limit - high, 0);
    may_be_owed := greatest(p_limit + low, 0);
END
$ledger$
"""
