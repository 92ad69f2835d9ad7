"""A claim offers what its agreement leaves to do, and its text promises what was claimed."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update

from backend.agreements import service
from backend.agreements.errors import AmountsDifferFromClaimError
from backend.agreements.models import Claim, Duty
from backend.agreements.moves.claims import AssistMove, ClaimMove
from backend.agreements.types.agreements import Clause, NewAgreement, Schedule
from backend.agreements.types.claims import ClaimFilter
from backend.infra.paging import PageRequest
from backend.infra.uow import UnitOfWork
from tests.factories.agreement_texts import GETS, make_clause, make_text, offer, sign_all
from tests.factories.agreements import (
    Neighbourhood,
    answer_assist,
    ask_to_help,
    make_claim,
    make_neighbourhood,
    move_claim,
)
from tests.factories.lists import make_open_entry
from tests.statements import counted_statements

ONCE: dict[str, Any] = {"schedule": Schedule.ONCE, "due_on": date(2026, 12, 1), "until_on": None}
WEEKLY: dict[str, Any] = {"schedule": Schedule.WEEKLY, "due_on": date(2026, 12, 1), "until_on": date(2026, 12, 15)}
BACK = replace(GETS, no=9)


@pytest.fixture
def hood(uow: UnitOfWork) -> Neighbourhood:
    return make_neighbourhood(uow)


def claimed(uow: UnitOfWork, hood: Neighbourhood, quantity: int = 10) -> UUID:
    """Claim so many households of an entry and have that accepted."""
    entry_id = make_open_entry(uow, hood["staff"], "service_project", quantity=quantity, quantity_unit="户")
    claim_id = make_claim(uow, hood["contact"], hood.unit_id, entry_id, quantity)
    move_claim(uow, hood["staff"], claim_id, ClaimMove.ACCEPT)
    return claim_id


def drafted(uow: UnitOfWork, hood: Neighbourhood, claim_id: UUID, *clauses: Clause) -> UUID:
    new = NewAgreement(make_text(*clauses, BACK), (), claim_id)
    agreement_id: UUID = service.draft_agreement(uow, hood["staff"].actor, hood.community_id, new)["id"]
    return agreement_id


def shown(uow: UnitOfWork, hood: Neighbourhood, claim_id: UUID, who: str) -> dict[str, Any]:
    return service.show_claim(uow, hood[who].actor, hood.community_id, claim_id)


def moves(uow: UnitOfWork, hood: Neighbourhood, claim_id: UUID, who: str = "contact") -> list[str]:
    return [each["move"] for each in shown(uow, hood, claim_id, who)["moves"]]


def test_a_claim_offers_nothing_that_its_agreement_refuses(uow: UnitOfWork, hood: Neighbourhood) -> None:
    claim_id = claimed(uow, hood)
    assert moves(uow, hood, claim_id) == ["withdraw", "deliver"]
    agreement_id = drafted(uow, hood, claim_id, make_clause(1, amount=10, measure="户", **ONCE))
    assert moves(uow, hood, claim_id) == []
    offer(uow, hood, agreement_id)
    sign_all(uow, hood, agreement_id)
    uow.session.execute(update(Claim).where(Claim.id == claim_id).values(state="delivered"))
    assert moves(uow, hood, claim_id, "lead") == ["reject_delivery"]
    uow.session.execute(update(Duty).where(Duty.agreement_id == agreement_id).values(state="done", ended_at=uow.now))
    assert moves(uow, hood, claim_id, "lead") == ["accept_delivery", "reject_delivery"]


def test_a_claim_leads_to_its_agreement_whoever_may_read_that(uow: UnitOfWork, hood: Neighbourhood) -> None:
    claim_id = claimed(uow, hood)
    agreement_id = drafted(uow, hood, claim_id, make_clause(1, amount=10, measure="户", **ONCE))
    leads = {who: shown(uow, hood, claim_id, who)["agreement_id"] for who in ("contact", "staff", "resident")}
    assert leads == {"contact": agreement_id, "staff": agreement_id, "resident": None}
    offer(uow, hood, agreement_id)
    sign_all(uow, hood, agreement_id)
    assert shown(uow, hood, claim_id, "resident")["agreement_id"] == agreement_id


def test_who_helps_with_an_agreed_claim_is_not_offered_to_leave(uow: UnitOfWork, hood: Neighbourhood) -> None:
    entry_id = make_open_entry(uow, hood["staff"], "service_project", quantity=10, quantity_unit="户")
    claim_id = make_claim(uow, hood["contact"], hood.unit_id, entry_id, 10)
    assist_id = ask_to_help(uow, hood["contact"], claim_id, hood.other_unit_id, 4)
    answer_assist(uow, hood["other_contact"], claim_id, assist_id, AssistMove.AGREE)
    move_claim(uow, hood["staff"], claim_id, ClaimMove.ACCEPT)
    offered = [each["move"] for each in shown(uow, hood, claim_id, "other_contact")["assists"][0]["moves"]]
    drafted(uow, hood, claim_id, make_clause(1, amount=10, measure="户", **ONCE))
    assert (offered, shown(uow, hood, claim_id, "other_contact")["assists"][0]["moves"]) == (["leave"], [])


def test_a_page_of_claims_asks_once_for_their_agreements(uow: UnitOfWork, hood: Neighbourhood) -> None:
    seen = []
    for _ in range(2):
        for _ in range(2):
            drafted(uow, hood, claimed(uow, hood), make_clause(1, amount=10, measure="户", **ONCE))
        uow.session.expire_all()
        with counted_statements() as statements:
            service.list_claims(uow, hood["staff"].actor, hood.community_id, ClaimFilter(), PageRequest())
        seen.append(len([each for each in statements if "FROM" in each]))
    assert seen[0] == seen[1]


@pytest.mark.parametrize(
    "clauses",
    [
        (make_clause(1, amount=9, measure="户", **ONCE),),
        (make_clause(1, amount=6, measure="户", **ONCE), make_clause(2, amount=6, measure="户", **ONCE)),
        # Three weeks of three are nine at most, of eleven eleven at least.
        (make_clause(1, amount=3, measure="户", **WEEKLY),),
        (make_clause(1, amount=11, measure="户", **WEEKLY),),
    ],
)
def test_a_text_that_promises_more_or_less_than_was_claimed_is_not_offered(
    uow: UnitOfWork, hood: Neighbourhood, clauses: tuple[Clause, ...]
) -> None:
    agreement_id = drafted(uow, hood, claimed(uow, hood), *clauses)
    with pytest.raises(AmountsDifferFromClaimError) as refused:
        offer(uow, hood, agreement_id)
    assert refused.value.extras["claimed"] == 10


@pytest.mark.parametrize(
    "clauses",
    [
        (make_clause(1, amount=4, measure="户", **ONCE), make_clause(2, amount=6, measure="户", **ONCE)),
        # The same ten every week, or so many each week that it makes ten.
        (make_clause(1, amount=10, measure="户", **WEEKLY),),
        (make_clause(1, amount=4, measure="户", **WEEKLY),),
        # Another measure cannot be held against households.
        (make_clause(1, amount=3, measure="次", **ONCE),),
    ],
)
def test_a_text_that_promises_what_was_claimed_is_offered(
    uow: UnitOfWork, hood: Neighbourhood, clauses: tuple[Clause, ...]
) -> None:
    assert offer(uow, hood, drafted(uow, hood, claimed(uow, hood), *clauses))["state"] == "signing"
