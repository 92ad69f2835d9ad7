"""Residents take a small wish on themselves, and withdrawals that others count on have a reason."""

from datetime import date

import pytest

from tests.api.agreements.claiming import ask_for, move, offered, project, try_for
from tests.client import refused
from tests.factories.agreements import Place
from tests.factories.communities import make_member
from tests.factories.lists import make_open_entry


@pytest.fixture
def wish(place: Place) -> str:
    """A neighbour's personal wish."""
    with place.work() as uow:
        return str(make_open_entry(uow, place.hood["neighbour"], title="修一修收音机"))


def test_a_resident_grants_a_neighbours_wish(place: Place, wish: str) -> None:
    claim = ask_for(place, "resident", wish, note="我会修")
    assert (claim["actor"]["type"], claim["actor"]["name"], claim["may_invite"]) == ("member", "王小明", False)
    mine = place.as_("resident").get("…/claims", mine="true").get_json()["items"]
    assert [one["id"] for one in mine] == [claim["id"]]
    assert place.as_("neighbour").get("…/claims", mine="true").get_json()["items"] == []
    refused(try_for(place, "resident", wish), 409, "entry_not_claimable")
    states = [
        move(place, who, claim["id"], name).get_json()["state"]
        for who, name in (("staff", "accept"), ("resident", "deliver"), ("neighbour", "accept_delivery"))
    ]
    assert states == ["accepted", "delivered", "closed"]
    assert place.as_("resident").get(f"…/entries/{wish}").get_json()["state"] == "accepted"


def test_nobody_at_the_desk_decides_on_what_they_claimed_themselves(place: Place, wish: str) -> None:
    claim = ask_for(place, "staff", wish)
    refused(move(place, "staff", claim["id"], "accept"), 403, "own_claim")
    assert (offered(place, "staff", claim["id"]), offered(place, "lead", claim["id"])) == (
        ["withdraw"],
        ["accept", "decline"],
    )
    refused(move(place, "resident", claim["id"], "withdraw"), 403, "forbidden")


def test_what_a_resident_cannot_take_on(place: Place, wish: str) -> None:
    with place.work() as uow:
        public = make_open_entry(uow, place.hood["neighbour"], details={"beneficiary": "public", "urgency": "normal"})
        young = make_member(uow, place.hood.community_id, birth_date=date(2010, 5, 4))
    place.hood.people["young"] = young
    refused(try_for(place, "resident", project(place)), 409, "claim_by_units")
    refused(try_for(place, "resident", str(public)), 409, "claim_by_units")
    refused(try_for(place, "neighbour", wish), 409, "own_entry")
    refused(try_for(place, "young", wish), 403, "claim_too_young")
    refused(try_for(place, "applicant", wish), 403, "not_a_member")
    helped = [{"unit_id": str(place.hood.unit_id)}]
    assert list(refused(try_for(place, "resident", wish, assists=helped), 422, "invalid")["errors"]) == ["assists"]
    another = {"actor": {"type": "member", "id": str(place.hood["staff"].member_id)}, "quantity": 1}
    refused(place.as_("resident").post(f"…/entries/{wish}/claims", another), 403, "forbidden")
    assert place.as_("resident").get(f"…/entries/{wish}").get_json()["claimed_quantity"] == 0


def test_a_members_claim_has_no_agreement(place: Place, wish: str) -> None:
    claim = ask_for(place, "resident", wish)
    move(place, "staff", claim["id"], "accept")
    body = {"claim_id": claim["id"], "starts_on": "2026-11-23", "ends_on": "2027-11-22"}
    refused(place.as_("staff").post("…/agreements", body), 409, "claim_not_accepted")


def test_what_the_desk_counts_on_is_withdrawn_with_a_reason(place: Place) -> None:
    claim = ask_for(place, "contact", project(place), 4)
    move(place, "staff", claim["id"], "accept")
    errors = refused(move(place, "contact", claim["id"], "withdraw"), 422, "invalid")["errors"]
    assert errors == {"note": ["社区已经同意，请写明撤回的原因"]}
    assert move(place, "contact", claim["id"], "withdraw", note="人手不够").get_json()["state"] == "withdrawn"
