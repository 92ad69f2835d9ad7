"""Duties over HTTP: what is due, evidence handed in and decided on by whom the clause names; and every refusal."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import flask
import pytest
from sqlalchemy import update

from backend.agreements.models import Agreement
from backend.attachments.service import BYTES_MAX
from backend.core.actor import Role
from backend.core.clock import FixedClock
from tests.client import Caller, refused
from tests.factories.agreements import Neighbourhood, Place, make_contact, make_place
from tests.factories.bookings import book, make_room
from tests.factories.communities import make_member
from tests.factories.duties import Pact, clause, make_pact
from tests.factories.photos import add_photo, draw
from tests.factories.redemption import make_shop
from tests.factories.volunteering import CONFIRMED, Street, make_street
from tests.statements import counted_statements


@pytest.fixture
def place(caller: Caller) -> Place:
    return make_place(caller)


@pytest.fixture
def pact(place: Place) -> Pact:
    """The first unit owes the community four sessions by the first of December; the lead accepts."""
    return agree(place)


def agree(place: Place, *clauses: dict[str, Any]) -> Pact:
    with place.work() as uow:
        return make_pact(uow, place.hood, *clauses)


def term_id(place: Place, pact: Pact, no: int = 1, place_no: int = 0) -> str:
    with place.work() as uow:
        return str(pact.terms(uow, no)[place_no].id)


def photo_of(place: Place, who: str = "contact") -> str:
    with place.work() as uow:
        return str(add_photo(uow, place.hood[who]))


def photos(place: Place, who: str = "contact", amount: int = 4, **more: Any) -> dict[str, Any]:
    return {"kind": "photo", "amount": amount, "photos": [photo_of(place, who)], **more}


def hand_in(place: Place, id_: str, body: dict[str, Any], who: str = "contact") -> Any:
    return place.as_(who).post(f"…/duty-terms/{id_}/evidence", body)


def handed_in(place: Place, id_: str, amount: int = 4) -> str:
    """Hand in photos and return the evidence's id."""
    answer = hand_in(place, id_, {"kind": "photo", "amount": amount, "photos": [fresh_photo(place)]})
    assert answer.status_code == 201, answer.get_data(as_text=True)
    return str(answer.get_json()["handed_in"][-1]["id"])


def fresh_photo(place: Place, size: list[int] = [60]) -> str:  # noqa: B006 - counts up: each photo is another picture
    size[0] += 1
    answer = place.as_("contact").upload("…/photos", "photo.jpg", draw(size[0], 40))
    return str(answer.get_json()["id"])


def decide(place: Place, evidence_id: str, who: str = "lead", move: str = "accept", **more: Any) -> Any:
    return place.as_(who).post(f"…/duty-evidence/{evidence_id}/moves", {"move": move, **more})


def test_the_whole_way_of_a_term(place: Place, pact: Pact) -> None:
    id_ = term_id(place, pact)
    seen = place.as_("contact").get(f"…/duty-terms/{id_}").get_json()
    assert (seen["due_on"], seen["amount"], seen["state_name"]) == ("2026-12-01", 4, "待办理")
    assert seen["duty"]["accepter"] == {"id": None, "name": "社区"}
    assert seen["acts"] == ["submit", "ask_excuse"]
    told = hand_in(place, id_, photos(place, note="三位师傅")).get_json()
    assert (told["state_name"], told["waiting_amount"]) == ("等待验收", 4)
    evidence = told["handed_in"][0]
    assert (evidence["by"], evidence["note"], len(evidence["photos"])) == ("孙联络", "三位师傅", 1)
    waiting = place.as_("lead").get(f"…/duty-terms/{id_}").get_json()
    assert waiting["acts"] == ["decide"]
    assert [move["move"] for move in waiting["handed_in"][0]["moves"]] == ["accept", "reject"]
    done = decide(place, evidence["id"]).get_json()
    assert (done["state"], done["accepted_amount"], done["acts"]) == ("accepted", 4, [])
    assert [line["name"] for line in done["history"]] == ["提交凭证", "验收通过"]
    duties = place.as_("other_contact").get(f"…/agreements/{pact.id}/duties").get_json()["items"]
    assert [(duty["state_name"], duty["terms"][0]["state_name"]) for duty in duties] == [("已办完", "已完成")]


def test_a_part_is_accepted_and_the_rest_is_still_owed(place: Place, pact: Pact) -> None:
    id_ = term_id(place, pact)
    told = decide(place, handed_in(place, id_), amount=3, reason="有一次没有来人").get_json()
    assert (told["state_name"], told["accepted_amount"]) == ("部分完成", 3)
    left = refused(hand_in(place, id_, photos(place, amount=2)), 409, "evidence_exceeds_term")
    assert left["left"] == 1
    assert decide(place, handed_in(place, id_, amount=1)).get_json()["state"] == "accepted"


def test_what_is_sent_back_is_done_again(place: Place, pact: Pact) -> None:
    id_ = term_id(place, pact)
    sent_back = decide(place, handed_in(place, id_), move="reject", reason="看不清人数").get_json()
    assert (sent_back["state"], sent_back["handed_in"][0]["reason"]) == ("open", "看不清人数")
    refused(decide(place, sent_back["handed_in"][0]["id"]), 409, "move_not_allowed")
    assert decide(place, handed_in(place, id_)).get_json()["state"] == "accepted"


@pytest.mark.parametrize("body", [{"move": "reject"}, {"move": "accept", "amount": 1}, {"move": "accept", "amount": 5}])
def test_less_needs_a_reason_and_more_is_not_accepted(place: Place, pact: Pact, body: dict[str, Any]) -> None:
    evidence_id = handed_in(place, term_id(place, pact))
    refused(decide(place, evidence_id, **body), 422, "invalid")


def test_two_pieces_wait_and_are_decided_one_by_one(place: Place, pact: Pact) -> None:
    id_ = term_id(place, pact)
    first, second = handed_in(place, id_, 1), handed_in(place, id_, 3)
    assert decide(place, first, move="reject", reason="不清楚").get_json()["state"] == "submitted"
    assert decide(place, second).get_json()["state"] == "partly"


def test_one_takes_back_what_one_handed_in(place: Place, pact: Pact) -> None:
    id_ = term_id(place, pact)
    evidence_id = handed_in(place, id_)
    refused(decide(place, evidence_id, who="lead", move="withdraw"), 403, "not_duty_party")
    assert decide(place, evidence_id, who="contact", move="withdraw").get_json()["state"] == "open"


# Who never decides


def test_a_debtor_never_accepts_its_own_performance(place: Place, pact: Pact) -> None:
    evidence_id = handed_in(place, term_id(place, pact))
    for who in ("contact", "employee"):
        refused(decide(place, evidence_id, who=who), 403, "own_duty")


def test_the_lead_who_speaks_for_the_debtor_does_not_accept_either(place: Place, pact: Pact) -> None:
    with place.work() as uow:
        both = make_member(uow, pact.community_id, Role.LEAD, unit=(place.hood.unit_id, Role.UNIT_CONTACT))
    place.hood.people["both"] = both
    evidence_id = handed_in(place, term_id(place, pact))
    refused(decide(place, evidence_id, who="both"), 403, "own_duty")


@pytest.mark.parametrize("who", ["staff", "supervisor", "other_contact", "neighbour"])
def test_nobody_accepts_whom_the_duty_does_not_name(place: Place, pact: Pact, who: str) -> None:
    refused(decide(place, handed_in(place, term_id(place, pact)), who=who), 403, "not_duty_party")


def test_what_the_community_owes_the_unit_accepts(place: Place) -> None:
    pact = agree(place, clause(giver_no=0, receiver_no=1, accepter_no=1, text="开放活动室"))
    id_ = term_id(place, pact)
    answer = hand_in(place, id_, photos(place, "staff"), who="staff")
    assert answer.status_code == 201
    evidence_id = answer.get_json()["handed_in"][0]["id"]
    for who in ("staff", "lead"):
        refused(decide(place, evidence_id, who=who), 403, "own_duty")
    assert decide(place, evidence_id, who="contact").get_json()["state"] == "accepted"


@pytest.mark.parametrize("who", ["other_contact", "lead", "employee", "neighbour"])
def test_only_the_debtor_hands_in(place: Place, pact: Pact, who: str) -> None:
    refused(hand_in(place, term_id(place, pact), photos(place, who), who=who), 403, "not_duty_party")


@pytest.mark.parametrize(
    ("who", "status"), [("contact", 200), ("other_contact", 200), ("staff", 200), ("neighbour", 403)]
)
def test_parties_and_desk_read(place: Place, pact: Pact, who: str, status: int) -> None:
    assert place.as_(who).get(f"…/duty-terms/{term_id(place, pact)}").status_code == status
    duties = place.as_(who).get(f"…/agreements/{pact.id}/duties").get_json()["items"]
    assert [duty["may_open"] for duty in duties] == [status == 200]


def test_what_is_late_is_the_parties_to_see(place: Place, pact: Pact) -> None:
    with place.work() as uow:
        pact.terms(uow)[0].state = "overdue"
    seen = {
        who: place.as_(who).get(f"…/agreements/{pact.id}/duties").get_json()["items"][0]["terms"][0]["state_name"]
        for who in ("other_contact", "neighbour")
    }
    assert seen == {"other_contact": "已逾期", "neighbour": "待办理"}


def test_nobody_hears_of_duties_of_what_they_may_not_know(place: Place, pact: Pact) -> None:
    with place.work() as uow:
        uow.session.execute(update(Agreement).where(Agreement.id == pact.id).values(state="signing", version=None))
    refused(place.as_("neighbour").get(f"…/agreements/{pact.id}/duties"), 404, "not_found")


def test_duties_and_notes_are_paged_in_as_many_statements(place: Place) -> None:
    pact = agree(place, *(clause(no) for no in range(1, 6)))
    first = place.as_("contact").get(f"…/agreements/{pact.id}/duties", limit="2").get_json()
    rest = place.as_("contact").get(f"…/agreements/{pact.id}/duties", cursor=first["next_cursor"]).get_json()
    numbers = [[duty["clause_no"] for duty in each["items"]] for each in (first, rest)]
    assert (numbers, rest["next_cursor"]) == ([[1, 2], [3, 4, 5]], None)
    id_, counts = first["items"][0]["id"], []
    for amount in (1, 3):
        for _ in range(amount):
            place.as_("supervisor").post(f"…/duties/{id_}/notes", {"text": "没有看到人"})
        with counted_statements() as statements:
            notes = place.as_("supervisor").get(f"…/duties/{id_}/notes", limit="3").get_json()
        counts.append(len(statements))
    assert (len(notes["items"]), notes["next_cursor"] is None, counts[0]) == (3, False, counts[1])


def test_a_third_unit_reads_nothing(place: Place, pact: Pact) -> None:
    with place.work() as uow:
        place.hood.people["third"], unit_id = make_contact(uow, pact.community_id)
    refused(place.as_("third").get(f"…/duty-terms/{term_id(place, pact)}"), 403, "forbidden")
    assert place.as_("third").get("…/duty-terms", unit_id=str(unit_id)).get_json()["items"] == []
    refused(place.as_("third").get("…/duty-terms", unit_id=str(place.hood.unit_id)), 403, "forbidden")


# Evidence


def test_a_photo_of_12_megabytes_is_refused(place: Place, pact: Pact) -> None:
    twelve = b"x" * (12 * 1024 * 1024)
    assert len(twelve) > BYTES_MAX
    refused(place.as_("contact").upload("…/photos", "photo.jpg", twelve), 413, "photo_too_large")


def test_what_is_no_photo_is_refused(place: Place, pact: Pact) -> None:
    refused(place.as_("contact").upload("…/photos", "photo.jpg", b"%PDF-1.7"), 422, "photo_renamed")
    body = {"kind": "photo", "amount": 4, "photos": [str(uuid4())]}
    assert "photos" in refused(hand_in(place, term_id(place, pact), body), 422, "invalid")["errors"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"kind": "photo", "amount": 4}, "photos"),
        ({"kind": "photo", "amount": 0}, "amount"),
        ({"kind": "booking", "amount": 4}, "ref_id"),
        ({"kind": "letter", "amount": 4}, "kind"),
    ],
)
def test_half_filled_evidence_is_refused(place: Place, pact: Pact, body: dict[str, Any], field: str) -> None:
    assert field in refused(hand_in(place, term_id(place, pact), body), 422, "invalid")["errors"]


def test_only_the_kinds_that_the_clause_names(place: Place) -> None:
    pact = agree(place, clause(evidence=["booking"]))
    told = refused(hand_in(place, term_id(place, pact), photos(place)), 422, "invalid")
    assert told["errors"] == {"kind": ["这一条约定的凭证是：场地物品使用"]}


def test_a_picture_shows_one_term(place: Place) -> None:
    pact = agree(place, clause(1), clause(2))
    assert hand_in(place, term_id(place, pact, 1), photos(place)).status_code == 201
    # The same picture, taken in a second time.
    refused(hand_in(place, term_id(place, pact, 2), photos(place)), 409, "evidence_counted_before")


def test_another_ones_photo_is_not_ones_own(place: Place, pact: Pact) -> None:
    body = {"kind": "photo", "amount": 4, "photos": [photo_of(place, "neighbour")]}
    refused(hand_in(place, term_id(place, pact), body), 422, "invalid")


def used_booking(place: Place, unit_id: UUID | None) -> str:
    """Let the neighbour use a room that a unit (None: the community) opened; return the booking."""
    owner = {place.hood.unit_id: "contact", place.hood.other_unit_id: "other_contact"}.get(unit_id, "staff")
    with place.work() as uow:
        booking_id = book(uow, place.hood["neighbour"], make_room(uow, place.hood[owner], unit_id=unit_id))
    return str(booking_id)


def use(place: Place, clock: FixedClock, booking_id: str) -> None:
    clock.advance(timedelta(days=1))
    answer = place.as_("staff").post(f"…/bookings/{booking_id}/moves", {"move": "use"})
    assert answer.status_code == 200, answer.get_data(as_text=True)


def booking_body(booking_id: str) -> dict[str, Any]:
    return {"kind": "booking", "amount": 1, "ref_id": booking_id}


def test_a_booking_of_the_debtors_room_is_evidence_once(place: Place, clock: FixedClock) -> None:
    pact = agree(place, clause(1), clause(2))
    first, second = term_id(place, pact, 1), term_id(place, pact, 2)
    booking_id = used_booking(place, place.hood.unit_id)
    refused(hand_in(place, first, booking_body(booking_id)), 409, "evidence_of_another_agreement")
    use(place, clock, booking_id)
    offered = place.as_("contact").get(f"…/duty-terms/{first}/sources", kind="booking").get_json()["items"]
    assert [(each["id"], each["title"], each["size"]) for each in offered] == [(booking_id, "活动室", "1 小时")]
    told = hand_in(place, first, booking_body(booking_id)).get_json()
    assert told["handed_in"][0]["source"]["title"] == "活动室"
    refused(hand_in(place, second, booking_body(booking_id)), 409, "evidence_counted_before")
    assert place.as_("contact").get(f"…/duty-terms/{second}/sources", kind="booking").get_json()["items"] == []
    evidence_id = told["handed_in"][0]["id"]
    assert decide(place, evidence_id).get_json()["state"] == "partly"
    trace = place.as_("lead").get(f"…/trace/booking/{booking_id}").get_json()
    assert "duty" in {node["type"] for node in trace["nodes"]}


def test_what_was_sent_back_may_serve_again(place: Place, clock: FixedClock) -> None:
    pact = agree(place, clause(1), clause(2))
    booking_id = used_booking(place, place.hood.unit_id)
    use(place, clock, booking_id)
    told = hand_in(place, term_id(place, pact, 1), booking_body(booking_id)).get_json()
    decide(place, told["handed_in"][0]["id"], move="reject", reason="这是另一条的")
    assert hand_in(place, term_id(place, pact, 2), booking_body(booking_id)).status_code == 201


@pytest.mark.parametrize("whose", ["other", "community"])
def test_a_booking_of_anothers_room_is_none(place: Place, pact: Pact, clock: FixedClock, whose: str) -> None:
    booking_id = used_booking(place, place.hood.other_unit_id if whose == "other" else None)
    use(place, clock, booking_id)
    refused(hand_in(place, term_id(place, pact), booking_body(booking_id)), 409, "evidence_of_another_agreement")


def test_a_pledge_is_evidence_of_the_shop_that_gave_it(place: Place) -> None:
    with place.work() as uow:
        shop = make_shop(uow, place.hood.community_id)
    hood = Neighbourhood(
        place.hood.community_id, shop.unit_id, place.hood.other_unit_id, place.hood.stranger, place.hood.people
    )
    place.hood.people["shop"] = shop.contact
    with place.work() as uow:
        pact = make_pact(uow, hood)
    id_ = term_id(place, pact)
    offered = place.as_("shop").get(f"…/duty-terms/{id_}/sources", kind="transfer").get_json()["items"]
    assert [each["size"] for each in offered] == ["10000 积分"]
    body = {"kind": "transfer", "amount": 4, "ref_id": offered[0]["id"]}
    assert hand_in(place, id_, body, who="shop").status_code == 201
    # Another unit's duty of the same agreement is not shown by it.
    with place.work() as uow:
        other = make_pact(uow, hood, clause(giver_no=2))
    told = hand_in(place, term_id(place, other), body, who="other_contact")
    refused(told, 409, "evidence_of_another_agreement")


@pytest.fixture
def street(app: flask.Flask, clock: FixedClock) -> Street:
    return make_street(app, clock)


def served_for_unit(street: Street) -> str:
    """Let an employee serve two hours that count for the unit, to the entered record."""
    with street.work() as uow:
        employee = make_member(uow, street.community_id, name="何员工", unit=(street.unit_id, Role.UNIT_EMPLOYEE))
    street.people["employee"] = employee
    shift_id = street.shift()
    for who, body in (("employee", {"for_unit_id": str(street.unit_id)}), ("peer", {})):
        assert street.as_(who).post(f"…/shifts/{shift_id}/sign-ups", body).status_code == 201
    record_id = street.serve(shift_id, "employee", "peer")["employee"]
    for who, move in CONFIRMED:
        street.move(who, record_id, move)
    until = street.as_("employee").get(f"…/records/{record_id}").get_json()["notice_until"]
    street.clock.at = street.clock.at.fromisoformat(until)
    street.run_due("volunteering.enter")
    return str(record_id)


def test_hours_that_employees_let_count_for_the_unit_are_evidence(street: Street) -> None:
    record_id = served_for_unit(street)
    with street.work() as uow:
        contact, other_id = make_contact(uow, street.community_id)
        street.people["other_contact"] = contact
        hood = Neighbourhood(street.community_id, street.unit_id, other_id, street.stranger, street.people)
        pact = make_pact(uow, hood)
        theirs = make_pact(uow, hood, clause(giver_no=2))
        ids = [str(each.terms(uow)[0].id) for each in (pact, theirs)]
    offered = street.as_("contact").get(f"…/duty-terms/{ids[0]}/sources", kind="record").get_json()["items"]
    assert [(each["id"], each["size"]) for each in offered] == [(record_id, "2 小时")]
    # Whose hours they are is the volunteer's to tell.
    assert "何员工" not in street.as_("contact").get(f"…/duty-terms/{ids[0]}/sources", kind="record").get_data(
        as_text=True
    )
    body = {"kind": "record", "amount": 1, "ref_id": record_id}
    refused(
        street.as_("other_contact").post(f"…/duty-terms/{ids[1]}/evidence", body), 409, "evidence_of_another_agreement"
    )
    assert street.as_("contact").post(f"…/duty-terms/{ids[0]}/evidence", body).status_code == 201
    refused(street.as_("contact").post(f"…/duty-terms/{ids[0]}/evidence", body), 409, "evidence_counted_before")


def test_one_clause_waits_for_another(place: Place) -> None:
    pact = agree(place, clause(1), clause(2, giver_no=2, after_no=1))
    id_ = term_id(place, pact, 2)
    assert place.as_("other_contact").get(f"…/duty-terms/{id_}").get_json()["waits_for"] == "为老人理发"
    body = photos(place, "other_contact")
    assert refused(hand_in(place, id_, body, who="other_contact"), 409, "duty_waits")["clause_no"] == 1
    decide(place, handed_in(place, term_id(place, pact, 1)))
    assert hand_in(place, id_, body, who="other_contact").status_code == 201


# Excuses


def move_term(place: Place, id_: str, who: str, move: str, note: str | None = "下了暴雨") -> Any:
    return place.as_(who).post(f"…/duty-terms/{id_}/moves", {"move": move, "note": note})


def test_the_other_side_excuses_the_debtor(place: Place, pact: Pact) -> None:
    id_ = term_id(place, pact)
    asked = move_term(place, id_, "contact", "ask_excuse").get_json()
    assert (asked["excuse"], asked["acts"]) == ("下了暴雨", ["submit"])
    refused(move_term(place, id_, "contact", "ask_excuse"), 409, "move_not_allowed")
    refused(move_term(place, id_, "contact", "grant_excuse"), 403, "own_duty")
    refused(move_term(place, id_, "other_contact", "grant_excuse"), 403, "not_duty_party")
    assert place.as_("lead").get(f"…/duty-terms/{id_}").get_json()["acts"] == ["grant_excuse", "decline_excuse"]
    told = move_term(place, id_, "lead", "grant_excuse", None).get_json()
    assert (told["state_name"], told["acts"]) == ("已免除", [])


def test_an_excuse_that_is_declined_leaves_the_term_open(place: Place, pact: Pact) -> None:
    id_ = term_id(place, pact)
    refused(move_term(place, id_, "contact", "ask_excuse", None), 422, "invalid")
    refused(move_term(place, id_, "lead", "grant_excuse"), 409, "move_not_allowed")
    move_term(place, id_, "contact", "ask_excuse")
    refused(move_term(place, id_, "lead", "decline_excuse", None), 422, "invalid")
    told = move_term(place, id_, "lead", "decline_excuse", "雨已经停了").get_json()
    assert (told["state"], told["excuse"]) == ("open", None)
    refused(move_term(place, id_, "contact", "submit"), 422, "invalid")


# Lists


def test_a_unit_sees_what_it_owes_and_what_waits_for_its_word(place: Place) -> None:
    weekly = {"schedule": "weekly", "until_on": date(2026, 12, 15)}
    pact = agree(place, clause(1, **weekly), clause(2, giver_no=0, receiver_no=1, accepter_no=1))
    unit = str(place.hood.unit_id)
    first = place.as_("contact").get("…/duty-terms", unit_id=unit, side="giver", limit=2).get_json()
    assert [term["due_on"] for term in first["items"]] == ["2026-12-01", "2026-12-08"]
    rest = (
        place.as_("contact")
        .get("…/duty-terms", unit_id=unit, side="giver", limit=2, cursor=first["next_cursor"])
        .get_json()
    )
    assert [term["due_on"] for term in rest["items"]] == ["2026-12-15"]
    mine = place.as_("contact").get("…/duty-terms", unit_id=unit, side="accepter").get_json()["items"]
    assert [term["duty"]["clause_no"] for term in mine] == [2]
    handed_in(place, term_id(place, pact))
    waiting = place.as_("lead").get("…/duty-terms", side="accepter", state="submitted").get_json()["items"]
    assert [term["duty"]["clause_no"] for term in waiting] == [1]
    assert len(place.as_("staff").get("…/duty-terms", since="2026-12-08").get_json()["items"]) == 2


def test_the_calendar_counts_by_day(place: Place) -> None:
    weekly = {"schedule": "weekly", "until_on": date(2026, 12, 15)}
    pact = agree(place, clause(1, **weekly), clause(2, giver_no=2))
    decide(place, handed_in(place, term_id(place, pact)))
    days = place.as_("staff").get("…/duty-calendar", month="2026-12").get_json()["items"]
    assert [(day["day"], day["to_do"], day["done"]) for day in days] == [
        ("2026-12-01", 1, 1),
        ("2026-12-08", 1, 0),
        ("2026-12-15", 1, 0),
    ]
    own = place.as_("contact").get("…/duty-calendar", month="2026-12", unit_id=str(place.hood.unit_id))
    assert sum(day["to_do"] for day in own.get_json()["items"]) == 2
    refused(place.as_("neighbour").get("…/duty-calendar", month="2026-12"), 403, "forbidden")
