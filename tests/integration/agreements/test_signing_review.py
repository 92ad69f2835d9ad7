"""Who may not sign, and what a text of before goes on to say: the ways round that a review found."""

from uuid import UUID

import flask
import pytest

from backend.agreements import service
from backend.agreements.errors import SameSignerError, SharedPaperError
from backend.agreements.moves.agreements import AgreementMove as M
from backend.agreements.types.agreements import SigningMethod
from backend.core.actor import Role
from backend.infra.uow import UnitOfWork, unit_of_work
from tests.factories.agreement_texts import draft, make_clause, make_text, move, offer, sign
from tests.factories.agreements import Neighbourhood, make_neighbourhood
from tests.factories.communities import Someone, make_member
from tests.factories.photos import add_photo


@pytest.fixture
def hood(context: flask.Flask) -> Neighbourhood:
    with unit_of_work() as uow:
        return make_neighbourhood(uow)


def on_offer(uow: UnitOfWork, hood: Neighbourhood) -> UUID:
    agreement_id = draft(
        uow, hood["staff"], make_clause(1), make_clause(2, giver=2), units=[hood.unit_id, hood.other_unit_id]
    )
    offer(uow, hood, agreement_id)
    return agreement_id


def by_paper(uow: UnitOfWork, by: Someone, agreement_id: UUID, party: int) -> None:
    photo_id = add_photo(uow, by, width=60 + party)
    sign(uow, by, agreement_id, party, method=SigningMethod.PAPER, photo_id=photo_id)


def test_who_signs_for_the_community_hands_in_no_units_paper(hood: Neighbourhood) -> None:
    with unit_of_work() as uow:
        boss = make_member(uow, hood.community_id, Role.LEAD, Role.STAFF)
        agreement_id = on_offer(uow, hood)
        by_paper(uow, boss, agreement_id, 0)
        with pytest.raises(SameSignerError):
            by_paper(uow, boss, agreement_id, 1)
        shown = service.show_agreement(uow, boss.actor, hood.community_id, agreement_id)
    assert (shown["hand_in_for"], shown["sign_as"]) == ([], [])


@pytest.mark.parametrize("tie", [Role.UNIT_CONTACT, Role.UNIT_EMPLOYEE])
@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_a_units_own_person_at_the_desk_hands_in_no_other_sides_paper(
    hood: Neighbourhood, tie: Role, order: tuple[int, int]
) -> None:
    with unit_of_work() as uow:
        both = make_member(uow, hood.community_id, Role.STAFF, unit=(hood.unit_id, tie))
        agreement_id = on_offer(uow, hood)
        by_paper(uow, both, agreement_id, order[0])
        with pytest.raises(SameSignerError):
            by_paper(uow, both, agreement_id, order[1])


def test_the_desk_hands_in_several_units_papers_but_no_picture_twice(hood: Neighbourhood) -> None:
    with unit_of_work() as uow:
        agreement_id = on_offer(uow, hood)
        page, copy = (add_photo(uow, hood["staff"]) for _ in range(2))
        sign(uow, hood["staff"], agreement_id, 1, method=SigningMethod.PAPER, photo_id=page)
        with pytest.raises(SharedPaperError):
            sign(uow, hood["staff"], agreement_id, 2, method=SigningMethod.PAPER, photo_id=copy)
        by_paper(uow, hood["staff"], agreement_id, 2)


def test_a_text_of_before_names_who_signed_it_when_the_parties_have_changed(hood: Neighbourhood) -> None:
    with unit_of_work() as uow:
        agreement_id = on_offer(uow, hood)
        sign(uow, hood["other_contact"], agreement_id, 2)
        first = service.show_agreement(uow, hood["staff"].actor, hood.community_id, agreement_id)
        move(uow, hood["staff"], agreement_id, M.TAKE_BACK)
        service.edit_draft(
            uow,
            hood["staff"].actor,
            hood.community_id,
            agreement_id,
            make_text(make_clause(1)),
            [hood.other_unit_id],
            check_seen=lambda _: None,
        )
        place = (hood["staff"].actor, hood.community_id, agreement_id)
        text = service.show_text(uow, *place, 1, against=None)
        changes = service.show_text(uow, *place, 2, against=1)["changes"]
        paper = service.print_text(uow, *place, 1)
    names = {party["no"]: party["name"] for party in first["parties"]}
    assert [(each["party_no"], each["party_name"]) for each in text["signatures"]] == [(2, names[2])]
    assert text["clauses"][0]["proof"] == first["open"]["clauses"][0]["proof"]
    assert any(names[2] in change["text"] for change in changes)
    assert paper.content[:5] == b"%PDF-"
