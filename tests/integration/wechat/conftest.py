"""Fixtures: a fake platform for each test on a free port, its clock in the test's hand, and its clients."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from redis import Redis

from backend.infra.wechat import WechatClient
from backend.infra.wechat.simulator import WechatPlatformSimulator
from backend.infra.wechat.transport import Address, Transport
from miniprogram_mock.wechat_platform.server import PlatformServer, running_platform

APP_ID = "wx0123456789abcdef"
SECRET = "app-secret-that-nobody-may-read"
TEMPLATE = "shift-reminder"
REMINDER = {
    "thing1": "周末河道清洁",
    "time2": "2026年11月28日 09:00",
    "thing3": "三号桥东侧",
    "thing4": "请带好雨具",
}


@dataclass
class HandClock:
    """Seconds since the epoch, moved by hand."""

    at: float = field(default=1_795_000_000.0)

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def platform(clock: HandClock) -> Iterator[PlatformServer]:
    with running_platform(APP_ID, SECRET, clock=clock) as server:
        yield server


@pytest.fixture
def phone(platform: PlatformServer) -> WechatPlatformSimulator:
    return WechatPlatformSimulator(platform.url)


@pytest.fixture
def client(platform: PlatformServer) -> WechatClient:
    return WechatClient(base_url=platform.url, app_id=APP_ID, secret=SECRET)


@pytest.fixture
def openid(phone: WechatPlatformSimulator, client: WechatClient) -> str:
    return client.exchange_code(phone.login_code("resident")).openid


@pytest.fixture
def redis(redis_url: str) -> Iterator["Redis"]:
    with Redis.from_url(redis_url) as connection:
        connection.delete(f"wechat:access_token:{APP_ID}")
        yield connection


@pytest.fixture
def post(platform: PlatformServer) -> Callable[..., dict[str, object]]:
    """Post JSON to the platform directly and return the JSON that comes back."""
    transport = Transport(Address(platform.url), 10.0)

    def send(path: str, body: dict[str, object], **query: str) -> dict[str, object]:
        return transport.run(lambda wire: wire.post(path, query, body))

    return send


@pytest.fixture
def misbehave(post: Callable[..., dict[str, object]]) -> Callable[..., None]:
    """Set a fault, by its fields."""

    def put(mode: str, **fields: object) -> None:
        post("/mock/faults", {"mode": mode, **fields})

    return put


@pytest.fixture
def get(platform: PlatformServer) -> Callable[..., dict[str, object]]:
    """Fetch JSON from the platform directly."""
    transport = Transport(Address(platform.url), 10.0)

    def fetch(path: str, query: dict[str, str] | None = None) -> dict[str, object]:
        return transport.run(lambda wire: wire.get(path, query or {}))

    return fetch
