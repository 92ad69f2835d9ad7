"""One bounded conversation with the platform: a total deadline, a largest body, JSON objects or an error.

It knows no interface of WeChat's. A resident who signs in waits for this, so the deadline counts everything:
looking up the name, TLS, a peer that sends one byte a second. A socket's time-out counts each read anew and
none covers the look-up; so the conversation runs in a thread of its own and at the deadline its socket is
shut under it. A connection serves one call: no state is shared with a forked worker.

Of the standard library alone: urllib3 writes whole addresses, secret and token included, to its debug log.
"""

import json
import socket
import ssl
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from threading import BoundedSemaphore, Lock, Thread
from time import monotonic
from typing import Any, TypeVar
from urllib.parse import urlencode, urlsplit

from backend.infra.wechat.errors import WechatUnavailableError

T = TypeVar("T")

BODY_MAX_BYTES = 64 * 1024
CALLS_AT_ONCE = 64


class Address:
    """Where the platform is; ValueError for anything but http(s) with a host."""

    def __init__(self, base_url: str, ca_file: str | None = None) -> None:
        """Read the base URL; `ca_file` replaces the machine's certificate authorities."""
        parts = urlsplit(base_url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
            raise ValueError("The WeChat base URL must look like https://api.weixin.qq.com.")
        self.host = parts.hostname
        self.port = parts.port or (443 if parts.scheme == "https" else 80)
        self.prefix = parts.path.rstrip("/")
        self.tls = ssl.create_default_context(cafile=ca_file) if parts.scheme == "https" else None

    def connection_over(self, line: socket.socket) -> HTTPConnection:
        """Return an HTTP connection that speaks over an open socket."""
        connection = HTTPConnection(self.host, self.port)
        if self.tls is not None:
            connection = HTTPSConnection(self.host, self.port, context=self.tls)
        connection.sock = line
        return connection


class Wire:
    """One operation's line to the platform; all its calls share one deadline."""

    def __init__(self, address: Address, timeout_seconds: float) -> None:
        """Start the clock."""
        self._address = address
        self._ends_at = monotonic() + timeout_seconds
        self._lock = Lock()
        self._line: socket.socket | None = None
        self._cut = False

    def remaining_seconds(self) -> float:
        """Return what is left of the deadline, never below zero."""
        return max(0.0, self._ends_at - monotonic())

    def get(self, path: str, query: Mapping[str, str]) -> dict[str, Any]:
        """Fetch a JSON object; WechatUnavailableError otherwise."""
        return _json_object(self._exchange("GET", path, query, None))

    def post(self, path: str, query: Mapping[str, str], body: Mapping[str, Any]) -> dict[str, Any]:
        """Post a JSON object and return one; Chinese goes out as UTF-8, which the text check needs."""
        payload = json.dumps(body, ensure_ascii=False).encode(errors="replace")
        return _json_object(self._exchange("POST", path, query, payload))

    def cut(self) -> None:
        """Shut the line from another thread: whoever waits on it wakes with an error."""
        with self._lock:
            self._cut = True
            if self._line is not None:
                _shut(self._line)

    def _exchange(self, method: str, path: str, query: Mapping[str, str], payload: bytes | None) -> bytes:
        try:
            return self._speak(self._open(), method, path, query, payload)
        except (OSError, HTTPException, ValueError) as error:
            raise WechatUnavailableError(_reason(error)) from None
        finally:
            self._close()

    def _open(self) -> socket.socket:
        address = (self._address.host, self._address.port)
        line = self._watch(socket.create_connection(address, timeout=self._patience()))
        if self._address.tls is None:
            return line
        secured = self._address.tls.wrap_socket(line, server_hostname=self._address.host, do_handshake_on_connect=False)
        self._watch(secured)
        secured.do_handshake()
        return secured

    def _speak(
        self, line: socket.socket, method: str, path: str, query: Mapping[str, str], payload: bytes | None
    ) -> bytes:
        connection = self._address.connection_over(line)
        target = self._address.prefix + path + ("?" + urlencode(query) if query else "")
        headers = {"Accept": "application/json", "Connection": "close", "User-Agent": "sangong"}
        if payload is not None:
            headers["Content-Type"] = "application/json; charset=utf-8"
        line.settimeout(self._patience())
        connection.request(method, target, body=payload, headers=headers)
        with closing(connection.getresponse()) as response:
            if response.status != 200:
                raise WechatUnavailableError(f"status_{response.status}")
            return _bounded(response)

    def _watch(self, line: socket.socket) -> socket.socket:
        with self._lock:
            self._line = line
            if self._cut:
                _shut(line)
        return line

    def _close(self) -> None:
        with self._lock:
            if self._line is not None:
                self._line.close()
            self._line = None

    def _patience(self) -> float:
        seconds = self.remaining_seconds()
        if seconds <= 0:
            raise TimeoutError
        return seconds


class Transport:
    """Runs operations against one address, each within the deadline and so many at once."""

    def __init__(self, address: Address, timeout_seconds: float, calls_at_once: int = CALLS_AT_ONCE) -> None:
        """`timeout_seconds` bounds a whole operation, waiting for a place included."""
        self._address = address
        self._timeout_seconds = timeout_seconds
        self._places = BoundedSemaphore(calls_at_once)

    def run(self, operation: Callable[[Wire], T]) -> T:
        """Return or raise what the operation does; WechatUnavailableError at the deadline."""
        wire = Wire(self._address, self._timeout_seconds)
        if not self._places.acquire(timeout=self._timeout_seconds):
            raise WechatUnavailableError("too_many_at_once")
        result: Future[T] = Future()
        try:
            Thread(target=self._work, args=(operation, wire, result), name="wechat", daemon=True).start()
        except RuntimeError:
            self._places.release()
            raise WechatUnavailableError("no_thread") from None
        try:
            return result.result(timeout=wire.remaining_seconds())
        except TimeoutError:
            wire.cut()
            raise WechatUnavailableError("deadline") from None

    def _work(self, operation: Callable[[Wire], T], wire: Wire, result: Future[T]) -> None:
        try:
            result.set_result(operation(wire))
        except BaseException as error:  # noqa: BLE001 (it is raised again in the thread that waits)
            result.set_exception(error)
        finally:
            self._places.release()


def _bounded(response: HTTPResponse) -> bytes:
    if response.length is not None and response.length > BODY_MAX_BYTES:
        raise WechatUnavailableError("too_large")
    body = response.read(BODY_MAX_BYTES + 1)
    if len(body) > BODY_MAX_BYTES:
        raise WechatUnavailableError("too_large")
    return body


def _json_object(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise WechatUnavailableError("not_json") from None
    if not isinstance(value, dict):
        raise WechatUnavailableError("not_an_object")
    return value


def _shut(line: socket.socket) -> None:
    with suppress(OSError):  # it may be closed already
        # Past SSLSocket's own shutdown, which takes the TLS state away under the thread that reads.
        socket.socket.shutdown(line, socket.SHUT_RDWR)


def _reason(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "deadline"
    if isinstance(error, ssl.SSLError):
        return "tls"
    if isinstance(error, socket.gaierror):
        return "name"
    if isinstance(error, ConnectionRefusedError):
        return "refused"
    return "connection"
