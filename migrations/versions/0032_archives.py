"""Closed years of the ledger: what stays in the database of rows that left it, and where they lie."""

from importlib import import_module

import sqlalchemy as sa
from alembic import op

from migrations.helpers import read_only

revision = "0032_archives"
down_revision = "0031_expiry"

UUID, MOMENT = sa.Uuid(), sa.DateTime(timezone=True)
BATCH = import_module("migrations.versions.0028_ledger")
SINGLE = import_module("migrations.versions.0029_ledger_single")
EXPIRY = import_module("migrations.versions.0031_expiry")
# What of an archived row is still asked for; its title, moment of service and lines are in the file.
KEPT = (
    "community_id, id, debit_account_id, credit_account_id, amount, state, type, business_key, refers_to_id,"
    " source_type, source_id, occurred_at"
)


def upgrade() -> None:
    """Create the tables and the view over both; keys that were archived stay used for ever."""
    op.create_table(
        "archives",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("year", sa.BigInteger, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("sha256", sa.LargeBinary, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("archived_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "year", name="pk_archives"),
        sa.CheckConstraint("octet_length(sha256) = 32 AND size > 0", name="ck_archives_file"),
    )
    op.create_table(
        "archive_parts",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("seal", sa.BigInteger, nullable=False),
        sa.Column("year", sa.BigInteger, nullable=False),
        sa.Column("start", sa.BigInteger, nullable=False),
        sa.Column("length", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "seal", name="pk_archive_parts"),
    )
    op.create_table(
        "archived_transfers",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("debit_account_id", UUID, nullable=False),
        sa.Column("credit_account_id", UUID, nullable=False),
        sa.Column("amount", sa.BigInteger, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("business_key", sa.Text, nullable=False),
        sa.Column("refers_to_id", UUID),
        sa.Column("source_type", sa.Text),
        sa.Column("source_id", UUID),
        sa.Column("occurred_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_archived_transfers"),
    )
    op.create_index("ux_archived_transfers_key", "archived_transfers", ["community_id", "business_key"], unique=True)
    op.create_table(
        "archived_balances",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("account_id", UUID, nullable=False),
        sa.Column("debits", sa.BigInteger, nullable=False),
        sa.Column("credits", sa.BigInteger, nullable=False),
        sa.Column("lines", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "account_id", name="pk_archived_balances"),
    )
    read_only("archives", "archive_parts", "archived_transfers", "archived_balances")
    for name in ("amount", "state", "type", "business_key"):  # the domains of the ledger's own table
        domain = BATCH.COLUMNS["transfers"][name]
        op.execute(f"ALTER TABLE archived_transfers ALTER COLUMN {name} TYPE {domain}")
    both = f"SELECT {KEPT} FROM transfers UNION ALL SELECT {KEPT} FROM archived_transfers"  # noqa: S608  # constants
    op.execute(f"CREATE VIEW all_transfers AS {both}")
    for function in _functions(with_archives=True):
        op.execute(function)


def downgrade() -> None:
    """Drop them; it fails where a year is archived."""
    op.execute("DO $$ BEGIN IF EXISTS (SELECT FROM archives) THEN RAISE EXCEPTION 'a year is archived'; END IF; END $$")
    for function in _functions(with_archives=False):
        op.execute(function)
    op.execute("DROP VIEW all_transfers")
    for table in ("archived_balances", "archived_transfers", "archive_parts", "archives"):
        op.drop_table(table)


# What each function is told beside: the key of an archived transfer is used too, and archived points count.
OF_KEY = """SELECT x.id, x.debit_account_id, x.credit_account_id, x.amount, x.type, x.state FROM {} x
            WHERE x.community_id = p_community AND x.business_key = k.business_key
            """
SEEN = (
    "PERFORM 1 FROM {} t WHERE t.community_id = p_community AND t.business_key = p_key;\n        EXIT fast WHEN FOUND;"
)
CREDITED = "FROM {} t\n            WHERE t.community_id = p_community AND t.state"
REVERSED = "FROM {0} r\n            JOIN {0} c ON"
BOTH = ("transfers", "archived_transfers")
CHANGES = [
    (BATCH.LEDGER_POST, [(OF_KEY.format("transfers"), "UNION ALL ".join(OF_KEY.format(rows) for rows in BOTH))]),
    (SINGLE.LEDGER_POST_ONE, [(SEEN.format("transfers"), "\n        ".join(SEEN.format(rows) for rows in BOTH))]),
    (
        EXPIRY.EXPIRING_POINTS,
        [(place.format("transfers"), place.format("all_transfers")) for place in (CREDITED, REVERSED)],
    ),
]


def _functions(*, with_archives: bool) -> list[str]:
    return [_changed(function, changes if with_archives else []) for function, changes in CHANGES]


def _changed(function: str, changes: list[tuple[str, str]]) -> str:
    for before, after in changes:
        if function.count(before) != 1:
            raise ValueError(f"{before!r} is not in the function once")
        function = function.replace(before, after)
    return function.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
