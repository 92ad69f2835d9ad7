"""Streets for every test of dossiers over HTTP."""

import flask
import pytest

from backend.core.clock import FixedClock
from tests.factories.volunteering import Street, make_street


@pytest.fixture
def street(app: flask.Flask, clock: FixedClock) -> Street:
    """A community with one of everybody who has to do with shifts."""
    return make_street(app, clock)
