"""The ledger's way for one transfer: the same rows as ``ledger_post`` writes, at a third of the cost."""

from alembic import op

from migrations.helpers import APPLICATION_ROLE

revision = "0029_ledger_single"
down_revision = "0028_ledger"


def upgrade() -> None:
    """Create the function and let the application call it."""
    op.execute(LEDGER_POST_ONE)
    op.execute("REVOKE ALL ON FUNCTION ledger_post_one FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION ledger_post_one TO {APPLICATION_ROLE}")


def downgrade() -> None:
    """Drop it again."""
    op.execute("DROP FUNCTION ledger_post_one")


# Frozen: a later change is a later migration with CREATE OR REPLACE.
#
# One transfer that must be covered, from an account that can't sink below its floor. Two updates, one look for the
# business key once both accounts are locked, one insert, all by whole keys with plans that are kept. Whatever is not as
# it should be (a missing account, a balance too small, a key used before) is taken back and left to ledger_post, which
# says what it is. A credit of a merchant or the pool goes to the first of its stripes that nobody holds at the moment,
# so that a rush on one of them waits for nobody; its balance is the sum of its stripes.
# Only a voucher's account is made here: its id is new, so nobody else can be making it.
LEDGER_POST_ONE = """
CREATE FUNCTION ledger_post_one(
    p_community bigint, p_at timestamptz, p_id uuid, p_new_account uuid, p_book text,
    p_debit_kind text, p_debit_owner uuid, p_credit_kind text, p_credit_owner uuid,
    p_amount bigint, p_type text, p_key text, p_title text,
    p_source_type text, p_source_id uuid, p_served_on date,
    OUT id uuid, OUT outcome text, OUT amount bigint
) LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp SET enable_seqscan = off AS $ledger$
DECLARE
    stripes_max CONSTANT int := 64;
    debit_first boolean;
    is_striped CONSTANT boolean := p_credit_kind IN ('merchant', 'pool');
    place bigint := 0;
    chosen bigint;
    debit_id uuid;
    credit_id uuid;
    debit_line bigint;
    credit_line bigint;
    debit_balance bigint;
    credit_balance bigint;
    first_at timestamptz;
    last_at timestamptz;
    moment timestamptz;
BEGIN
    SELECT s.until INTO moment FROM seals s WHERE s.community_id = p_community ORDER BY s.until DESC LIMIT 1;
    moment := greatest(moment, p_at);
    debit_first := is_striped
        OR (p_debit_kind COLLATE "C", p_debit_owner) < (p_credit_kind COLLATE "C", p_credit_owner);
    <<fast>>
    LOOP
        EXIT fast WHEN p_debit_kind NOT IN ('member', 'voucher', 'backing', 'reserve')
            OR (p_source_type IS NULL) <> (p_source_id IS NULL) OR p_amount IS NULL OR p_amount <= 0;
        IF NOT is_striped AND p_credit_kind <> 'voucher' THEN
            PERFORM 1 FROM accounts a
            WHERE a.community_id = p_community AND a.book = p_book AND a.kind = p_credit_kind
              AND a.owner_id = p_credit_owner AND a.stripe = 0;
            EXIT fast WHEN NOT FOUND;
        END IF;
        FOR turn IN 1 .. 2 LOOP
            IF (turn = 1) = debit_first THEN
                UPDATE accounts a
                SET debits_posted = a.debits_posted + p_amount, lines = a.lines + 1,
                    last_at = CASE WHEN a.last_at < p_at + interval '1 minute' THEN greatest(a.last_at, moment)
                                   ELSE moment END
                WHERE a.community_id = p_community AND a.book = p_book AND a.kind = p_debit_kind
                  AND a.owner_id = p_debit_owner AND a.stripe = 0 AND a.state = 'open'
                  AND a.credits_posted - a.debits_posted - a.debits_pending - p_amount >= a.floor
                RETURNING a.id, a.lines, a.credits_posted - a.debits_posted, a.last_at
                INTO debit_id, debit_line, debit_balance, last_at;
                EXIT fast WHEN NOT FOUND;
            ELSE
                IF is_striped THEN
                    SELECT a.stripe INTO place FROM accounts a
                    WHERE a.community_id = p_community AND a.book = p_book AND a.kind = p_credit_kind
                      AND a.owner_id = p_credit_owner AND a.stripe = 0
                    FOR NO KEY UPDATE SKIP LOCKED;
                    IF NOT FOUND THEN
                        chosen := 1 + floor(random() * (stripes_max - 1));
                        SELECT a.stripe INTO place FROM accounts a
                        WHERE a.community_id = p_community AND a.book = p_book AND a.kind = p_credit_kind
                          AND a.owner_id = p_credit_owner AND a.stripe >= chosen
                        ORDER BY a.stripe LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED;
                    END IF;
                    IF NOT FOUND THEN
                        SELECT CASE WHEN count(*) > 0 THEN chosen ELSE 0 END INTO place
                        FROM accounts a
                        WHERE a.community_id = p_community AND a.book = p_book AND a.kind = p_credit_kind
                          AND a.owner_id = p_credit_owner;
                    END IF;
                END IF;
                UPDATE accounts a
                SET credits_posted = a.credits_posted + p_amount, lines = a.lines + 1,
                    last_at = CASE WHEN a.last_at < p_at + interval '1 minute' THEN greatest(a.last_at, moment)
                                   ELSE moment END
                WHERE a.community_id = p_community AND a.book = p_book AND a.kind = p_credit_kind
                  AND a.owner_id = p_credit_owner AND a.stripe = place AND a.state = 'open'
                RETURNING a.id, a.lines, a.credits_posted - a.debits_posted, a.last_at
                INTO credit_id, credit_line, credit_balance, last_at;
                IF NOT FOUND THEN
                    last_at := moment;
                    INSERT INTO accounts AS a (
                        community_id, id, book, kind, owner_id, stripe, credits_posted, floor, lines, last_at,
                        created_at)
                    VALUES (p_community, p_new_account, p_book, p_credit_kind, p_credit_owner, place, p_amount, 0, 1,
                            moment, p_at)
                    ON CONFLICT (community_id, book, kind, owner_id, stripe) DO NOTHING
                    RETURNING a.id, a.lines, a.credits_posted INTO credit_id, credit_line, credit_balance;
                    EXIT fast WHEN NOT FOUND;
                END IF;
            END IF;
            moment := greatest(moment, last_at);
            first_at := coalesce(first_at, moment);
        END LOOP;
        -- Seen only after the locks: whoever posts the same line holds the same accounts.
        PERFORM 1 FROM transfers t WHERE t.community_id = p_community AND t.business_key = p_key;
        EXIT fast WHEN FOUND;
        IF first_at < moment THEN
            UPDATE accounts a SET last_at = moment
            WHERE a.community_id = p_community AND a.id = CASE WHEN debit_first THEN debit_id ELSE credit_id END;
        END IF;
        INSERT INTO transfers (
            community_id, id, debit_account_id, credit_account_id, amount, state, type, business_key,
            debit_line, credit_line, debit_balance, credit_balance, source_type, source_id, title, served_on,
            occurred_at)
        VALUES (p_community, p_id, debit_id, credit_id, p_amount, 'posted', p_type, p_key,
                debit_line, credit_line, debit_balance, credit_balance, p_source_type, p_source_id, p_title,
                p_served_on, moment);
        id := p_id;
        outcome := 'posted';
        amount := p_amount;
        RETURN;
    END LOOP;
    UPDATE accounts a SET debits_posted = a.debits_posted - p_amount, lines = a.lines - 1
    WHERE a.community_id = p_community AND a.id = debit_id;
    UPDATE accounts a SET credits_posted = a.credits_posted - p_amount, lines = a.lines - 1
    WHERE a.community_id = p_community AND a.id = credit_id;
    SELECT p.ids[1], p.outcomes[1], p.amounts[1] INTO id, outcome, amount
    FROM ledger_post(
        p_community, p_at, ARRAY[p_new_account, p_id], ARRAY[p_book, p_book], ARRAY[p_debit_kind, p_credit_kind],
        ARRAY[p_debit_owner, p_credit_owner], ARRAY[p_id], ARRAY[1], ARRAY[2], ARRAY[p_amount], ARRAY['must'],
        ARRAY[p_type], ARRAY[p_key], ARRAY[p_title], ARRAY[p_source_type], ARRAY[p_source_id], ARRAY[NULL::uuid],
        ARRAY[p_served_on]) AS p;
END
$ledger$
"""
