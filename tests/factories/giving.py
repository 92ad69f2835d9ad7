"""Kin with time credits, an entitlement, a fund with a donation and a use, for tests."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from backend.books import service as books
from backend.books.models import PackAdoption
from backend.books.types import Book, PointAccount, TimeAccount, Transfer, TransferType
from backend.communities.types import UnitKind
from backend.core.actor import Role
from backend.core.amounts import TimeCredits
from backend.giving import service
from backend.giving.models import Gift, KinTie
from backend.giving.moves import DonationMove, EntitlementMove
from backend.giving.types import (
    Goods,
    Ground,
    NewDonation,
    NewEntitlement,
    NewFund,
    NewGift,
    NewPoolDonation,
    NewUse,
    Relation,
    TieState,
)
from backend.identity.models import Person
from backend.infra.runtime import runtime
from backend.infra.uow import UnitOfWork
from tests.factories.books import earn
from tests.factories.communities import Someone, make_community, make_member, make_unit

KIN_RULES = "shanghai_2026"  # 亲友
LINEAL_RULES = "beijing_2022"  # 直系亲属


@dataclass(frozen=True)
class Desk:
    """A community with two of its desk, under a pack that lets kin receive."""

    community_id: int
    staff: Someone
    lead: Someone


def make_desk(uow: UnitOfWork, *, pack: str | None = KIN_RULES) -> Desk:
    """Found a community and let a rule pack hold from long ago."""
    cid = make_community(uow)
    if pack is not None:
        adopt(uow, cid, pack)
    staff = make_member(uow, cid, Role.STAFF, name="孙社工")
    return Desk(cid, staff, make_member(uow, cid, Role.LEAD, name="高书记"))


def adopt(uow: UnitOfWork, community_id: int, pack: str, valid_from: date = date(2020, 1, 1)) -> None:
    """Let a pack hold, though service may be booked already."""
    row = PackAdoption(
        community_id=community_id, valid_from=valid_from, pack=pack, adopted_by=uow.new_id(), adopted_at=uow.now
    )
    uow.session.add(row)
    uow.session.flush()


def make_resident(
    uow: UnitOfWork, community_id: int, *, minutes: int = 0, points: int = 0, name: str = "李阿姨"
) -> Someone:
    """Store a resident who has earned minutes and points."""
    someone = make_member(uow, community_id, name=name)
    if minutes or points:
        earn(uow, community_id, someone.member_id, time=minutes, points=points)
    return someone


def bind_phone(uow: UnitOfWork, someone: Someone, phone: str) -> None:
    """Let a person have bound a phone."""
    person = uow.session.get_one(Person, someone.person_id)
    person.phone, person.phone_hash = phone, runtime().cipher.lookup_hash("phone", phone)
    uow.session.flush()


def tie(
    uow: UnitOfWork,
    one: Someone,
    other: Someone,
    relation: Relation = Relation.SIBLING,
    state: TieState = TieState.CONFIRMED,
) -> UUID:
    """Store a relation that ``one`` has stated of ``other``."""
    low, high = sorted((one.member_id, other.member_id))
    row = KinTie(
        community_id=one.community_id,
        id=uow.new_id(),
        low_member_id=low,
        high_member_id=high,
        proposed_by=one.member_id,
        relation=relation,
        state=state,
        created_at=uow.now,
    )
    uow.session.add(row)
    uow.session.flush()
    return row.id


def give(uow: UnitOfWork, giver: Someone, receiver: Someone, minutes: int) -> UUID:
    """Give and return the gift."""
    return UUID(str(service.give(uow, giver.actor, giver.community_id, NewGift(receiver.member_id, minutes))["id"]))


def store_gift(uow: UnitOfWork, tie_id: UUID, giver: Someone, receiver: Someone) -> UUID:
    """Book a gift in a community whose rules allow none."""
    gift = Gift(
        community_id=giver.community_id,
        id=uow.new_id(),
        tie_id=tie_id,
        giver_id=giver.member_id,
        receiver_id=receiver.member_id,
        minutes=30,
        message="",
        given_at=uow.now,
    )
    uow.session.add(gift)
    uow.session.flush()
    transfer = Transfer(
        TimeAccount.member(giver.member_id),
        TimeAccount.member(receiver.member_id),
        TimeCredits(30),
        TransferType.GIFT,
        f"gift:{gift.id}",
        "亲属赠与",
        ("gift", gift.id),
    )
    books.post(uow, giver.community_id, [transfer])
    return gift.id


def minutes_of(uow: UnitOfWork, someone: Someone) -> int:
    """Return a member's time credits."""
    account = TimeAccount.member(someone.member_id)
    return books.balances(uow, someone.community_id, [account])[account].balance


def pool_of(uow: UnitOfWork, community_id: int) -> tuple[int, int]:
    """Return the pool's minutes and points."""
    accounts = [TimeAccount.pool(), PointAccount.pool()]
    found = books.balances(uow, community_id, accounts)
    return found[accounts[0]].balance, found[accounts[1]].balance


def fill_pool(uow: UnitOfWork, community_id: int, minutes: int) -> Someone:
    """Let a resident earn minutes and give them to the pool."""
    donor = make_resident(uow, community_id, minutes=minutes, name="周捐者")
    service.donate(uow, donor.actor, community_id, NewPoolDonation(Book.TIME, minutes))
    return donor


def make_entitled(
    uow: UnitOfWork, desk: Desk, *, monthly: int = 120, automatic: bool = False, days: int = 90
) -> tuple[Someone, UUID]:
    """Store an elder with an entitlement that the lead approved."""
    elder = make_member(uow, desk.community_id, name="郑奶奶", birth_date=date(1940, 1, 1))
    entitlement_id = propose(uow, desk, elder, monthly=monthly, automatic=automatic, days=days)
    service.move_entitlement(uow, desk.lead.actor, desk.community_id, entitlement_id, EntitlementMove.APPROVE, "")
    return elder, entitlement_id


def propose(
    uow: UnitOfWork, desk: Desk, elder: Someone, *, monthly: int = 120, automatic: bool = False, days: int = 90
) -> UUID:
    """Let staff propose an entitlement."""
    last = uow.now.date() + timedelta(days=days)
    new = NewEntitlement(elder.member_id, Ground.ALONE_80, monthly, last, automatic)
    return UUID(str(service.propose_entitlement(uow, desk.staff.actor, desk.community_id, new)["id"]))


@dataclass(frozen=True)
class FundOfUnit:
    """A fund that a unit keeps, and the unit's contact."""

    fund_id: UUID
    unit_id: UUID
    contact: Someone


def make_fund(uow: UnitOfWork, lead: Someone, unit: tuple[UUID, Someone] | None = None) -> FundOfUnit:
    """Open a fund that a unit keeps."""
    cid = lead.community_id
    unit_id = unit[0] if unit else make_unit(uow, cid, kind=UnitKind.SOCIAL_GROUP)
    contact = unit[1] if unit else make_member(uow, cid, name="钱联络", unit=(unit_id, Role.UNIT_CONTACT))
    fund = service.open_fund(uow, lead.actor, cid, NewFund("助老基金", "给独居老人添置用品", unit_id))
    return FundOfUnit(UUID(str(fund["id"])), unit_id, contact)


def record(
    uow: UnitOfWork, staff: Someone, fund_id: UUID, amount: int, goods: Goods | None = None, **donor: object
) -> UUID:
    """Let staff record a donation of fen, or of goods, by a name on paper unless a donor is given."""
    given = donor or {"donor_name": "吴先生"}
    new = NewDonation(amount, uow.now.date(), "收据0012", goods=goods, **given)  # type: ignore[arg-type]  # of a test
    return UUID(str(service.record_donation(uow, staff.actor, staff.community_id, fund_id, new)["id"]))


def acknowledge(uow: UnitOfWork, keeper: Someone, donation_id: UUID) -> None:
    """Let the keeper say that it came."""
    service.move_donation(uow, keeper.actor, keeper.community_id, donation_id, DonationMove.ACKNOWLEDGE, "")


def use(uow: UnitOfWork, staff: Someone, fund_id: UUID, amount: int, goods_id: UUID | None = None) -> UUID:
    """Let staff record a use."""
    new = NewUse(amount, "买防滑垫20张", uow.now.date(), "发票0034", goods_id)
    return UUID(str(service.record_use(uow, staff.actor, staff.community_id, fund_id, new)["id"]))
