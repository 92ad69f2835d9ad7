"""A second application with more connections, so that all threads of a race are in the database at once."""

import dataclasses
from collections.abc import Iterator

import flask
import pytest

from backend.app.factory import create_app
from backend.core.clock import FixedClock
from backend.infra.db import db
from backend.infra.settings import Settings


@pytest.fixture(scope="module")
def crowded(settings: Settings, session_clock: FixedClock) -> Iterator[flask.Flask]:
    """The application with a pool of 32."""
    application = create_app(dataclasses.replace(settings, database_pool_size=32), clock=session_clock)
    yield application
    with application.app_context():
        db.engine.dispose()
