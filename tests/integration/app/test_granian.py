"""The API as it is served: granian over HTTP, with what only a raw connection can send."""

import json
import signal
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from backend.infra.settings import Settings
from tests.integration.infra.processes import Running, serving


@pytest.fixture(scope="module")
def served(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, int]]:
    """A served API and its port."""
    with serving(settings, tmp_path_factory.mktemp("api") / "api.log") as api:
        yield api
        assert api[0].end(signal.SIGTERM) == 0, api[0].said
        assert "Traceback" not in api[0].said


def status_of(port: int, path: str) -> int:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def raw(port: int, request: bytes) -> tuple[int, bytes]:
    """Send bytes and return the status (0: the connection was closed without an answer) and the body."""
    with closing(socket.create_connection(("127.0.0.1", port), timeout=10)) as connection:
        try:
            connection.sendall(request)
            answer = b""
            while part := connection.recv(65_536):
                answer += part
        except (ConnectionError, TimeoutError):
            return 0, b""
    head, _, body = answer.partition(b"\r\n\r\n")
    return (int(head.split()[1]) if head else 0), body


def request(path: bytes, *headers: bytes, method: bytes = b"GET", body: bytes = b"") -> bytes:
    lines = [method + b" " + path + b" HTTP/1.1", b"Host: x", b"Connection: close", *headers]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


@pytest.mark.parametrize(
    "path",
    [b"/api/v1/communities/%", b"/api/v1/communities/%zz", b"/api/v1/%00", b"/%ff%fe", b"/api/v1/" + b"a" * 9_000],
)
def test_an_odd_path_is_not_found(served: tuple[Running, int], path: bytes) -> None:
    status, body = raw(served[1], request(path))
    assert status in (400, 404, 414)
    if body.startswith(b"{"):
        assert json.loads(body)["title"]


@pytest.mark.parametrize("size", [60_000, 1_000_000])
def test_huge_headers_are_refused(served: tuple[Running, int], size: int) -> None:
    status, _ = raw(served[1], request(b"/api/v1/auth/me", b"X-Huge: " + b"a" * size))
    assert status in (0, 400, 401, 431)


def test_a_megabyte_is_refused(served: tuple[Running, int]) -> None:
    headers = (b"Content-Type: application/json", b"Content-Length: 1000000")
    status, _ = raw(served[1], request(b"/api/v1/auth/wechat", *headers, method=b"POST", body=b"a" * 1_000_000))
    assert status in (0, 413)


def test_a_megabyte_without_its_length_is_refused(served: tuple[Running, int]) -> None:
    headers = (b"Content-Type: application/json", b"Transfer-Encoding: chunked")
    chunks = b"F4240\r\n" + b"a" * 1_000_000 + b"\r\n0\r\n\r\n"
    status, _ = raw(served[1], request(b"/api/v1/auth/wechat", *headers, method=b"POST", body=chunks))
    assert status in (0, 400, 413)  # werkzeug reads up to the limit, and half a document is no JSON


def test_bytes_that_are_no_http_are_refused(served: tuple[Running, int]) -> None:
    status, _ = raw(served[1], b"\x00\x01\x02 hello\r\n\r\n")
    assert status in (0, 400)


def test_a_demo_route_does_not_exist_in_production(served: tuple[Running, int]) -> None:
    assert [status_of(served[1], f"/api/v1/demo/{name}") for name in ("clock", "identities", "codes")] == [404] * 3


def test_the_document_is_served(served: tuple[Running, int]) -> None:
    with urllib.request.urlopen(f"http://127.0.0.1:{served[1]}/api/v1/openapi.json", timeout=10) as answer:
        document = json.load(answer)
    assert document["openapi"] == "3.0.3"
    assert not any("/demo/" in path for path in document["paths"])


def test_it_still_answers(served: tuple[Running, int], tmp_path: Path) -> None:
    assert (served[0].is_alive, status_of(served[1], "/health/ready")) == (True, 200)
