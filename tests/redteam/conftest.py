"""A street to play on, the crook's phone, and the line each attack leaves in the table."""

from collections.abc import Callable, Iterator
from typing import Any

import flask
import psycopg
import pytest
from werkzeug.test import TestResponse

from backend.core.clock import FixedClock
from tests.client import refused
from tests.factories.volunteering import Street, make_street

Tell = Callable[[str, str, str], None]
Refused = Callable[[str, TestResponse, int, str], None]


@pytest.fixture
def street(app: flask.Flask, clock: FixedClock) -> Street:
    """A community in which the back office is crooked."""
    return make_street(app, clock)


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Tell:
    """Leave a line: the attack, how it ended (refused, flagged, shown, gets through), what stopped it."""

    def line(attack: str, ended: str, stopped_by: str) -> None:
        for name, value in (("attack", attack), ("ended", ended), ("stopped_by", stopped_by)):
            record_property(name, value)

    return line


@pytest.fixture
def is_refused(tell: Tell) -> Refused:
    """Assert that an attack was refused with this status and code, and leave its line."""

    def check(attack: str, response: TestResponse, status: int, code: str) -> None:
        refused(response, status, code)
        tell(attack, "refused", f"HTTP {status} {code}")

    return check


@pytest.fixture
def owner(owner_url: str) -> Iterator["psycopg.Connection[Any]"]:
    """A hand on the database itself, as the tables' owner."""
    with psycopg.connect(owner_url, autocommit=True) as connection:
        yield connection
