"""The demo's shops: one that was let in long ago, sells and takes back, and one that has just applied."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from backend.app.demo import facts
from backend.app.demo.goods import draw_goods
from backend.attachments import service as attachments
from backend.communities import service as communities
from backend.communities.types import NewUnit, UnitKind
from backend.core.actor import Actor
from backend.core.clock import local_date
from backend.core.credit_code import check_character
from backend.infra.runtime import runtime
from backend.infra.uow import UnitOfWork
from backend.redemption import service as redemption
from backend.redemption.moves import MerchantMove, StatementMove
from backend.redemption.types import (
    NewMerchant,
    NewOffer,
    NewPledge,
    NewRefund,
    OfferCategory,
    Pieces,
    Purchase,
    RefundReason,
)

At = Callable[[datetime], UnitOfWork]
PRICE_BEFORE = 4
# The body of a made-up code: a place, an organisation that is none, and its check character.
LICENCES = {"merchant": "91310107630010000", "barber": "91310107630010008"}
NOODLES = Pieces(200, "把", 8)
APPLICANT = "巷口理发店"
# What is said of a day's statement: minutes ago, by whom, in which words.
TALK = (
    (90, "merchant", StatementMove.OBJECT, "那天兑出两块香皂，单上像是少算了一块，请核对"),
    (30, "staff", StatementMove.REPLY, "已核对总账：两块香皂都在第一笔里，没有少算"),
    (10, "merchant", StatementMove.CONFIRM, ""),
)


class Shops:
    """What happens at the shops of one community; the caller tells when."""

    def __init__(self, at: At, community_id: int, people: Mapping[str, Actor], unit_id: UUID) -> None:
        """Begin with the cast and the unit that becomes the shop."""
        self.at, self.community_id, self.people, self.unit_id = at, community_id, people, unit_id
        self.offers: dict[str, UUID] = {}

    def open(self, moment: datetime) -> None:
        """The shop applies, is checked and let in, pledges and offers; a price comes down later."""
        uow, merchant = self.at(moment), self.people["merchant"]
        self._apply(uow, merchant, "merchant", self.unit_id, "和平路18号", "每天 7:30–20:00", "米面粮油、日用百货")
        for person, move in (("staff", MerchantMove.CHECK), ("lead", MerchantMove.APPROVE)):
            redemption.move_merchant(uow, self.people[person], self.community_id, self.unit_id, move, "执照与原件一致")
        pledged = NewPledge(self.unit_id, facts.PLEDGE_TITLE, facts.PLEDGE_POINTS)
        pledge_id = redemption.create_pledge(uow, merchant, self.community_id, pledged)["id"]
        for fact in facts.OFFERS:
            self._offer(uow, pledge_id, fact)
        noodles = NewPledge(self.unit_id, "挂面", NOODLES.quantity * NOODLES.points_each, pieces=NOODLES)
        pledge_id = redemption.create_pledge(uow, merchant, self.community_id, noodles)["id"]
        self._offer(uow, pledge_id, facts.NOODLES)
        self._lower_prices(self.at(moment + timedelta(days=20)))

    def _apply(self, uow: UnitOfWork, by: Actor, key: str, unit_id: UUID, address: str, hours: str, sells: str) -> None:
        body = LICENCES[key]
        photos = [self._photo(uow, by, "licence")]
        new = NewMerchant(unit_id, body + check_character(body), address, hours, sells, photos)
        redemption.apply_as_merchant(uow, by, self.community_id, new)

    def _photo(self, uow: UnitOfWork, by: Actor, name: str) -> UUID:
        photo_id: UUID = attachments.add_photo(uow, by, self.community_id, draw_goods(name), f"{name}.jpg")["id"]
        return photo_id

    def _offer(self, uow: UnitOfWork, pledge_id: UUID, fact: facts.OfferFact) -> None:
        merchant = self.people["merchant"]
        new = NewOffer(
            pledge_id,
            fact.title,
            fact.price + PRICE_BEFORE,
            fact.stock,
            voucher_days=30,
            text=fact.text,
            category=OfferCategory(fact.category),
            photos=[self._photo(uow, merchant, fact.drawing)],
            day_cap=fact.day_cap,
            member_month_cap=fact.member_month_cap,
        )
        self.offers[fact.drawing] = redemption.create_offer(uow, merchant, self.community_id, new)["id"]

    def _lower_prices(self, uow: UnitOfWork) -> None:
        for fact in (*facts.OFFERS, facts.NOODLES):
            redemption.edit_offer(
                uow,
                self.people["merchant"],
                self.community_id,
                self.offers[fact.drawing],
                {"price_points": fact.price},
                is_seen=lambda _: True,
            )

    def sell(self, moment: datetime, *, give_back: bool) -> None:
        """The supervisor fetches two pieces of soap; of the later ones one is to go back."""
        uow, buyer = self.at(moment), self.people["supervisor"]
        voucher = redemption.buy_voucher(uow, buyer, self.community_id, Purchase(self.offers["soap"], 2))
        uow = self.at(moment + timedelta(minutes=40))
        till = self.people["merchant"]
        taken = redemption.redeem_voucher(uow, till, self.community_id, str(voucher["token"]))
        if give_back:
            new = NewRefund(1, RefundReason.QUALITY, "打开后发现香皂碎了")
            redemption.ask_refund(uow, buyer, self.community_id, taken["id"], new)

    def state_days(self, moment: datetime, now: datetime) -> None:
        """Every night brought its statement; the first one is confirmed."""
        while moment <= now:
            uow = self.at(moment)
            while runtime().due_sources["redemption.statements"].work(uow, self.community_id):
                pass
            moment += timedelta(days=1)

    def confirm(self, now: datetime, sold_at: datetime) -> None:
        """The shop objected to the statement of the day on which it sold, was answered, and has confirmed it."""
        day = local_date(sold_at)
        for minutes_ago, person, move, text in TALK:
            uow = self.at(now - timedelta(minutes=minutes_ago))
            redemption.move_statement(uow, self.people[person], self.community_id, self.unit_id, day, move, text)

    def newcomer(self, moment: datetime) -> None:
        """Staff entered another shop's papers; somebody else has yet to check them."""
        uow, staff = self.at(moment), self.people["staff"]
        unit = communities.create_unit(uow, staff, self.community_id, NewUnit(APPLICANT, UnitKind.MERCHANT))
        self._apply(uow, staff, "barber", unit["id"], "和平路32号", "周二至周日 9:00–19:00", "理发、修面，可上门")
