"""The application tied to a fake WeChat platform of this module, and the platform's other side."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

import flask
import pytest

from backend.app.factory import create_app
from backend.core.clock import FixedClock
from backend.infra.db import db
from backend.infra.due import run_due
from backend.infra.runtime import EXTENSION
from backend.infra.settings import Settings
from backend.infra.wechat import WechatClient
from backend.infra.wechat.simulator import WechatPlatformSimulator
from backend.notifications.service.delivery import REST_KEY
from miniprogram_mock.wechat_platform.faults import Fault
from miniprogram_mock.wechat_platform.server import PlatformServer, running_platform

SEND = "/cgi-bin/message/subscribe/send"


@pytest.fixture(scope="module")
def server(settings: Settings) -> Iterator[PlatformServer]:
    """A platform that runs for the module."""
    with running_platform(settings.wechat_app_id, settings.wechat_secret) as server:
        yield server


@pytest.fixture(scope="module")
def told_app(settings: Settings, session_clock: FixedClock, server: PlatformServer) -> Iterator[flask.Flask]:
    """The application that calls this platform and waits half a second for it."""
    here = dataclasses.replace(settings, wechat_base_url=server.url, wechat_timeout_seconds=0.5)
    application = create_app(here, clock=session_clock)
    yield application
    with application.app_context():
        db.engine.dispose()


@dataclass
class Phone:
    """One resident's phone: what WeChat shows there."""

    server: PlatformServer
    openid: str

    def accept(self, count: int = 1, template: str = "shift-reminder") -> None:
        """Agree to messages on WeChat's side alone."""
        WechatPlatformSimulator(self.server.url).grant_consent(self.openid, template, count)

    def consents(self) -> int:
        """How many messages WeChat may still show."""
        items = self.server.platform.messages.consents()
        return sum(item["unspent"] for item in items if item["openid"] == self.openid)

    def page(self) -> str:
        """The page that the newest message opens."""
        sent = [each for each in self.server.platform.messages.sent() if each["touser"] == self.openid]
        return str(sent[0]["page"])

    def messages(self) -> list[dict[str, str]]:
        """The values of every message that arrived, newest first."""
        sent = [each for each in self.server.platform.messages.sent() if each["touser"] == self.openid]
        return [{key: field["value"] for key, field in each["data"].items()} for each in sent]


@dataclass
class Wechat:
    """The platform as a test handles it."""

    app: flask.Flask
    server: PlatformServer

    def phone(self, identity: str) -> Phone:
        """Sign somebody in on the platform and return their phone."""
        code = WechatPlatformSimulator(self.server.url).login_code(identity)
        client: WechatClient = self.app.extensions[EXTENSION].ports[WechatClient]
        return Phone(self.server, client.exchange_code(code).openid)

    def misbehave(self, mode: str, seconds: float = 0.0) -> None:
        """Let messages meet a fault until told otherwise."""
        self.server.platform.faults.put(SEND, Fault(mode=mode, seconds=seconds))

    def behave(self) -> None:
        """Take every fault back."""
        self.server.platform.faults.put("", Fault(mode="ok"))


@pytest.fixture
def wechat(told_app: flask.Flask, server: PlatformServer, clock: FixedClock) -> Iterator[Wechat]:
    """The platform, up, inside an application context as a worker has one."""
    told_app.extensions[EXTENSION].redis.delete(REST_KEY)
    found = Wechat(told_app, server)
    with told_app.app_context():
        yield found
    found.behave()


def deliver(community_id: int) -> None:
    """Do what a worker does when it is nudged."""
    run_due("outbox", community_id)
