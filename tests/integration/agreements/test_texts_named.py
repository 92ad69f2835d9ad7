"""What a text was offered as it stays, also when a unit has another name; a page of paper shows one signature."""

import threading
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import flask
import pytest
from sqlalchemy import update

from backend.agreements import service
from backend.agreements.errors import SharedPaperError
from backend.agreements.rules.signing import hash_of
from backend.agreements.types.agreements import AgreementFilter, SigningMethod
from backend.communities.models import Unit
from backend.infra.paging import PageRequest
from backend.infra.uow import UnitOfWork, unit_of_work
from tests.factories.agreement_texts import draft, make_agreement, make_clause, offer, sign
from tests.factories.agreements import Neighbourhood, make_neighbourhood
from tests.factories.photos import add_photo
from tests.integration.agreements.test_texts_reach_terms import wait_for_blocked
from tests.statements import counted_statements

CLAUSE = ("no", "giver", "receiver", "accepter", "text", "amount", "measure", "schedule", "evidence", "after_no")


@pytest.fixture
def hood(context: flask.Flask) -> Neighbourhood:
    with unit_of_work() as uow:
        return make_neighbourhood(uow)


def shown_as(agreement: Mapping[str, Any], text: Mapping[str, Any], community_id: int) -> dict[str, Any]:
    """Put together what a phone hashes, of what it is shown alone."""
    parties = [{**each, "unit_id": each["unit_id"] and str(each["unit_id"])} for each in text["parties"]]
    days = {name: text[name].isoformat() for name in ("starts_on", "ends_on")}
    clauses = [
        {name: clause[name] for name in CLAUSE}
        | {name: clause[name] and clause[name].isoformat() for name in ("due_on", "until_on")}
        for clause in text["clauses"]
    ]
    head = {name: text[name] for name in ("version", "purpose", "title", "preamble")}
    return (
        head
        | days
        | {"community_id": community_id, "number": agreement["number"], "parties": parties, "clauses": clauses}
    )


def test_a_text_keeps_the_names_it_was_offered_to(hood: Neighbourhood) -> None:
    with unit_of_work() as uow:
        id_ = make_agreement(uow, hood)
        before = service.show_agreement(uow, hood["lead"].actor, hood.community_id, id_)["in_force"]
        uow.session.execute(update(Unit).where(Unit.id == hood.unit_id).values(name="改了名字的公司"))
        shown = service.show_agreement(uow, hood["resident"].actor, hood.community_id, id_)
    assert shown["parties"][1]["name"] == "改了名字的公司"
    assert shown["in_force"]["parties"] == before["parties"]
    assert hash_of(shown_as(shown, shown["in_force"], hood.community_id)).hex() == shown["in_force"]["text_hash"]


def test_a_draft_names_the_parties_as_they_are(hood: Neighbourhood) -> None:
    with unit_of_work() as uow:
        id_ = draft(uow, hood["staff"], units=[hood.unit_id])
        uow.session.execute(update(Unit).where(Unit.id == hood.unit_id).values(name="改了名字的公司"))
        text = service.show_agreement(uow, hood["staff"].actor, hood.community_id, id_)["open"]
    assert [each["name"] for each in text["parties"]][1:] == ["改了名字的公司"]


def test_a_list_does_not_read_whole_texts(hood: Neighbourhood) -> None:
    with unit_of_work() as uow:
        make_agreement(uow, hood)
    with unit_of_work() as uow, counted_statements() as statements:
        place = (hood["resident"].actor, hood.community_id)
        found = service.list_agreements(uow, *place, AgreementFilter(), PageRequest())
    assert len(found.items) == 1
    assert not [each for each in statements if "agreement_versions.text," in each]


def test_two_copies_of_one_page_at_once_sign_one_agreement(app: flask.Flask, hood: Neighbourhood) -> None:
    with unit_of_work() as uow:
        ids = [draft(uow, hood["staff"], make_clause(1), units=[hood.unit_id]) for _ in range(2)]
        copies = [add_photo(uow, hood["staff"]) for _ in range(2)]
        for id_ in ids:
            offer(uow, hood, id_)
    answers: list[str] = []

    def second() -> None:
        try:
            with app.app_context(), unit_of_work() as uow:
                hand_in(uow, hood, ids[1], copies[1])
        except SharedPaperError as error:
            answers.append(error.code)

    with unit_of_work() as uow:
        hand_in(uow, hood, ids[0], copies[0])
        other = threading.Thread(target=second)
        other.start()
        wait_for_blocked(uow)
    other.join(timeout=20)
    assert answers == ["paper_used"]


def hand_in(uow: UnitOfWork, hood: Neighbourhood, agreement_id: UUID, photo_id: UUID) -> None:
    sign(uow, hood["staff"], agreement_id, 1, method=SigningMethod.PAPER, photo_id=photo_id)
