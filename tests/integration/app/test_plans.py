"""Long lists are read by an index: what the server would plan once nothing is small any more."""

from collections.abc import Iterator
from typing import Any

import flask
import psycopg
import pytest
from sqlalchemy import event

from backend.core.clock import FixedClock
from backend.infra.db import db
from tests.factories.whole import Whole, make_whole

Statement = tuple[str, Any]


# Among a handful of rows all ways cost the same; a neighbourhood has hundreds, and few of each kind.
CROWDS = {
    "units": """
        INSERT INTO units (community_id, id, kind, name, industry, party_lead, created_at)
        SELECT %(cid)s, gen_random_uuid(), 'company', '单位' || n, '', false, now()
        FROM generate_series(1, 500) AS n""",
    "merchants": """
        INSERT INTO merchants
        SELECT (jsonb_populate_record(
            NULL::merchants, to_jsonb(m) || jsonb_build_object('unit_id', u.id, 'licence', NULL))).*
        FROM (SELECT * FROM merchants WHERE community_id = %(cid)s AND state = 'active' LIMIT 1) AS m
        JOIN units u ON u.community_id = %(cid)s AND u.kind = 'company' AND u.name LIKE '单位%%'""",
    "offers": """
        INSERT INTO offers
        SELECT (jsonb_populate_record(
            NULL::offers, to_jsonb(o) || jsonb_build_object('id', gen_random_uuid(), 'category', 'daily'))).*
        FROM (SELECT * FROM offers WHERE community_id = %(cid)s LIMIT 1) AS o, generate_series(1, 500)""",
}


@pytest.fixture
def whole(app: flask.Flask, clock: FixedClock, owner_url: str) -> Whole:
    whole = make_whole(app, clock)
    with psycopg.connect(owner_url, autocommit=True) as owner:
        for table, crowd in CROWDS.items():
            owner.execute(crowd.encode(), {"cid": whole.community_id})
            owner.execute(f"ANALYZE {table}".encode())
    return whole


@pytest.fixture
def statements(app: flask.Flask) -> Iterator[list[Statement]]:
    """The statements that the application sends from now on."""
    heard: list[Statement] = []

    def hear(connection: Any, cursor: Any, statement: str, parameters: Any, *rest: Any) -> None:
        heard.append((statement, parameters))

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", hear)
    yield heard
    event.remove(engine, "before_cursor_execute", hear)


def explain(owner_url: str, statements: list[Statement]) -> str:
    """Return the plans with reading everything and sorting made dear, as they are where tables are large."""
    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute("SET enable_seqscan = off")
        owner.execute("SET enable_bitmapscan = off")
        owner.execute("SET enable_sort = off")
        lines = []
        for text, parameters in statements:
            if text.startswith("SELECT"):
                lines += [row[0] for row in owner.execute(f"EXPLAIN {text}".encode(), parameters)]
        return "\n".join(lines)


@pytest.mark.parametrize(
    ("who", "path", "index"),
    [
        ("resident", "…/shifts", "Index Cond: ((community_id = .*) AND (starts_at > "),
        ("resident", "…/lists", "ix_entries_claimable"),
        ("resident", "…/units?kind=merchant", "ix_units_kind"),
        ("resident", "…/entries", "ix_entries_newest"),
        ("resident", "…/entries?place=3号楼", "ix_entries_building"),
        # Newest first: by what is on show, or by id where nothing is closed.
        ("resident", "…/offers", "ix_offers_on_show|pk_offers"),
        ("resident", "…/offers?sort=cheapest", "ix_offers_cheapest"),
        ("resident", "…/offers?category=food", "ix_offers_category"),
        ("staff", "…/merchants?state=applied", "ix_merchants_state"),
        ("staff", "…/refund-requests?overdue=true", "ix_refund_requests_due"),
        ("contact", "…/refund-requests?unit_id={unit_id}", "ix_refund_requests_unit"),
        ("contact", "…/merchants/{unit_id}/months/2026-11", "uq_merchant_statements_day"),
        ("staff", "…/claims", "ix_claims_all"),
        ("contact", "…/entries/{entry_id}/claims", "ix_claims_entry"),
    ],
)
def test_a_long_list_is_read_by_its_index(
    whole: Whole, statements: list[Statement], owner_url: str, who: str, path: str, index: str
) -> None:
    place, _, query = path.format(**whole.ids).partition("?")
    answer = whole.caller(who).get(place, **dict([query.split("=")] if query else []))
    assert answer.status_code == 200, answer.text
    plans = explain(owner_url, statements)
    for part in index.split(".*"):
        assert any(name in plans for name in part.split("|")), plans
