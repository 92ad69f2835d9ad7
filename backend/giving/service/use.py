"""What a fund was used for, for all to see; never more than is left, and corrected by rows that say so."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from backend.attachments import service as attachments
from backend.core.actor import Actor
from backend.core.clock import local_date
from backend.core.errors import NotFoundError
from backend.giving.errors import CorrectionError, FundShortError
from backend.giving.models import Fund, FundGoods, FundUse
from backend.giving.policy import POLICY, A
from backend.giving.rules import decide_day
from backend.giving.service.fund import goods_by_ids, load_fund, lock_counted, spend
from backend.giving.types import NewUse
from backend.infra import links
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists


def record_use(uow: UnitOfWork, actor: Actor, community_id: int, fund_id: UUID, new: NewUse) -> dict[str, Any]:
    """Disclose a use of the fund's money or goods.

    Raises NotFoundError (fund, goods, entry), TooLateDayError, FundShortError (``left``), InvalidError for photos.
    """
    fund = load_fund(uow, community_id, fund_id)
    POLICY.permit(actor, A.RECORD_USE, unit_id=fund.keeper_unit_id)
    decide_day(new.used_on, today=local_date(uow.now))
    if new.entry_id is not None:
        lists.get_visible_entry(uow, actor, community_id, new.entry_id)
    attachments.use_photos(uow, actor, community_id, new.photos)
    if not spend(uow, community_id, fund_id, new.goods_id, new.amount):
        raise FundShortError(left=_left(uow, fund, new.goods_id))
    use = FundUse(
        community_id=community_id,
        id=uow.new_id(),
        fund_id=fund_id,
        goods_id=new.goods_id,
        amount=new.amount,
        purpose=new.purpose,
        used_on=new.used_on,
        evidence=new.evidence,
        photos=[str(photo) for photo in new.photos],
        entry_id=new.entry_id,
        recorded_by=actor.member_id,
        recorded_at=uow.now,
    )
    uow.session.add(use)
    uow.session.flush()
    links.record(uow, community_id, from_=("fund", fund_id), to=("fund_use", use.id), relation="spent")
    if new.entry_id is not None:
        links.record(uow, community_id, from_=("fund_use", use.id), to=("entry", new.entry_id), relation="served")
    return view_uses(uow, [use])[0]


def _left(uow: UnitOfWork, fund: Fund, goods_id: UUID | None) -> int:
    """Return what is left; raises NotFoundError for goods that are not this fund's."""
    if goods_id is None:
        now = load_fund(uow, fund.community_id, fund.id)
        return now.received - now.used
    goods = uow.session.get(FundGoods, (fund.community_id, goods_id), populate_existing=True)
    if goods is None or goods.fund_id != fund.id:
        raise NotFoundError
    return goods.received - goods.used


def correct_use(
    uow: UnitOfWork, actor: Actor, community_id: int, use_id: UUID, *, amount: int, reason: str
) -> dict[str, Any]:
    """Take back ``amount`` of a use that was recorded wrongly, by a row of its own that names it.

    Raises NotFoundError (also for a correction), CorrectionError (``left``).
    """
    use = uow.session.get(FundUse, (community_id, use_id))
    if use is None:
        raise NotFoundError
    fund = load_fund(uow, community_id, use.fund_id)
    POLICY.permit(actor, A.RECORD_USE, unit_id=fund.keeper_unit_id)
    if use.corrects_id is not None:
        raise NotFoundError
    lock_counted(uow, community_id, use.fund_id, use.goods_id)
    left = use.amount + _corrected(uow, community_id, use_id)
    if amount > left:
        raise CorrectionError(left=left)
    spend(uow, community_id, use.fund_id, use.goods_id, -amount)
    correction = FundUse(
        community_id=community_id,
        id=uow.new_id(),
        fund_id=use.fund_id,
        goods_id=use.goods_id,
        amount=-amount,
        purpose=f"更正：{reason}",
        used_on=local_date(uow.now),
        evidence="",
        photos=[],
        corrects_id=use_id,
        recorded_by=actor.member_id,
        recorded_at=uow.now,
    )
    uow.session.add(correction)
    uow.session.flush()
    return view_uses(uow, [correction])[0]


def _corrected(uow: UnitOfWork, community_id: int, use_id: UUID) -> int:
    """Return the sum of a use's corrections, 0 or below."""
    summed = select(func.coalesce(func.sum(FundUse.amount), 0)).where(
        FundUse.community_id == community_id, FundUse.corrects_id == use_id
    )
    return int(uow.session.scalar(summed) or 0)


def list_uses(
    uow: UnitOfWork, actor: Actor, community_id: int, fund_id: UUID, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return what a fund was used for, newest first; raises NotFoundError."""
    POLICY.permit(actor, A.READ_FUNDS)
    load_fund(uow, community_id, fund_id)
    wanted = select(FundUse).where(FundUse.community_id == community_id, FundUse.fund_id == fund_id)
    found = fetch_page(uow.session, wanted, page, keys=[FundUse.id])
    return Page(view_uses(uow, found.items), found.next_cursor)


def view_uses(uow: UnitOfWork, rows: Sequence[FundUse]) -> list[dict[str, Any]]:
    """Return uses with their photos; an entry goes by its id and its readers open it."""
    if not rows:
        return []
    community_id = rows[0].community_id
    goods = goods_by_ids(uow, community_id, [row.goods_id for row in rows])
    photos = attachments.photos_by_ids(uow, community_id, [UUID(photo) for row in rows for photo in row.photos])
    return [
        {
            "id": row.id,
            "goods": None
            if row.goods_id is None
            else {"id": row.goods_id, "what": goods[row.goods_id].what, "unit": goods[row.goods_id].unit},
            "amount": row.amount,
            "purpose": row.purpose,
            "used_on": row.used_on,
            "evidence": row.evidence,
            "photos": [photos[UUID(photo)] for photo in row.photos if UUID(photo) in photos],
            "entry_id": row.entry_id,
            "corrects_id": row.corrects_id,
            "recorded_at": row.recorded_at,
        }
        for row in rows
    ]
