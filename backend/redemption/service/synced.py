"""The answers to a sync, and the list of what was synced."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.clock import local_date, local_day
from backend.core.errors import SangongError
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.uow import UnitOfWork
from backend.redemption import errors
from backend.redemption.models import SyncedItem, Voucher
from backend.redemption.policy import POLICY, A
from backend.redemption.service.taken import Taken
from backend.redemption.service.view import number_text
from backend.redemption.types import OfflineItem, SyncOutcome

OUTCOME_NAMES = {
    SyncOutcome.ACCEPTED: "已入账",
    SyncOutcome.ALREADY: "早已入账",
    SyncOutcome.GUARANTEED: "已由保障金支付",
    SyncOutcome.REFUSED: "没有入账",
}
REFUSALS: tuple[type[SangongError], ...] = (
    errors.SyncTooLateError,
    errors.VoucherExpiredError,
    errors.OtherMerchantError,
    errors.PiecesTooManyError,
    errors.TokenReplayedError,
    errors.GuaranteeExhaustedError,
    errors.ShopClosedError,
)
_TITLES = {refusal.code: refusal.title for refusal in REFUSALS}
UNPAID = "有几份券里没有，保障金也不够支付，请联系社区工作者"


def answer_taken(taken: Taken) -> dict[str, Any]:
    """Return the answer to an item that was decided now."""
    return {
        "client_id": taken.item.client_id,
        "outcome": taken.outcome,
        "was": None,
        "code": taken.refusal.code if taken.refusal else None,
        "title": _title(taken.outcome, taken.refusal.code if taken.refusal else None, taken.unpaid),
        "pieces": taken.item.pieces,
        "guaranteed": taken.guaranteed,
        "unpaid": taken.unpaid if taken.paid else taken.item.pieces,
        "points": taken.paid * taken.voucher.price_points,
        "taken_at": taken.at,
    }


def answer_again(item: OfflineItem, row: SyncedItem) -> dict[str, Any]:
    """Return the answer to an item that was synced before: a refusal again, or that it is entered already."""
    was = SyncOutcome(row.outcome)
    outcome = SyncOutcome.REFUSED if was is SyncOutcome.REFUSED else SyncOutcome.ALREADY
    return {
        "client_id": item.client_id,
        "outcome": outcome,
        "was": was,
        "code": row.code,
        "title": _title(outcome, row.code, row.unpaid),
        "pieces": row.pieces,
        "guaranteed": row.guaranteed,
        "unpaid": row.unpaid if row.points else row.pieces,
        "points": row.points,
        "taken_at": row.taken_at,
    }


def answer_online(taken: Taken) -> dict[str, Any]:
    """Return the answer to an item that the same clerk's online try had entered already."""
    return {
        "client_id": taken.item.client_id,
        "outcome": SyncOutcome.ALREADY,
        "was": SyncOutcome.ACCEPTED,
        "code": None,
        "title": OUTCOME_NAMES[SyncOutcome.ALREADY],
        "pieces": taken.item.pieces,
        "guaranteed": 0,
        "unpaid": 0,
        "points": taken.item.pieces * taken.voucher.price_points,
        "taken_at": taken.at,
    }


def answer_refusal(item: OfflineItem, error: SangongError) -> dict[str, Any]:
    """Return the answer to an item that names no voucher of ours, or one that is not to be told of."""
    return {
        "client_id": item.client_id,
        "outcome": SyncOutcome.REFUSED,
        "was": None,
        "code": error.code,
        "title": error.detail or error.title,
        "pieces": item.pieces,
        "guaranteed": 0,
        "unpaid": item.pieces,
        "points": 0,
        "taken_at": None,
    }


def _title(outcome: SyncOutcome, code: str | None, unpaid: int) -> str:
    if code is not None:
        return _TITLES[code]
    return UNPAID if unpaid else OUTCOME_NAMES[outcome]


def list_synced(
    uow: UnitOfWork,
    actor: Actor,
    community_id: int,
    unit_id: UUID,
    *,
    outcome: SyncOutcome | None,
    page: PageRequest,
) -> Page[dict[str, Any]]:
    """Return what a shop synced, newest first, to a clerk today's; raises NotFoundError."""
    POLICY.permit(actor, A.READ_SYNCED, unit_id=unit_id)
    communities.get_unit(uow, community_id, unit_id)
    wanted = select(SyncedItem).where(SyncedItem.community_id == community_id, SyncedItem.unit_id == unit_id)
    if not POLICY.allows(actor, A.READ_STATEMENTS, unit_id=unit_id):
        wanted = wanted.where(SyncedItem.synced_at >= local_day(local_date(uow.now))[0])
    if outcome is not None:
        wanted = wanted.where(SyncedItem.outcome == outcome)
    found = fetch_page(uow.session, wanted, page, keys=[SyncedItem.synced_at, SyncedItem.client_id])
    of_rows = select(Voucher).where(
        Voucher.community_id == community_id, Voucher.id.in_({row.voucher_id for row in found.items})
    )
    vouchers = {voucher.id: voucher for voucher in uow.session.scalars(of_rows)} if found.items else {}
    return Page([_view(row, vouchers[row.voucher_id]) for row in found.items], found.next_cursor)


def _view(row: SyncedItem, voucher: Voucher) -> dict[str, Any]:
    outcome = SyncOutcome(row.outcome)
    return {
        "client_id": row.client_id,
        "voucher_number": number_text(voucher.number),
        "voucher_title": voucher.title,
        "outcome": outcome,
        "outcome_name": OUTCOME_NAMES[outcome],
        "code": row.code,
        "title": _title(outcome, row.code, row.unpaid),
        "pieces": row.pieces,
        "guaranteed": row.guaranteed,
        "unpaid": row.unpaid,
        "points": row.points,
        "taken_at": row.taken_at,
        "synced_at": row.synced_at,
    }
