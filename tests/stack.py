"""Runs the real ``python -m deploy.local run`` for a test, on a home folder and ports of its own.

Demo data take half a minute to make: a session makes them once, by one first start, and copies the home this leaves.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tests.servers import only_one

ROOT = Path(__file__).parents[1]
START_SECONDS = 300.0
# The address of anything that runs already is no business of a stack under test.
FOREIGN = ("DATABASE_URL", "OWNER_DATABASE_URL", "REDIS_URL", "WECHAT_BASE_URL", "SANGONG_MODE", "CLIENT_DIR", "HOST")


def free_port() -> int:
    """Return a port that was free a moment ago."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def stack_environment(home: Path, port: int, **changes: str) -> dict[str, str]:
    """Return the environment of a stack on a home and a port."""
    inherited = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    own = {"SANGONG_HOME": str(home), "PORT": str(port), "WECHAT_PORT": str(free_port())}
    return {**inherited, **own, **changes}


def run_to_its_end(home: Path, port: int | None = None, **changes: str) -> subprocess.CompletedProcess[str]:
    """Run a stack that is expected to refuse; it is killed after START_SECONDS."""
    return subprocess.run(
        [sys.executable, "-m", "deploy.local", "run"],
        cwd=ROOT,
        env=stack_environment(home, port or free_port(), **changes),
        capture_output=True,
        text=True,
        timeout=START_SECONDS,
        check=False,
    )


class Stack:
    """A running stack."""

    def __init__(self, home: Path) -> None:
        """Start it; ``wait`` waits for its screen."""
        self.home = home
        self.port = free_port()
        self._out = home.with_name(f"{home.name}.out")
        with self._out.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "deploy.local", "run"],
                cwd=ROOT,
                env=stack_environment(home, self.port),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def output(self) -> str:
        """What it has printed."""
        return self._out.read_text(encoding="utf-8")

    def wait(self) -> "Stack":
        """Wait until the screen is there."""
        end = time.monotonic() + START_SECONDS
        while "Ctrl-C" not in self.output:
            assert self.process.poll() is None, self.output
            assert time.monotonic() < end, self.output
            time.sleep(0.1)
        return self

    def get(self, path: str) -> tuple[int, bytes]:
        """GET a path of the API; return status and body."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read()

    def end(self, number: signal.Signals = signal.SIGINT) -> int:
        """Send a signal to the supervisor alone and return its exit code."""
        self.process.send_signal(number)
        return self.process.wait(60)

    def processes(self) -> dict[int, str]:
        """Return every process that belongs to this stack: those whose environment names its home."""
        mark = f"SANGONG_HOME={self.home}".encode()
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if mark in (folder / "environ").read_bytes().split(b"\0"):
                    found[int(folder.name)] = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
        return found

    def wait_until_gone(self, seconds: float = 20.0) -> dict[int, str]:
        """Return the processes that are still there after ``seconds``; normally none, and at once."""
        end = time.monotonic() + seconds
        while (left := self.processes()) and time.monotonic() < end:
            time.sleep(0.1)
        return left


@dataclass(frozen=True)
class FirstStart:
    """What a start on an empty home showed, and how it ended by Ctrl-C."""

    home: str
    port: int
    output: str
    ready: int
    identities: list[dict[str, Any]]
    code: int
    left: list[str]

    def copy_home(self, to: Path) -> Path:
        """Copy the home it left, with its demo data, for a stack that need not make them; return the new home."""
        shutil.copytree(self.home, to, ignore=shutil.ignore_patterns("*.sock", ".s.PGSQL*"))
        return to


def first_start(session_folder: Path) -> FirstStart:
    """Return the session's one first start; the first test that asks makes it."""
    shown = session_folder / "first-start.json"
    with only_one(session_folder, "first-start"):
        if not shown.exists():
            stack = Stack(session_folder / "used-home")
            try:
                seen = _use(stack.wait())
            finally:
                if stack.process.poll() is None:
                    stack.end(signal.SIGTERM)
            shown.write_text(json.dumps(asdict(seen)), encoding="utf-8")
    return FirstStart(**json.loads(shown.read_text(encoding="utf-8")))


def _use(stack: Stack) -> FirstStart:
    identities = json.loads(stack.get("/api/v1/demo/identities")[1])["items"]
    ready, code = stack.get("/health/ready")[0], stack.end()
    left = list(stack.wait_until_gone(0).values())
    return FirstStart(str(stack.home), stack.port, stack.output, ready, identities, code, left)
