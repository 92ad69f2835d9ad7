"""Lanes for every test of exchange over HTTP."""

import flask
import pytest

from backend.core.clock import FixedClock
from tests.factories.exchange import Lane, make_lane


@pytest.fixture
def lane(app: flask.Flask, clock: FixedClock) -> Lane:
    """An elder with 300 minutes of time credits, and neighbours."""
    return make_lane(app, clock)
