"""Agreements in the demo: one in force with a change on offer, one to be signed, one still written. Told by story."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from backend.agreements import service
from backend.agreements.moves.agreements import AgreementMove
from backend.agreements.types.agreements import (
    AgreementText,
    Clause,
    NewAgreement,
    Schedule,
    Signing,
    SigningMethod,
    VersionPurpose,
)
from backend.agreements.types.duties import EvidenceKind
from backend.app.demo.scene import Scene
from backend.core.clock import local_date
from backend.infra.uow import UnitOfWork

COMMUNITY, UNIT = 0, 1
WHY = "居民反映一个月一场不够，改为两场。"
LESSONS = "请工程师来讲家庭安全用电和用气"
YEAR, MONTH = timedelta(days=364), timedelta(days=30)


def _clause(no: int, giver: int, text: str, amount: int, measure: str, due_on: date, **more: object) -> Clause:
    """Return a clause that the other side gets and accepts, by photos."""
    other = COMMUNITY if giver == UNIT else UNIT
    photo = (EvidenceKind.PHOTO,)
    clause = Clause(no, giver, other, other, text, amount, measure, Schedule.ONCE, due_on, None, photo, None)
    return replace(clause, **more)  # type: ignore[arg-type]  # fields of the clause


class AgreementStory(Scene):
    """An agreement in force that is being changed, one on offer, one that gives nothing back yet."""

    def tell(self, claim_id: UUID) -> None:
        """Tell of the institute's lessons, of the centre's rooms and of the store's visits."""
        self._change_lessons(self._agree_on_lessons(claim_id))
        self._offer_rooms()
        self._write_visits()

    def _agree_on_lessons(self, claim_id: UUID) -> UUID:
        today = local_date(self.ago(1.5).now)
        clauses = (
            _clause(
                1, UNIT, LESSONS, 1, "场", today + MONTH / 2, schedule=Schedule.MONTHLY, until_on=today + 6 * MONTH
            ),
            _clause(2, COMMUNITY, "提供多功能活动室", 2, "场", today + MONTH),
            _clause(3, COMMUNITY, "组织居民试用研究所的新产品", 1, "次", today + 3 * MONTH, after_no=1),
        )
        text = AgreementText(
            "安全知识进社区共建协议", "研究所出人讲，社区出场地、请居民来听。", today, today + YEAR, clauses
        )
        agreement_id = self._draft(self.ago(1.5), NewAgreement(text, claim_id=claim_id))
        self._offer(self.ago(1.5), agreement_id)
        for who, party in (("lead", COMMUNITY), ("contact", UNIT)):
            self._sign(self.ago(1), who, agreement_id, party)
        return agreement_id

    def _change_lessons(self, agreement_id: UUID) -> None:
        """Have a change written that the lead has signed and the institute has not."""
        uow, staff = self.ago(0.5), self.people["staff"]
        place = (self.community_id, agreement_id)
        shown = service.draft_next(uow, staff, *place, VersionPurpose.AMENDMENT)
        today = local_date(self.ago(1.5).now)
        clauses = (
            _clause(
                1, UNIT, LESSONS, 2, "场", today + MONTH / 2, schedule=Schedule.MONTHLY, until_on=today + 6 * MONTH
            ),
            _clause(2, COMMUNITY, "提供多功能活动室", 4, "场", today + MONTH),
            _clause(4, COMMUNITY, "在公告栏介绍研究所的讲师", 1, "期", today + MONTH),
        )
        text = AgreementText(shown["title"], WHY, shown["open"]["starts_on"], shown["ends_on"], clauses)
        service.edit_draft(uow, staff, *place, text, None, check_seen=lambda _seen: None)
        self._offer(uow, agreement_id)
        self._sign(uow, "lead", agreement_id, COMMUNITY)

    def _offer_rooms(self) -> None:
        uow = self.ago(0.5)
        today = local_date(uow.now)
        clauses = (
            _clause(
                1,
                UNIT,
                "周末开放排练厅给居民合唱队",
                1,
                "场",
                today + MONTH,
                schedule=Schedule.WEEKLY,
                until_on=today + YEAR,
            ),
            _clause(
                2,
                COMMUNITY,
                "安排志愿者打扫排练厅",
                1,
                "次",
                today + MONTH,
                schedule=Schedule.MONTHLY,
                until_on=today + YEAR,
            ),
        )
        text = AgreementText("排练厅共用协议", None, today + timedelta(days=7), today + YEAR, clauses)
        agreement_id = self._draft(uow, NewAgreement(text, (self.units["centre"],)))
        self._offer(uow, agreement_id)

    def _write_visits(self) -> None:
        uow = self.ago(0.25)
        today = local_date(uow.now)
        clauses = (_clause(1, UNIT, "上门给独居老人检修家电", 10, "户", today + 2 * MONTH),)
        text = AgreementText(
            "家电检修共建协议", "先写单位做的，社区回馈的再商量。", today + timedelta(days=7), today + YEAR, clauses
        )
        self._draft(uow, NewAgreement(text, (self.units["store"],)))

    def _draft(self, uow: UnitOfWork, new: NewAgreement) -> UUID:
        agreement_id: UUID = service.draft_agreement(uow, self.people["staff"], self.community_id, new)["id"]
        return agreement_id

    def _offer(self, uow: UnitOfWork, agreement_id: UUID) -> None:
        service.move_agreement(
            uow, self.people["staff"], self.community_id, agreement_id, AgreementMove.OFFER, party_no=None, note=None
        )

    def _sign(self, uow: UnitOfWork, who: str, agreement_id: UUID, party: int) -> None:
        actor = self.people[who]
        text = service.show_agreement(uow, actor, self.community_id, agreement_id)["open"]
        signing = Signing(party, text["version"], bytes.fromhex(text["text_hash"]), SigningMethod.TAP)
        service.sign_agreement(uow, actor, self.community_id, agreement_id, signing)
