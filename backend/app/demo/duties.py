"""An agreement at work: the institute teaches, the shop gives rice, the community gives its room back.

Some terms are accepted, one is late, one waits for the lead, one was sent back; a note waits for its answer.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from backend.agreements import service as agreements
from backend.agreements.moves.agreements import AgreementMove
from backend.agreements.moves.duties import EvidenceMove, TermMove
from backend.agreements.types.agreements import AgreementText, Clause, NewAgreement, Schedule, Signing, SigningMethod
from backend.agreements.types.duties import EvidenceKind, NewEvidence
from backend.app.demo.picture import draw_visit
from backend.app.demo.scene import Scene
from backend.attachments import service as attachments
from backend.core.clock import LOCAL_ZONE, local_date
from backend.infra.uow import UnitOfWork

RunDue = Callable[[UnitOfWork, int, Iterable[str]], None]
WEEKS_AGO = 8
SOURCES = ("agreements.agreements", "agreements.duty_terms", "agreements.duty_notes")
TITLE = "手机课堂和爱心米共建协议"
PREAMBLE = "所里教老人用手机，粮油店照顾独居老人，社区把活动室留给两家开会和培训。"
LESSON, RICE, ROOM, TALK = 1, 2, 3, 4


@dataclass
class DutyStory(Scene):
    """Eight weeks of an agreement."""

    pictures: Iterator[int] = field(default_factory=lambda: iter(range(2, 20)))

    @property
    def first(self) -> date:
        """The agreement's first day."""
        return local_date(self.now) - timedelta(weeks=WEEKS_AGO)

    def tell(self, run_due: RunDue) -> None:
        """Tell it all; what time does in between is done as the workers would."""
        self.id = self._agree()
        run_due(self._on(self.first + timedelta(days=1)), self.community_id, SOURCES)
        terms = self._terms()
        self._hand_in(terms[RICE][0], "merchant", self._day(terms[RICE][0]), 20)
        self._decide(terms[RICE][0], EvidenceMove.ACCEPT)
        self._done(terms[ROOM][0], "staff", by="contact")
        for week in range(WEEKS_AGO - 1):
            self._done(terms[LESSON][week], "contact")
            run_due(self._on(self.first + timedelta(weeks=week + 1)), self.community_id, SOURCES)
        self._note(terms)
        run_due(self.at(self.now - timedelta(hours=2)), self.community_id, SOURCES)
        self._wait(terms)

    def _on(self, day: date, hour: int = 10) -> UnitOfWork:
        return self.at(datetime.combine(day, time(hour), LOCAL_ZONE))

    def _agree(self) -> UUID:
        """Draft, offer and sign, the day before it begins."""
        uow, cid = self._on(self.first - timedelta(days=1)), self.community_id
        units = (self.units["institute"], self.units["merchant"])
        made = agreements.draft_agreement(uow, self.people["staff"], cid, NewAgreement(self._text(), units))
        id_: UUID = made["id"]
        shown = agreements.move_agreement(
            uow, self.people["staff"], cid, id_, AgreementMove.OFFER, party_no=None, note=None
        )
        text_hash = bytes.fromhex(shown["open"]["text_hash"])
        for party, who in enumerate(("lead", "contact", "merchant")):
            signing = Signing(party, 1, text_hash, SigningMethod.TAP)
            agreements.sign_agreement(uow, self.people[who], cid, id_, signing)
        return id_

    def _text(self) -> AgreementText:
        first, last = self.first, self.first + timedelta(days=364)
        photo, record = EvidenceKind.PHOTO, EvidenceKind.RECORD
        weekly = (Schedule.WEEKLY, first + timedelta(days=2), last)
        monthly = (Schedule.MONTHLY, first + timedelta(days=22), last)
        clauses = (
            _clause(LESSON, (1, 0), "每周来活动室教老人用手机", (1, "次"), weekly, (photo, record)),
            _clause(RICE, (2, 0), "每月给独居老人送一袋米", (20, "袋"), monthly, (photo, EvidenceKind.TRANSFER)),
            _clause(ROOM, (0, 1), "每月留活动室给研究所开会", (1, "次"), monthly, (photo, EvidenceKind.BOOKING)),
            _clause(TALK, (1, 2), "给粮油店员工讲用电安全", (1, "场"), (Schedule.ONCE, self._soon(), None), (photo,)),
        )
        return AgreementText(TITLE, PREAMBLE, first, last, clauses)

    def _soon(self) -> date:
        return local_date(self.now) + timedelta(days=12)

    def _terms(self) -> dict[int, list[tuple[UUID, date]]]:
        """Return each clause's terms, by id and day."""
        duties = agreements.list_duties(self.at(self.now), self.people["staff"], self.community_id, self.id).items
        return {duty["clause_no"]: [(term["id"], term["due_on"]) for term in duty["terms"]] for duty in duties}

    def _day(self, term: tuple[UUID, date]) -> UnitOfWork:
        return self._on(term[1], 15)

    def _done(self, term: tuple[UUID, date], who: str, *, by: str = "lead") -> None:
        """Hand in on the day and have it accepted the next."""
        self._hand_in(term, who, self._day(term), 1)
        self._decide(term, EvidenceMove.ACCEPT, by=by)

    def _hand_in(
        self, term: tuple[UUID, date], who: str, uow: UnitOfWork, amount: int, note: str | None = None
    ) -> None:
        actor, picture = self.people[who], draw_visit(next(self.pictures))
        photo = attachments.add_photo(uow, actor, self.community_id, picture, "photo.jpg")
        new = NewEvidence(EvidenceKind.PHOTO, amount, (photo["id"],), note=note)
        agreements.hand_in(uow, actor, self.community_id, term[0], new)

    def _decide(
        self,
        term: tuple[UUID, date],
        move: EvidenceMove,
        amount: int | None = None,
        reason: str | None = None,
        *,
        by: str = "lead",
        uow: UnitOfWork | None = None,
    ) -> None:
        uow = uow or self._on(term[1] + timedelta(days=1), 9)
        shown = agreements.show_term(uow, self.people[by], self.community_id, term[0])
        evidence_id = shown["handed_in"][-1]["id"]
        agreements.move_evidence(
            uow, self.people[by], self.community_id, evidence_id, move, amount=amount, reason=reason
        )

    def _note(self, terms: dict[int, list[tuple[UUID, date]]]) -> None:
        """The shop asks after a lesson that nobody gave; two months ago the lead had one answered."""
        duty_id = self._duty(terms, LESSON)
        put = agreements.put_note(
            self._on(self.first + timedelta(days=30)),
            self.people["lead"],
            self.community_id,
            duty_id,
            text="上周三老人等了半小时，老师才到。",
        )
        answer = self._on(self.first + timedelta(days=31))
        agreements.say(answer, self.people["contact"], self.community_id, put["id"], text="路上堵车，以后提前出发。")
        agreements.close_note(
            self._on(self.first + timedelta(days=32)), self.people["lead"], self.community_id, put["id"]
        )
        agreements.put_note(
            self.at(self.now - timedelta(days=2)),
            self.people["merchant"],
            self.community_id,
            duty_id,
            text="这周的课没有人来，几位老人问我们什么时候补。",
        )

    def _duty(self, terms: dict[int, list[tuple[UUID, date]]], no: int) -> UUID:
        shown = agreements.show_term(self.at(self.now), self.people["staff"], self.community_id, terms[no][0][0])
        id_: UUID = shown["duty"]["id"]
        return id_

    def _wait(self, terms: dict[int, list[tuple[UUID, date]]]) -> None:
        """What waits now: rice to be accepted, a room's evidence to be decided on by the unit, an excuse asked for."""
        rice, hour_ago = terms[RICE][1], self.at(self.now - timedelta(hours=1))
        before, between = (self.at(self.now - timedelta(minutes=minutes)) for minutes in (110, 90))
        self._hand_in(rice, "merchant", before, 20)
        self._decide(rice, EvidenceMove.ACCEPT, 18, "有两户那天不在家，补送了再算", uow=between)
        self._hand_in(rice, "merchant", hour_ago, 2, "两户都补送到了")
        self._hand_in(terms[ROOM][1], "staff", hour_ago, 1)
        agreements.move_term(
            hour_ago,
            self.people["contact"],
            self.community_id,
            terms[TALK][0][0],
            TermMove.ASK_EXCUSE,
            "讲课的同事住院了，想改到明年春天",
        )


def _clause(
    no: int,
    sides: tuple[int, int],
    text: str,
    much: tuple[int, str],
    when: tuple[Schedule, date, date | None],
    evidence: tuple[EvidenceKind, ...],
) -> Clause:
    """Return a clause of (giver, receiver), so much of a measure by such days, that its receiver accepts."""
    (giver, receiver), (amount, measure), (schedule, due_on, until_on) = sides, much, when
    return Clause(no, giver, receiver, receiver, text, amount, measure, schedule, due_on, until_on, evidence, None)
