"""A lane of neighbours, and a second application with more connections for races."""

import dataclasses
from collections.abc import Iterator

import flask
import pytest

from backend.app.factory import create_app
from backend.core.clock import FixedClock
from backend.infra.db import db
from backend.infra.settings import Settings
from tests.factories.exchange import Lane, make_lane


@pytest.fixture
def lane(app: flask.Flask, clock: FixedClock) -> Lane:
    """An elder with 300 minutes of time credits, and neighbours."""
    return make_lane(app, clock)


@pytest.fixture(scope="module")
def crowded(settings: Settings, session_clock: FixedClock) -> Iterator[flask.Flask]:
    """The application with a pool of 32."""
    application = create_app(dataclasses.replace(settings, database_pool_size=32), clock=session_clock)
    yield application
    with application.app_context():
        db.engine.dispose()
