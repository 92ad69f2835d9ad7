"""The desk writes for somebody who has no phone: named, agreed, and nobody else learns who it is."""

import pytest
from sqlalchemy import text

from tests.client import Caller, refused
from tests.factories.agreements import Place, make_place
from tests.factories.lists import new_entry

FOR_HER = {"name": "沈阿婆", "consent": "spoken"}


@pytest.fixture
def place(caller: Caller) -> Place:
    return make_place(caller)


def test_whom_it_is_for_is_the_desks_alone_to_know(place: Place) -> None:
    told = place.as_("staff").post("…/entries", {**new_entry(), "on_behalf_of": FOR_HER})
    assert told.status_code == 201, told.get_data(as_text=True)
    entry_id = told.get_json()["id"]
    place.as_("staff").post(f"…/entries/{entry_id}/moves", {"move": "adopt"})
    assert place.as_("lead").get(f"…/entries/{entry_id}").get_json()["on_behalf_of"] == {
        "name": "沈阿婆",
        "consent_name": "本人口头同意",
    }
    for who in ("neighbour", "stranger", "supervisor"):
        seen = place.as_(who).get(f"…/entries/{entry_id}")
        assert seen.get_json()["on_behalf_of"] == {"name": None, "consent_name": None}
        assert "沈阿婆" not in seen.get_data(as_text=True)
    with place.work() as uow:
        stored = uow.session.scalar(text("SELECT name FROM entry_beneficiaries WHERE entry_id = :id"), {"id": entry_id})
    assert "沈阿婆".encode() not in bytes(stored)


def test_what_one_says_oneself_is_for_nobody_else(place: Place) -> None:
    told = place.as_("resident").post("…/entries", new_entry())
    assert told.get_json()["on_behalf_of"] is None


def test_only_the_desk_and_only_with_consent(place: Place) -> None:
    before = len(place.as_("staff").get("…/lists/need/entries").get_json()["items"])
    refused(place.as_("resident").post("…/entries", {**new_entry(), "on_behalf_of": FOR_HER}), 403, "forbidden")
    refused(place.as_("staff").post("…/entries", {**new_entry(), "on_behalf_of": {"name": "沈阿婆"}}), 422, "invalid")
    nobody = {**new_entry(), "on_behalf_of": {"name": "", "consent": "spoken"}}
    refused(place.as_("staff").post("…/entries", nobody), 422, "invalid")
    rice = {**new_entry("benefit"), "on_behalf_of": FOR_HER}
    refused(place.as_("staff").post("…/entries", rice), 422, "invalid")
    assert len(place.as_("staff").get("…/lists/need/entries").get_json()["items"]) == before
