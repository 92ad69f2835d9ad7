"""Supervision notes over HTTP: put by a party on another's duty, answered, closed; and every refusal."""

from typing import Any

import pytest

from backend.agreements.moves.agreements import AgreementMove
from tests.client import Caller, refused
from tests.factories.agreement_texts import make_agreement, make_clause, move
from tests.factories.agreements import Place, make_contact, make_place
from tests.factories.duties import Pact, make_pact


@pytest.fixture
def place(caller: Caller) -> Place:
    return make_place(caller)


@pytest.fixture
def pact(place: Place) -> Pact:
    with place.work() as uow:
        return make_pact(uow, place.hood)


def duty_id(place: Place, pact: Pact) -> str:
    with place.work() as uow:
        return str(pact.duty(uow).id)


def put(place: Place, pact: Pact, who: str = "other_contact", text: str = "上周没有人来") -> Any:
    return place.as_(who).post(f"…/duties/{duty_id(place, pact)}/notes", {"text": text})


def say(place: Place, note_id: str, who: str, text: str) -> Any:
    return place.as_(who).post(f"…/duty-notes/{note_id}/words", {"text": text})


def close(place: Place, note_id: str, who: str) -> Any:
    return place.as_(who).post(f"…/duty-notes/{note_id}/moves", {"move": "close"})


def test_the_whole_way_of_a_note(place: Place, pact: Pact) -> None:
    note = put(place, pact).get_json()
    assert (note["state_name"], note["answer_by"]) == ("等待答复", "2026-11-30T16:00:00Z")
    assert note["acts"] == ["say", "close"]
    answered = say(place, note["id"], "contact", "师傅病了，本周补上").get_json()
    assert (answered["state_name"], answered["answer_by"], answered["acts"]) == ("已答复", None, ["answer"])
    asked_again = say(place, note["id"], "other_contact", "哪一天").get_json()
    assert asked_again["state_name"] == "等待答复"
    say(place, note["id"], "contact", "周五")
    closed = close(place, note["id"], "other_contact").get_json()
    assert (closed["state_name"], closed["acts"]) == ("已了结", [])
    assert [(word["is_answer"], word["text"]) for word in closed["words"]] == [
        (False, "上周没有人来"),
        (True, "师傅病了，本周补上"),
        (False, "哪一天"),
        (True, "周五"),
    ]
    refused(say(place, note["id"], "contact", "还有"), 409, "move_not_allowed")


@pytest.mark.parametrize("who", ["contact", "other_contact", "lead", "supervisor", "staff"])
def test_all_parties_and_the_desk_see_the_thread(place: Place, pact: Pact, who: str) -> None:
    put(place, pact)
    told = place.as_(who).get(f"…/duties/{duty_id(place, pact)}/notes").get_json()
    assert [note["words"][0]["text"] for note in told["items"]] == ["上周没有人来"]
    assert told["may_put"] is (who in ("other_contact", "lead", "supervisor"))


def test_nobody_else_does(place: Place, pact: Pact) -> None:
    with place.work() as uow:
        place.hood.people["third"] = make_contact(uow, pact.community_id)[0]
    note = put(place, pact).get_json()
    for who in ("third", "neighbour", "employee"):
        refused(place.as_(who).get(f"…/duties/{duty_id(place, pact)}/notes"), 403, "forbidden")
        refused(say(place, note["id"], who, "我也说"), 403, "not_duty_party")
        refused(put(place, pact, who), 403, "forbidden")


def test_nobody_notes_their_own_duty(place: Place, pact: Pact) -> None:
    refused(put(place, pact, "contact"), 403, "own_duty")


def test_only_who_put_it_closes_it(place: Place, pact: Pact) -> None:
    note = put(place, pact).get_json()
    for who in ("contact", "lead", "supervisor"):
        refused(close(place, note["id"], who), 403, "not_duty_party")


def test_what_lead_or_supervisor_put_either_closes(place: Place, pact: Pact) -> None:
    note = put(place, pact, "supervisor").get_json()
    assert note["words"][0]["side"] == "社区监督"
    refused(close(place, note["id"], "other_contact"), 403, "not_duty_party")
    assert close(place, note["id"], "lead").get_json()["state_name"] == "已了结"


def test_five_notes_wait_at_once(place: Place, pact: Pact) -> None:
    for _ in range(5):
        assert put(place, pact).status_code == 201
    refused(put(place, pact), 409, "note_limit")
    assert put(place, pact, "supervisor", "真的没有来").status_code == 201


def test_a_party_that_left_puts_no_note(place: Place) -> None:
    with place.work() as uow:
        hood = place.hood
        both = [hood.unit_id, hood.other_unit_id]
        agreement_id = make_agreement(uow, hood, make_clause(1), make_clause(2, giver=2), units=both)
        move(uow, hood["other_contact"], agreement_id, AgreementMove.LEAVE, party=2)
        left = Pact(hood.community_id, agreement_id, both[0])
    refused(put(place, left), 403, "forbidden")
    assert place.as_("other_contact").get(f"…/duties/{duty_id(place, left)}/notes").get_json()["may_put"] is False


def test_a_unit_lists_the_notes_that_concern_it(place: Place, pact: Pact) -> None:
    put(place, pact)
    for who, unit_id in (("contact", place.hood.unit_id), ("other_contact", place.hood.other_unit_id), ("lead", None)):
        told = place.as_(who).get("…/duty-notes", unit_id=unit_id and str(unit_id), state="waiting").get_json()
        assert len(told["items"]) == 1
    assert place.as_("lead").get("…/duty-notes", state="closed").get_json()["items"] == []
    refused(place.as_("contact").get("…/duty-notes"), 403, "forbidden")
