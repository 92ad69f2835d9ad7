"""Fixtures of all tests: the servers' part is in tests/servers.py, the application's below.

Nothing is ever cleaned up: each test founds its own community, and the databases go with the session.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

import flask
import pytest
import structlog
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Playwright, sync_playwright

from backend.app.factory import create_app
from backend.core.clock import FixedClock
from backend.infra.db import db
from backend.infra.settings import Settings
from backend.infra.uow import UnitOfWork, unit_of_work
from miniprogram_mock.wechat_platform.server import PlatformServer, running_platform
from tests.client import Caller
from tests.redteam.table import write_table
from tests.settings import BASE, settings_for_tests

pytest_plugins = ["tests.servers"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what stopped the crooked back office, where it was played."""
    write_table(terminalreporter)


# No test is timed: Hypothesis fails an example that takes 0.2 s, which on a busy machine says nothing of the code.
hypothesis_settings.register_profile("untimed", deadline=None)
hypothesis_settings.load_profile("untimed")

# As in production, tracebacks are plain: structlog's own default draws every frame's variables, seconds for each.
structlog.configure(
    processors=[
        structlog.processors.add_log_level,
        structlog.processors.format_exc_info,
        structlog.processors.JSONRenderer(ensure_ascii=False),
    ]
)

# A Monday, 09:00 in Shanghai.
MONDAY_MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def wechat_platform() -> Iterator[PlatformServer]:
    """The fake WeChat platform that the session's application talks to."""
    with running_platform(BASE.wechat_app_id, BASE.wechat_secret) as server:
        yield server


@pytest.fixture(scope="session")
def settings(database_url: str, owner_url: str, redis_url: str, wechat_platform: PlatformServer) -> Settings:
    """Settings on this worker's own database, Redis and WeChat platform."""
    return settings_for_tests(
        database_url=database_url, owner_url=owner_url, redis_url=redis_url, wechat_base_url=wechat_platform.url
    )


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The driver of browsers: a process has one, whoever asks first."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def session_clock() -> FixedClock:
    """The one clock of the session's application; tests take ``clock``."""
    return FixedClock(MONDAY_MORNING)


@pytest.fixture(scope="session")
def app(settings: Settings, session_clock: FixedClock) -> Iterator[flask.Flask]:
    """The whole application on real servers, in demo mode, with a clock that tests move."""
    application = create_app(settings, clock=session_clock)
    yield application
    with application.app_context():
        db.engine.dispose()


@pytest.fixture
def clock(session_clock: FixedClock) -> FixedClock:
    """The product's time, set back to a Monday morning (2026-11-23 09:00 in Shanghai)."""
    session_clock.at = MONDAY_MORNING
    return session_clock


@pytest.fixture
def context(app: flask.Flask, clock: FixedClock) -> Iterator[flask.Flask]:
    """An application context, as a job has one."""
    with app.app_context():
        yield app


@pytest.fixture
def uow(context: flask.Flask) -> Iterator[UnitOfWork]:
    """One open unit of work; committed at the end of the test."""
    with unit_of_work() as work:
        yield work


@pytest.fixture
def caller(app: flask.Flask, clock: FixedClock) -> Caller:
    """An HTTP caller who is not signed in; ``caller.as_person(id)`` gives one who is."""
    return Caller(app)
