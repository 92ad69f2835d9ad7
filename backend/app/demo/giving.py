"""What was given in the demo: time between neighbours, the pool and who lives on it, two funds. Told by story."""

from datetime import date, datetime, timedelta
from uuid import UUID

from backend.app.demo.scene import Scene
from backend.books import service as books
from backend.books.types import Book, TimeAccount
from backend.communities import service as communities
from backend.communities.privacy import PRIVACY_VERSION
from backend.communities.types import Application, HouseholdAddress, Tie
from backend.core.actor import Actor
from backend.core.clock import local_date
from backend.giving import service
from backend.giving.moves import DonationMove, EntitlementMove, TieMove
from backend.giving.types import (
    Goods,
    Ground,
    NewDonation,
    NewEntitlement,
    NewFund,
    NewGift,
    NewPoolDonation,
    NewTie,
    NewUse,
    Relation,
)
from backend.identity import service as identity
from backend.identity.models import Person
from backend.infra.uow import UnitOfWork

KIN_PACK = "shanghai_2026"
GIFT_MINUTES, MESSAGE = 60, "上次多谢您帮我照看，这一小时您留着用"
# By these numbers the demo's people find each other.
PHONES = {"resident": "13800000101", "neighbour": "13800000102", "supervisor": "13800000103", "leader": "13800000104"}
ELDER = Application(
    name="郑奶奶",
    birth_date=date(1941, 2, 3),
    privacy_version=PRIVACY_VERSION,
    tie=Tie.HOME,
    household=HouseholdAddress("5号楼", "101室"),
)


class GivingStory(Scene):
    """Gifts, the pool and the funds."""

    def _day(self, days_ago: int) -> date:
        return local_date(self.ago(days_ago).now)

    def first_gift(self, moment: datetime, pack: str) -> bool:
        """Let a neighbour give another an hour as soon as she has earned one; return whether she did.

        That day other rules hold than ``pack``, which says nothing of gifts and holds again from the next day on.
        """
        uow, cid = self.at(moment), self.community_id
        giver, receiver = self.member("resident"), self.member("neighbour")
        account = TimeAccount.member(giver)
        if moment > self.now or books.balances(uow, cid, [account])[account].available < GIFT_MINUTES:
            return False
        for who, phone in PHONES.items():
            identity.bind_phone(uow, self.people[who].person_id, phone)
        self._tie(uow, "resident", "neighbour")
        day = local_date(moment)
        books.adopt_pack(uow, self.people["lead"], cid, KIN_PACK, day)
        service.give(uow, self.people["resident"], cid, NewGift(receiver, GIFT_MINUTES, MESSAGE))
        books.adopt_pack(uow, self.people["lead"], cid, pack, day + timedelta(days=1))
        return True

    def _tie(self, uow: UnitOfWork, one: str, other: str, *, confirmed: bool = True) -> None:
        new = NewTie(self.people[other].name or "", PHONES[other], Relation.FRIEND)
        tie_id = service.propose_tie(uow, self.people[one], self.community_id, new)["id"]
        if confirmed:
            service.move_tie(uow, self.people[other], self.community_id, tie_id, TieMove.CONFIRM)

    def tell(self) -> None:
        """Tell the rest."""
        self._tie(self.ago(1), "supervisor", "resident", confirmed=False)
        self._pool()
        self._funds()

    def _pool(self) -> None:
        cid, staff, lead = self.community_id, self.people["staff"], self.people["lead"]
        for days, who, minutes, anonymous in ((25, "neighbour", 60, False), (18, "supervisor", 180, True)):
            service.donate(self.ago(days), self.people[who], cid, NewPoolDonation(Book.TIME, minutes, anonymous))
        last = self._day(-150)
        elder = NewEntitlement(self._elder(), Ground.ALONE_80, 60, last, note="独居，子女在外地")
        entitlement_id = service.propose_entitlement(self.ago(16), staff, cid, elder)["id"]
        service.move_entitlement(self.ago(15), lead, cid, entitlement_id, EntitlementMove.APPROVE, "")
        while service.do_due_entitlements(self.ago(15), cid):
            pass
        waits = NewEntitlement(self.member("neighbour"), Ground.ALONE_60_HARDSHIP, 120, last, note="半失能，独自居住")
        service.propose_entitlement(self.ago(1), staff, cid, waits)

    def _elder(self) -> UUID:
        """Let somebody of 85 join, who has no phone of her own."""
        uow, cid = self.ago(30), self.community_id
        person = Person(id=uow.new_id(), created_at=uow.now)
        uow.session.add(person)
        uow.session.flush()
        member_id: UUID = communities.join(uow, Actor(person.id, cid), cid, ELDER)["id"]
        communities.appoint(uow, cid, member_id, None)
        return member_id

    def _funds(self) -> None:
        lead, neighbour = self.people["lead"], self.member("neighbour")
        kept_by_unit = self._open("助老用品基金", "给独居老人添置防滑垫、夜灯和米面", self.units["centre"])
        self._open("邻里应急基金", "邻居家里突然遇到难处时用", None)
        rice = Goods("大米", "千克")
        for days, new in (
            (22, NewDonation(50_000, self._day(23), "收据0012", donor_member_id=neighbour)),
            (20, NewDonation(100, self._day(21), "签收单03", rice, 60_000, donor_unit_id=self.units["institute"])),
            (12, NewDonation(20_000, self._day(12), "收据0013", donor_name="吴国强", anonymous=True)),
        ):
            id_ = self._record(self.ago(days), kept_by_unit, new)
            self._keep(self.ago(days - 1), id_)
        self._record(self.ago(1), kept_by_unit, NewDonation(10_000, self._day(1), "收据0014", donor_name="孙建平"))
        uow, staff = self.ago(9), self.people["staff"]
        mats = NewUse(30_000, "给12户独居老人买防滑垫", self._day(9), "发票0034")
        use_id = service.record_use(uow, staff, self.community_id, kept_by_unit, mats)["id"]
        service.correct_use(
            self.ago(8), staff, self.community_id, use_id, amount=5_000, reason="退回两张防滑垫的钱没有减"
        )
        goods_id = service.get_fund(uow, lead, self.community_id, kept_by_unit)["goods"][0]["id"]
        handed = NewUse(40, "分给8户独居老人，每户5千克", self._day(6), "签收单05", goods_id)
        service.record_use(self.ago(6), staff, self.community_id, kept_by_unit, handed)

    def _open(self, name: str, purpose: str, unit_id: UUID | None) -> UUID:
        fund = service.open_fund(self.ago(28), self.people["lead"], self.community_id, NewFund(name, purpose, unit_id))
        return UUID(str(fund["id"]))

    def _record(self, uow: UnitOfWork, fund_id: UUID, new: NewDonation) -> UUID:
        found = service.record_donation(uow, self.people["staff"], self.community_id, fund_id, new)
        return UUID(str(found["id"]))

    def _keep(self, uow: UnitOfWork, donation_id: UUID) -> None:
        keeper = self.people["contact"]
        service.move_donation(uow, keeper, self.community_id, donation_id, DonationMove.ACKNOWLEDGE, "")
