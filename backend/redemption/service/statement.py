"""What a merchant can check at closing time: the ledger's own lines of a day, and its redemptions."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.books import service as books
from backend.books.types import Period, PointAccount
from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.clock import local_day
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.uow import UnitOfWork
from backend.redemption.models import Redemption, Voucher
from backend.redemption.policy import POLICY, A
from backend.redemption.service.view import number_text, view_redemptions


def get_statement(uow: UnitOfWork, actor: Actor, community_id: int, unit_id: UUID, day: date) -> dict[str, Any]:
    """Return a merchant's statement of one local day: opening + total = closing; raises NotFoundError."""
    POLICY.permit(actor, A.READ_STATEMENT, unit_id=unit_id)
    merchant = communities.get_unit(uow, community_id, unit_id)
    ledger = books.period_of(uow, community_id, PointAccount.merchant(unit_id), *local_day(day))
    lines = _lines(uow, community_id, ledger)
    return {
        "merchant": merchant,
        "date": day,
        "opening": ledger.opening,
        "lines": lines,
        "total": sum(line["points"] for line in lines),
        "count": len(lines),
        "closing": ledger.closing,
    }


def _lines(uow: UnitOfWork, community_id: int, ledger: Period) -> list[dict[str, Any]]:
    """Return every line of the ledger, with its voucher where it has one."""
    ids = {line.source_id for line in ledger.lines if line.source_type == "voucher"}
    vouchers = {
        voucher.id: voucher
        for voucher in uow.session.scalars(
            select(Voucher).where(Voucher.community_id == community_id, Voucher.id.in_(ids))
        )
    }
    shown = []
    for line in ledger.lines:
        voucher = vouchers.get(line.source_id) if line.source_id else None
        shown.append(
            {
                "at": line.at,
                "voucher_number": number_text(voucher.number) if voucher else None,
                "title": line.title,
                "quantity": line.amount // voucher.price_points if voucher else 0,
                "points": line.amount,
            }
        )
    return shown


def list_redemptions(
    uow: UnitOfWork, actor: Actor, community_id: int, unit_id: UUID, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return what a merchant redeemed, newest first; raises NotFoundError."""
    POLICY.permit(actor, A.READ_STATEMENT, unit_id=unit_id)
    communities.get_unit(uow, community_id, unit_id)
    wanted = select(Redemption).where(Redemption.community_id == community_id, Redemption.unit_id == unit_id)
    found = fetch_page(uow.session, wanted, page, keys=[Redemption.id])
    return Page(view_redemptions(uow, community_id, found.items), found.next_cursor)
