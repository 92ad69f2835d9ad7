"""Claims that stand in line, and entries on which named units have the first word, over HTTP and by the clock."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from backend.core.clock import FixedClock
from backend.infra.due import run_due
from tests.api.agreements.claiming import ask_for, look, move, project, try_for
from tests.client import refused
from tests.factories.agreements import Place, make_contact
from tests.factories.lists import make_open_entry


def standing(place: Place, *claims: dict[str, Any]) -> list[tuple[str, int | None]]:
    seen = [look(place, claim["id"]) for claim in claims]
    return [(claim["state"], claim["place_in_line"]) for claim in seen]


@pytest.fixture
def third(place: Place) -> str:
    """A third unit's contact."""
    with place.work() as uow:
        contact, unit_id = make_contact(uow, place.hood.community_id)
    place.hood.people["third"] = contact
    return str(unit_id)


def wait_as_third(place: Place, third: str, entry_id: str, quantity: int) -> dict[str, Any]:
    body = {"actor": {"type": "unit", "id": third}, "quantity": quantity, "wait": True}
    claim: dict[str, Any] = place.as_("third").post(f"…/entries/{entry_id}/claims", body).get_json()
    return claim


def test_who_waits_moves_up_when_something_is_given_back(place: Place, third: str) -> None:
    entry_id = project(place, 10)
    first = ask_for(place, "contact", entry_id, 8)
    refused(try_for(place, "other_contact", entry_id, 6), 409, "claim_exceeds_entry")
    second = ask_for(place, "other_contact", entry_id, 6, wait=True)
    last = wait_as_third(place, third, entry_id, 4)
    assert standing(place, second, last) == [("waiting", 1), ("waiting", 2)]
    assert place.as_("staff").get(f"…/entries/{entry_id}").get_json()["claimed_quantity"] == 8
    move(place, "staff", first["id"], "decline", note="时间不合适")
    assert standing(place, second, last) == [("open", None), ("open", None)]
    assert place.as_("staff").get(f"…/entries/{entry_id}").get_json()["claimed_quantity"] == 10


def test_what_is_there_is_claimed_at_once_by_who_would_wait(place: Place) -> None:
    entry_id = project(place, 10)
    assert ask_for(place, "contact", entry_id, 10, wait=True)["state"] == "open"


def test_who_waits_may_go_and_gives_nothing_back(place: Place) -> None:
    entry_id = project(place, 3)
    ask_for(place, "contact", entry_id, 3)
    waiting = ask_for(place, "other_contact", entry_id, 2, wait=True)
    refused(try_for(place, "other_contact", entry_id, 1, wait=True), 409, "already_claimed")
    refused(move(place, "staff", waiting["id"], "accept"), 409, "move_not_allowed")
    assert move(place, "other_contact", waiting["id"], "withdraw").get_json()["state"] == "withdrawn"
    assert place.as_("staff").get(f"…/entries/{entry_id}").get_json()["claimed_quantity"] == 3


def test_a_turn_that_never_comes_is_refused_or_ends_with_the_entry(place: Place) -> None:
    entry_id = project(place, 3)
    problem = refused(try_for(place, "contact", entry_id, 4, wait=True), 409, "claim_exceeds_entry")
    assert problem["left"] == 3
    first = ask_for(place, "contact", entry_id, 3)
    waiting = ask_for(place, "other_contact", entry_id, 3, wait=True)
    for who, name in (("staff", "accept"), ("contact", "deliver"), ("lead", "accept_delivery")):
        assert move(place, who, first["id"], name).status_code == 200
    # The project is the desk's own, but the lead is not who asked: it is delivered, and may still be reopened.
    assert standing(place, waiting) == [("waiting", 1)]
    assert place.as_("staff").post(f"…/entries/{entry_id}/moves", {"move": "accept"}).status_code == 200
    assert standing(place, waiting) == [("lapsed", None)]
    refused(try_for(place, "other_contact", entry_id, 1, wait=True), 409, "entry_not_claimable")


def test_a_larger_quantity_lets_them_move_up(place: Place) -> None:
    entry_id = project(place, 3)
    ask_for(place, "contact", entry_id, 3)
    waiting = ask_for(place, "other_contact", entry_id, 2, wait=True)
    staff = place.as_("staff")
    etag = staff.get(f"…/entries/{entry_id}").headers["ETag"]
    edited = staff.patch(f"…/entries/{entry_id}", {"quantity": 5}, etag=etag)
    assert edited.status_code == 200, edited.get_data(as_text=True)
    assert (edited.get_json()["claimed_quantity"], edited.get_json()["state"]) == (5, "claimed")
    assert standing(place, waiting) == [("open", None)]


def address(place: Place, entry_id: str, *unit_ids: Any, until_on: str = "2026-11-30", who: str = "staff") -> Any:
    body = {"unit_ids": [str(id_) for id_ in unit_ids], "until_on": until_on}
    return place.as_(who).post(f"…/entries/{entry_id}/address", body)


def test_named_units_come_first_until_the_countdown_is_over(place: Place, clock: FixedClock) -> None:
    entry_id, hood = project(place, 10), place.hood
    shown = address(place, entry_id, hood.unit_id).get_json()["addressed"]
    assert (shown["until"], [unit["id"] for unit in shown["units"]]) == ("2026-11-30T16:00:00Z", [str(hood.unit_id)])
    problem = refused(try_for(place, "other_contact", entry_id, 2), 409, "entry_addressed")
    assert problem["until"].startswith("2026-11-30T16:00")
    waiting = ask_for(place, "other_contact", entry_id, 2, wait=True)
    ask_for(place, "contact", entry_id, 3)
    assert standing(place, waiting) == [("waiting", 1)]
    clock.advance(timedelta(days=8))
    with place.caller.app.app_context():
        assert run_due("lists.addressed", hood.community_id) == 1
        assert run_due("lists.addressed", hood.community_id) == 0
    assert standing(place, waiting) == [("open", None)]
    entry = place.as_("staff").get(f"…/entries/{entry_id}").get_json()
    assert (entry["addressed"], entry["claimed_quantity"]) == (None, 5)
    history = place.as_("resident").get(f"…/entries/{entry_id}/history").get_json()["items"]
    assert [line["name"] for line in history][2:] == ["点名邀请", "认领", "向所有单位开放", "认领"]
    assert history[2]["note"].endswith("，到2026-11-30止")


def test_the_desk_opens_it_to_all_before_that(place: Place) -> None:
    entry_id = project(place, 10)
    address(place, entry_id, place.hood.unit_id)
    waiting = ask_for(place, "other_contact", entry_id, 2, wait=True)
    opened = place.as_("lead").post(f"…/entries/{entry_id}/address", {"unit_ids": []}).get_json()
    assert (opened["addressed"], opened["claimed_quantity"]) == (None, 2)
    assert standing(place, waiting) == [("open", None)]


def test_what_is_given_back_meanwhile_is_for_named_units(place: Place) -> None:
    entry_id = project(place, 4)
    first = ask_for(place, "contact", entry_id, 4)
    waiting = ask_for(place, "other_contact", entry_id, 4, wait=True)
    with place.work() as uow:
        _contact, unit_id = make_contact(uow, place.hood.community_id)
    refused(address(place, entry_id, unit_id), 409, "entry_not_addressable")
    move(place, "contact", first["id"], "withdraw")
    assert standing(place, waiting) == [("open", None)]
    move(place, "other_contact", waiting["id"], "withdraw")
    address(place, entry_id, unit_id)
    again = ask_for(place, "other_contact", entry_id, 1, wait=True)
    assert again["place_in_line"] == 1


def test_whom_an_entry_cannot_be_addressed_to(place: Place) -> None:
    entry_id, hood = project(place, 4), place.hood
    with place.work() as uow:
        of_unit = str(make_open_entry(uow, hood["contact"], unit_id=hood.unit_id))
        resource = str(make_open_entry(uow, hood["staff"], "resource", quantity=3))
    for who in ("contact", "resident", "supervisor"):
        refused(address(place, entry_id, hood.unit_id, who=who), 403, "forbidden")
    refused(address(place, resource, hood.unit_id), 409, "entry_not_addressable")
    for response, field in (
        (address(place, entry_id, uuid4()), "unit_ids"),
        (address(place, entry_id, hood.unit_id, hood.unit_id), "unit_ids"),
        (address(place, of_unit, hood.unit_id), "unit_ids"),
        (address(place, entry_id, *[uuid4() for _ in range(21)]), "unit_ids"),
        (address(place, entry_id, hood.unit_id, until_on="2026-11-22"), "until_on"),
        (address(place, entry_id, hood.unit_id, until_on="2027-01-23"), "until_on"),
        (place.as_("staff").post(f"…/entries/{entry_id}/address", {"unit_ids": [str(hood.unit_id)]}), "until_on"),
    ):
        assert list(refused(response, 422, "invalid")["errors"]) == [field]
    assert place.as_("staff").get(f"…/entries/{entry_id}").get_json()["addressed"] is None
