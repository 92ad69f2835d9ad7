"""The community's pool: what members give to it, and its public account, which names no receiver."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from backend.books import service as books
from backend.books.types import Book, Flow, Flows, PointAccount, TimeAccount, Transfer, TransferType
from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.amounts import Points, TimeCredits
from backend.core.clock import local_date, local_day
from backend.core.errors import InvalidError
from backend.core.names import mask_name
from backend.giving.errors import DonationsNotAllowedError, DonorMinorError
from backend.giving.models import Grant, PoolDonation
from backend.giving.policy import POLICY, A
from backend.giving.rules import GIVER_AGE_MIN
from backend.giving.types import GROUND_NAMES, Ground, NewPoolDonation
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.uow import UnitOfWork

TITLE = "捐入公益池"
ANONYMOUS = "匿名"
IN_NAMES = {
    TransferType.DONATE: "居民捐赠",
    TransferType.EARN_TIME: "服务时长超出上限转入",
    TransferType.EARN_POINTS: "服务时长超出上限转入",
}
OUT_NAMES = {
    TransferType.GRANT: "发放给困难居民",
    TransferType.EXCHANGE: "代付困难居民的互助服务",
    TransferType.GUARANTEE: "转入兑换保障金",
}
OTHER_IN, OTHER_OUT = "更正或退回", "更正或退回"
DAYS_MAX = 731


def donate(uow: UnitOfWork, actor: Actor, community_id: int, new: NewPoolDonation) -> dict[str, Any]:
    """Give one's own time credits or points to the pool; it can't be taken back.

    Raises DonationsNotAllowedError where the rules in force forbid it (what they don't mention is allowed: it takes
    nothing from anybody else), DonorMinorError, and books' InsufficientTimeError or InsufficientPointsError; then
    nothing has moved.
    """
    POLICY.permit(actor, A.DONATE)
    assert actor.member_id is not None, "the policy lets members donate and nobody else"
    pack = books.pack_on(uow, community_id, local_date(uow.now))
    if pack is not None and pack.spend.donate is False:
        raise DonationsNotAllowedError
    if communities.member_age_on(uow, community_id, actor.member_id, local_date(uow.now)) < GIVER_AGE_MIN:
        raise DonorMinorError
    donation = PoolDonation(
        community_id=community_id,
        id=uow.new_id(),
        member_id=actor.member_id,
        book=new.book,
        amount=new.amount,
        anonymous=new.anonymous,
        given_at=uow.now,
    )
    books.post(uow, community_id, [_transfer(donation)])
    uow.session.add(donation)
    uow.session.flush()
    return view_donations(uow, actor, [donation])[0]


def _transfer(donation: PoolDonation) -> Transfer[Any]:
    key, source = f"pool_donation:{donation.id}", ("pool_donation", donation.id)
    if donation.book == Book.TIME:
        debit, credit = TimeAccount.member(donation.member_id), TimeAccount.pool()
        return Transfer(debit, credit, TimeCredits(donation.amount), TransferType.DONATE, key, TITLE, source)
    from_, to = PointAccount.member(donation.member_id), PointAccount.pool()
    return Transfer(from_, to, Points(donation.amount), TransferType.DONATE, key, TITLE, source)


def list_pool_donations(uow: UnitOfWork, actor: Actor, community_id: int, page: PageRequest) -> Page[dict[str, Any]]:
    """Return what was given to the pool, newest first; donors as they chose."""
    POLICY.permit(actor, A.READ_POOL)
    wanted = select(PoolDonation).where(PoolDonation.community_id == community_id)
    found = fetch_page(uow.session, wanted, page, keys=[PoolDonation.id])
    return Page(view_donations(uow, actor, found.items), found.next_cursor)


def view_donations(uow: UnitOfWork, actor: Actor, rows: Sequence[PoolDonation]) -> list[dict[str, Any]]:
    """Return donations; a donor is a masked name, or anonymous, and knows their own."""
    shown = [row.member_id for row in rows if not row.anonymous]
    people = communities.members_by_ids(uow, rows[0].community_id, shown) if rows else {}
    return [
        {
            "id": row.id,
            "book": Book(row.book),
            "amount": row.amount,
            "donor_name": ANONYMOUS if row.anonymous else mask_name(people[row.member_id].name),
            "mine": row.member_id == actor.member_id,
            "given_at": row.given_at,
        }
        for row in rows
    ]


def pool_account(
    uow: UnitOfWork, actor: Actor, community_id: int, *, first: date | None, last: date | None
) -> dict[str, Any]:
    """Return the pool's account over local days, both included (None: this year until today), for both books.

    opening + what came in - what went out = closing, all of it summed from the ledger. Grants are counted by month and
    ground and name nobody. Raises InvalidError for a time that is too long, books' ArchivedError.
    """
    POLICY.permit(actor, A.READ_POOL)
    today = local_date(uow.now)
    first, last = first or date(today.year, 1, 1), last or today
    if not 0 <= (last - first).days < DAYS_MAX:
        raise InvalidError({"to": [f"一次最多看{DAYS_MAX}天"]})
    start, end = local_day(first)[0], local_day(last)[1]
    now = books.balances(uow, community_id, [TimeAccount.pool(), PointAccount.pool()])
    return {
        "first": first,
        "last": last,
        "books": [
            {
                "book": account.book,
                "balance": now[account].balance,
                "available": now[account].available,
                **_account(books.flows_of(uow, community_id, account, start, end)),
            }
            for account in (TimeAccount.pool(), PointAccount.pool())
        ],
        "grants": _grants(uow, community_id, start, end),
    }


def _account(found: Flows) -> dict[str, Any]:
    came = [_line(flow, IN_NAMES.get(flow.type, OTHER_IN)) for flow in found.flows if flow.incoming]
    went = [_line(flow, OUT_NAMES.get(flow.type, OTHER_OUT)) for flow in found.flows if not flow.incoming]
    return {"opening": found.opening, "came_in": came, "went_out": went, "closing": found.closing}


def _line(flow: Flow, name: str) -> dict[str, Any]:
    return {"kind": flow.type.value, "name": name, "count": flow.times, "amount": flow.amount}


def _grants(uow: UnitOfWork, community_id: int, start: datetime, end: datetime) -> list[dict[str, Any]]:
    """Return how many grants there were, for how many people, by local month and ground, the newest month first."""
    rows = uow.session.execute(
        select(Grant.month, Grant.ground, func.count().label("count"), func.sum(Grant.minutes).label("minutes"))
        .where(Grant.community_id == community_id, Grant.given_at >= start, Grant.given_at < end)
        .group_by(Grant.month, Grant.ground)
        .order_by(Grant.month.desc(), Grant.ground)
    )
    return [
        {
            "month": row.month,
            "ground": Ground(row.ground),
            "ground_name": GROUND_NAMES[Ground(row.ground)],
            "count": row.count,
            "minutes": int(row.minutes),
        }
        for row in rows
    ]
