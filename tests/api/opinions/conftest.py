"""A topic that gathers opinions, with everybody who has to do with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from backend.identity import service as identity
from backend.infra.due import run_due
from backend.infra.runtime import port
from backend.infra.wechat import WechatClient
from backend.infra.wechat.simulator import WechatPlatformSimulator
from miniprogram_mock.wechat_platform.faults import Fault
from miniprogram_mock.wechat_platform.server import PlatformServer
from tests.client import Caller
from tests.factories.agreements import Place, make_place
from tests.factories.communities import Someone, make_member
from tests.factories.deliberation import open_topic
from tests.factories.opinions import open_statement


@dataclass(frozen=True)
class Forum:
    """A place with a topic."""

    place: Place
    topic_id: Any

    def as_(self, who: str) -> Caller:
        return self.place.as_(who)

    def say(self, text: str, who: str = "resident", **more: Any) -> Any:
        return self.as_(who).post(f"…/topics/{self.topic_id}/statements", {"text": text, **more})

    def said(self, text: str, who: str = "resident") -> str:
        """Have somebody say something that a person lets through; return its id."""
        with self.place.work() as uow:
            hood = self.place.hood
            return str(open_statement(uow, hood[who], hood["staff"], self.topic_id, text))

    def vote(self, statement_id: str, answer: str, who: str = "resident") -> Any:
        path = f"…/topics/{self.topic_id}/statements/{statement_id}/vote"
        return self.as_(who).put(path, {"answer": answer})

    def move(self, statement_id: str, move: str, who: str = "staff", **more: Any) -> Any:
        path = f"…/topics/{self.topic_id}/statements/{statement_id}/moves"
        return self.as_(who).post(path, {"move": move, **more})

    def get(self, what: str, who: str = "resident", **query: Any) -> Any:
        return self.as_(who).get(f"…/topics/{self.topic_id}/{what}", **query)

    def texts(self, who: str = "neighbour", **query: Any) -> list[str]:
        """Return what somebody sees on the page of statements."""
        return [item["text"] for item in self.get("statements", who, **query).get_json()["items"]]

    def run(self, source: str = "outbox") -> None:
        """Do what is due, as a worker does."""
        with self.place.caller.app.app_context():
            run_due(source, self.place.hood.community_id)

    def on_wechat(self, who: str = "resident") -> Someone:
        """Replace one of the people by a member who signed in by WeChat."""
        with self.place.work() as uow:
            code = port(WechatPlatformSimulator).login_code(f"{who}-{uow.new_id()}")
            person_id = identity.sign_in(uow, port(WechatClient).exchange_code(code).openid)
            someone = make_member(uow, self.place.hood.community_id, name="沈微", person_id=person_id)
            self.place.hood.people[who] = someone
        return someone


@pytest.fixture
def forum(caller: Caller) -> Forum:
    place = make_place(caller)
    with place.work() as uow:
        topic_id = open_topic(uow, place.hood["staff"])
    return Forum(place, topic_id)


@pytest.fixture
def wechat_away(wechat_platform: PlatformServer) -> Iterator[None]:
    """WeChat's check answers with an error until the test ends."""
    faults = wechat_platform.platform.faults
    faults.put("/wxa/msg_sec_check", Fault("http500"))
    yield
    faults.put("/wxa/msg_sec_check", Fault("ok"))
