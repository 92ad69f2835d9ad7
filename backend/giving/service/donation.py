"""Donations of money and goods: recorded by one, acknowledged by the fund's keeper, and what became of each."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.attachments import service as attachments
from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.clock import LOCAL_ZONE, local_date
from backend.core.errors import NotFoundError
from backend.giving import events
from backend.giving.errors import NotKeeperError, SameHandsError
from backend.giving.models import Fund, FundDonation
from backend.giving.moves import DONATION_MOVES, DonationMove
from backend.giving.policy import POLICY, A
from backend.giving.rules import decide_donation
from backend.giving.service.donation_view import view_donations
from backend.giving.service.fund import goods_of, keeps, load_fund, receive
from backend.giving.types import DonationState, NewDonation
from backend.infra import links, numbers, outbox
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.rows import row_by_id
from backend.infra.uow import UnitOfWork

S = DonationState


def record_donation(
    uow: UnitOfWork, actor: Actor, community_id: int, fund_id: UUID, new: NewDonation
) -> dict[str, Any]:
    """Record what came to a fund; it counts once the keeper, another person, has acknowledged it.

    Raises NotFoundError (fund, member, unit), DonorError, TooLateDayError, InvalidError for photos.
    """
    fund = load_fund(uow, community_id, fund_id)
    POLICY.permit(actor, A.RECORD_DONATION, unit_id=fund.keeper_unit_id)
    decide_donation(new, today=local_date(uow.now))
    if new.donor_member_id is not None:
        communities.get_member(uow, community_id, new.donor_member_id)
    if new.donor_unit_id is not None:
        communities.get_unit(uow, community_id, new.donor_unit_id)
    attachments.use_photos(uow, actor, community_id, new.photos)
    row = FundDonation(
        community_id=community_id,
        id=uow.new_id(),
        fund_id=fund_id,
        goods_id=None if new.goods is None else goods_of(uow, community_id, fund_id, new.goods).id,
        amount=new.amount,
        estimated_fen=new.estimated_fen if new.goods is not None else None,
        donor_member_id=new.donor_member_id,
        donor_unit_id=new.donor_unit_id,
        donor_name=new.donor_name or None,
        anonymous=new.anonymous,
        received_on=new.received_on,
        evidence=new.evidence,
        photos=[str(photo) for photo in new.photos],
        state=S.RECORDED,
        recorded_by=actor.member_id,
        recorded_at=uow.now,
        decision_note="",
    )
    uow.session.add(row)
    uow.session.flush()
    keeper = fund.keeper_unit_id and str(fund.keeper_unit_id)
    told = {"donation_id": str(row.id), "fund": fund.name, "keeper_unit_id": keeper}
    outbox.record(uow, community_id, events.DONATION_RECORDED, told)
    return view_donations(uow, actor, [row])[0]


def move_donation(
    uow: UnitOfWork, actor: Actor, community_id: int, donation_id: UUID, move: DonationMove, note: str
) -> dict[str, Any]:
    """Acknowledge a donation, which gives it its receipt, or say that it did not come (the fund's keeper).

    Raises NotFoundError, NotKeeperError, SameHandsError for who recorded it, MoveNotAllowedError.
    """
    row = lock_donation(uow, community_id, donation_id)
    fund = load_fund(uow, community_id, row.fund_id)
    POLICY.permit(actor, A.MOVE_DONATION, unit_id=fund.keeper_unit_id)
    if not keeps(actor, fund):
        raise NotKeeperError
    if actor.member_id == row.recorded_by:
        raise SameHandsError
    state = DONATION_MOVES.next(S(row.state), move)
    place, number = _acknowledge(uow, row, fund) if state is S.ACKNOWLEDGED else (None, None)
    row.state, row.place, row.number = state, place, number
    row.decided_by, row.decided_at, row.decision_note = actor.member_id, uow.now, note
    uow.session.flush()
    return view_donations(uow, actor, [row])[0]


def _acknowledge(uow: UnitOfWork, row: FundDonation, fund: Fund) -> tuple[int, str]:
    """Count it and tie it to its fund; return its place and its number, taken last, for others queue on that."""
    community_id = row.community_id
    place = receive(uow, community_id, row.fund_id, row.goods_id, row.amount)
    links.record(uow, community_id, from_=("fund_donation", row.id), to=("fund", row.fund_id), relation="donated")
    year = uow.now.astimezone(LOCAL_ZONE).year
    number = f"捐-{year}-{numbers.next_number(uow, community_id, f'donation:{year}'):06d}"
    if row.donor_member_id is not None:
        told = {
            "donation_id": str(row.id),
            "member_id": str(row.donor_member_id),
            "fund": fund.name,
            "number": number,
        }
        outbox.record(uow, community_id, events.DONATION_ACKNOWLEDGED, told)
    return place, number


def lock_donation(uow: UnitOfWork, community_id: int, donation_id: UUID) -> FundDonation:
    """Return the donation, held until the end of the unit of work; raises NotFoundError."""
    return row_by_id(uow, FundDonation, community_id, donation_id, lock=True)


def list_donations(
    uow: UnitOfWork,
    actor: Actor,
    community_id: int,
    fund_id: UUID,
    *,
    state: DonationState | None,
    page: PageRequest,
) -> Page[dict[str, Any]]:
    """Return a fund's donations, newest first: to members what was acknowledged, to who records them all."""
    POLICY.permit(actor, A.READ_FUNDS)
    fund = load_fund(uow, community_id, fund_id)
    if not POLICY.allows(actor, A.RECORD_DONATION, unit_id=fund.keeper_unit_id):
        state = S.ACKNOWLEDGED
    wanted = select(FundDonation).where(FundDonation.community_id == community_id, FundDonation.fund_id == fund_id)
    if state is not None:
        wanted = wanted.where(FundDonation.state == state)
    found = fetch_page(uow.session, wanted, page, keys=[FundDonation.id])
    return Page(view_donations(uow, actor, found.items), found.next_cursor)


def list_own_donations(uow: UnitOfWork, actor: Actor, community_id: int, page: PageRequest) -> Page[dict[str, Any]]:
    """Return what the caller gave to funds, newest first, and how much of each is used."""
    POLICY.permit(actor, A.READ_OWN_DONATIONS)
    wanted = select(FundDonation).where(
        FundDonation.community_id == community_id, FundDonation.donor_member_id == actor.member_id
    )
    found = fetch_page(uow.session, wanted, page, keys=[FundDonation.id])
    return Page(view_donations(uow, actor, found.items), found.next_cursor)


def get_donation(uow: UnitOfWork, actor: Actor, community_id: int, donation_id: UUID) -> dict[str, Any]:
    """Return one donation to its donor, the keeper and the desk; raises NotFoundError, ForbiddenError."""
    return view_donations(uow, actor, [read_donation(uow, actor, community_id, donation_id)])[0]


def read_donation(uow: UnitOfWork, actor: Actor, community_id: int, donation_id: UUID) -> FundDonation:
    """Return the row to who may see all of it; raises NotFoundError, ForbiddenError."""
    row = uow.session.get(FundDonation, (community_id, donation_id), populate_existing=True)
    if row is None:
        raise NotFoundError
    fund = load_fund(uow, community_id, row.fund_id)
    is_units = row.donor_unit_id is not None and POLICY.allows(actor, A.READ_DONATION, unit_id=row.donor_unit_id)
    if not is_units:
        POLICY.permit(actor, A.READ_DONATION, unit_id=fund.keeper_unit_id, member_id=row.donor_member_id)
    return row
