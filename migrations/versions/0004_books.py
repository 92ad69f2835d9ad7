"""Tables of books, and the one function that writes them; the application may call it and read, no more."""

import sqlalchemy as sa
from alembic import op

from migrations.helpers import APPLICATION_ROLE, read_only

revision = "0004_books"
down_revision = "0003_communities"

UUID, MOMENT = sa.Uuid(), sa.DateTime(timezone=True)

ACCOUNT_KINDS = "'source','pledge','backing','member','voucher','merchant','fulfilled','pool','reserve','clearing'"
TRANSFER_TYPES = (
    "'earn_time','earn_points','pledge','lapse','voucher_issue','voucher_use','voucher_return','fulfil','reversal',"
    "'gift','donate','grant','exchange','expire','guarantee','clear'"
)


def upgrade() -> None:
    """Create accounts, transfers and the ledger function."""
    _create_accounts()
    _create_transfers()
    op.execute(LEDGER_POST)
    op.execute("REVOKE ALL ON FUNCTION ledger_post FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION ledger_post TO {APPLICATION_ROLE}")
    read_only("accounts", "transfers")


def downgrade() -> None:
    """Drop them again."""
    op.execute("DROP FUNCTION ledger_post")
    op.drop_table("transfers")
    op.drop_table("accounts")


def _create_accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("book", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("owner_id", UUID, nullable=False),
        sa.Column("debits_posted", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("credits_posted", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("debits_pending", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("credits_pending", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("floor", sa.BigInteger),
        sa.Column("ceiling", sa.BigInteger),
        sa.Column("lines", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("last_at", MOMENT, nullable=False),
        sa.Column("state", sa.Text, nullable=False, server_default="open"),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_accounts"),
        sa.UniqueConstraint("community_id", "book", "kind", "owner_id", name="uq_accounts_owner"),
        sa.CheckConstraint("book IN ('TIME','POINT')", name="ck_accounts_book"),
        sa.CheckConstraint(f"kind IN ({ACCOUNT_KINDS})", name="ck_accounts_kind"),
        sa.CheckConstraint("state IN ('open','closed')", name="ck_accounts_state"),
        sa.CheckConstraint(
            "debits_posted >= 0 AND credits_posted >= 0 AND debits_pending >= 0 AND credits_pending >= 0"
            " AND lines >= 0",
            name="ck_accounts_counts",
        ),
        sa.CheckConstraint(
            "floor IS NULL OR credits_posted - debits_posted - debits_pending >= floor",
            name="ck_accounts_floor",
        ),
        sa.CheckConstraint(
            "ceiling IS NULL OR credits_posted + credits_pending - debits_posted <= ceiling",
            name="ck_accounts_ceiling",
        ),
        # Only where value enters the books, or is settled with another community, may a balance sink freely.
        sa.CheckConstraint(
            "floor IS NOT NULL OR kind IN ('source','pledge','clearing')", name="ck_accounts_floor_given"
        ),
        postgresql_with={"fillfactor": 70},  # a balance is updated in place (HOT): no indexed column changes
    )
    # Of a community that the statistics have not seen the planner expects one row, so an index's first column looks as
    # good as its whole key, and a new community's first batches go quadratic. Without them it expects 0.5 % of all.
    op.execute("ALTER TABLE accounts ALTER COLUMN community_id SET STATISTICS 0")


def _create_transfers() -> None:
    op.create_table(
        "transfers",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("debit_account_id", UUID, nullable=False),
        sa.Column("credit_account_id", UUID, nullable=False),
        sa.Column("amount", sa.BigInteger, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("business_key", sa.Text, nullable=False),
        sa.Column("refers_to_id", UUID),
        sa.Column("ends_at", MOMENT),
        sa.Column("debit_line", sa.BigInteger, nullable=False),
        sa.Column("credit_line", sa.BigInteger, nullable=False),
        sa.Column("debit_balance", sa.BigInteger, nullable=False),
        sa.Column("credit_balance", sa.BigInteger, nullable=False),
        sa.Column("source_type", sa.Text),
        sa.Column("source_id", UUID),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("served_on", sa.Date),
        sa.Column("occurred_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_transfers"),
        sa.CheckConstraint("debit_account_id <> credit_account_id", name="ck_transfers_two_accounts"),
        sa.CheckConstraint("amount > 0 AND amount <= 1000000000000", name="ck_transfers_amount"),
        sa.CheckConstraint("state IN ('posted','pending','post_pending','void_pending')", name="ck_transfers_state"),
        sa.CheckConstraint(f"type IN ({TRANSFER_TYPES})", name="ck_transfers_type"),
        sa.CheckConstraint("length(business_key) BETWEEN 3 AND 200", name="ck_transfers_business_key"),
        sa.CheckConstraint(
            "refers_to_id IS NOT NULL OR (type <> 'reversal' AND state NOT IN ('post_pending','void_pending'))",
            name="ck_transfers_refers_to",
        ),
        sa.CheckConstraint("ends_at IS NULL OR state = 'pending'", name="ck_transfers_ends_at"),
        sa.CheckConstraint("(source_type IS NULL) = (source_id IS NULL)", name="ck_transfers_source"),
    )
    columns = ["community_id", "debit_account_id", "occurred_at", "debit_line"]
    op.create_index("ix_transfers_debit", "transfers", columns)
    columns = ["community_id", "credit_account_id", "occurred_at", "credit_line"]
    op.create_index("ix_transfers_credit", "transfers", columns)
    # The last of the indexes, by name as well (a restored dump makes them by name): where costs are equal, it is taken.
    op.create_index("ux_transfers_business_key", "transfers", ["community_id", "business_key"], unique=True)


# Frozen: a later change is a later migration with CREATE OR REPLACE.
#
# a_*: the accounts this call touches, each once, with the id to use for one that is missing.
# t_*: the transfers in the order in which they happen; t_debits and t_credits are positions in a_*.
# t_modes: 'must' (else the whole call is refused), 'may' (left out where the balance does not cover it, and with
#   it every later 'may' on the same account: oldest first), 'up_to' (as much as the balance covers).
# outcomes: 'posted', 'already' (the business key was posted before: nothing done), 'left'; amounts: what moved.
# Planned anew each call: a connection would keep plans made over empty tables and read a whole history for every
# transfer. LATERAL with a fence looks each row up by its full key, in batches of any size.
# SG001 balance too small · SG002 key used for something else · SG003 account closed · SG004 malformed call.
LEDGER_POST = """
CREATE FUNCTION ledger_post(
    p_community bigint, p_at timestamptz,
    a_ids uuid[], a_books text[], a_kinds text[], a_owners uuid[],
    t_ids uuid[], t_debits int[], t_credits int[], t_amounts bigint[], t_modes text[], t_types text[],
    t_keys text[], t_titles text[], t_source_types text[], t_source_ids uuid[], t_refers_to uuid[],
    t_served_on date[],
    OUT outcomes text[], OUT amounts bigint[]
) LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan AS $ledger$
DECLARE
    ids uuid[];
    states text[];
    rooms bigint[];      -- what may still be debited; NULL where there is no floor
    balances bigint[];
    counts bigint[];
    debited bigint[] := array_fill(0::bigint, ARRAY[cardinality(a_ids)]);
    credited bigint[] := array_fill(0::bigint, ARRAY[cardinality(a_ids)]);
    exhausted boolean[] := array_fill(false, ARRAY[cardinality(a_ids)]);
    debit_lines bigint[] := array_fill(NULL::bigint, ARRAY[cardinality(t_ids)]);
    credit_lines bigint[] := array_fill(NULL::bigint, ARRAY[cardinality(t_ids)]);
    debit_balances bigint[] := array_fill(NULL::bigint, ARRAY[cardinality(t_ids)]);
    credit_balances bigint[] := array_fill(NULL::bigint, ARRAY[cardinality(t_ids)]);
    latest timestamptz;
    moment timestamptz;
    known record;
    touched bigint;
    d int;
    c int;
    wanted bigint;
BEGIN
    outcomes := array_fill(NULL::text, ARRAY[cardinality(t_ids)]);
    amounts := array_fill(0::bigint, ARRAY[cardinality(t_ids)]);

    -- Missing accounts first, in one order for everybody and before any row is locked: no deadlock.
    LOOP
        SELECT array_agg(a.id ORDER BY n.n) INTO ids
        FROM unnest(a_books, a_kinds, a_owners) WITH ORDINALITY AS n(book, kind, owner_id, n)
        LEFT JOIN LATERAL (
            SELECT x.id FROM accounts x
            WHERE x.community_id = p_community AND x.book = n.book AND x.kind = n.kind AND x.owner_id = n.owner_id
            OFFSET 0
        ) AS a ON true;
        EXIT WHEN array_position(ids, NULL) IS NULL;
        INSERT INTO accounts (community_id, id, book, kind, owner_id, floor, last_at, created_at)
        SELECT p_community, n.id, n.book, n.kind, n.owner_id,
               CASE WHEN n.kind IN ('source', 'pledge', 'clearing') THEN NULL ELSE 0 END, p_at, p_at
        FROM unnest(a_ids, a_books, a_kinds, a_owners, ids) AS n(id, book, kind, owner_id, known_id)
        WHERE n.known_id IS NULL
        ORDER BY n.book, n.kind, n.owner_id
        ON CONFLICT (community_id, book, kind, owner_id) DO NOTHING;
    END LOOP;

    SELECT array_agg(l.state ORDER BY l.n), array_agg(l.room ORDER BY l.n), array_agg(l.balance ORDER BY l.n),
           array_agg(l.lines ORDER BY l.n), count(DISTINCT l.id),
           max(l.last_at) FILTER (WHERE l.last_at < p_at + interval '1 minute')
    INTO states, rooms, balances, counts, touched, latest
    FROM (
        SELECT o.n, a.*
        FROM (SELECT u.id, u.n FROM unnest(ids) WITH ORDINALITY AS u(id, n) ORDER BY u.id) AS o
        CROSS JOIN LATERAL (
            SELECT x.id, x.state, x.lines, x.last_at, x.credits_posted - x.debits_posted AS balance,
                   x.credits_posted - x.debits_posted - x.debits_pending - x.floor AS room
            FROM accounts x
            WHERE x.community_id = p_community AND x.id = o.id
            FOR NO KEY UPDATE
        ) AS a
    ) AS l;
    IF touched IS DISTINCT FROM cardinality(a_ids) THEN
        RAISE EXCEPTION 'an account is named twice or not at all' USING ERRCODE = 'SG004';
    END IF;
    -- Units of work cross by moments; an account's lines stay in the order of their time all the same.
    -- A clock that was set back by more is written as it is.
    moment := greatest(p_at, latest);

    -- Seen only after the locks: whoever posts the same line holds the same accounts.
    FOR known IN
        SELECT k.n, t.debit_account_id, t.credit_account_id, t.amount, t.type
        FROM unnest(t_keys) WITH ORDINALITY AS k(business_key, n)
        CROSS JOIN LATERAL (
            SELECT x.debit_account_id, x.credit_account_id, x.amount, x.type FROM transfers x
            WHERE x.community_id = p_community AND x.business_key = k.business_key
            OFFSET 0
        ) AS t
    LOOP
        IF known.debit_account_id <> ids[t_debits[known.n]]
           OR known.credit_account_id <> ids[t_credits[known.n]]
           OR known.type <> t_types[known.n] OR known.amount > t_amounts[known.n]
           OR (known.amount < t_amounts[known.n] AND t_modes[known.n] <> 'up_to') THEN
            RAISE EXCEPTION 'business key % was used for another transfer', t_keys[known.n]
                USING ERRCODE = 'SG002', DETAIL = json_build_object('business_key', t_keys[known.n]);
        END IF;
        outcomes[known.n] := 'already';
        amounts[known.n] := known.amount;
    END LOOP;

    FOR i IN 1 .. cardinality(t_ids) LOOP
        CONTINUE WHEN outcomes[i] = 'already';
        d := t_debits[i];
        c := t_credits[i];
        wanted := t_amounts[i];
        IF wanted IS NULL OR wanted <= 0 OR a_books[d] IS DISTINCT FROM a_books[c] THEN
            RAISE EXCEPTION 'transfer % has no amount or joins two books', i USING ERRCODE = 'SG004';
        END IF;
        IF states[d] <> 'open' OR states[c] <> 'open' THEN
            RAISE EXCEPTION 'transfer % touches a closed account', i
                USING ERRCODE = 'SG003', DETAIL = json_build_object('position', i);
        END IF;
        IF t_modes[i] = 'up_to' THEN
            wanted := least(wanted, rooms[d]);
        END IF;
        IF wanted <= 0 OR rooms[d] < wanted OR (exhausted[d] AND t_modes[i] = 'may') THEN
            IF t_modes[i] = 'must' THEN
                RAISE EXCEPTION 'transfer % is not covered', i
                    USING ERRCODE = 'SG001', DETAIL = json_build_object(
                        'book', a_books[d], 'kind', a_kinds[d], 'available', rooms[d], 'needed', wanted);
            END IF;
            exhausted[d] := true;
            outcomes[i] := 'left';
            CONTINUE;
        END IF;
        outcomes[i] := 'posted';
        amounts[i] := wanted;
        rooms[d] := rooms[d] - wanted;
        rooms[c] := rooms[c] + wanted;
        balances[d] := balances[d] - wanted;
        balances[c] := balances[c] + wanted;
        debited[d] := debited[d] + wanted;
        credited[c] := credited[c] + wanted;
        counts[d] := counts[d] + 1;
        counts[c] := counts[c] + 1;
        debit_lines[i] := counts[d];
        credit_lines[i] := counts[c];
        debit_balances[i] := balances[d];
        credit_balances[i] := balances[c];
    END LOOP;

    UPDATE accounts a
    SET debits_posted = a.debits_posted + x.debits, credits_posted = a.credits_posted + x.credits,
        lines = x.lines, last_at = moment
    FROM unnest(ids, debited, credited, counts) AS x(id, debits, credits, lines)
    WHERE a.community_id = p_community AND a.id = x.id AND x.debits + x.credits > 0;

    INSERT INTO transfers (
        community_id, id, debit_account_id, credit_account_id, amount, state, type, business_key,
        refers_to_id, debit_line, credit_line, debit_balance, credit_balance,
        source_type, source_id, title, served_on, occurred_at)
    SELECT p_community, x.id, ids[x.d], ids[x.c], x.amount, 'posted', x.type, x.business_key,
           x.refers_to, x.debit_line, x.credit_line, x.debit_balance, x.credit_balance,
           x.source_type, x.source_id, x.title, x.served_on, moment
    FROM unnest(t_ids, t_debits, t_credits, amounts, t_types, t_keys,
                t_refers_to, debit_lines, credit_lines, debit_balances, credit_balances,
                t_source_types, t_source_ids, t_titles, t_served_on, outcomes)
         AS x(id, d, c, amount, type, business_key,
              refers_to, debit_line, credit_line, debit_balance, credit_balance,
              source_type, source_id, title, served_on, outcome)
    WHERE x.outcome = 'posted';
END
$ledger$
"""
