"""Real processes for tests: starts them on given servers, waits for what they say, and never leaves one behind."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from backend.infra.settings import Settings
from tests.settings import BASE
from tests.stack import free_port

ROOT = Path(__file__).parents[3]
SECONDS = 30.0


def environment(**changes: str) -> dict[str, str]:
    """Return the settings of a process in production mode; ``changes`` name at least its servers."""
    return {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": BASE.database_url,
        "REDIS_URL": BASE.redis_url,
        "SECRET_KEY": BASE.secret_key,
        "ENCRYPTION_KEYS": ",".join(BASE.encryption_keys),
        "WECHAT_APP_ID": BASE.wechat_app_id,
        "WECHAT_SECRET": BASE.wechat_secret,
        "WECHAT_BASE_URL": "http://127.0.0.1:1",
        "SCHEDULER_INTERVAL_SECONDS": "0.1",
        "PYTHONUNBUFFERED": "1",
        **changes,
    }


def until(ready: Callable[[], bool], *, seconds: float = SECONDS, what: Callable[[], str] = str) -> None:
    """Wait until something is so; fails the test with ``what()`` when time is up."""
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end, what()
        time.sleep(0.02)


class Running:
    """One process."""

    def __init__(self, *module_and_arguments: str, log: Path, settings: dict[str, str]) -> None:
        """Start ``python -m …``; its output goes into ``log``."""
        self.log = log
        with log.open("ab") as out:
            self._popen = subprocess.Popen(
                [sys.executable, "-m", *module_and_arguments],
                cwd=ROOT,
                env=settings,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
            )

    @property
    def said(self) -> str:
        """All its output."""
        return self.log.read_text(encoding="utf-8")

    @property
    def is_alive(self) -> bool:
        """Whether it still runs."""
        return self._popen.poll() is None

    def wait_until_it_says(self, text: str, *, times: int = 1) -> None:
        """Wait for a text in its output."""
        until(lambda: self.said.count(text) >= times or not self.is_alive, what=lambda: self.said)
        assert self.said.count(text) >= times, self.said

    def send(self, number: signal.Signals) -> None:
        """Send a signal."""
        self._popen.send_signal(number)

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal and return the exit code."""
        self.send(number)
        return self.exit_code()

    def exit_code(self) -> int:
        """Wait for its end."""
        return self._popen.wait(SECONDS)

    def kill(self) -> None:
        """End it at once, whatever it does."""
        self._popen.kill()
        self._popen.wait()


@contextmanager
def all_ended() -> Iterator[list[Running]]:
    """Give a list to put processes in; all of them are killed in the end."""
    running: list[Running] = []
    try:
        yield running
    finally:
        for process in running:
            process.kill()


@contextmanager
def serving(settings: Settings, log: Path) -> Iterator[tuple[Running, int]]:
    """Run the API in production mode on given servers and yield it and its port once it is ready."""
    port = free_port()
    variables = environment(DATABASE_URL=settings.database_url, REDIS_URL=settings.redis_url, PORT=str(port))
    if settings.owner_database_url:
        variables["OWNER_DATABASE_URL"] = settings.owner_database_url
    with all_ended() as running:
        running.append(Running("backend.app.commands", "api", log=log, settings=variables))
        until(lambda: _is_ready(port) or not running[0].is_alive, what=lambda: running[0].said)
        try:
            yield running[0], port
        finally:
            if running[0].is_alive:
                running[0].end(signal.SIGTERM)  # killed outright it would leave its workers behind


def _is_ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=10) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
