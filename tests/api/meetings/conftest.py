"""A hall for each test, and one for those that are all refused."""

import flask
import pytest

from backend.core.clock import FixedClock
from tests.conftest import MONDAY_MORNING
from tests.factories.meetings import Hall, make_hall


@pytest.fixture
def hall(app: flask.Flask, clock: FixedClock) -> Hall:
    return make_hall(app, clock, adults=5)


@pytest.fixture(scope="module")
def standing_hall(app: flask.Flask, session_clock: FixedClock) -> Hall:
    """Nobody's to change: only for what is refused."""
    session_clock.at = MONDAY_MORNING
    return make_hall(app, session_clock)


@pytest.fixture
def standing(standing_hall: Hall, clock: FixedClock) -> Hall:
    """The same at the test's moment, without a register."""
    return standing_hall
