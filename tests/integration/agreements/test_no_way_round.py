"""Ways round a duty that are closed: the clock does not begin again, who leaves still owes, others' work stays done."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import flask
import pytest
from sqlalchemy import select, update

from backend.agreements import service
from backend.agreements.errors import OwnDutyError
from backend.agreements.events import DUTY_TOLD
from backend.agreements.models import DutyEvidence
from backend.agreements.moves.agreements import AgreementMove
from backend.agreements.moves.claims import ClaimMove
from backend.agreements.moves.duties import EvidenceMove, TermMove
from backend.agreements.service.duty_check import DUTY_CHECKS
from backend.agreements.types.agreements import Schedule
from backend.agreements.types.duties import EvidenceKind, NewEvidence
from backend.books.service import ask_checks
from backend.communities import service as communities
from backend.communities.errors import OwnEmploymentError
from backend.communities.moves import EmploymentMove, MemberMove
from backend.core.actor import Role
from backend.core.clock import FixedClock
from backend.core.errors import MoveNotAllowedError
from backend.infra.outbox import OutboxEvent
from backend.infra.uow import UnitOfWork, unit_of_work
from backend.lists import service as lists
from tests.factories.agreement_texts import make_agreement, make_clause, move
from tests.factories.agreements import Neighbourhood, make_claim, make_neighbourhood, move_claim
from tests.factories.communities import Someone, make_member
from tests.factories.duties import clause, make_pact
from tests.factories.lists import make_open_entry
from tests.factories.photos import add_photo
from tests.integration.agreements.test_duty_time import Scene, make_scene, moment

ONCE = {"schedule": Schedule.ONCE, "until_on": None}
GIVEN_UP_BY = (moment(2), moment(8), moment(20))


@pytest.fixture
def scene(context: flask.Flask, clock: FixedClock) -> Scene:
    return make_scene(context, clock)


@pytest.fixture
def hood(uow: UnitOfWork) -> Neighbourhood:
    return make_neighbourhood(uow)


# The clock of a term


def test_taking_back_what_came_late_leaves_the_clock_where_it_was(scene: Scene) -> None:
    scene.go(moment(2, 0))
    for day in (5, 7, 10, 14):
        scene.go(moment(day, 0))
        scene.hand_in(1 + day % 4)
        scene.decide(EvidenceMove.WITHDRAW, who="contact")
    scene.go(moment(16, 0))
    assert scene.state() == "given_up"
    assert scene.broken() == []


def test_taking_back_in_time_gains_no_day(scene: Scene) -> None:
    scene.clock.at = moment(1, 23)
    scene.hand_in()
    scene.decide(EvidenceMove.WITHDRAW, who="contact")
    assert scene.state() == "open"
    scene.go(moment(2, 0))
    assert scene.state() == "overdue"


def test_what_is_sent_back_has_three_working_days_once(scene: Scene) -> None:
    scene.hand_in(4)
    scene.clock.at = moment(10)
    scene.decide(EvidenceMove.REJECT, reason="看不清")
    scene.hand_in(3)
    scene.clock.at = moment(15)
    scene.decide(EvidenceMove.REJECT, reason="还是看不清")
    scene.go(moment(16, 0))
    assert scene.state() == "overdue"


def test_what_came_overdue_and_is_sent_back_is_overdue(scene: Scene) -> None:
    scene.go(moment(2, 0))
    for amount, state in ((4, "overdue"), (3, "overdue")):
        scene.hand_in(amount)
        scene.decide(EvidenceMove.REJECT, reason="看不清")
        assert scene.state() == state


def test_junk_after_junk_is_given_up(scene: Scene) -> None:
    scene.go(moment(2, 0))
    for day in (4, 7, 10, 14, 17):
        scene.go(moment(day, 0))
        scene.hand_in(1 + day % 4)
        scene.decide(EvidenceMove.REJECT, reason="看不清")
    scene.go(moment(19, 0))
    assert scene.state() == "given_up"


# A party that leaves


def test_who_leaves_on_the_due_day_still_owes_it(uow: UnitOfWork, hood: Neighbourhood) -> None:
    units = [hood.unit_id, hood.other_unit_id]
    first = make_clause(1, due_on=date(2026, 11, 23), until_on=date(2027, 1, 23))
    id_ = make_agreement(uow, hood, first, make_clause(2, giver=2), units=units)
    move(uow, hood["contact"], id_, AgreementMove.LEAVE, party=1)
    terms = service.list_duties(uow, hood["lead"].actor, hood.community_id, id_).items[0]["terms"]
    assert [term["state"] for term in terms] == ["open", "cancelled", "cancelled"]


def test_who_leaves_last_still_owes_it(uow: UnitOfWork, hood: Neighbourhood) -> None:
    id_ = make_agreement(uow, hood, make_clause(1, due_on=date(2026, 11, 24), **ONCE))
    move(uow, hood["contact"], id_, AgreementMove.LEAVE, party=1)
    duty = service.list_duties(uow, hood["lead"].actor, hood.community_id, id_).items[0]
    assert (duty["state"], duty["terms"][0]["state"]) == ("ended", "open")


def test_what_was_begun_for_a_far_day_is_cancelled_with_the_rest(uow: UnitOfWork, hood: Neighbourhood) -> None:
    units = [hood.unit_id, hood.other_unit_id]
    far = make_clause(1, due_on=date(2027, 3, 1), **ONCE)
    id_ = make_agreement(uow, hood, far, make_clause(2, giver=2), units=units)
    term_id = service.list_duties(uow, hood["lead"].actor, hood.community_id, id_).items[0]["terms"][0]["id"]
    accept_part(uow, hood, term_id, 1)
    move(uow, hood["contact"], id_, AgreementMove.LEAVE, party=1)
    term = service.list_duties(uow, hood["lead"].actor, hood.community_id, id_).items[0]["terms"][0]
    assert (term["state"], term["accepted_amount"]) == ("cancelled", 1)


def accept_part(uow: UnitOfWork, hood: Neighbourhood, term_id: UUID, amount: int) -> None:
    new = NewEvidence(EvidenceKind.PHOTO, amount, (add_photo(uow, hood["contact"]),))
    told = service.hand_in(uow, hood["contact"].actor, hood.community_id, term_id, new)
    evidence_id = told["handed_in"][-1]["id"]
    service.move_evidence(uow, hood["lead"].actor, hood.community_id, evidence_id, EvidenceMove.ACCEPT)


# What is given up


def test_what_is_given_up_is_open_to_others_and_owed_by_one(context: flask.Flask, clock: FixedClock) -> None:
    weekly = clause(schedule="weekly", amount=1, until_on=date(2027, 2, 2))
    scene = make_scene(context, clock, weekly)
    for at in GIVEN_UP_BY:
        scene.go(at)
    assert scene.entry_state() == ("open", 0)
    with scene.work() as uow:
        make_claim(uow, scene.hood["other_contact"], scene.hood.other_unit_id, scene.entry_id, 10)
        assert scene.pact.duty(uow).state == "ended"
        states = {term.state for term in scene.pact.terms(uow) if term.due_on > date(2026, 12, 20)}
    assert states == {"cancelled"}


@pytest.mark.parametrize("is_whole", [True, False])
def test_what_others_did_stays_done(context: flask.Flask, clock: FixedClock, is_whole: bool) -> None:
    with unit_of_work() as uow:
        hood = make_neighbourhood(uow)
        entry_id = make_open_entry(uow, hood["resident"], "need", quantity=1 if is_whole else 2)
        pact = make_pact(uow, hood, entry_id=entry_id)
        claim_id = make_claim(uow, hood["other_contact"], hood.other_unit_id, entry_id, 1)
        move_claim(uow, hood["staff"], claim_id, ClaimMove.ACCEPT)
        move_claim(uow, hood["other_contact"], claim_id, ClaimMove.DELIVER)
        move_claim(uow, hood["resident"], claim_id, ClaimMove.ACCEPT_DELIVERY)
        before = lists.get_entry(uow, hood.community_id, entry_id).state
    scene = Scene(context, clock, hood, pact, entry_id, claim_id)
    for at in GIVEN_UP_BY:
        scene.go(at)
    assert scene.state() == "given_up"
    assert scene.entry_state()[0] == before.value


def test_what_is_given_up_is_not_shown_as_done(scene: Scene) -> None:
    for at in GIVEN_UP_BY:
        scene.go(at)
    with scene.work() as uow:
        duty = service.list_duties(uow, scene.hood["lead"].actor, scene.hood.community_id, scene.pact.id).items[0]
    assert duty["state_name"] == "已终止"


def test_who_waits_for_what_is_given_up_waits_no_more(context: flask.Flask, clock: FixedClock) -> None:
    scene = make_scene(context, clock, clause(1), clause(2, giver_no=2, after_no=1, due_on=date(2027, 3, 1)))
    for at in GIVEN_UP_BY:
        scene.go(at)
    scene.hand_in(who="other_contact", no=2)
    assert scene.state(2) == "submitted"


# Who decides


def boss(uow: UnitOfWork, hood: Neighbourhood) -> Someone:
    """Return a lead who is the debtor's contact as well."""
    return make_member(uow, hood.community_id, Role.LEAD, name="钱书记", unit=(hood.unit_id, Role.UNIT_CONTACT))


def leave_unit(uow: UnitOfWork, hood: Neighbourhood, who: Someone) -> Someone:
    people = communities.list_employees(uow, who.actor, hood.community_id, hood.unit_id)
    mine = next(each for each in people if each["member"].id == who.member_id)
    communities.move_employment(uow, who.actor, hood.community_id, mine["id"], EmploymentMove.LEAVE)
    return replace(who, units={})


def test_who_was_the_debtors_when_it_was_handed_in_does_not_decide(uow: UnitOfWork, hood: Neighbourhood) -> None:
    lead, pact = boss(uow, hood), make_pact(uow, hood)
    term_id = pact.terms(uow)[0].id
    new = NewEvidence(EvidenceKind.PHOTO, 4, (add_photo(uow, hood["contact"]),))
    evidence = service.hand_in(uow, hood["contact"].actor, hood.community_id, term_id, new)["handed_in"][0]
    lead = leave_unit(uow, hood, lead)
    with pytest.raises(OwnDutyError):
        service.move_evidence(uow, lead.actor, hood.community_id, evidence["id"], EvidenceMove.ACCEPT)


def test_who_was_the_debtors_when_it_asked_does_not_excuse_it(uow: UnitOfWork, hood: Neighbourhood) -> None:
    lead, pact = boss(uow, hood), make_pact(uow, hood)
    term_id = pact.terms(uow)[0].id
    service.move_term(uow, hood["contact"].actor, hood.community_id, term_id, TermMove.ASK_EXCUSE, "下了暴雨")
    lead = leave_unit(uow, hood, lead)
    with pytest.raises(OwnDutyError):
        service.move_term(uow, lead.actor, hood.community_id, term_id, TermMove.GRANT_EXCUSE, None)


OURS = {"giver_no": 0, "receiver_no": 1, "accepter_no": 1}


def hop(uow: UnitOfWork, hood: Neighbourhood, how: str) -> Someone:
    """Let somebody of the desk, who is the unit's contact as well, be of the desk no more; return them."""
    staff = make_member(uow, hood.community_id, Role.STAFF, name="何社工", unit=(hood.unit_id, Role.UNIT_CONTACT))
    cid, lead = hood.community_id, hood["lead"].actor
    later = replace(uow, now=uow.now + timedelta(hours=1))
    if how == "revoked":
        communities.grant_role(later, lead, cid, staff.member_id, Role.STAFF, grant=False)
    else:
        communities.move_member(later, staff.actor, cid, staff.member_id, MemberMove.LEAVE, "")
    return replace(staff, roles=staff.roles - {Role.STAFF})


@pytest.mark.parametrize("how", ["revoked", "left"])
def test_who_was_of_the_desk_when_the_community_handed_in_does_not_decide(
    uow: UnitOfWork, hood: Neighbourhood, how: str
) -> None:
    term_id = make_pact(uow, hood, clause(**OURS)).terms(uow)[0].id
    new = NewEvidence(EvidenceKind.PHOTO, 4, (add_photo(uow, hood["staff"]),))
    evidence = service.hand_in(uow, hood["staff"].actor, hood.community_id, term_id, new)["handed_in"][0]
    former = hop(uow, hood, how)
    with pytest.raises(OwnDutyError):
        service.move_evidence(uow, former.actor, hood.community_id, evidence["id"], EvidenceMove.ACCEPT)
    service.move_evidence(uow, hood["contact"].actor, hood.community_id, evidence["id"], EvidenceMove.ACCEPT)
    assert not of_the_desk(uow, hood)
    uow.session.execute(
        update(DutyEvidence).where(DutyEvidence.id == evidence["id"]).values(decided_by=former.member_id)
    )
    assert of_the_desk(uow, hood) == [f"evidence {evidence['id']}"]


def test_who_left_the_desk_before_decides_as_anybody(uow: UnitOfWork, hood: Neighbourhood) -> None:
    former = hop(uow, hood, "revoked")
    later = replace(uow, now=uow.now + timedelta(hours=2))
    term_id = make_pact(later, hood, clause(**OURS)).terms(later)[0].id
    new = NewEvidence(EvidenceKind.PHOTO, 4, (add_photo(later, hood["staff"]),))
    evidence = service.hand_in(later, hood["staff"].actor, hood.community_id, term_id, new)["handed_in"][0]
    told = service.move_evidence(later, former.actor, hood.community_id, evidence["id"], EvidenceMove.ACCEPT)
    assert (told["state"], of_the_desk(later, hood)) == ("accepted", [])


def of_the_desk(uow: UnitOfWork, hood: Neighbourhood) -> list[str]:
    """Return what the self-check finds that somebody of the desk decided on for the community."""
    name = "nobody of the desk decided on what the community owes"
    found = ask_checks(uow, hood.community_id, {name: DUTY_CHECKS[name]})
    return [example for each in found for example in each.examples]


# What waits when a duty ends


def left_with_evidence(uow: UnitOfWork, hood: Neighbourhood) -> tuple[UUID, UUID]:
    """Hand in two of four for a far day, and let the debtor leave; return the ids of term and evidence."""
    units = [hood.unit_id, hood.other_unit_id]
    far = make_clause(1, due_on=date(2027, 3, 1), **ONCE)
    id_ = make_agreement(uow, hood, far, make_clause(2, giver=2), units=units)
    term_id = service.list_duties(uow, hood["lead"].actor, hood.community_id, id_).items[0]["terms"][0]["id"]
    new = NewEvidence(EvidenceKind.PHOTO, 2, (add_photo(uow, hood["contact"]),))
    told = service.hand_in(uow, hood["contact"].actor, hood.community_id, term_id, new)
    move(uow, hood["contact"], id_, AgreementMove.LEAVE, party=1)
    return term_id, told["handed_in"][0]["id"]


@pytest.mark.parametrize(("decision", "accepted"), [(EvidenceMove.ACCEPT, 2), (EvidenceMove.REJECT, 0)])
def test_what_waits_when_a_duty_ends_is_decided_on_and_nothing_more_is_owed(
    uow: UnitOfWork, hood: Neighbourhood, decision: EvidenceMove, accepted: int
) -> None:
    term_id, evidence_id = left_with_evidence(uow, hood)
    more = NewEvidence(EvidenceKind.PHOTO, 1, (add_photo(uow, hood["contact"], width=70),))
    with pytest.raises(MoveNotAllowedError):
        service.hand_in(uow, hood["contact"].actor, hood.community_id, term_id, more)
    told = service.move_evidence(uow, hood["lead"].actor, hood.community_id, evidence_id, decision, reason="看不清")
    assert (told["state"], told["accepted_amount"], told["acts"]) == ("cancelled", accepted, [])
    assert told_of(uow, hood)[-1] == ("accept" if accepted else "reject_ended")


def test_both_sides_hear_what_becomes_of_what_waits(uow: UnitOfWork, hood: Neighbourhood) -> None:
    left_with_evidence(uow, hood)
    assert told_of(uow, hood) == ["submitted", "ended_waiting"]


def told_of(uow: UnitOfWork, hood: Neighbourhood) -> list[str]:
    wanted = select(OutboxEvent.payload).where(
        OutboxEvent.community_id == hood.community_id, OutboxEvent.topic == DUTY_TOLD
    )
    return [payload["what"] for payload in uow.session.scalars(wanted.order_by(OutboxEvent.id))]


def test_nobody_decides_on_their_own_employment(uow: UnitOfWork, hood: Neighbourhood) -> None:
    staff, cid = hood["staff"], hood.community_id
    mine = communities.apply_to_unit(uow, staff.actor, cid, hood.unit_id, Role.UNIT_EMPLOYEE)
    with pytest.raises(OwnEmploymentError):
        communities.move_employment(uow, staff.actor, cid, mine["id"], EmploymentMove.CONFIRM)
    with pytest.raises(OwnEmploymentError):
        communities.add_employee(uow, staff.actor, cid, hood.other_unit_id, staff.member_id, Role.UNIT_CONTACT)
