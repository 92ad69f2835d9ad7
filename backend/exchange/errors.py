"""Refusals of exchange."""

from backend.core.errors import ForbiddenError, Kind, SangongError


class NotEntitledError(ForbiddenError):
    """The pool pays for members alone to whom it was granted."""

    code = "not_entitled"
    title = "公益池只为社区登记的、不便服务的居民支付，请联系社区工作者登记"


class TooManyOpenError(SangongError):
    """The member has ``most`` open requests."""

    code = "too_many_open"
    kind = Kind.TOO_MANY
    title = "您还没有人应答的互助请求太多，请先取消不需要的"


class OwnOrderError(ForbiddenError):
    """Nobody helps themselves, or whom they ask for."""

    code = "own_order"
    title = "这是您自己的请求，不能自己应答"


class SameHouseholdError(ForbiddenError):
    """The pool does not pay for help within a household, nor between those who have stated that they are kin."""

    code = "same_household"
    title = "家人、亲友之间的帮忙，不从公益池支付"


class AlreadyAnsweredError(SangongError):
    """The helper's answer stands."""

    code = "already_answered"
    title = "您已经应答过，请等对方选择"


class OrderClosedError(SangongError):
    """The order takes no answers any more."""

    code = "order_closed"
    title = "这个请求已经有人帮忙或已结束，看看别的请求吧"


class AnswerGoneError(SangongError):
    """The answer was withdrawn, or is of another order."""

    code = "answer_gone"
    title = "这位邻居已收回应答，请选别的人"


class HelperBusyError(SangongError):
    """The helper is on a shift at that time."""

    code = "helper_busy"
    title = "这位邻居那时已有别的安排，请选别的人"


class NotBegunError(SangongError):
    """Before the planned start nothing is done; ``starts_at`` tells it."""

    code = "not_begun"
    title = "还没到约定的时间"


class BegunError(SangongError):
    """After the planned start nothing is cancelled."""

    code = "begun"
    title = "约定的时间已到，不能再取消；对方没来请点“对方没有来”"


class CostChangedError(SangongError):
    """Cancelling costs otherwise than was shown: ``compensation`` minutes now."""

    code = "cost_changed"
    title = "取消的后果已变动，请看清后再确认"


class WasThereError(SangongError):
    """A check-in by code says that both were there."""

    code = "was_there"
    title = "帮忙的人已用您的签到码签到，不能报未到；有不同意见请在对方报告后提出"


class MinutesTooManyError(SangongError):
    """More minutes than were held (``most``)."""

    code = "minutes_too_many"
    kind = Kind.INVALID
    title = "不能超过约定的时长"


class NotYourTurnError(ForbiddenError):
    """The other side is to answer."""

    code = "not_your_turn"
    title = "正在等对方回应，请稍候"


class DisputeTooLateError(SangongError):
    """The time to dispute is over, or the asker confirmed it."""

    code = "dispute_too_late"
    title = "已经确认或过了提出异议的时间"


class PartyRulesError(ForbiddenError):
    """Who is party, asked for them, is of their household or kin or bore witness does not rule."""

    code = "party_rules"
    title = "您与这件事有关，请由其他工作人员裁定"
