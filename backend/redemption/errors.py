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


class AlreadyAppliedError(SangongError):
    """The unit has applied before, or is a merchant already (``state``)."""

    code = "already_applied"
    title = "这个单位已经提交过入驻申请"


class LicenceTakenError(SangongError):
    """Another merchant here has this licence number."""

    code = "licence_taken"
    title = "这个统一社会信用代码已有商户使用，请核对"


class LicenceDiffersError(SangongError):
    """The community entered another unified social credit code for this unit."""

    code = "licence_differs"
    title = "与社区登记的统一社会信用代码不同，请对照执照核对；执照没错，请联系社区更正"


class NotCheckedError(SangongError):
    """An application is checked by staff before it is decided."""

    code = "not_checked"
    title = "请先由社区工作者核对执照和资料"


class SamePersonError(SangongError):
    """Whoever checked an application, or applied, does not decide it; a contact of the shop does neither."""

    code = "same_person"
    title = "申请、核对和批准要由不同的人办理"


class PausedByDeskError(SangongError):
    """The community paused the shop; the community alone lets it go on."""

    code = "paused_by_desk"
    title = "是社区暂停的，请联系社区恢复"


class MerchantNotActiveError(SangongError):
    """Only an active merchant pledges and offers (``state``)."""

    code = "merchant_not_active"
    title = "商户还没有通过入驻，或已暂停、停业，暂时不能办理"


class ShopPausedError(SangongError):
    """The shop pauses: nothing of it is bought for now."""

    code = "shop_paused"
    title = "商户暂停兑换，恢复后再来"


class ShopClosedError(SangongError):
    """The shop has closed; what its vouchers hold goes back to their holders."""

    code = "shop_closed"
    title = "商户已经停业，积分会退回给持券人"


class StockBelowSoldError(SangongError):
    """Stock is never less than what was sold (``sold``)."""

    code = "stock_below_sold"
    kind = Kind.INVALID
    title = "库存不能少于已兑出的数量"


class VersionRequiredError(SangongError):
    """An edit came without If-Match: the version it was made on."""

    code = "version_required"
    kind = Kind.PRECONDITION_REQUIRED
    title = "请刷新后再改"


class DayCapReachedError(SangongError):
    """The offer's pieces of today are gone (``left`` are left); from ``again_at`` on there are new ones."""

    code = "day_cap_reached"
    title = "今天的份数不够了，明天再来"


class MemberCapReachedError(SangongError):
    """One member may have no more for now (``left``, ``cap``, ``per`` day or month, ``again_at``)."""

    code = "member_cap_reached"
    title = "您已达到每人限兑的数量"


class RefundWindowOverError(SangongError):
    """The days in which it may be given back are over, or there were none (``until``)."""

    code = "refund_window_over"
    title = "已过可退的期限"


class AlreadyRefundedError(SangongError):
    """These pieces were given back before; ``left`` may still be."""

    code = "already_refunded"
    title = "这些已经退过了"


class RefundAskedError(SangongError):
    """One open request for a redemption is enough."""

    code = "refund_asked"
    title = "已经申请过退货，等商户答复"


class ShopAnswersFirstError(SangongError):
    """The shop has its working days to answer (``until``); then the desk may."""

    code = "shop_answers_first"
    title = "商户答复期限还没到，到期后社区可以处理"
