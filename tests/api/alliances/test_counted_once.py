"""One deed is told once: by the records of a claim, in the quarter that told it first, not by one's own people."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import flask
import pytest

from backend.agreements import service as agreements
from backend.agreements.moves.claims import ClaimMove
from backend.agreements.moves.duties import EvidenceMove
from backend.agreements.types.duties import EvidenceKind, NewEvidence
from backend.alliances import service
from backend.alliances.rules import quarters
from backend.core.actor import Role
from backend.core.clock import FixedClock
from backend.lists import service as lists
from backend.lists.bookings import BookingMove
from tests.client import Caller
from tests.factories.agreements import Neighbourhood, Place, make_claim, make_contact, make_place, move_claim
from tests.factories.alliances import accept, give_up, local
from tests.factories.bookings import book, make_room
from tests.factories.communities import Someone, make_member
from tests.factories.corrections import corrected
from tests.factories.duties import clause, make_pact
from tests.factories.lists import make_open_entry
from tests.factories.photos import add_photo
from tests.factories.volunteering import CONFIRMED, Street, make_street


@dataclass(frozen=True)
class Need:
    """A need of two hours that one unit asks and whose claim the street's unit holds."""

    street: Street
    asker: Someone
    asker_unit: UUID
    entry: UUID
    claim: UUID

    def sides(self, day: date | None = None) -> list[list[tuple[str, str]]]:
        """Return what the claimant gave and what the asker got, by measure."""
        with self.street.work() as uow:
            cid = self.street.community_id
            shown = [
                service.show_reciprocity(uow, self.street["staff"].actor, cid, unit, day)["sides"]
                for unit in (self.street.unit_id, self.asker_unit)
            ]
        return [[(side["gave_text"], side["got_text"]) for side in sides] for sides in shown]

    def serve(self) -> UUID:
        """Let an employee serve two hours on a shift of the claim, until they are entered; return the record."""
        street = self.street
        with street.work() as uow:
            tie = (street.unit_id, Role.UNIT_EMPLOYEE)
            street.people["employee"] = make_member(uow, street.community_id, name="何员工", unit=tie)
        shift_id = street.shift(entry_id=self.entry, claim_id=self.claim)
        body = {"for_unit_id": str(street.unit_id)}
        assert street.as_("employee").post(f"…/shifts/{shift_id}/sign-ups", body).status_code == 201
        street.sign_up("peer", shift_id)
        record_id = street.serve(shift_id, "employee", "peer")["employee"]
        for who, move in CONFIRMED:
            street.move(who, record_id, move)
        street.run_due("volunteering.look", "outbox")
        street.clock.advance(timedelta(days=7))
        street.run_due("volunteering.look", "volunteering.enter", "outbox")
        return record_id


@pytest.fixture
def need(app: flask.Flask, clock: FixedClock) -> Need:
    street = make_street(app, clock)
    with street.work() as uow:
        asker, asker_unit = make_contact(uow, street.community_id)
        entry = make_open_entry(uow, asker, quantity=2, quantity_unit="小时", unit_id=asker_unit)
        claim = make_claim(uow, street["contact"], street.unit_id, entry, 2)
        move_claim(uow, street["staff"], claim, ClaimMove.ACCEPT)
    return Need(street, asker, asker_unit, entry, claim)


@pytest.fixture
def place(caller: Caller, clock: FixedClock) -> Place:
    clock.at = local(date(2026, 11, 23), 9)
    return make_place(caller)


def test_a_claim_in_hours_is_told_by_its_records(need: Need) -> None:
    need.serve()
    with need.street.work() as uow:
        move_claim(uow, need.street["contact"], need.claim, ClaimMove.DELIVER)
        move_claim(uow, need.asker, need.claim, ClaimMove.ACCEPT_DELIVERY)
    assert need.sides() == [[("2 小时", "0 小时")], [("0 小时", "2 小时")]]


def test_a_claim_in_hours_without_records_is_told_itself(need: Need) -> None:
    with need.street.work() as uow:
        move_claim(uow, need.street["contact"], need.claim, ClaimMove.DELIVER)
        move_claim(uow, need.asker, need.claim, ClaimMove.ACCEPT_DELIVERY)
    assert need.sides() == [[("2 小时", "0 小时")], [("0 小时", "2 小时")]]


def test_one_units_account_reads_the_claims_that_concern_it_alone(need: Need) -> None:
    with need.street.work() as uow:
        move_claim(uow, need.street["contact"], need.claim, ClaimMove.DELIVER)
        move_claim(uow, need.asker, need.claim, ClaimMove.ACCEPT_DELIVERY)
        cid, stranger = need.street.community_id, make_contact(uow, need.street.community_id)[1]
        span = quarters.moments_of(quarters.quarter_of(local_day(need.street.clock)))
        read = [
            len(agreements.kept_claims(uow, cid, *span, (unit, lists.entries_of_unit(cid, unit))))
            for unit in (need.street.unit_id, need.asker_unit, stranger)
        ]
    assert read == [1, 1, 0]


def test_hours_that_a_quarter_told_are_not_told_again_when_they_are_evidence_later(need: Need) -> None:
    record_id = need.serve()
    street, clock = need.street, need.street.clock
    entered_in = quarters.quarter_of(local_day(clock))
    clock.at = local(quarters.next_quarter(entered_in) + timedelta(days=20))
    hood = Neighbourhood(street.community_id, street.unit_id, need.asker_unit, street.stranger, street.people)
    with street.work() as uow:
        hours = clause(receiver_no=2, accepter_no=2, amount=2, measure="小时")
        accept(uow, hood, make_pact(uow, hood, hours), 1, 2, kind="record", ref_id=record_id)
    assert need.sides(entered_in) == [[("2 小时", "0 小时")], [("0 小时", "2 小时")]]
    assert need.sides() == [[], []]


def test_a_correction_that_is_evidence_later_adds_its_difference_alone(need: Need) -> None:
    record_id = need.serve()
    street, clock = need.street, need.street.clock
    entered_in = quarters.quarter_of(local_day(clock))
    clock.at = local(quarters.next_quarter(entered_in) + timedelta(days=1))
    later = corrected(street, record_id, 60)
    hood = Neighbourhood(street.community_id, street.unit_id, need.asker_unit, street.stranger, street.people)
    with street.work() as uow:
        hours = clause(receiver_no=2, accepter_no=2, amount=1, measure="小时")
        accept(uow, hood, make_pact(uow, hood, hours), 1, 1, kind="record", ref_id=later)
    assert need.sides(entered_in) == [[("2 小时", "0 小时")], [("0 小时", "2 小时")]]
    assert need.sides() == [[("-1 小时", "0 小时")], [("0 小时", "-1 小时")]]


def local_day(clock: FixedClock) -> date:
    return (clock.at + timedelta(hours=8)).date()


def test_what_a_units_own_people_used_it_did_not_give(place: Place, clock: FixedClock) -> None:
    hood = place.hood
    with place.work() as uow:
        room = make_room(uow, hood["contact"], unit_id=hood.unit_id)
        booking = book(uow, hood["employee"], room)
        term = make_pact(uow, hood).terms(uow)[0].id
    clock.advance(timedelta(days=1, hours=3))
    with place.work() as uow:
        lists.bookings.move_booking(uow, hood["contact"].actor, hood.community_id, booking, BookingMove.USE, None)
    with place.work() as uow:
        shown = service.show_reciprocity(uow, hood["contact"].actor, hood.community_id, hood.unit_id, None)
        assert shown["sides"] == []
        offered = agreements.list_sources(uow, hood["contact"].actor, hood.community_id, term, EvidenceKind.BOOKING)
        assert offered == []


def own_terms(place: Place, day: date | None = None) -> dict[str, Any]:
    with place.work() as uow:
        hood = place.hood
        terms: dict[str, Any] = service.show_reciprocity(
            uow, hood["contact"].actor, hood.community_id, hood.unit_id, day
        )["own_terms"]
        return terms


def test_what_waits_for_who_accepts_it_is_told_when_it_is_decided(place: Place, clock: FixedClock) -> None:
    hood = place.hood
    with place.work() as uow:
        term = make_pact(uow, hood, clause(due_on=date(2026, 12, 28))).terms(uow)[0].id
        new = NewEvidence(EvidenceKind.PHOTO, 4, (add_photo(uow, hood["contact"]),))
        handed_in = agreements.hand_in(uow, hood["contact"].actor, hood.community_id, term, new)["handed_in"][0]["id"]
    clock.at = local(date(2027, 1, 12))
    assert own_terms(place, date(2026, 12, 28))["due"] == 0
    with place.work() as uow:
        agreements.move_evidence(uow, hood["lead"].actor, hood.community_id, handed_in, EvidenceMove.ACCEPT)
    assert own_terms(place, date(2026, 12, 28))["due"] == 0
    assert own_terms(place) == {"due": 1, "kept": 1, "excused": 0, "percent": 100}


def test_what_may_still_be_done_is_not_counted_against_who_owes_it(place: Place, clock: FixedClock) -> None:
    with place.work() as uow:
        pact = make_pact(uow, place.hood)
    clock.at = local(date(2026, 12, 2))
    assert own_terms(place) == {"due": 0, "kept": 0, "excused": 0, "percent": None}
    clock.at = local(date(2026, 12, 16))
    with place.work() as uow:
        give_up(uow, pact, 1)
    assert own_terms(place) == {"due": 1, "kept": 0, "excused": 0, "percent": 0}
