"""How the platform misbehaves when told to: slow, gone, garbage, dripping; it touches nothing under /mock/.

A fault is set by path or for all paths, for a number of calls or until it is taken back.
"""

import json
import socket
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from threading import Event, Lock
from typing import Any

from miniprogram_mock.wechat_platform.answers import PlatformRefusal

Environ = dict[str, Any]
WsgiApp = Callable[[Environ, Any], Iterable[bytes]]

MODES = (
    "ok", "slow", "down", "garbage", "http500", "empty", "drip", "drip_head",
    "huge", "html", "wrong_types", "missing_fields", "redirect", "errcode",
)  # fmt: skip
HUGE_BYTES = 8 * 1024 * 1024
DEFAULT_SECONDS = {"slow": 10.0, "drip": 0.5, "drip_head": 0.5}


@dataclass
class Fault:
    """One misbehaviour: `seconds` is the wait (slow) or the pause between bytes; `times` None lasts."""

    mode: str
    seconds: float = 0.0
    errcode: int = -1
    times: int | None = None


class Faults:
    """The faults in force, by path; the empty path stands for all."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._by_path: dict[str, Fault] = {}

    def put(self, path: str, fault: Fault) -> None:
        """Set the fault of a path; mode `ok` on the empty path takes all back."""
        with self._lock:
            if fault.mode != "ok":
                self._by_path[path] = fault
            elif path:
                self._by_path.pop(path, None)
            else:
                self._by_path.clear()

    def take(self, path: str) -> Fault | None:
        """Return the fault this call meets, counting it down."""
        with self._lock:
            key = path if path in self._by_path else ""
            fault = self._by_path.get(key)
            if fault is not None and fault.times is not None:
                fault.times -= 1
                if fault.times <= 0:
                    del self._by_path[key]
            return fault

    def listed(self) -> list[dict[str, object]]:
        """Return the faults in force."""
        with self._lock:
            return [
                {"path": path, "mode": fault.mode, "seconds": fault.seconds, "times": fault.times}
                for path, fault in self._by_path.items()
            ]


class FaultyPlatform:
    """WSGI wrapper that lets a fault speak instead of the platform; `stopping` ends its waits."""

    def __init__(self, app: WsgiApp, faults: Faults, stopping: Event) -> None:
        self._app = app
        self._faults = faults
        self._stopping = stopping

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        """Answer one call."""
        path = environ.get("PATH_INFO", "/")
        fault = None if path == "/" or path.startswith("/mock/") else self._faults.take(path)
        if fault is None:
            return self._app(environ, start_response)
        _drain(environ)
        if fault.mode == "slow":
            self._stopping.wait(fault.seconds)
            return self._app(environ, start_response)
        return self._misbehave(fault, environ, start_response)

    def _misbehave(self, fault: Fault, environ: Environ, start_response: Any) -> Iterable[bytes]:
        if fault.mode == "down":
            environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
            return _answer(start_response, "200 OK", b"")
        if fault.mode == "drip_head":
            return self._drip_head(fault, environ, start_response)
        if fault.mode == "drip":
            return self._drip_body(fault, start_response)
        status, body, headers = _wrong_answer(fault)
        return _answer(start_response, status, body, headers)

    def _drip_body(self, fault: Fault, start_response: Any) -> Iterator[bytes]:
        body = json.dumps({"openid": "o" + "0" * 300, "session_key": "0" * 24}).encode()
        start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
        for byte in body:
            if self._stopping.wait(fault.seconds):
                return
            yield bytes([byte])

    def _drip_head(self, fault: Fault, environ: Environ, start_response: Any) -> Iterable[bytes]:
        connection: socket.socket = environ["werkzeug.socket"]
        head = b"HTTP/1.1 200 OK\r\nX-Padding: " + b"0" * 600
        try:
            for byte in head:
                if self._stopping.wait(fault.seconds):
                    break
                connection.sendall(bytes([byte]))
            connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # the client went away, as it should
        return _answer(start_response, "200 OK", b"")


def _wrong_answer(fault: Fault) -> tuple[str, bytes, list[tuple[str, str]]]:
    if fault.mode == "errcode":
        return "200 OK", json.dumps(PlatformRefusal(fault.errcode).body()).encode(), []
    if fault.mode == "redirect":
        return "302 Found", b"", [("Location", "/mock/health")]
    status = "500 Internal Server Error" if fault.mode == "http500" else "200 OK"
    return status, _WRONG_BODIES[fault.mode](), []


_WRONG_BODIES: dict[str, Callable[[], bytes]] = {
    "garbage": lambda: bytes(range(256)) * 8,
    "http500": lambda: b'{"errcode":0,"openid":"o0000000000000000000000000000"}',
    "empty": lambda: b"",
    "huge": lambda: b'{"openid":"' + b"o" * HUGE_BYTES + b'"}',
    "html": "<html><body>网关超时</body></html>".encode,
    "wrong_types": lambda: b'{"errcode":0,"openid":7,"access_token":[],"expires_in":"x","phone_info":1,"result":[]}',
    "missing_fields": lambda: b'{"errcode":0,"errmsg":"ok"}',
}


def _answer(start_response: Any, status: str, body: bytes, headers: list[tuple[str, str]] | None = None) -> list[bytes]:
    always = [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))]
    start_response(status, always + (headers or []))
    return [body]


def _drain(environ: Environ) -> None:
    """Read the request's body first, so that closing does not reset what the client still writes."""
    stream, length = environ["wsgi.input"], int(environ.get("CONTENT_LENGTH") or 0)
    if length:
        environ["wsgi.input"] = BytesIO(stream.read(length))
