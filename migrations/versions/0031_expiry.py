"""How long a community's points stay valid, who was told what will expire, and the statement that lets them expire."""

import sqlalchemy as sa
from alembic import op

from migrations.helpers import APPLICATION_ROLE, append_only

revision = "0031_expiry"
down_revision = "0030_rule_packs"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables and functions; points of communities without a rule never expire."""
    op.create_table(
        "expiry_rules",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("months", sa.BigInteger),
        sa.Column("adopted_by", sa.Uuid(), nullable=False),
        sa.Column("adopted_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "valid_from", name="pk_expiry_rules"),
        sa.CheckConstraint("months BETWEEN 1 AND 120", name="ck_expiry_rules_months"),
    )
    op.create_table(
        "expiry_notices",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("expires_on", sa.Date, nullable=False),
        sa.Column("amount", sa.BigInteger, nullable=False),
        sa.Column("told_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "member_id", "expires_on", name="pk_expiry_notices"),
        sa.CheckConstraint("amount > 0", name="ck_expiry_notices_amount"),
    )
    append_only("expiry_rules", "expiry_notices")
    first = "(date_trunc('month', now() AT TIME ZONE 'Asia/Shanghai') + interval '1 month')"
    for name, when in (("expiry_due_at", first), ("expiry_notice_due_at", f"({first} - interval '30 days')")):
        op.add_column("seal_turns", sa.Column(name, MOMENT))
        op.execute(f"UPDATE seal_turns SET {name} = {when} AT TIME ZONE 'Asia/Shanghai'")  # noqa: S608  # of the above
        op.alter_column("seal_turns", name, nullable=False)
    op.create_index("ix_seal_turns_expiry", "seal_turns", ["expiry_due_at", "community_id"])
    op.create_index("ix_seal_turns_notice", "seal_turns", ["expiry_notice_due_at", "community_id"])
    for function in (EXPIRING_POINTS, LEDGER_EXPIRE):
        op.execute(function)
    for name in ("expiring_points", "ledger_expire"):
        op.execute(f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC")
        op.execute(f"GRANT EXECUTE ON FUNCTION {name} TO {APPLICATION_ROLE}")


def downgrade() -> None:
    """Drop it all again."""
    op.execute("DROP FUNCTION ledger_expire")
    op.execute("DROP FUNCTION expiring_points")
    op.drop_index("ix_seal_turns_notice", table_name="seal_turns")
    op.drop_index("ix_seal_turns_expiry", table_name="seal_turns")
    op.drop_column("seal_turns", "expiry_notice_due_at")
    op.drop_column("seal_turns", "expiry_due_at")
    op.drop_table("expiry_notices")
    op.drop_table("expiry_rules")


# Frozen: a later change is a later migration with CREATE OR REPLACE.
#
# What of each member's points was earned before p_cutoff and neither spent nor held, first in, first out (design,
# section 6): max(0, min(available, credits up to the cut-off - debits posted - debits pending)). What gives a debit
# back (a voucher returned, a spending reversed) lowers debits and is no new credit; what reverses a credit lowers
# credits. One pass over the community's transfers; nothing aggregated is joined to anything aggregated.
EXPIRING_POINTS = """
CREATE FUNCTION expiring_points(p_community bigint, p_cutoff timestamptz)
RETURNS TABLE (owner_id uuid, amount bigint) LANGUAGE sql STABLE AS $expiring$
    SELECT a.owner_id, due.amount
    FROM (
        SELECT s.account_id,
               least(sum(s.available), sum(s.old) - sum(s.spent) + sum(s.given_back))::bigint AS amount
        FROM (
            SELECT x.id AS account_id, x.credits_posted - x.debits_posted - x.debits_pending AS available,
                   0::bigint AS old, x.debits_posted + x.debits_pending AS spent, 0::bigint AS given_back
            FROM accounts x
            WHERE x.community_id = p_community AND x.book = 'POINT' AND x.kind = 'member' AND x.state = 'open'
            UNION ALL
            SELECT t.credit_account_id, 0,
                   CASE WHEN t.type NOT IN ('voucher_return', 'reversal') AND t.occurred_at < p_cutoff
                        THEN t.amount ELSE 0 END,
                   0, CASE WHEN t.type IN ('voucher_return', 'reversal') THEN t.amount ELSE 0 END
            FROM transfers t
            WHERE t.community_id = p_community AND t.state IN ('posted', 'post_pending')
            UNION ALL
            SELECT r.debit_account_id, 0, CASE WHEN c.occurred_at < p_cutoff THEN -r.amount ELSE 0 END, 0, r.amount
            FROM transfers r
            JOIN transfers c ON c.community_id = p_community AND c.id = r.refers_to_id
            WHERE r.community_id = p_community AND r.type = 'reversal' AND c.type NOT IN ('voucher_return', 'reversal')
        ) AS s
        GROUP BY s.account_id
        HAVING least(sum(s.available), sum(s.old) - sum(s.spent) + sum(s.given_back)) > 0
    ) AS due
    JOIN accounts a ON a.community_id = p_community AND a.id = due.account_id
    WHERE a.book = 'POINT' AND a.kind = 'member'
$expiring$
"""

# Locks what it may take from before it reckons, in the order of ledger_post, so nobody spends in between.
LEDGER_EXPIRE = """
CREATE FUNCTION ledger_expire(
    p_community bigint, p_at timestamptz, p_cutoff timestamptz, p_day date, p_title text,
    OUT owners uuid[], OUT amounts bigint[]
) LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $ledger$
DECLARE
    new_ids uuid[];
    how_many int;
BEGIN
    PERFORM 1 FROM accounts a
    WHERE a.community_id = p_community AND a.book = 'POINT' AND a.kind IN ('backing', 'member')
      AND (a.kind = 'backing' OR a.credits_posted > a.debits_posted)
    ORDER BY a.kind COLLATE "C", a.owner_id
    FOR NO KEY UPDATE;
    SELECT coalesce(array_agg(e.owner_id ORDER BY e.owner_id), '{}'), array_agg(e.amount ORDER BY e.owner_id)
    INTO owners, amounts
    FROM expiring_points(p_community, p_cutoff) e;
    how_many := cardinality(owners);
    IF how_many = 0 THEN
        RETURN;
    END IF;
    -- UUIDv7 as the application makes them: 48 bits of milliseconds, then chance.
    SELECT array_agg(encode(set_bit(set_bit(overlay(
        uuid_send(gen_random_uuid())
        PLACING substring(int8send((extract(epoch FROM p_at) * 1000)::bigint) FROM 3) FROM 1 FOR 6), 52, 1), 53, 1),
        'hex')::uuid)
    INTO new_ids
    FROM generate_series(1, how_many + 1);
    SELECT p.amounts INTO amounts FROM ledger_post(
        p_community, p_at, new_ids,
        array_prepend('POINT', array_fill('POINT'::text, ARRAY[how_many])),
        array_prepend('backing', array_fill('member'::text, ARRAY[how_many])),
        array_prepend('00000000-0000-0000-0000-000000000000'::uuid, owners),
        new_ids[2:], ARRAY(SELECT generate_series(2, how_many + 1)), array_fill(1, ARRAY[how_many]), amounts,
        array_fill('must'::text, ARRAY[how_many]), array_fill('expire'::text, ARRAY[how_many]),
        ARRAY(SELECT 'expire:' || o || ':' || p_day FROM unnest(owners) WITH ORDINALITY AS u(o, n) ORDER BY n),
        array_fill(p_title, ARRAY[how_many]), array_fill(NULL::text, ARRAY[how_many]),
        array_fill(NULL::uuid, ARRAY[how_many]), array_fill(NULL::uuid, ARRAY[how_many]),
        array_fill(NULL::date, ARRAY[how_many])) AS p;
END
$ledger$
"""
