"""What a transfer reads does not grow with the books, not even where plans were made while they were empty."""

from typing import Any
from uuid import UUID

import flask
import psycopg
import pytest

from backend.books import service
from backend.core.ids import new_id
from backend.infra.uow import unit_of_work
from tests.factories.books import earning

POST = """
    SELECT outcomes, amounts FROM ledger_post(
        %(community_id)s, '2026-11-23T00:00:00Z',
        %(account_ids)s::uuid[], '{TIME,TIME}', '{source,member}', %(owners)s::uuid[],
        %(ids)s::uuid[], %(ones)s::int[], %(twos)s::int[], %(ones)s::bigint[], %(modes)s::text[], %(types)s::text[],
        %(keys)s::text[], %(keys)s::text[], %(nulls)s::text[], %(nulls)s::uuid[], %(nulls)s::uuid[], %(nulls)s::date[])
"""
POST_ONE = """
    SELECT id, outcome, amount FROM ledger_post_one(
        %(community_id)s, '2026-11-23T00:00:00Z', %(id)s, %(account_id)s, 'TIME', 'member', %(giver)s,
        %(to)s, %(taker)s, 1, 'gift', %(key)s, %(key)s, NULL, NULL, NULL)
"""
ROWS_READ = """
    SELECT sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::bigint
    FROM pg_stat_xact_user_tables WHERE relname IN ('accounts', 'transfers')
"""
SOURCE = UUID(int=0)


def arguments(community_id: int, member_id: UUID, count: int) -> dict[str, Any]:
    ids = [new_id() for _ in range(count)]
    return {
        "community_id": community_id,
        "account_ids": [new_id(), new_id()],
        "owners": [SOURCE, member_id],
        "ids": ids,
        "ones": [1] * count,
        "twos": [2] * count,
        "modes": ["must"] * count,
        "types": ["grant"] * count,
        "keys": [f"grant:{id_}" for id_ in ids],
        "nulls": [None] * count,
    }


def rows_read(owner: "psycopg.Connection[Any]") -> int:
    (read,) = owner.execute(ROWS_READ).fetchone() or (0,)
    return int(read)


@pytest.mark.parametrize("known", [0, 1])
def test_a_transfer_reads_as_little_after_thousands_as_at_first(
    context: flask.Flask, owner: "psycopg.Connection[Any]", community_id: int, known: int
) -> None:
    """Neither plans made over empty tables nor statistics of other communities make it read the whole history."""
    with owner.transaction(force_rollback=True):
        owner.execute("TRUNCATE accounts, transfers")  # rolled back
        for _ in range(600 if known else 20):
            owner.execute(POST, arguments(community_id + known, new_id(), 1))
        if known:
            owner.execute("ANALYZE accounts, transfers")  # they know the other community and not this one
        for _ in range(800):
            owner.execute(POST, arguments(community_id, new_id(), 5))
        before = rows_read(owner)
        owner.execute(POST, arguments(community_id, new_id(), 1))
        assert rows_read(owner) - before < 25


@pytest.mark.parametrize("to", ["member", "voucher", "merchant"])
def test_a_single_transfer_reads_as_little_with_plans_made_while_the_tables_were_empty(
    context: flask.Flask, owner: "psycopg.Connection[Any]", community_id: int, to: str
) -> None:
    member, others = new_id(), [new_id() for _ in range(300)]

    def give(taker: UUID) -> None:
        ids = {"id": new_id(), "account_id": new_id(), "giver": member, "taker": taker, "key": f"gift:{new_id()}"}
        owner.execute(POST_ONE, {"community_id": community_id, "to": to, **ids})

    with owner.transaction(force_rollback=True):
        owner.execute("TRUNCATE accounts, transfers")  # rolled back
        for each in (member, *others[:2]):
            owner.execute(POST, arguments(community_id, each, 1000 if each == member else 1))
        for turn in range(20):
            give(others[turn % 2])
        for each in others[2:]:
            owner.execute(POST, arguments(community_id, each, 1))
            give(each)
        before = rows_read(owner)
        give(others[5])
        assert 0 < rows_read(owner) - before < 12


def test_what_records_earned_is_looked_up_and_not_searched_for(context: flask.Flask, community_id: int) -> None:
    """Ledger and archive are read by their keys, although statistics have not seen the community."""
    lines = [earning(new_id(), time=1) for _ in range(3_000)]
    with unit_of_work() as uow:
        service.settle_service(uow, community_id, lines)
    with unit_of_work() as uow:
        connection = uow.session.connection()
        before = connection.exec_driver_sql(ROWS_READ).scalar_one()
        found = service.earned_by_records(uow, community_id, [line.record_id for line in lines[:5]])
        assert len(found) == 5
        assert connection.exec_driver_sql(ROWS_READ).scalar_one() - before < 50
