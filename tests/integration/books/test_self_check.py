"""The self-check is silent over sound books and names every row that was tampered with."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import flask
import psycopg
import pytest

from backend.books import service
from backend.books.service.self_check import CHECKS
from backend.core.amounts import Points
from backend.core.ids import new_id
from backend.infra.uow import unit_of_work
from tests.factories.books import earn, pledge
from tests.integration.books.test_holds import ASKER, HOUR, exchange


@pytest.fixture
def busy(context: flask.Flask, community_id: int) -> UUID:
    """A community with some life, and the member whose it is."""
    member, voucher = new_id(), new_id()
    with unit_of_work() as uow:
        merchant = pledge(uow, community_id, 1000)
        for _ in range(3):
            earn(uow, community_id, member, time=60, points=50)
        service.issue_voucher(uow, community_id, voucher_id=voucher, member_id=member, points=Points(60), title="换购")
        service.use_voucher(uow, community_id, voucher_id=voucher, unit_id=merchant, points=Points(60), title="核销")
    return member


def findings(community_id: int) -> dict[str, str]:
    with unit_of_work() as uow:
        return {finding.check: str(finding) for finding in service.self_check(uow, community_id)}


def test_sound_books_have_no_findings(busy: UUID, community_id: int) -> None:
    assert findings(community_id) == {}


def test_an_empty_community_has_no_findings(context: flask.Flask, community_id: int) -> None:
    assert findings(community_id) == {}


# What to tamper with, and the check that must name it (beside others).
TAMPERINGS = [
    (
        "UPDATE accounts SET credits_posted = credits_posted + 1 WHERE community_id = %s AND kind = 'member'",
        "an account's totals are the sums of its transfers",
    ),
    (
        "UPDATE accounts SET lines = lines + 1 WHERE community_id = %s AND kind = 'merchant'",
        "an account's totals are the sums of its transfers",
    ),
    (
        "UPDATE transfers SET amount = amount + 1 WHERE community_id = %s AND type = 'pledge'",
        "an account's lines have no gap and each continues the balance before it",
    ),
    (
        "DELETE FROM transfers WHERE community_id = %s AND type = 'voucher_issue'",
        "an account's lines have no gap and each continues the balance before it",
    ),
    (
        "UPDATE transfers SET debit_account_id = gen_random_uuid() WHERE community_id = %s AND type = 'pledge'",
        "both accounts of a transfer exist and are of one book",
    ),
    (
        "UPDATE accounts SET credits_posted = 0 WHERE community_id = %s AND kind = 'merchant'",
        "each book adds up to zero",
    ),
    (
        "UPDATE accounts SET credits_posted = 0 WHERE community_id = %s AND kind = 'merchant'",
        "pledged - lapsed is where the points are",
    ),
    (
        """UPDATE transfers SET type = 'reversal', refers_to_id = id
           WHERE community_id = %s AND type = 'voucher_use'""",
        "a reversal moves back what it names, between the same owners",
    ),
]


@pytest.mark.parametrize(("tampering", "check"), TAMPERINGS)
def test_what_was_tampered_with_is_found_and_named(
    busy: UUID, owner: "psycopg.Connection[Any]", community_id: int, tampering: str, check: str
) -> None:
    owner.execute(tampering, [community_id])  # type: ignore[call-overload]  # one of the list above
    found = findings(community_id)
    assert check in found
    assert found[check].startswith("BROKEN")


# The same for holds, of which one is open and one posted.
HOLD_TAMPERINGS = [
    (
        "UPDATE transfers SET amount = 50 WHERE community_id = %s AND state = 'post_pending'",
        "what resolves a hold names one of the same accounts and moves no more than it held",
    ),
    (
        "UPDATE transfers SET refers_to_id = gen_random_uuid() WHERE community_id = %s AND state = 'post_pending'",
        "what resolves a hold names one of the same accounts and moves no more than it held",
    ),
    ("DELETE FROM holds WHERE community_id = %s", "every hold is either open or resolved once"),
    (
        """INSERT INTO holds SELECT community_id, refers_to_id FROM transfers
           WHERE community_id = %s AND state = 'post_pending'""",
        "every hold is either open or resolved once",
    ),
    (
        "UPDATE transfers SET ends_at = NULL WHERE community_id = %s AND state = 'pending'",
        "a hold has an end, which is the transfer's, and nothing else has one",
    ),
    (
        "UPDATE transfers SET ends_at = now() WHERE community_id = %s AND state = 'posted'",
        "a hold has an end, which is the transfer's, and nothing else has one",
    ),
    (
        "UPDATE accounts SET debits_pending = debits_pending + 1 WHERE community_id = %s AND credits_posted > 90",
        "what accounts set aside is what open holds set aside",
    ),
    (
        "UPDATE transfers SET source_type = 'record', source_id = NULL WHERE community_id = %s AND type = 'exchange'",
        "a transfer's source has a type and an id",
    ),
]


@pytest.mark.parametrize(("tampering", "check"), HOLD_TAMPERINGS)
def test_what_was_tampered_with_in_holds_is_found_and_named(
    context: flask.Flask, owner: "psycopg.Connection[Any]", community_id: int, tampering: str, check: str
) -> None:
    with unit_of_work() as uow:
        earn(uow, community_id, ASKER, time=100)
    with unit_of_work() as uow:
        first = service.hold(uow, community_id, exchange("order:1"), until=uow.now + HOUR).id
        service.hold(uow, community_id, exchange("order:2"), until=uow.now + HOUR)
        assert first is not None
    with unit_of_work() as uow:
        service.post_hold(uow, community_id, first, title="完成", amount=15)
    assert findings(community_id) == {}
    owner.execute(tampering, [community_id])  # type: ignore[call-overload]  # one of the list above
    assert check in findings(community_id)


@pytest.fixture
def without_constraints(owner: "psycopg.Connection[Any]") -> Iterator["psycopg.Connection[Any]"]:
    """The owner inside a transaction that is rolled back, with two guards of the tables taken off."""
    with owner.transaction(force_rollback=True):
        owner.execute("ALTER TABLE accounts DROP CONSTRAINT ck_accounts_floor")
        owner.execute("DROP INDEX ux_transfers_business_key")
        yield owner


def test_the_checks_for_what_constraints_prevent_would_see_it(
    busy: UUID, without_constraints: "psycopg.Connection[Any]", community_id: int
) -> None:
    connection = without_constraints
    connection.execute(
        "UPDATE accounts SET debits_posted = credits_posted + 1 WHERE community_id = %s AND kind = 'pool'",
        [community_id],
    )
    connection.execute(
        "UPDATE accounts SET debits_posted = credits_posted + 1 WHERE community_id = %s AND kind = 'backing'",
        [community_id],
    )
    connection.execute("UPDATE transfers SET business_key = 'same' WHERE community_id = %s", [community_id])
    for check in ("no account is below its floor or above its ceiling", "every business key was posted once"):
        query = CHECKS[check].replace(":community_id", str(community_id))
        assert len(connection.execute(query.encode()).fetchall()) == 1
