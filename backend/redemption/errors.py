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


class TokenReplayedError(SangongError):
    """The token was taken before: it names fewer uses than there were, or counted at this shop already."""

    code = "token_replayed"
    title = "这个码已经用过一次，请持券人打开兑换券刷新，或改用券号和密码"


class PiecesTooManyError(SangongError):
    """More pieces are asked for than the voucher has left (``left``)."""

    code = "pieces_too_many"
    title = "券里没有这么多份了，请减少份数"


class PinWrongError(SangongError):
    """No voucher has this number and PIN; ``left`` tries remain where the number is right."""

    code = "pin_wrong"
    kind = Kind.INVALID
    title = "券号或密码不对，请看着持券人的手机再输一遍"


class PinLockedError(SangongError):
    """Too many wrong PINs; none is looked at before ``again_at``."""

    code = "too_many_tries"
    kind = Kind.TOO_MANY
    title = "密码输错次数太多，请过一会儿再试，或改为扫码"


class SyncTooLateError(SangongError):
    """What was taken without a network arrived too long after."""

    code = "sync_too_late"
    title = "超过72小时才同步，请联系社区工作者核对"


class NotSignedError(SangongError):
    """The token can only be checked with a network."""

    code = "token_needs_network"
    title = "这张券要联网才能核销"


class GuaranteeExhaustedError(SangongError):
    """The voucher held nothing any more, and the reserve or its cap does not pay for it."""

    code = "guarantee_exhausted"
    title = "券已在别处用完，社区保障金不够支付，请联系社区工作者"


class ClientIdReusedError(SangongError):
    """The phone's id was used for another redemption."""

    code = "client_id_reused"
    title = "这个编号已用于另一笔核销"


class ShopInvitedError(SangongError):
    """The merchant is asked already, takes the vouchers already, or offers the thing itself."""

    code = "shop_invited"
    title = "这家商户已经在列"


class FlagUnheardError(SangongError):
    """A flag is lifted only after the holder was heard."""

    code = "flag_unheard"
    title = "请先听持券人怎么说，再处理"


class FlagNotedError(SangongError):
    """It was written before; what is written stays."""

    code = "flag_noted"
    title = "已经写过，不能再改"


class OwnHandError(ForbiddenError):
    """It takes somebody else."""

    code = "own_hand"
    title = "这一步要由另一个人来办"
