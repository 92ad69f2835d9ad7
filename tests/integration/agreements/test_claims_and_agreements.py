"""A claim and the agreement made of it stand and fall together."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import flask
import pytest
from sqlalchemy import update

from backend.agreements import service
from backend.agreements.errors import ClaimHasAgreementError, NotTakenClaimError
from backend.agreements.models import Claim
from backend.agreements.moves.agreements import AgreementMove
from backend.agreements.moves.claims import ClaimMove
from backend.agreements.moves.duties import EvidenceMove
from backend.agreements.types.agreements import NewAgreement, Schedule
from backend.agreements.types.duties import EvidenceKind, NewEvidence
from backend.core.clock import FixedClock
from backend.infra.due import run_due
from backend.infra.uow import UnitOfWork, unit_of_work
from tests.factories.agreement_texts import GETS, make_clause, make_text, move, offer, sign, sign_all
from tests.factories.agreements import Neighbourhood, make_claim, make_neighbourhood, move_claim
from tests.factories.lists import make_open_entry
from tests.factories.photos import add_photo

DUE = date(2026, 12, 1)
FIRST, SECOND = (make_clause(no, amount=1, schedule=Schedule.ONCE, due_on=DUE, until_on=None) for no in (1, 2))
BACK = replace(GETS, no=3)


@pytest.fixture
def hood(context: flask.Flask) -> Neighbourhood:
    with unit_of_work() as uow:
        return make_neighbourhood(uow)


def claimed(uow: UnitOfWork, hood: Neighbourhood) -> tuple[UUID, UUID]:
    """Claim two of an entry, have it accepted, and draft the agreement; return the ids of claim and agreement."""
    entry_id = make_open_entry(uow, hood["staff"], "service_project", quantity=2)
    claim_id = make_claim(uow, hood["contact"], hood.unit_id, entry_id, 2)
    move_claim(uow, hood["staff"], claim_id, ClaimMove.ACCEPT)
    new = NewAgreement(make_text(FIRST, SECOND, BACK), (), claim_id)
    return claim_id, service.draft_agreement(uow, hood["staff"].actor, hood.community_id, new)["id"]


def state_of(uow: UnitOfWork, hood: Neighbourhood, claim_id: UUID) -> str:
    return service.get_claim(uow, hood.community_id, claim_id).state.value


def perform(uow: UnitOfWork, hood: Neighbourhood, agreement_id: UUID, no: int) -> None:
    """Hand in and accept what a clause asks for."""
    place, contact = hood.community_id, hood["contact"]
    duties = service.list_duties(uow, hood["lead"].actor, place, agreement_id).items
    term_id = next(duty for duty in duties if duty["clause_no"] == no)["terms"][0]["id"]
    new = NewEvidence(EvidenceKind.PHOTO, 1, (add_photo(uow, contact, width=60 + no),))
    handed = service.hand_in(uow, contact.actor, place, term_id, new)["handed_in"][0]["id"]
    service.move_evidence(uow, hood["lead"].actor, place, handed, EvidenceMove.ACCEPT)


def deliver_events(hood: Neighbourhood) -> None:
    while run_due("outbox", hood.community_id):
        pass


def test_a_claim_is_delivered_by_its_agreement_alone(hood: Neighbourhood, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        claim_id, agreement_id = claimed(uow, hood)
        offer(uow, hood, agreement_id)
        sign_all(uow, hood, agreement_id)
        for name in (ClaimMove.DELIVER, ClaimMove.WITHDRAW):
            with pytest.raises(ClaimHasAgreementError):
                move_claim(uow, hood["contact"], claim_id, name)
        perform(uow, hood, agreement_id, 1)
    deliver_events(hood)
    with unit_of_work() as uow:
        assert state_of(uow, hood, claim_id) == "accepted"
        perform(uow, hood, agreement_id, 2)
    deliver_events(hood)
    # What the community owes in return does not hold the unit's claim up.
    with unit_of_work() as uow:
        assert state_of(uow, hood, claim_id) == "delivered"
        move_claim(uow, hood["lead"], claim_id, ClaimMove.REJECT_DELIVERY)
        move_claim(uow, hood["contact"], claim_id, ClaimMove.DELIVER)
        move_claim(uow, hood["lead"], claim_id, ClaimMove.ACCEPT_DELIVERY)
        service.deliver_kept(uow, hood.community_id, agreement_id)
        assert state_of(uow, hood, claim_id) == "closed"


def test_a_delivery_is_not_accepted_beside_the_agreement(hood: Neighbourhood) -> None:
    with unit_of_work() as uow:
        claim_id, _ = claimed(uow, hood)
        uow.session.execute(update(Claim).where(Claim.id == claim_id).values(state="delivered"))
        with pytest.raises(ClaimHasAgreementError):
            move_claim(uow, hood["lead"], claim_id, ClaimMove.ACCEPT_DELIVERY)


def test_what_was_given_up_delivers_nothing(hood: Neighbourhood, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        claim_id, agreement_id = claimed(uow, hood)
        offer(uow, hood, agreement_id)
        sign_all(uow, hood, agreement_id)
        perform(uow, hood, agreement_id, 1)
    for day in (2, 8, 20):
        clock.at = clock.at.replace(month=12, day=day)
        while run_due("agreements.duty_terms", hood.community_id):
            pass
    with unit_of_work() as uow:
        service.deliver_kept(uow, hood.community_id, agreement_id)
        assert state_of(uow, hood, claim_id) == "accepted"


def test_an_agreement_of_a_claim_that_ended_is_neither_offered_nor_signed(hood: Neighbourhood) -> None:
    with unit_of_work() as uow:
        claim_id, agreement_id = claimed(uow, hood)
        offer(uow, hood, agreement_id)
        sign(uow, hood["lead"], agreement_id, 0)
        uow.session.execute(update(Claim).where(Claim.id == claim_id).values(state="withdrawn"))
        with pytest.raises(NotTakenClaimError), uow.session.begin_nested():
            sign(uow, hood["contact"], agreement_id, 1)
        move(uow, hood["staff"], agreement_id, AgreementMove.TAKE_BACK)
        with pytest.raises(NotTakenClaimError), uow.session.begin_nested():
            offer(uow, hood, agreement_id)
        move(uow, hood["staff"], agreement_id, AgreementMove.CANCEL)
