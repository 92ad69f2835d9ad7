"""The command `python -m miniprogram_mock.wechat_platform`; nothing else here reads the environment."""

import argparse
import os
import signal
import sqlite3
import sys
from pathlib import Path
from types import FrameType

from miniprogram_mock.wechat_platform.app import Platform
from miniprogram_mock.wechat_platform.people import App
from miniprogram_mock.wechat_platform.server import PlatformServer


def main(arguments: list[str] | None = None) -> int:
    """Serve until a signal; one clear sentence and 1 when it cannot start."""
    asked = _parser().parse_args(arguments)
    app_id, secret = os.environ.get("WECHAT_APP_ID"), os.environ.get("WECHAT_SECRET")
    if not app_id or not secret:
        return _fail("Set WECHAT_APP_ID and WECHAT_SECRET to the values the backend uses.")
    try:
        platform = Platform(App(app_id, secret, asked.open_platform), asked.state, visit_window_seconds=asked.visits)
    except (sqlite3.Error, OSError) as error:
        return _fail(f"The state file {asked.state} cannot be used: {error}.")
    try:
        server = PlatformServer(platform, asked.host, asked.port)
    except OSError as error:
        return _fail(f"Port {asked.port} on {asked.host} cannot be opened: {error.strerror or error}.")
    signal.signal(signal.SIGTERM, _interrupt)
    print(f"Fake WeChat platform on {server.url}", flush=True)
    try:
        server.serve()
    except KeyboardInterrupt:
        pass  # asked to stop
    finally:
        server.stop()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="wechat_platform", description="A stand-in for api.weixin.qq.com")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8100)
    parser.add_argument("--state", type=Path, help="SQLite file that keeps openids, consents and messages")
    parser.add_argument("--open-platform", action="store_true", help="answer a unionid too")
    parser.add_argument(
        "--visits",
        type=float,
        metavar="SECONDS",
        help="refuse text checks for users not seen for so long (real: 7200)",
    )
    return parser


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
