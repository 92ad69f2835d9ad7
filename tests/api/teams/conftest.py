"""A squad for each test, and one for those that are all refused."""

import flask
import pytest

from backend.core.clock import FixedClock
from tests.conftest import MONDAY_MORNING
from tests.factories.teams import Squad, make_squad


@pytest.fixture
def squad(app: flask.Flask, clock: FixedClock) -> Squad:
    return make_squad(app, clock)


@pytest.fixture(scope="module")
def standing_squad(app: flask.Flask, session_clock: FixedClock) -> Squad:
    """Nobody's to change: only for what is refused."""
    session_clock.at = MONDAY_MORNING
    return make_squad(app, session_clock)


@pytest.fixture
def standing(standing_squad: Squad, clock: FixedClock) -> Squad:
    """The same at the test's moment."""
    return standing_squad
