"""A hand on the database: the application's login may not, and what the owner changes is shown by verify."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg import errors, sql

from backend.app.checking import check_all
from tests.factories.volunteering import CONFIRMED, Street
from tests.redteam.conftest import Tell

APPLICATION_ROLE = "sangong_app"
Owner = psycopg.Connection[Any]


@pytest.fixture
def entered(street: Street) -> UUID:
    """A record that was entered, settled and sealed the night after."""
    record_id = street.served(*CONFIRMED)
    street.clock.advance(timedelta(days=10))
    street.run_due("volunteering.enter", "volunteering.settle")
    street.clock.advance(timedelta(days=1))
    street.run_due("books.seals")
    return record_id


@pytest.mark.parametrize(
    ("attack", "statement"),
    [
        ("raise an entered record's minutes", "UPDATE entered_records SET minutes = 300 WHERE community_id = %s"),
        ("delete an entered record", "DELETE FROM entered_records WHERE community_id = %s"),
        ("rewrite who confirmed", "UPDATE volunteering_moves SET note = '' WHERE community_id = %s"),
        ("delete the evidence of a sheet", "DELETE FROM record_evidence WHERE community_id = %s"),
        ("lift a flag", "DELETE FROM record_flags WHERE community_id = %s"),
        ("forget that a code was seen", "DELETE FROM code_sightings WHERE community_id = %s"),
        ("forget who took codes along", "DELETE FROM code_fetches WHERE community_id = %s"),
        ("change an audit's seed", "UPDATE audit_seeds SET seed = '' WHERE community_id = %s"),
    ],
)
def test_the_applications_login_may_not(
    attack: str, statement: str, entered: UUID, street: Street, owner: Owner, tell: Tell
) -> None:
    owner.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(APPLICATION_ROLE)))
    with pytest.raises(errors.InsufficientPrivilege):
        owner.execute(statement, [street.community_id])  # type: ignore[arg-type]  # one of the list above
    tell(f"{attack}, as the application", "refused", "PostgreSQL 42501 (append-only)")


@pytest.mark.parametrize(
    ("attack", "statement", "finding"),
    [
        (
            "raise a settled record's minutes",
            "UPDATE entered_records SET minutes = 300 WHERE community_id = %s",
            "was changed",
        ),
        (
            "give a settled record to a friend",
            (
                "UPDATE entered_records SET performed_by ="
                " (SELECT id FROM members m WHERE m.community_id = entered_records.community_id AND m.id NOT IN"
                " (entered_records.confirmed_by, entered_records.witnessed_by, entered_records.performed_by) LIMIT 1)"
                " WHERE community_id = %s"
            ),
            "was changed",
        ),
    ],
)
def test_what_the_owner_of_the_database_changes_is_shown(
    attack: str, statement: str, finding: str, entered: UUID, street: Street, owner: Owner, tell: Tell
) -> None:
    with street.app.app_context():
        assert check_all(street.community_id).clean
    owner.execute(statement, [street.community_id])  # type: ignore[arg-type]  # one of the list above
    with street.app.app_context():
        found = check_all(street.community_id)
    lines = [line for line in found.lines if finding in line]
    assert not found.clean
    assert lines, found.lines
    tell(f"{attack}, as the database's owner", "shown", "sangong check: the day's seal names the row")
