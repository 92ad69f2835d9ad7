"""The ledger's second version: holds, stripes of accounts that many credit at once, no booking under a seal."""

from importlib import import_module

import sqlalchemy as sa
from alembic import op

from migrations.helpers import APPLICATION_ROLE, read_only

revision = "0028_ledger"
down_revision = "0027_nightly_checks"

FIRST = import_module("migrations.versions.0004_books")

# What a column may hold, as domains: a CHECK on the table is read anew by every statement that writes it (of a single
# transfer's 150 us they were 60), a domain's is kept by the session. What two columns say together stays a CHECK, or
# is the ledger function's alone and the self-check's.
DOMAINS = {
    "ledger_book": ("text", "VALUE IN ('TIME','POINT')"),
    "account_kind": (
        "text",
        f"VALUE IN ({FIRST.ACCOUNT_KINDS})",
    ),
    "account_state": ("text", "VALUE IN ('open','closed')"),
    "account_total": ("bigint", "VALUE >= 0"),
    "transfer_amount": ("bigint", "VALUE > 0 AND VALUE <= 1000000000000"),
    "transfer_state": ("text", "VALUE IN ('posted','pending','post_pending','void_pending')"),
    "transfer_type": (
        "text",
        f"VALUE IN ({FIRST.TRANSFER_TYPES},'sweep')",
    ),
    "business_key": ("text", "length(VALUE) BETWEEN 3 AND 200"),
}
TOTALS = ("debits_posted", "credits_posted", "debits_pending", "credits_pending", "lines")
COLUMNS = {
    "accounts": {
        "book": "ledger_book",
        "kind": "account_kind",
        "state": "account_state",
        **dict.fromkeys(TOTALS, "account_total"),
    },
    "transfers": {
        "amount": "transfer_amount",
        "state": "transfer_state",
        "type": "transfer_type",
        "business_key": "business_key",
    },
}
REPLACED = {
    "accounts": ("book", "kind", "state", "counts"),
    "transfers": ("amount", "state", "type", "business_key", "refers_to", "ends_at", "source"),
}


def upgrade() -> None:
    """Turn checks into domains, make stripes and holds, replace the ledger function."""
    for name, (type_, check) in DOMAINS.items():
        op.execute(f"CREATE DOMAIN {name} AS {type_} CONSTRAINT ck_{name} CHECK ({check})")
    for table, checks in REPLACED.items():
        for check in checks:
            op.drop_constraint(f"ck_{table}_{check}", table)
    _retype({table: dict(columns) for table, columns in COLUMNS.items()})
    op.add_column("accounts", sa.Column("stripe", sa.BigInteger, nullable=False, server_default="0"))
    op.drop_constraint("uq_accounts_owner", "accounts")
    op.create_unique_constraint("uq_accounts_owner", "accounts", ["community_id", "book", "kind", "owner_id", "stripe"])
    op.create_table(
        "holds",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_holds"),
    )
    op.create_index("ix_holds_end", "holds", ["ends_at", "community_id"])
    read_only("holds")
    op.execute("DROP FUNCTION ledger_post")
    _create(LEDGER_POST)


def downgrade() -> None:
    """Bring the first version back; it fails where an account has stripes."""
    op.execute("DROP FUNCTION ledger_post")
    _create(FIRST.LEDGER_POST)
    op.drop_table("holds")
    op.drop_constraint("uq_accounts_owner", "accounts")
    op.create_unique_constraint("uq_accounts_owner", "accounts", ["community_id", "book", "kind", "owner_id"])
    op.drop_column("accounts", "stripe")
    _retype(
        {table: {name: DOMAINS[domain][0] for name, domain in columns.items()} for table, columns in COLUMNS.items()}
    )
    for name in DOMAINS:
        op.execute(f"DROP DOMAIN {name}")


def _retype(columns: dict[str, dict[str, str]]) -> None:
    for table, types in columns.items():
        changes = ", ".join(f"ALTER COLUMN {name} TYPE {type_}" for name, type_ in types.items())
        op.execute(f"ALTER TABLE {table} {changes}")


def _create(function: str) -> None:
    op.execute(function)
    op.execute("REVOKE ALL ON FUNCTION ledger_post FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION ledger_post TO {APPLICATION_ROLE}")


# Frozen: a later change is a later migration with CREATE OR REPLACE.
#
# a_*: the accounts this call touches, each once, with the id to use for one that is missing.
# t_*: the transfers in the order in which they happen; t_debits and t_credits are positions in a_*.
# t_modes: 'must' (else the whole call is refused), 'may' (left out where the balance does not cover it, and with
#   it every later 'may' on the same account: oldest first), 'up_to' (as much as the balance covers).
# t_states: 'posted' · 'pending' holds the amount on both accounts until t_ends_at (none: until somebody answers, for
#   'clear' alone) · 'post_pending' moves the hold t_refers_to names, whole or in part, and frees the rest ·
#   'void_pending' frees it all. A hold is in holds until then, so it is resolved once.
# ids, outcomes, amounts: the row; 'posted', 'already' (the business key was posted before: nothing done) or 'left';
#   what moved or is held.
# Accounts are locked in the order of their key, those with stripes last: whoever waits for one of these waits for
# nothing else. Planned anew each call: a connection would keep plans made over empty tables and read a whole history
# for every transfer. LATERAL with a fence looks each row up by its full key, in batches of any size.
# SG001 balance too small · SG002 key used for something else · SG003 account closed · SG004 malformed call ·
# SG005 the hold is resolved, over or another's.
LEDGER_POST = """
CREATE FUNCTION ledger_post(
    p_community bigint, p_at timestamptz,
    a_ids uuid[], a_books text[], a_kinds text[], a_owners uuid[],
    t_ids uuid[], t_debits int[], t_credits int[], t_amounts bigint[], t_modes text[], t_types text[],
    t_keys text[], t_titles text[], t_source_types text[], t_source_ids uuid[], t_refers_to uuid[],
    t_served_on date[],
    a_stripes int[] DEFAULT NULL, t_states text[] DEFAULT NULL, t_ends_at timestamptz[] DEFAULT NULL,
    OUT ids uuid[], OUT outcomes text[], OUT amounts bigint[]
) LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan AS $ledger$
DECLARE
    account_count CONSTANT int := cardinality(a_ids);
    transfer_count CONSTANT int := cardinality(t_ids);
    stripes CONSTANT int[] := coalesce(a_stripes, array_fill(0, ARRAY[account_count]));
    row_states CONSTANT text[] := coalesce(t_states, array_fill('posted'::text, ARRAY[transfer_count]));
    accounts_of uuid[];
    states text[];
    rooms bigint[];      -- what may still be debited; NULL where there is no floor
    balances bigint[];
    counts bigint[];
    debited bigint[] := array_fill(0::bigint, ARRAY[account_count]);
    credited bigint[] := array_fill(0::bigint, ARRAY[account_count]);
    held_out bigint[] := array_fill(0::bigint, ARRAY[account_count]);
    held_in bigint[] := array_fill(0::bigint, ARRAY[account_count]);
    exhausted boolean[] := array_fill(false, ARRAY[account_count]);
    held bigint[] := array_fill(NULL::bigint, ARRAY[transfer_count]);
    debit_lines bigint[] := array_fill(NULL::bigint, ARRAY[transfer_count]);
    credit_lines bigint[] := array_fill(NULL::bigint, ARRAY[transfer_count]);
    debit_balances bigint[] := array_fill(NULL::bigint, ARRAY[transfer_count]);
    credit_balances bigint[] := array_fill(NULL::bigint, ARRAY[transfer_count]);
    latest timestamptz;
    moment timestamptz;
    known record;
    touched bigint;
    d int;
    c int;
    wanted bigint;
    freed bigint;
    moved bigint;
BEGIN
    ids := t_ids;
    outcomes := array_fill(NULL::text, ARRAY[transfer_count]);
    amounts := array_fill(0::bigint, ARRAY[transfer_count]);

    -- Missing accounts first, in one order for everybody and before any row is locked: no deadlock.
    LOOP
        SELECT array_agg(a.id ORDER BY n.n) INTO accounts_of
        FROM unnest(a_books, a_kinds, a_owners, stripes) WITH ORDINALITY AS n(book, kind, owner_id, stripe, n)
        LEFT JOIN LATERAL (
            SELECT x.id FROM accounts x
            WHERE x.community_id = p_community AND x.book = n.book AND x.kind = n.kind AND x.owner_id = n.owner_id
              AND x.stripe = n.stripe
            OFFSET 0
        ) AS a ON true;
        EXIT WHEN array_position(accounts_of, NULL) IS NULL;
        INSERT INTO accounts (community_id, id, book, kind, owner_id, stripe, floor, last_at, created_at)
        SELECT p_community, n.id, n.book, n.kind, n.owner_id, n.stripe,
               CASE WHEN n.kind IN ('source', 'pledge', 'clearing') THEN NULL ELSE 0 END, p_at, p_at
        FROM unnest(a_ids, a_books, a_kinds, a_owners, stripes, accounts_of)
             AS n(id, book, kind, owner_id, stripe, known_id)
        WHERE n.known_id IS NULL
        ORDER BY n.book COLLATE "C", n.kind COLLATE "C", n.owner_id, n.stripe
        ON CONFLICT (community_id, book, kind, owner_id, stripe) DO NOTHING;
    END LOOP;

    SELECT array_agg(l.state ORDER BY l.n), array_agg(l.room ORDER BY l.n), array_agg(l.balance ORDER BY l.n),
           array_agg(l.lines ORDER BY l.n), count(DISTINCT l.id),
           max(l.last_at) FILTER (WHERE l.last_at < p_at + interval '1 minute')
    INTO states, rooms, balances, counts, touched, latest
    FROM (
        SELECT o.n, a.*
        FROM (
            SELECT u.id, u.n
            FROM unnest(accounts_of, a_books, a_kinds, a_owners, stripes) WITH ORDINALITY
                 AS u(id, book, kind, owner_id, stripe, n)
            ORDER BY u.kind IN ('merchant', 'pool'), u.book COLLATE "C", u.kind COLLATE "C", u.owner_id, u.stripe
        ) AS o
        CROSS JOIN LATERAL (
            SELECT x.id, x.state, x.lines, x.last_at, x.credits_posted - x.debits_posted AS balance,
                   x.credits_posted - x.debits_posted - x.debits_pending - x.floor AS room
            FROM accounts x
            WHERE x.community_id = p_community AND x.id = o.id
            FOR NO KEY UPDATE
        ) AS a
    ) AS l;
    IF touched IS DISTINCT FROM account_count THEN
        RAISE EXCEPTION 'an account is named twice or not at all' USING ERRCODE = 'SG004';
    END IF;
    -- Units of work cross by moments; an account's lines stay in the order of their time all the same. A clock that
    -- was set back by more is written as it is, but nothing is booked into days that are sealed.
    SELECT greatest(p_at, latest, max(s.until)) INTO moment FROM seals s WHERE s.community_id = p_community;

    -- Seen only after the locks: whoever posts the same line holds the same accounts.
    FOR known IN
        SELECT k.n, t.id, t.debit_account_id, t.credit_account_id, t.amount, t.type, t.state
        FROM unnest(t_keys) WITH ORDINALITY AS k(business_key, n)
        CROSS JOIN LATERAL (
            SELECT x.id, x.debit_account_id, x.credit_account_id, x.amount, x.type, x.state FROM transfers x
            WHERE x.community_id = p_community AND x.business_key = k.business_key
            OFFSET 0
        ) AS t
    LOOP
        IF known.debit_account_id <> accounts_of[t_debits[known.n]]
           OR known.credit_account_id <> accounts_of[t_credits[known.n]]
           OR known.type <> t_types[known.n] OR known.state <> row_states[known.n] OR known.amount > t_amounts[known.n]
           OR (known.amount < t_amounts[known.n] AND t_modes[known.n] <> 'up_to') THEN
            RAISE EXCEPTION 'business key % was used for another transfer', t_keys[known.n]
                USING ERRCODE = 'SG002', DETAIL = json_build_object('business_key', t_keys[known.n]);
        END IF;
        ids[known.n] := known.id;
        outcomes[known.n] := 'already';
        amounts[known.n] := known.amount;
    END LOOP;

    IF t_states IS NOT NULL THEN
        FOR known IN
            SELECT k.n, h.amount
            FROM unnest(t_states, t_refers_to, t_debits, t_credits) WITH ORDINALITY AS k(state, id, d, c, n)
            CROSS JOIN LATERAL (
                SELECT x.amount FROM transfers x
                JOIN holds o ON o.community_id = p_community AND o.id = x.id
                WHERE x.community_id = p_community AND x.id = k.id AND x.debit_account_id = accounts_of[k.d]
                  AND x.credit_account_id = accounts_of[k.c]
                  AND (k.state = 'void_pending' OR o.ends_at IS NULL OR o.ends_at > p_at)
                OFFSET 0
            ) AS h
            WHERE k.state IN ('post_pending', 'void_pending')
        LOOP
            held[known.n] := known.amount;
        END LOOP;
    END IF;

    FOR i IN 1 .. transfer_count LOOP
        CONTINUE WHEN outcomes[i] = 'already';
        d := t_debits[i];
        c := t_credits[i];
        wanted := t_amounts[i];
        freed := 0;
        IF wanted IS NULL OR wanted <= 0 OR a_books[d] IS DISTINCT FROM a_books[c]
           OR (t_source_types[i] IS NULL) <> (t_source_ids[i] IS NULL)
           OR (t_types[i] = 'reversal' AND t_refers_to[i] IS NULL) THEN
            RAISE EXCEPTION 'transfer % has no amount, joins two books or misses what it refers to', i
                USING ERRCODE = 'SG004';
        END IF;
        IF states[d] <> 'open' OR states[c] <> 'open' THEN
            RAISE EXCEPTION 'transfer % touches a closed account', i
                USING ERRCODE = 'SG003', DETAIL = json_build_object('position', i);
        END IF;
        IF row_states[i] IN ('post_pending', 'void_pending') THEN
            freed := held[i];
            IF freed IS NULL OR wanted > freed OR (row_states[i] = 'void_pending' AND wanted <> freed) THEN
                RAISE EXCEPTION 'transfer % resolves no hold that is open, or more than it holds', i
                    USING ERRCODE = 'SG005', DETAIL = json_build_object('position', i, 'held', freed);
            END IF;
        ELSIF row_states[i] = 'pending' AND NOT coalesce(t_ends_at[i] > p_at, t_types[i] = 'clear') THEN
            RAISE EXCEPTION 'transfer % holds without an end that is to come', i USING ERRCODE = 'SG004';
        ELSIF t_modes[i] = 'up_to' THEN
            wanted := least(wanted, rooms[d]);
        END IF;
        IF wanted <= 0 OR rooms[d] + freed < wanted OR (exhausted[d] AND t_modes[i] = 'may') THEN
            IF t_modes[i] = 'must' THEN
                RAISE EXCEPTION 'transfer % is not covered', i
                    USING ERRCODE = 'SG001', DETAIL = json_build_object(
                        'book', a_books[d], 'kind', a_kinds[d], 'available', rooms[d], 'needed', wanted);
            END IF;
            exhausted[d] := true;
            ids[i] := NULL;
            outcomes[i] := 'left';
            CONTINUE;
        END IF;
        outcomes[i] := 'posted';
        amounts[i] := wanted;
        moved := CASE WHEN row_states[i] IN ('posted', 'post_pending') THEN wanted ELSE 0 END;
        IF row_states[i] = 'pending' THEN
            freed := -wanted;
        END IF;
        held_out[d] := held_out[d] - freed;
        held_in[c] := held_in[c] - freed;
        rooms[d] := rooms[d] + freed - moved;
        rooms[c] := rooms[c] + moved;
        balances[d] := balances[d] - moved;
        balances[c] := balances[c] + moved;
        debited[d] := debited[d] + moved;
        credited[c] := credited[c] + moved;
        counts[d] := counts[d] + 1;
        counts[c] := counts[c] + 1;
        debit_lines[i] := counts[d];
        credit_lines[i] := counts[c];
        debit_balances[i] := balances[d];
        credit_balances[i] := balances[c];
    END LOOP;

    UPDATE accounts a
    SET debits_posted = a.debits_posted + x.debits, credits_posted = a.credits_posted + x.credits,
        debits_pending = a.debits_pending + x.held_out, credits_pending = a.credits_pending + x.held_in,
        lines = x.lines, last_at = moment
    FROM unnest(accounts_of, debited, credited, held_out, held_in, counts)
         AS x(id, debits, credits, held_out, held_in, lines)
    WHERE a.community_id = p_community AND a.id = x.id AND x.lines > a.lines;

    INSERT INTO transfers (
        community_id, id, debit_account_id, credit_account_id, amount, state, type, business_key,
        refers_to_id, ends_at, debit_line, credit_line, debit_balance, credit_balance,
        source_type, source_id, title, served_on, occurred_at)
    SELECT p_community, x.id, accounts_of[x.d], accounts_of[x.c], x.amount, x.state, x.type, x.business_key,
           x.refers_to, x.ends_at, x.debit_line, x.credit_line, x.debit_balance, x.credit_balance,
           x.source_type, x.source_id, x.title, x.served_on, moment
    FROM unnest(t_ids, t_debits, t_credits, amounts, row_states, t_types, t_keys, t_refers_to, t_ends_at,
                debit_lines, credit_lines, debit_balances, credit_balances,
                t_source_types, t_source_ids, t_titles, t_served_on, outcomes)
         AS x(id, d, c, amount, state, type, business_key, refers_to, ends_at,
              debit_line, credit_line, debit_balance, credit_balance,
              source_type, source_id, title, served_on, outcome)
    WHERE x.outcome = 'posted';

    IF t_states IS NOT NULL THEN
        INSERT INTO holds (community_id, id, ends_at)
        SELECT p_community, x.id, x.ends_at FROM unnest(t_ids, t_states, t_ends_at, outcomes)
               AS x(id, state, ends_at, outcome)
        WHERE x.outcome = 'posted' AND x.state = 'pending';
        DELETE FROM holds o USING unnest(t_refers_to, t_states, outcomes) AS x(id, state, outcome)
        WHERE o.community_id = p_community AND o.id = x.id AND x.outcome = 'posted'
          AND x.state IN ('post_pending', 'void_pending');
    END IF;
END
$ledger$
"""
