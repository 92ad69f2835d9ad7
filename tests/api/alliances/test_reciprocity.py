"""What a unit gave and got over HTTP: counted once, for its own eyes and the desk's; ranked by its own word alone."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import flask
import pypdfium2
import pytest
from sqlalchemy import create_engine, text

from backend.agreements.moves.claims import ClaimMove
from backend.core.actor import Role
from backend.core.clock import FixedClock
from backend.infra.due import run_due
from backend.lists import service as lists
from backend.lists.bookings import BookingMove
from tests.client import Caller, refused
from tests.factories.agreements import Neighbourhood, Place, make_claim, make_place, move_claim
from tests.factories.alliances import accept, give_up, local
from tests.factories.bookings import book, make_room
from tests.factories.communities import make_member, make_unit
from tests.factories.duties import clause, make_pact
from tests.factories.giving import acknowledge, make_fund, record
from tests.factories.lists import make_open_entry
from tests.factories.volunteering import CONFIRMED, make_street
from tests.statements import counted_statements


@pytest.fixture
def place(caller: Caller, clock: FixedClock) -> Place:
    clock.at = local(date(2026, 11, 23), 9)
    return make_place(caller)


def reciprocity(place: Place, who: str = "contact", **query: Any) -> dict[str, Any]:
    response = place.as_(who).get(f"…/units/{place.hood.unit_id}/reciprocity", **query)
    assert response.status_code == 200, response.get_data(as_text=True)
    shown: dict[str, Any] = response.get_json()
    return shown


def sides(shown: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(side["measure_name"], side["gave_text"], side["got_text"]) for side in shown["sides"]]


def quarter_is_stated(place: Place, clock: FixedClock) -> None:
    """Move on to the 10th after the quarter and make its statements."""
    clock.at = local(date(2027, 1, 10), 9)
    with place.caller.app.app_context():
        run_due("alliances.statements", place.hood.community_id)
        run_due("outbox", place.hood.community_id)


def first_statement(place: Place, who: str = "contact") -> dict[str, Any]:
    listed = place.as_(who).get(f"…/units/{place.hood.unit_id}/reciprocity-statements").get_json()
    shown: dict[str, Any] = listed["items"][0]
    return shown


def test_what_was_accepted_stands_on_both_sides_in_one_measure(place: Place) -> None:
    back = clause(2, giver_no=0, receiver_no=1, accepter_no=1, text="提供活动室", amount=2)
    with place.work() as uow:
        pact = make_pact(uow, place.hood, clause(), back)
        accept(uow, place.hood, pact, 1, 3)
        accept(uow, place.hood, pact, 2, 2)
    shown = reciprocity(place)
    assert (shown["quarter"], shown["quarter_name"]) == ("2026-10-01", "2026年第四季度")
    assert sides(shown) == [("次", "3 次", "2 次")]
    assert [(line["side"], line["text"], line["agreement_id"]) for line in shown["lines"]] == [
        ("gave", "为老人理发", str(pact.id)),
        ("got", "提供活动室", str(pact.id)),
    ]
    assert reciprocity(place, day="2026-09-30")["lines"] == []
    assert reciprocity(place, "staff")["sides"] == shown["sides"]


def test_terms_count_once_they_are_decided(place: Place, clock: FixedClock) -> None:
    back = clause(2, giver_no=0, receiver_no=1, accepter_no=1, text="提供活动室", amount=2)
    with place.work() as uow:
        pact = make_pact(uow, place.hood, clause(), back)
        accept(uow, place.hood, pact, 2, 2)
    clock.at = local(date(2026, 12, 1))
    assert reciprocity(place)["own_terms"] == {"due": 0, "kept": 0, "excused": 0, "percent": None}
    clock.at = local(date(2026, 12, 16))
    with place.work() as uow:
        give_up(uow, pact, 1)
    shown = reciprocity(place)
    assert shown["own_terms"] == {"due": 1, "kept": 0, "excused": 0, "percent": 0}
    assert shown["terms_owed_to"] == {"due": 1, "kept": 1, "excused": 0, "percent": 100}


def test_what_a_unit_opened_and_gave_to_a_fund_counts(place: Place, clock: FixedClock) -> None:
    with place.work() as uow:
        tie = (place.hood.unit_id, Role.UNIT_CONTACT)
        keeper = make_member(uow, place.hood.community_id, Role.STAFF, name="何保管", unit=tie)
        room = make_room(uow, keeper, unit_id=place.hood.unit_id)
        booking = book(uow, place.hood["resident"], room)
        fund = make_fund(uow, place.hood["lead"])
        unit_id = place.hood.unit_id
        acknowledge(uow, fund.contact, record(uow, place.hood["staff"], fund.fund_id, 20_000, donor_unit_id=unit_id))
        record(uow, place.hood["staff"], fund.fund_id, 90_000, donor_unit_id=unit_id)  # not acknowledged
    assert sides(reciprocity(place)) == [("元", "200 元", "0 元")]
    clock.advance(timedelta(days=1, hours=3))
    with place.work() as uow:
        cid = place.hood.community_id
        lists.bookings.move_booking(uow, place.hood["contact"].actor, cid, booking, BookingMove.USE, None)
    assert sides(reciprocity(place)) == [("次", "1 次", "0 次"), ("元", "200 元", "0 元")]


def test_hours_of_employees_count_once_though_they_show_that_a_duty_was_done(
    app: flask.Flask, clock: FixedClock
) -> None:
    street = make_street(app, clock)
    with street.work() as uow:
        cid = street.community_id
        employee = make_member(uow, cid, name="吴员工", unit=(street.unit_id, Role.UNIT_EMPLOYEE))
    street.people["employee"] = employee
    shift_id = street.shift()
    body = {"for_unit_id": str(street.unit_id)}
    assert street.as_("employee").post(f"…/shifts/{shift_id}/sign-ups", body).status_code == 201
    street.sign_up("peer", shift_id)
    record_id = street.serve(shift_id, "employee", "peer")["employee"]
    for who, move in CONFIRMED:
        street.move(who, record_id, move)
    street.run_due("volunteering.look", "outbox")
    clock.advance(timedelta(days=7))
    street.run_due("volunteering.look", "volunteering.enter", "outbox")
    path = f"…/units/{street.unit_id}/reciprocity"
    shown = street.as_("contact").get(path).get_json()
    assert sides(shown) == [("小时", "2 小时", "0 小时")]
    with street.work() as uow:
        other = make_unit(uow, street.community_id)
        hood = Neighbourhood(street.community_id, street.unit_id, other, street.stranger, street.people)
        pact = make_pact(uow, hood, clause(measure="小时"))
        accept(uow, hood, pact, 1, 2, kind="record", ref_id=record_id)
    assert sides(street.as_("contact").get(path).get_json()) == [("小时", "2 小时", "0 小时")]
    assert "吴员工" not in street.as_("contact").get(path).get_data(as_text=True)


def test_a_small_claim_counts_for_who_kept_it_and_for_who_asked(place: Place) -> None:
    with place.work() as uow:
        tie = (place.hood.other_unit_id, Role.UNIT_CONTACT)
        asker = make_member(uow, place.hood.community_id, Role.STAFF, name="何联络", unit=tie)
        entry = make_open_entry(uow, asker, quantity=2, quantity_unit="套", unit_id=place.hood.other_unit_id)
        claim = make_claim(uow, place.hood["contact"], place.hood.unit_id, entry, 2)
        move_claim(uow, place.hood["lead"], claim, ClaimMove.ACCEPT)
        move_claim(uow, place.hood["contact"], claim, ClaimMove.DELIVER)
    assert sides(reciprocity(place)) == []
    with place.work() as uow:
        move_claim(uow, place.hood["lead"], claim, ClaimMove.ACCEPT_DELIVERY)
    assert sides(reciprocity(place)) == [("件", "2 件", "0 件")]
    other = place.as_("other_contact").get(f"…/units/{place.hood.other_unit_id}/reciprocity").get_json()
    assert sides(other) == [("件", "0 件", "2 件")]


def test_nobody_else_sees_a_units_account(place: Place) -> None:
    path = f"…/units/{place.hood.unit_id}/reciprocity"
    for who in ("resident", "other_contact", "employee"):
        refused(place.as_(who).get(path), 403, "forbidden")
    refused(place.as_("contact").get("…/reciprocity"), 403, "forbidden")
    refused(place.as_("staff").get(f"…/units/{uuid4()}/reciprocity"), 404, "not_found")


def test_the_desk_sees_all_units_that_have_something_to_tell(place: Place) -> None:
    with place.work() as uow:
        pact = make_pact(uow, place.hood)
        accept(uow, place.hood, pact, 1, 4)
    shown = place.as_("staff").get("…/reciprocity").get_json()
    assert [item["unit"]["id"] for item in shown["items"]] == [str(place.hood.unit_id)]


def test_a_quarters_statement_is_frozen_sealed_and_printed(place: Place, clock: FixedClock) -> None:
    with place.work() as uow:
        pact = make_pact(uow, place.hood)
        accept(uow, place.hood, pact, 1, 4)
    quarter_is_stated(place, clock)
    inbox = place.as_("contact").get("…/inbox").get_json()["items"]
    assert inbox[0]["title"] == "2026年第四季度互惠对账单已出：互-2026-000001"
    made = first_statement(place)
    assert (made["number"], made["own_terms"]) == ("互-2026-000001", {"due": 1, "kept": 1})
    path = f"…/reciprocity-statements/{made['id']}"
    shown = place.as_("contact").get(path).get_json()
    assert (sides(shown), shown["own_terms"]["percent"]) == ([("次", "4 次", "0 次")], 100)
    with place.work() as uow:  # what comes later stays out of it
        accept(uow, place.hood, make_pact(uow, place.hood), 1, 4)
    assert place.as_("contact").get(path).get_json() == shown
    printed = place.as_("contact").get(f"{path}/document.pdf")
    assert printed.content_type == "application/pdf"
    paper = pypdfium2.PdfDocument(printed.get_data())[0].get_textpage().get_text_bounded()
    for words in ("互惠对账单", "2026年第四季度", "互-2026-000001", "为老人理发", "4 次", made["short_seal"], "100%"):
        assert words in paper
    for name in ("孙联络", "钱书记"):
        assert name not in paper
    assert place.as_("contact").get(f"{path}/document.pdf").get_data() == printed.get_data()


def test_a_statement_is_its_units_and_the_desks(place: Place, clock: FixedClock) -> None:
    with place.work() as uow:
        accept(uow, place.hood, make_pact(uow, place.hood), 1, 4)
    quarter_is_stated(place, clock)
    path = f"…/reciprocity-statements/{first_statement(place)['id']}"
    for who in ("resident", "other_contact"):
        refused(place.as_(who).get(path), 403, "forbidden")
        refused(place.as_(who).get(f"{path}/document.pdf"), 403, "forbidden")
    assert place.as_("supervisor").get(path).status_code == 200
    refused(place.as_("lead").get(f"…/reciprocity-statements/{uuid4()}"), 404, "not_found")


def test_a_statement_that_was_tampered_with_is_not_shown(place: Place, clock: FixedClock, owner_url: str) -> None:
    with place.work() as uow:
        accept(uow, place.hood, make_pact(uow, place.hood), 1, 4)
    quarter_is_stated(place, clock)
    made = first_statement(place)
    _tamper(owner_url, made["id"])
    refused(place.as_("contact").get(f"…/reciprocity-statements/{made['id']}"), 409, "statement_broken")


def _tamper(owner_url: str, statement_id: str) -> None:
    """Write into a statement as only the tables' owner can."""
    engine = create_engine(owner_url)
    with engine.begin() as connection:
        connection.execute(
            text("UPDATE reciprocity_statements SET content = content || '\\x20' WHERE id = :id"),
            {"id": statement_id},
        )
    engine.dispose()


def test_only_units_that_consented_are_ranked_and_never_a_person(place: Place, clock: FixedClock) -> None:
    with place.work() as uow:
        other = clause(2, giver_no=2, text="送菜上门", amount=1)
        pact = make_pact(uow, place.hood, clause(), other)
        accept(uow, place.hood, pact, 1, 4)
        give_up(uow, pact, 2)
    quarter_is_stated(place, clock)
    path = "…/reciprocity/ranking"
    shown = place.as_("resident").get(path).get_json()
    assert (shown["items"], shown["units_with_statement"]) == ([], 2)
    for who, unit_id in (("contact", place.hood.unit_id), ("other_contact", place.hood.other_unit_id)):
        consent = place.as_(who).post(f"…/units/{unit_id}/ranking-consent", {"shows_in_ranking": True})
        assert consent.get_json() == {"shows_in_ranking": True}
    answer = place.as_("resident").get(path)
    assert [(each["place"], each["unit"]["id"], each["percent"]) for each in answer.get_json()["items"]] == [
        (1, str(place.hood.unit_id), 100),
        (2, str(place.hood.other_unit_id), 0),
    ]
    assert not any(person.name in answer.get_data(as_text=True) for person in place.hood.people.values())
    place.as_("other_contact").post(f"…/units/{place.hood.other_unit_id}/ranking-consent", {"shows_in_ranking": False})
    assert [each["place"] for each in place.as_("resident").get(path).get_json()["items"]] == [1]


def test_nobody_consents_for_a_unit_but_its_contact(place: Place) -> None:
    path = f"…/units/{place.hood.unit_id}/ranking-consent"
    for who in ("staff", "lead", "other_contact", "employee"):
        refused(place.as_(who).post(path, {"shows_in_ranking": True}), 403, "forbidden")
    refused(place.as_("contact").post(path, {"shows_in_ranking": "yes"}), 422, "invalid")


def test_accounts_take_as_many_statements_however_many_units_there_are(place: Place) -> None:
    with place.work() as uow:
        accept(uow, place.hood, make_pact(uow, place.hood), 1, 4)
    few = _statements(place)
    with place.work() as uow:
        fund = make_fund(uow, place.hood["lead"])
        for _ in range(8):
            unit_id = make_unit(uow, place.hood.community_id)
            acknowledge(uow, fund.contact, record(uow, place.hood["staff"], fund.fund_id, 100, donor_unit_id=unit_id))
    assert len(place.as_("staff").get("…/reciprocity").get_json()["items"]) == 9
    assert _statements(place) == few


def _statements(place: Place) -> int:
    with counted_statements() as seen:
        assert place.as_("staff").get("…/reciprocity").status_code == 200
    return len(seen)
