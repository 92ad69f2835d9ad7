"""The whole of Sangong as `make run` starts it, on a free port and a folder of its own."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen
from uuid import uuid4

from deploy.local.ports import first_free
from tests.stack import stack_environment

ROOT = Path(__file__).parents[2]
START_SECONDS = 180


class Stack:
    """A running stack, asked over HTTP as anybody may."""

    def __init__(self, url: str, wechat_url: str) -> None:
        """Take the addresses of the API and of the fake WeChat platform."""
        self.url, self._wechat_url = url, wechat_url
        self._tokens: dict[str, str] = {}

    def call(self, path: str, body: Any = None, *, identity: str | None = None) -> Any:
        """GET, or POST ``body``, as one of the demo's people; return the JSON answer."""
        headers = {"Content-Type": "application/json", "Idempotency-Key": str(uuid4())}
        if identity is not None:
            headers["Authorization"] = f"Bearer {self._token(identity)}"
        data = None if body is None else json.dumps(body).encode()
        try:
            with urlopen(Request(f"{self.url}/api/v1{path}", data, headers), timeout=30) as answer:
                return json.load(answer)
        except HTTPError as refusal:
            refusal.add_note(refusal.read().decode())
            raise

    def sign_in(self, identity: str) -> dict[str, Any]:
        """Sign in as one of the demo's people, or as somebody the fake WeChat platform hears of for the first time."""
        body = json.dumps({"identity": identity}).encode()
        login = Request(f"{self._wechat_url}/mock/login", body, {"Content-Type": "application/json"})
        with urlopen(login, timeout=30) as answer:
            code = json.load(answer)["code"]
        session: dict[str, Any] = self.call("/auth/wechat", {"code": code})
        return session

    def _token(self, identity: str) -> str:
        if identity not in self._tokens:
            self._tokens[identity] = self.sign_in(identity)["access_token"]
        return self._tokens[identity]

    def sent_by_wechat(self) -> list[dict[str, Any]]:
        """Return the messages the fake platform was asked to send and did."""
        with urlopen(f"{self._wechat_url}/mock/messages", timeout=30) as answer:
            items: list[dict[str, Any]] = json.load(answer)["items"]
            return items

    def advance(self, seconds: int) -> None:
        """Move the product's time on."""
        if seconds > 0:
            self.call("/demo/clock", {"advance": seconds})


@contextmanager
def running_stack(home: Path) -> Iterator[Stack]:
    """Start it, wait until it answers, stop it as Ctrl-C does."""
    # Two stacks may start at once (xdist): each looks for free ports in a range of its own.
    first = 20_000 + os.getpid() % 1000 * 10
    port, wechat_port = first_free("127.0.0.1", first), first_free("127.0.0.1", first + 5)
    environment = stack_environment(home, port, WECHAT_PORT=str(wechat_port))
    with (home.parent / "run.log").open("w+b") as log:
        command = [sys.executable, "-m", "deploy.local", "run"]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            stack = Stack(f"http://127.0.0.1:{port}", f"http://127.0.0.1:{wechat_port}")
            _wait(stack, process, Path(log.name))
            yield stack
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(60)


def _wait(stack: Stack, process: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            stack.call("/demo/identities")
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError(f"the stack did not start:\n{log.read_text()}")
