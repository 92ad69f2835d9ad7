"""Time and duties: reminded, overdue, escalated, given up, the entry reopened, by working days; notes escalate too.

2026-12-01 is a Tuesday: reminded on Thursday 11-26, overdue when Tuesday is over, escalated after three more working
days, given up after seven more.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import flask
import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from backend.agreements import service
from backend.agreements.models import ClaimMoveRow, DutyNote, DutyTermMove
from backend.agreements.moves.claims import ClaimMove
from backend.agreements.moves.duties import EvidenceMove, TermMove
from backend.agreements.types.duties import EvidenceKind, NewEvidence, TermFilter
from backend.app.features import collect_mapping
from backend.attachments import service as attachments
from backend.books.service import ask_checks
from backend.core.clock import FixedClock
from backend.infra.due import run_due
from backend.infra.outbox import OutboxEvent
from backend.infra.paging import PageRequest
from backend.infra.uow import unit_of_work
from backend.lists import service as lists
from backend.notifications.models import InboxMessage
from tests.factories.agreements import Neighbourhood, make_claim, make_neighbourhood, move_claim
from tests.factories.duties import Pact, clause, make_pact
from tests.factories.lists import make_open_entry
from tests.factories.photos import draw
from tests.statements import counted_statements


def moment(day: int, hour: int = 9, *, month: int = 12) -> datetime:
    """Return an hour of a day in Shanghai."""
    return datetime(2026, month, day, hour, tzinfo=UTC) - timedelta(hours=8)


@dataclass
class Scene:
    """A neighbourhood with an agreement, and a worker who does what is due whenever the clock is moved."""

    app: flask.Flask
    clock: FixedClock
    hood: Neighbourhood
    pact: Pact
    entry_id: UUID
    claim_id: UUID

    def go(self, at: datetime) -> None:
        """Move the clock on and do what is due."""
        self.clock.at = at
        with self.app.app_context():
            for source in ("agreements.duty_terms", "agreements.duty_notes", "outbox"):
                run_due(source, self.hood.community_id)

    def state(self, no: int = 1) -> str:
        with self.work() as uow:
            return self.pact.terms(uow, no)[0].state

    def work(self) -> Any:
        return unit_of_work()

    def messages(self, who: str) -> list[str]:
        """Return the titles of somebody's messages about duties, the oldest first."""
        with self.work() as uow:
            return list(
                uow.session.scalars(
                    select(InboxMessage.title)
                    .where(
                        InboxMessage.community_id == self.hood.community_id,
                        InboxMessage.member_id == self.hood[who].member_id,
                        InboxMessage.target_type.in_(("duty_term", "duty_notes")),
                    )
                    .order_by(InboxMessage.at, InboxMessage.id)
                )
            )

    def hand_in(self, amount: int = 4, who: str = "contact", no: int = 1) -> None:
        with self.work() as uow:
            term = self.pact.terms(uow, no)[0]
            by = self.hood[who].actor
            photo = attachments.add_photo(uow, by, self.pact.community_id, draw(50 + amount, 40), "photo.jpg")
            new = NewEvidence(EvidenceKind.PHOTO, amount, (photo["id"],))
            service.hand_in(uow, by, self.pact.community_id, term.id, new)

    def decide(self, move: EvidenceMove, who: str = "lead", no: int = 1, **more: Any) -> None:
        with self.work() as uow:
            term = service.show_term(uow, self.hood[who].actor, self.pact.community_id, self.pact.terms(uow, no)[0].id)
            waiting = [each for each in term["handed_in"] if each["state"] == "waiting"]
            service.move_evidence(uow, self.hood[who].actor, self.pact.community_id, waiting[0]["id"], move, **more)

    def entry_state(self) -> tuple[str, int]:
        with self.work() as uow:
            entry = lists.get_entry(uow, self.hood.community_id, self.entry_id)
            return entry.state.value, entry.claimed_quantity

    def broken(self) -> list[str]:
        with self.work() as uow:
            return [each.check for each in ask_checks(uow, self.hood.community_id, collect_mapping("SELF_CHECKS"))]


def make_scene(context: flask.Flask, clock: FixedClock, *clauses: dict[str, Any]) -> Scene:
    with unit_of_work() as uow:
        hood = make_neighbourhood(uow)
        entry_id = make_open_entry(uow, hood["staff"], "service_project", quantity=10)
        claim_id = make_claim(uow, hood["contact"], hood.unit_id, entry_id, 10)
        move_claim(uow, hood["staff"], claim_id, ClaimMove.ACCEPT)
        pact = make_pact(uow, hood, *clauses, entry_id=entry_id, claim=claim_id)
    return Scene(context, clock, hood, pact, entry_id, claim_id)


@pytest.fixture
def scene(context: flask.Flask, clock: FixedClock) -> Scene:
    return make_scene(context, clock)


def test_time_reminds_escalates_and_opens_the_entry_again(scene: Scene) -> None:
    seen = []
    for at in (
        moment(26, 8, month=11),
        moment(26, 9, month=11),
        moment(1, 23),
        moment(2, 0),
        moment(4, 23),
        moment(5, 0),
        moment(15, 23),
        moment(16, 0),
    ):
        scene.go(at)
        seen.append(scene.state())
    assert seen == ["open", "open", "open", "overdue", "overdue", "escalated", "escalated", "given_up"]
    assert scene.messages("contact") == [
        "协议的事快到期了：为老人理发",
        "协议的事逾期了：为老人理发",
        "逾期的事已转督办：为老人理发",
        "逾期没有办，按没有完成处理：为老人理发",
    ]
    assert scene.messages("supervisor") == ["有单位的事逾期，转来督办：为老人理发", "有单位的事没有完成：为老人理发"]
    # The other side is the community: its lead hears of the delay, and what is brought before it once.
    assert scene.messages("lead") == ["对方的事逾期了：为老人理发", *scene.messages("supervisor")]
    assert scene.entry_state() == ("open", 0)
    with scene.work() as uow:
        line = uow.session.scalars(
            select(ClaimMoveRow).where(ClaimMoveRow.claim_id == scene.claim_id).order_by(ClaimMoveRow.id.desc())
        ).first()
        assert line is not None
        assert (line.to_state, line.by_member_id) == ("withdrawn", None)
        assert scene.pact.duty(uow).state == "ended"
    assert scene.broken() == []


def test_each_step_of_time_leaves_its_line_once(scene: Scene) -> None:
    for at in (moment(26, 9, month=11), moment(2, 0), moment(2, 1), moment(5, 0), moment(16, 0), moment(20)):
        scene.go(at)
    with scene.work() as uow:
        term_id = scene.pact.terms(uow)[0].id
        moves = uow.session.scalars(
            select(DutyTermMove.move).where(DutyTermMove.term_id == term_id).order_by(DutyTermMove.id)
        ).all()
    assert moves == [TermMove.REMIND, TermMove.LAPSE, TermMove.ESCALATE, TermMove.GIVE_UP]


def test_others_who_claimed_keep_their_share(context: flask.Flask, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        hood = make_neighbourhood(uow)
        entry_id = make_open_entry(uow, hood["staff"], "service_project", quantity=10)
        claim_id = make_claim(uow, hood["contact"], hood.unit_id, entry_id, 4)
        make_claim(uow, hood["other_contact"], hood.other_unit_id, entry_id, 6)
        move_claim(uow, hood["staff"], claim_id, ClaimMove.ACCEPT)
        pact = make_pact(uow, hood, entry_id=entry_id, claim=claim_id)
    scene = Scene(context, clock, hood, pact, entry_id, claim_id)
    for at in (moment(2), moment(8), moment(20)):
        scene.go(at)
    assert scene.state() == "given_up"
    assert scene.entry_state() == ("partly_claimed", 6)


def test_what_the_community_leaves_undone_reopens_nothing(context: flask.Flask, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        hood = make_neighbourhood(uow)
        entry_id = make_open_entry(uow, hood["staff"], "service_project", quantity=10)
        gives_back = clause(giver_no=0, receiver_no=1, accepter_no=1, text="开放活动室")
        pact = make_pact(uow, hood, gives_back, entry_id=entry_id)
    scene = Scene(context, clock, hood, pact, entry_id, entry_id)
    for at in (moment(2), moment(8), moment(20)):
        scene.go(at)
    assert scene.state() == "given_up"
    assert scene.entry_state() == ("open", 0)


def test_what_was_handed_in_is_not_overdue_but_its_accepter_is_reminded(scene: Scene) -> None:
    scene.hand_in()
    scene.go(moment(30, 23, month=11))
    assert scene.messages("lead") == ["请验收：为老人理发"]
    scene.go(moment(1))
    assert scene.messages("lead")[1:] == ["有凭证没有人验收：为老人理发"]
    assert scene.messages("supervisor") == ["有凭证没有人验收：为老人理发"]
    scene.go(moment(20))
    assert scene.state() == "submitted"


def test_what_is_sent_back_late_has_three_working_days(scene: Scene) -> None:
    scene.hand_in()
    scene.clock.at = moment(10)
    scene.decide(EvidenceMove.REJECT, reason="看不清")
    scene.go(moment(15, 23))
    assert scene.state() == "open"
    scene.go(moment(16, 0))
    assert scene.state() == "overdue"
    assert "凭证被退回：为老人理发" in scene.messages("contact")


def test_the_rest_of_a_part_becomes_overdue(scene: Scene) -> None:
    scene.hand_in()
    scene.decide(EvidenceMove.ACCEPT, amount=3, reason="少一次")
    scene.go(moment(2, 0))
    assert scene.state() == "overdue"
    scene.go(moment(5, 0))
    scene.hand_in(1)
    scene.decide(EvidenceMove.ACCEPT)
    assert scene.state() == "accepted"
    assert scene.broken() == []


def test_what_waits_for_another_clause_is_nobodys_delay(context: flask.Flask, clock: FixedClock) -> None:
    scene = make_scene(context, clock, clause(1), clause(2, giver_no=2, after_no=1))
    scene.go(moment(3))
    scene.go(moment(9))
    assert (scene.state(1), scene.state(2)) == ("escalated", "open")
    scene.hand_in()
    scene.decide(EvidenceMove.ACCEPT)
    scene.go(moment(15))
    assert scene.state(2) == "overdue"


def test_a_note_that_nobody_answers_is_brought_before_lead_and_supervisors(scene: Scene) -> None:
    with scene.work() as uow:
        duty_id = scene.pact.duty(uow).id
        actor = scene.hood["other_contact"].actor
        service.put_note(uow, actor, scene.hood.community_id, duty_id, text="上周没有人来")
    scene.go(moment(30, 23, month=11))
    assert "收到监督意见：为老人理发" in scene.messages("contact")
    scene.go(moment(1, 0))
    assert scene.messages("supervisor") == ["有监督意见没有人答复：为老人理发"]
    with scene.work() as uow:
        note = uow.session.scalars(select(DutyNote).where(DutyNote.duty_id == duty_id)).one()
        assert note.state == "escalated"
        service.say(uow, scene.hood["contact"].actor, scene.hood.community_id, note.id, text="今天补上")
        assert note.state == "answered"


def test_two_workers_move_a_term_once(scene: Scene) -> None:
    scene.clock.at = moment(2, 0)
    with scene.work() as uow:
        assert service.move_due_terms(uow, scene.hood.community_id) == 1
    with scene.work() as uow:
        assert service.move_due_terms(uow, scene.hood.community_id) == 0


def test_reopening_twice_changes_nothing(scene: Scene) -> None:
    for at in (moment(2), moment(8), moment(20)):
        scene.go(at)
    with scene.work() as uow:
        service.reopen_given_up(uow, scene.hood.community_id, scene.pact.terms(uow)[0].id)
        told = uow.session.scalars(
            select(OutboxEvent.id).where(
                OutboxEvent.community_id == scene.hood.community_id, OutboxEvent.topic == "agreements.duty_given_up"
            )
        ).all()
    assert len(told) == 1
    assert scene.entry_state() == ("open", 0)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE duty_evidence SET state = 'rejected', reason = 'x', decided_by = by_member_id, decided_at = at",
        "UPDATE duty_terms SET state = 'accepted'",
        "UPDATE duty_terms SET state = 'excused'",
        "UPDATE duties SET accepter_unit_id = giver_unit_id",
    ],
)
def test_the_database_refuses_a_debtor_that_accepts(scene: Scene, statement: str) -> None:
    scene.hand_in()
    with scene.work() as uow, pytest.raises(IntegrityError), uow.session.begin_nested():
        uow.session.execute(text(f"{statement} WHERE community_id = {scene.hood.community_id}"))


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        (
            "UPDATE duty_terms SET accepted_amount = 1",
            "what was accepted of a term is the sum of its accepted evidence",
        ),
        ("UPDATE duty_terms SET state = 'open'", "a term waits for its accepter exactly while evidence waits"),
        ("UPDATE duty_terms SET next_at = NULL", "a term in time's hands has a next moment"),
    ],
)
def test_the_self_check_finds_what_was_broken(scene: Scene, statement: str, what: str) -> None:
    scene.hand_in()
    assert scene.broken() == []
    with scene.work() as uow:
        uow.session.execute(text(f"{statement} WHERE community_id = {scene.hood.community_id}"))
    assert scene.broken() == [what]


@pytest.mark.parametrize("length", [2, 12])
def test_a_page_of_terms_costs_the_same_however_long(context: flask.Flask, clock: FixedClock, length: int) -> None:
    """Two lengths with one limit: what grows with the page breaks the longer one."""
    scene = make_scene(context, clock, *(clause(no, giver_no=1 + no % 2) for no in range(1, length + 1)))
    with scene.work() as uow:
        actor, cid = scene.hood["staff"].actor, scene.hood.community_id
        with counted_statements() as seen:
            page = service.list_terms(uow, actor, cid, TermFilter(), PageRequest())
        assert len(page.items) == length
        assert len(seen) <= 5
