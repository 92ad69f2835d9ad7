"""What a new text, an ending or a worker that comes late makes of terms; and two that touch one duty at once."""

import threading
import time
from dataclasses import replace
from datetime import date, timedelta

import flask
import pytest
from sqlalchemy import text

from backend.agreements import service
from backend.agreements.errors import EvidenceElsewhereError, EvidenceServesAnotherError
from backend.agreements.moves.agreements import AgreementMove
from backend.agreements.moves.duties import EvidenceMove
from backend.agreements.service.terms import lock_term
from backend.agreements.types.agreements import Schedule, VersionPurpose
from backend.agreements.types.duties import EvidenceKind, NewEvidence
from backend.core.clock import FixedClock, local_day
from backend.infra.due import run_due
from backend.infra.uow import UnitOfWork, unit_of_work
from backend.lists import service as lists
from backend.lists.bookings import BookingMove
from tests.factories.agreement_texts import make_agreement, make_clause, move, offer, sign
from tests.factories.agreements import Neighbourhood, make_neighbourhood
from tests.factories.bookings import book, make_room
from tests.factories.duties import Pact, clause, make_pact
from tests.factories.photos import add_photo
from tests.integration.agreements.test_duty_time import moment

WEEKLY = {"schedule": "weekly", "until_on": date(2026, 12, 15)}


@pytest.fixture
def hood(uow: UnitOfWork) -> Neighbourhood:
    return make_neighbourhood(uow)


def terms_of(uow: UnitOfWork, pact: Pact, no: int = 1) -> list[tuple[str, int, str]]:
    return [(term.due_on.isoformat(), term.amount, term.state) for term in pact.terms(uow, no)]


def hand_in(
    uow: UnitOfWork,
    hood: Neighbourhood,
    pact: Pact,
    amount: int,
    *,
    accepted: bool = False,
    place: int = 0,
    width: int = 60,
) -> None:
    new = NewEvidence(EvidenceKind.PHOTO, amount, (add_photo(uow, hood["contact"], width=width),))
    term_id = pact.terms(uow)[place].id
    told = service.hand_in(uow, hood["contact"].actor, hood.community_id, term_id, new)
    if accepted:
        evidence_id = told["handed_in"][-1]["id"]
        service.move_evidence(uow, hood["lead"].actor, hood.community_id, evidence_id, EvidenceMove.ACCEPT)


def test_what_was_weekly_and_is_asked_once_is_owed_once(uow: UnitOfWork, hood: Neighbourhood) -> None:
    pact = make_pact(uow, hood, clause(**WEEKLY))
    pact.bring_into_force(uow, clause(due_on=date(2027, 3, 1), amount=1))
    assert [each for each in terms_of(uow, pact) if each[2] != "cancelled"] == [("2027-03-01", 1, "open")]


@pytest.mark.parametrize(("amount", "now"), [(40, 40), (1, 2)])
def test_a_text_reaches_what_waits_to_be_accepted(uow: UnitOfWork, hood: Neighbourhood, amount: int, now: int) -> None:
    pact = make_pact(uow, hood)
    hand_in(uow, hood, pact, 2)
    pact.bring_into_force(uow, clause(amount=amount, due_on=date(2027, 3, 1)))
    assert terms_of(uow, pact) == [("2027-03-01", now, "submitted")]


def test_a_text_that_asks_for_more_than_was_done_leaves_the_rest_to_do(uow: UnitOfWork, hood: Neighbourhood) -> None:
    pact = make_pact(uow, hood)
    hand_in(uow, hood, pact, 4, accepted=True)
    pact.bring_into_force(uow, clause(amount=40, due_on=date(2027, 3, 1)))
    # What was decided stays as it was told; the rest is a term of its own.
    assert terms_of(uow, pact) == [("2026-12-01", 4, "accepted"), ("2027-03-01", 36, "open")]
    assert pact.duty(uow).state == "in_force"


@pytest.mark.parametrize(("amount", "rest"), [(50, 46), (10, 6), (4, None)])
def test_a_rest_to_do_follows_the_next_text(
    uow: UnitOfWork, hood: Neighbourhood, amount: int, rest: int | None
) -> None:
    pact = make_pact(uow, hood)
    hand_in(uow, hood, pact, 4, accepted=True)
    pact.bring_into_force(uow, clause(amount=40, due_on=date(2027, 3, 1)))
    pact.bring_into_force(uow, clause(amount=amount, due_on=date(2027, 4, 1)), version=3)
    done, open_ = terms_of(uow, pact)
    assert (done[1:], open_[2]) == ((4, "accepted"), "cancelled" if rest is None else "open")
    assert rest is None or open_[:2] == ("2027-04-01", rest)


def test_what_was_done_once_is_told_in_one_quarter(context: flask.Flask, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        hood = make_neighbourhood(uow)
        pact = make_pact(uow, hood)
        hand_in(uow, hood, pact, 4, accepted=True)
    clock.advance(timedelta(days=60))
    with unit_of_work() as uow:
        pact.bring_into_force(uow, clause(amount=5, due_on=date(2027, 3, 1)))
        hand_in(uow, hood, pact, 1, accepted=True, place=-1, width=70)
        year_ends = local_day(date(2027, 1, 1))[0]
        spans = ((year_ends - timedelta(days=92), year_ends), (year_ends, year_ends + timedelta(days=90)))
        kept = [service.term_figures(uow, hood.community_id, *span)[0].kept for span in spans]
    assert kept == [1, 1]


def test_days_that_a_worker_missed_are_owed(context: flask.Flask, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        hood = make_neighbourhood(uow)
        weekly = make_clause(1, schedule=Schedule.WEEKLY, due_on=date(2026, 12, 7), until_on=date(2026, 12, 21))
        id_ = make_agreement(uow, hood, weekly, starts_on=date(2026, 12, 1))
    clock.at = moment(23)
    run_due("agreements.agreements", hood.community_id)
    with unit_of_work() as uow:
        duty = service.list_duties(uow, hood["lead"].actor, hood.community_id, id_).items[0]
    assert (duty["state"], [term["state"] for term in duty["terms"]]) == ("in_force", ["open"] * 3)


def test_no_duty_is_done_without_a_term(uow: UnitOfWork, hood: Neighbourhood) -> None:
    past = clause(schedule="weekly", due_on=date(2026, 11, 2), until_on=date(2026, 11, 16))
    pact = make_pact(uow, hood, past)
    assert (pact.duty(uow).state, terms_of(uow, pact)) == ("in_force", [])


def test_weeks_after_the_last_day_agreed_are_not_owed(uow: UnitOfWork, hood: Neighbourhood) -> None:
    pact = make_pact(uow, hood, clause(**WEEKLY))
    pact.terms(uow)[1].state = "overdue"
    uow.session.flush()
    later = replace(uow, now=uow.now + timedelta(days=20))
    service.end_duties(later, pact.community_id, pact.id, reason="双方同意终止", last_day=date(2026, 12, 2))
    assert [state for _, _, state in terms_of(uow, pact)] == ["open", "cancelled", "cancelled"]


def test_an_ending_signed_late_ends_on_the_day_it_says(context: flask.Flask, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        hood = make_neighbourhood(uow)
        weekly = make_clause(1, schedule=Schedule.WEEKLY, due_on=date(2026, 12, 2), until_on=date(2027, 1, 27))
        id_ = make_agreement(uow, hood, weekly)
        service.draft_next(uow, hood["staff"].actor, hood.community_id, id_, VersionPurpose.ENDING)
        last_day = offer(uow, hood, id_)["open"]["ends_on"]
        sign(uow, hood["lead"], id_, 0)
    clock.at = moment(30)
    with unit_of_work() as uow:
        sign(uow, hood["contact"], id_, 1)
        terms = service.list_duties(uow, hood["lead"].actor, hood.community_id, id_).items[0]["terms"]
    assert {term["state"] for term in terms if term["due_on"] > last_day} == {"cancelled"}


def test_a_residents_room_is_nothing_the_community_gave(context: flask.Flask, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        hood = make_neighbourhood(uow)
        cid = hood.community_id
        theirs = book(uow, hood["neighbour"], make_room(uow, hood["resident"]))
        ours = book(uow, hood["neighbour"], make_room(uow, hood["staff"]))
        pact = make_pact(uow, hood, clause(giver_no=0, receiver_no=1, accepter_no=1))
    clock.advance(timedelta(days=1, hours=6))
    with unit_of_work() as uow:
        for who, booking_id in (("resident", theirs), ("staff", ours)):
            lists.bookings.move_booking(uow, hood[who].actor, cid, booking_id, BookingMove.USE, None)
        staff, term_id = hood["staff"].actor, pact.terms(uow)[0].id
        with pytest.raises(EvidenceElsewhereError):
            service.hand_in(uow, staff, cid, term_id, NewEvidence(EvidenceKind.BOOKING, 1, (), theirs))
        told = service.hand_in(uow, staff, cid, term_id, NewEvidence(EvidenceKind.BOOKING, 1, (), ours))
        assert told["state"] == "submitted"


def wait_for_blocked(uow: UnitOfWork) -> None:
    """Wait until somebody waits for what this unit of work holds."""
    end = time.monotonic() + 20
    query = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))"
    while not uow.session.scalar(text(query)):
        assert time.monotonic() < end, "nobody waits"
        time.sleep(0.02)


def test_accepting_while_the_debtor_leaves_locks_in_one_order(app: flask.Flask, clock: FixedClock) -> None:
    with app.app_context(), unit_of_work() as uow:
        hood = make_neighbourhood(uow)
        once = {"schedule": Schedule.ONCE, "until_on": None}
        units = [hood.unit_id, hood.other_unit_id]
        id_ = make_agreement(uow, hood, make_clause(1, **once), make_clause(2, giver=2), units=units)
        term_id = service.list_duties(uow, hood["lead"].actor, hood.community_id, id_).items[0]["terms"][0]["id"]
        new = NewEvidence(EvidenceKind.PHOTO, 4, (add_photo(uow, hood["contact"]),))
        evidence = service.hand_in(uow, hood["contact"].actor, hood.community_id, term_id, new)["handed_in"][0]
    lead = hood["lead"].actor
    failed: list[Exception] = []

    def leave() -> None:
        try:
            with app.app_context(), unit_of_work() as uow:
                move(uow, hood["contact"], id_, AgreementMove.LEAVE, party=1)
        except Exception as error:
            failed.append(error)

    with app.app_context(), unit_of_work() as uow:
        lock_term(uow, hood.community_id, term_id)
        other = threading.Thread(target=leave)
        other.start()
        wait_for_blocked(uow)
        service.move_evidence(uow, lead, hood.community_id, evidence["id"], EvidenceMove.ACCEPT)
    other.join(20)
    assert failed == []


def test_of_two_copies_handed_in_at_once_one_counts(app: flask.Flask, clock: FixedClock) -> None:
    with app.app_context(), unit_of_work() as uow:
        hood = make_neighbourhood(uow)
        pact = make_pact(uow, hood, clause(1), clause(2))
        actor, term_ids = hood["contact"].actor, [pact.terms(uow, no)[0].id for no in (1, 2)]
        copies = [add_photo(uow, hood["contact"]) for _ in term_ids]
    refused: list[Exception] = []

    def second() -> None:
        try:
            with app.app_context(), unit_of_work() as uow:
                new = NewEvidence(EvidenceKind.PHOTO, 4, (copies[1],))
                service.hand_in(uow, actor, hood.community_id, term_ids[1], new)
        except EvidenceServesAnotherError as error:
            refused.append(error)

    with app.app_context(), unit_of_work() as uow:
        service.hand_in(uow, actor, hood.community_id, term_ids[0], NewEvidence(EvidenceKind.PHOTO, 4, (copies[0],)))
        other = threading.Thread(target=second)
        other.start()
        wait_for_blocked(uow)
    other.join(20)
    assert len(refused) == 1
