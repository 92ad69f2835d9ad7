"""A street for each test of matching."""

import flask
import pytest

from backend.core.clock import FixedClock
from tests.factories.volunteering import Street, make_street


@pytest.fixture
def street(app: flask.Flask, clock: FixedClock) -> Street:
    return make_street(app, clock)
