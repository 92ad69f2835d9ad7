"""Fixtures of infra's tests: an application whose only subscribers are the test's own."""

from collections.abc import Callable, Sequence

import flask
import pytest

from backend.core.clock import FixedClock
from backend.infra.outbox import Event, Subscription
from backend.infra.runtime import EXTENSION, Runtime
from backend.infra.uow import UnitOfWork, unit_of_work
from tests.factories.communities import make_community

Deliver = Callable[[UnitOfWork, Sequence[Event]], None]
Subscribe = Callable[..., None]
TOPIC = "test.happened"


@pytest.fixture
def runtime(app: flask.Flask, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> Runtime:
    """The application's runtime with an empty queue and nobody subscribed."""
    found: Runtime = app.extensions[EXTENSION]
    found.redis.flushdb()
    monkeypatch.setattr(found, "subscriptions", {})
    return found


@pytest.fixture
def subscribe(runtime: Runtime) -> Subscribe:
    """Let a function get the events of a topic."""

    def add(deliver: Deliver, topic: str = TOPIC, batch: int = 100) -> None:
        runtime.subscriptions = {**runtime.subscriptions, topic: Subscription(topic, deliver, batch)}

    return add


@pytest.fixture
def community(runtime: Runtime, context: flask.Flask) -> int:
    """A committed community, inside an application context as a job has one."""
    with unit_of_work() as uow:
        return make_community(uow)
