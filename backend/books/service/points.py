"""What happens to points between a merchant's promise and its fulfilment. Who may do it is decided above."""

from uuid import UUID

from backend.books.service.posting import post
from backend.books.types import AnyTransfer, Mode, PointAccount, Transfer, TransferType
from backend.core.amounts import AMOUNT_MAX, Points
from backend.infra.uow import UnitOfWork


def pledge_points(
    uow: UnitOfWork, community_id: int, *, unit_id: UUID, pledge_id: UUID, points: Points, title: str
) -> Points:
    """Add what a merchant promises to backing, once per pledge; return the points pledged."""
    return _move(
        uow,
        community_id,
        Transfer(
            PointAccount.pledge(unit_id),
            PointAccount.backing(),
            points,
            TransferType.PLEDGE,
            f"pledge:{pledge_id}:pledge",
            title,
            ("pledge", pledge_id),
        ),
    )


def lapse_pledge(
    uow: UnitOfWork,
    community_id: int,
    *,
    unit_id: UUID,
    pledge_id: UUID,
    points: Points,
    title: str,
    turn: int = 1,
) -> Points:
    """Take a promise back, up to what backing still holds; return the points that lapsed, perhaps 0.

    What members have earned stays promised. ``turn`` tells a later try on the same pledge from a repetition.
    """
    return _move(
        uow,
        community_id,
        Transfer(
            PointAccount.backing(),
            PointAccount.pledge(unit_id),
            points,
            TransferType.LAPSE,
            f"pledge:{pledge_id}:lapse:{turn}",
            title,
            ("pledge", pledge_id),
            mode=Mode.UP_TO,
        ),
    )


def issue_voucher(
    uow: UnitOfWork, community_id: int, *, voucher_id: UUID, member_id: UUID, points: Points, title: str
) -> Points:
    """Move a member's points into a voucher, once per voucher; raises InsufficientPointsError."""
    return _move(
        uow,
        community_id,
        Transfer(
            PointAccount.member(member_id),
            PointAccount.voucher(voucher_id),
            points,
            TransferType.VOUCHER_ISSUE,
            f"voucher:{voucher_id}:issue",
            title,
            ("voucher", voucher_id),
        ),
    )


def use_voucher(
    uow: UnitOfWork,
    community_id: int,
    *,
    voucher_id: UUID,
    unit_id: UUID,
    points: Points,
    title: str,
    use: int = 1,
) -> Points:
    """Move points from a voucher to the merchant, once per ``use``; raises InsufficientPointsError."""
    return _move(
        uow,
        community_id,
        Transfer(
            PointAccount.voucher(voucher_id),
            PointAccount.merchant(unit_id),
            points,
            TransferType.VOUCHER_USE,
            f"voucher:{voucher_id}:use:{use}",
            title,
            ("voucher", voucher_id),
        ),
    )


def return_voucher(uow: UnitOfWork, community_id: int, *, voucher_id: UUID, member_id: UUID, title: str) -> Points:
    """Give back all that the voucher still holds, once; return the points, 0 when it was used up."""
    return _move(
        uow,
        community_id,
        Transfer(
            PointAccount.voucher(voucher_id),
            PointAccount.member(member_id),
            Points(AMOUNT_MAX),
            TransferType.VOUCHER_RETURN,
            f"voucher:{voucher_id}:return",
            title,
            ("voucher", voucher_id),
            mode=Mode.UP_TO,
        ),
    )


def _move(uow: UnitOfWork, community_id: int, transfer: AnyTransfer) -> Points:
    return Points(post(uow, community_id, [transfer])[0].amount)
