"""The application's own login can neither change nor forge what is in the books."""

from typing import Any
from uuid import UUID

import flask
import psycopg
import pytest
from psycopg import errors, sql

from backend.core.ids import new_id
from backend.infra.db import APPLICATION_ROLE
from backend.infra.uow import unit_of_work
from tests.factories.books import earn, pledge

FORGERIES = [
    "UPDATE transfers SET amount = amount + 1 WHERE community_id = %(community_id)s",
    "UPDATE transfers SET title = 'x' WHERE community_id = %(community_id)s",
    "DELETE FROM transfers WHERE community_id = %(community_id)s",
    "TRUNCATE transfers",
    "INSERT INTO transfers SELECT * FROM transfers WHERE community_id = %(community_id)s LIMIT 0",
    "UPDATE accounts SET credits_posted = credits_posted + 1 WHERE community_id = %(community_id)s",
    "UPDATE accounts SET floor = NULL WHERE community_id = %(community_id)s",
    "DELETE FROM accounts WHERE community_id = %(community_id)s",
    "TRUNCATE accounts",
    "INSERT INTO accounts SELECT * FROM accounts WHERE community_id = %(community_id)s LIMIT 0",
    "ALTER TABLE transfers DISABLE TRIGGER ALL",
    "INSERT INTO holds (community_id, id) VALUES (%(community_id)s, gen_random_uuid())",
    "DELETE FROM holds WHERE community_id = %(community_id)s",
    "DROP FUNCTION ledger_post",
    "CREATE OR REPLACE FUNCTION ledger_post_one() RETURNS int LANGUAGE sql AS 'SELECT 1'",
]


@pytest.fixture
def member_id(context: flask.Flask, community_id: int) -> UUID:
    """A member who earned 50 points and 60 minutes."""
    member = new_id()
    with unit_of_work() as uow:
        pledge(uow, community_id, 100)
        earn(uow, community_id, member, time=60, points=50)
    return member


@pytest.mark.parametrize("forgery", FORGERIES)
def test_the_applications_login_may_only_read(
    member_id: UUID, owner: "psycopg.Connection[Any]", community_id: int, forgery: str
) -> None:
    owner.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(APPLICATION_ROLE)))
    with pytest.raises(errors.InsufficientPrivilege):
        owner.execute(forgery, {"community_id": community_id})  # type: ignore[call-overload]  # one of the list above
    count = owner.execute("SELECT count(*) FROM transfers WHERE community_id = %s", [community_id]).fetchone()
    assert count == (3,)


def test_the_login_that_tests_and_servers_use_is_that_role(context: flask.Flask) -> None:
    with unit_of_work() as uow:
        connection = uow.session.connection()
        assert connection.exec_driver_sql("SELECT current_user").scalar_one() == APPLICATION_ROLE
        privileges = connection.exec_driver_sql(
            """SELECT string_agg(DISTINCT privilege_type, ',') FROM information_schema.role_table_grants
               WHERE table_name IN ('accounts', 'transfers') AND grantee = current_user"""
        ).scalar_one()
    assert privileges == "SELECT"


@pytest.mark.parametrize(
    "broken",
    [
        "UPDATE accounts SET debits_posted = credits_posted + 1 WHERE community_id = %s AND kind = 'member'",
        "UPDATE accounts SET debits_pending = credits_posted + 1 WHERE community_id = %s AND kind = 'backing'",
        "UPDATE accounts SET floor = NULL WHERE community_id = %s AND kind = 'member'",
        "UPDATE accounts SET ceiling = 1 WHERE community_id = %s AND kind = 'member'",
        "UPDATE accounts SET book = 'MINUTES' WHERE community_id = %s",
        "UPDATE transfers SET amount = 0 WHERE community_id = %s",
        "UPDATE transfers SET amount = -5 WHERE community_id = %s",
        "UPDATE transfers SET credit_account_id = debit_account_id WHERE community_id = %s",
        "UPDATE transfers SET state = 'lost' WHERE community_id = %s",
    ],
)
def test_what_no_book_may_hold_the_tables_refuse_even_from_their_owner(
    member_id: UUID, owner: "psycopg.Connection[Any]", community_id: int, broken: str
) -> None:
    with pytest.raises(errors.CheckViolation):
        owner.execute(broken, [community_id])  # type: ignore[call-overload]  # one of the list above
