"""Running the platform: a threaded werkzeug server on any port that stops at once; it has no rules."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from types import TracebackType
from typing import Any, Self

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from miniprogram_mock.wechat_platform.app import Platform, create_app
from miniprogram_mock.wechat_platform.faults import FaultyPlatform
from miniprogram_mock.wechat_platform.people import App


class _QuietHandler(WSGIRequestHandler):
    """Logs nothing: addresses carry the app's secret and access tokens."""

    def log(self, type: str, message: str, *args: Any) -> None:
        """Keep silent."""

    def connection_dropped(self, error: BaseException, environ: Any = None) -> None:
        """A client that gave up is what the faults are for."""


class PlatformServer:
    """One running platform; use as a context manager, or `serve` in the foreground."""

    def __init__(self, platform: Platform, host: str = "127.0.0.1", port: int = 0) -> None:
        self.platform = platform
        self._stopping = Event()
        app = FaultyPlatform(create_app(platform).wsgi_app, platform.faults, self._stopping)
        listener = _listen(host, port)
        self._server: BaseWSGIServer = make_server(
            host, port, app, threaded=True, request_handler=_QuietHandler, fd=listener.fileno()
        )
        listener.close()
        self.host, self.port = host, self._server.port
        self._thread: Thread | None = None

    @property
    def url(self) -> str:
        """The base URL, as WECHAT_BASE_URL takes it."""
        return f"http://{self.host}:{self.port}"

    def serve(self) -> None:
        """Serve until `stop` or an interrupt."""
        self._server.serve_forever(poll_interval=0.02)

    def start(self) -> Self:
        """Serve in a thread."""
        self._thread = Thread(target=self.serve, name="wechat-platform", daemon=True)
        self._thread.start()
        return self

    def stop(self) -> None:
        """End every wait, close the port and the state file."""
        self._stopping.set()
        if self._thread is not None:
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()
        self.platform.store.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


@contextmanager
def running_platform(app_id: str, secret: str, **options: Any) -> Iterator[PlatformServer]:
    """Run a platform with these credentials on a free loopback port; `options` are those of Platform."""
    platform = Platform(App(app_id, secret, options.pop("in_open_platform", False)), **options)
    with PlatformServer(platform) as server:
        yield server


def _listen(host: str, port: int) -> socket.socket:
    """Bind here, because werkzeug ends the process with its own words when a port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)
    except OSError:
        listener.close()
        raise
    return listener
