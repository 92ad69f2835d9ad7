"""A street whose volunteer has two hours entered."""

from uuid import UUID

import flask
import pytest

from backend.core.clock import FixedClock
from tests.factories.corrections import entered
from tests.factories.volunteering import Street, make_street


@pytest.fixture
def street(app: flask.Flask, clock: FixedClock) -> Street:
    """A community with one of everybody."""
    return make_street(app, clock)


@pytest.fixture
def record_id(street: Street) -> UUID:
    """Two hours of the volunteer, entered."""
    return entered(street)
