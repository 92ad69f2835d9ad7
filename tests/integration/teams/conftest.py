"""A squad for each test."""

import flask
import pytest

from backend.core.clock import FixedClock
from tests.factories.teams import Squad, make_squad


@pytest.fixture
def squad(app: flask.Flask, clock: FixedClock) -> Squad:
    return make_squad(app, clock)
