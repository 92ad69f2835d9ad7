"""Refusals of redemption."""

from backend.core.errors import ForbiddenError, Kind, SangongError


class NotAMerchantError(SangongError):
    """Only a unit of kind merchant pledges."""

    code = "not_a_merchant"
    kind = Kind.INVALID
    title = "只有商户可以承诺和提供兑换"


class PledgeEndedError(SangongError):
    """The pledge is past its last day; nothing new is offered on it."""

    code = "pledge_ended"
    title = "这项承诺已经结束"


class PledgeExhaustedError(SangongError):
    """What is redeemed on a pledge never exceeds it; ``left`` points are left."""

    code = "pledge_exhausted"
    title = "商户承诺的数额已经兑完"


class SoldOutError(SangongError):
    """Fewer are left than asked for (``left``)."""

    code = "sold_out"
    title = "已经兑完，换一样看看"


class OfferPausedError(SangongError):
    """The merchant has paused the offer."""

    code = "offer_paused"
    title = "商户暂停了这项兑换"


class OfferClosedError(SangongError):
    """The merchant has closed the offer, or its pledge has ended."""

    code = "offer_closed"
    title = "这项兑换已经结束"


class PriceChangedError(SangongError):
    """The price shown is not the price now (``price_points``)."""

    code = "price_changed"
    title = "所需积分已变动，请看清后再确认"


class VoucherUsedError(SangongError):
    """The voucher was used before (``used_at``)."""

    code = "voucher_used"
    title = "这张兑换券已经用过"


class VoucherExpiredError(SangongError):
    """The voucher is past its last day; its points go back by themselves."""

    code = "voucher_expired"
    title = "这张兑换券已经过期，积分会退回给持券人"


class VoucherCancelledError(SangongError):
    """Its holder cancelled the voucher."""

    code = "voucher_cancelled"
    title = "这张兑换券已被持券人取消"


class TokenForgedError(SangongError):
    """The token was not made here, or was altered."""

    code = "token_forged"
    kind = Kind.INVALID
    title = "这不是有效的兑换码"


class OtherMerchantError(ForbiddenError):
    """The voucher is for another merchant."""

    code = "other_merchant"
    title = "这张兑换券是别家商户的"
