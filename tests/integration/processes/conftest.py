"""Real processes get a database of their own: what other tests left due would keep the workers busy."""

from collections.abc import Iterator
from pathlib import Path

import flask
import pytest

from backend.app.factory import create_app
from backend.core.clock import FixedClock
from backend.infra.db import db
from backend.infra.settings import Settings
from miniprogram_mock.wechat_platform.server import PlatformServer
from tests.servers import application_url, copied_database
from tests.settings import settings_for_tests


@pytest.fixture(scope="module")
def owner_url(server_url: str, template_database: str, session_folder: Path, worker_name: str) -> Iterator[str]:
    """The owner's address of this module's own migrated database."""
    with copied_database(server_url, template_database, session_folder, f"processes_{worker_name}") as url:
        yield url


@pytest.fixture(scope="module")
def database_url(owner_url: str) -> str:
    """The application's address of the same database."""
    return application_url(owner_url)


@pytest.fixture(scope="module")
def settings(database_url: str, owner_url: str, redis_url: str, wechat_platform: PlatformServer) -> Settings:
    """Settings on this module's own database."""
    return settings_for_tests(
        database_url=database_url, owner_url=owner_url, redis_url=redis_url, wechat_base_url=wechat_platform.url
    )


@pytest.fixture(scope="module")
def app(settings: Settings, session_clock: FixedClock) -> Iterator[flask.Flask]:
    """The application beside the processes, on the same database."""
    application = create_app(settings, clock=session_clock)
    yield application
    with application.app_context():
        db.engine.dispose()
