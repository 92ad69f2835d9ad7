"""Statements over HTTP: said, moderated, merged, taken down; and every refusal."""

from typing import Any

import pytest

from tests.client import Caller, refused
from tests.factories.agreements import Place, make_place
from tests.factories.deliberation import open_topic
from tests.factories.opinions import let_through


@pytest.fixture
def place(caller: Caller) -> Place:
    return make_place(caller)


@pytest.fixture
def topic(place: Place) -> str:
    with place.work() as uow:
        return str(open_topic(uow, place.hood["staff"]))


def say(place: Place, topic: str, text: str, who: str = "resident", **more: Any) -> Any:
    return place.as_(who).post(f"…/topics/{topic}/statements", {"text": text, **more})


def test_x(place: Place, topic: str) -> None:
    answer = say(place, topic, "装在东门车棚最方便")
    assert answer.status_code == 201, answer.get_data(as_text=True)
    with place.work() as uow:
        let_through(uow, place.hood["staff"], answer.get_json()["id"])
    a = place.as_("resident").call(
        "PUT", f"…/topics/{topic}/statements/{answer.get_json()['id']}/vote", json={"answer": "agree"}
    )
    assert a.status_code == 200
    b = place.as_("resident").get(f"…/topics/{topic}/votes/mine")
    assert b.status_code == 200
    refused(say(place, topic, "装在东门车棚最方便。"), 409, "statement_exists")
    refused(say(place, topic, "装在东门的车棚最方便"), 409, "similar_statements")
