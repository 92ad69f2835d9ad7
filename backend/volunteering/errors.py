"""Refusals of volunteering."""

from backend.core.errors import ForbiddenError, Kind, SangongError


class EntryNotOpenError(SangongError):
    """The entry's kind has no shifts, or it is not open for work now."""

    code = "entry_not_open"
    title = "这一项现在不能安排活动"


class ClaimNotAcceptedError(SangongError):
    """The claim does not belong to the entry or is not accepted."""

    code = "claim_not_accepted"
    title = "这项认领还没有被接受"


class InsuranceMissingError(SangongError):
    """A dangerous activity has no insurance number (志愿服务条例 Art. 17)."""

    code = "insurance_missing"
    kind = Kind.INVALID
    title = "可能有人身危险的活动，请先填写保险单号"


class LeaderUnfitError(SangongError):
    """The leader named is no verified member."""

    code = "leader_unfit"
    kind = Kind.INVALID
    title = "带队人须是本社区已核实的成员"


class ShiftNotOpenError(SangongError):
    """The shift was cancelled."""

    code = "shift_not_open"
    title = "活动已取消"


class ShiftStartedError(SangongError):
    """The shift has begun: nobody signs up or cancels any more."""

    code = "shift_started"
    title = "活动已经开始，不能再报名或取消"


class AlreadySignedUpError(SangongError):
    """The member is on this shift or on its waiting list."""

    code = "already_signed_up"
    title = "您已经报过名"


class OwnClashError(SangongError):
    """The member is on another shift at that time; ``clash`` names it."""

    code = "own_clash"
    title = "与您报名的另一场活动时间冲突"


class OwnNeedError(ForbiddenError):
    """The shift serves this very member."""

    code = "own_need"
    title = "这场活动是为您服务的，您不用报名"


class TooYoungError(ForbiddenError):
    """Younger on the day than the shift asks (志愿服务条例 Art. 15)."""

    code = "too_young"
    title = "未达到这场活动的年龄要求"


class RisksNotAcceptedError(SangongError):
    """The risks were shown and not accepted (志愿服务条例 Art. 12)."""

    code = "risks_not_accepted"
    kind = Kind.INVALID
    title = "请先阅读并同意活动的风险说明"


class TooEarlyError(SangongError):
    """Before the time from which it can be done."""

    code = "too_early"
    title = "还没到时间"


class TooLateError(SangongError):
    """After the time until which it can be done."""

    code = "too_late"
    title = "已经过了时间"


class NotSignedUpError(SangongError):
    """The member has no place on this shift."""

    code = "not_signed_up"
    title = "您没有报名这场活动"


class AlreadyCheckedInError(SangongError):
    """The member has checked in before."""

    code = "already_checked_in"
    title = "您已经签到"


class NotCheckedInError(SangongError):
    """The member has not checked in."""

    code = "not_checked_in"
    title = "您还没有签到"


class CodeRefusedError(SangongError):
    """A code that does not open. Answered, not raised through: the try must be kept."""

    code = "code_wrong"
    kind = Kind.INVALID
    title = "签到码不对"


class CodeExpiredError(CodeRefusedError):
    """A code that this shift showed within the last hour."""

    code = "code_expired"
    title = "签到码已过期，请看带队人手机上的新码"


class TooManyTriesError(SangongError):
    """Too many wrong codes in a short time."""

    code = "too_many_tries"
    kind = Kind.TOO_MANY
    title = "输错次数太多，请过几分钟再试"


class ArrivedTooLateError(SangongError):
    """A code seen without a network that took more than a day to arrive."""

    code = "arrived_too_late"
    title = "没有网络时记下的签到超过24小时才送到，不能再算。请联系带队人按纸质签到表补登"


class AlreadyWitnessedError(SangongError):
    """The record was closed at the planned end and witnessed before the check-out arrived."""

    code = "already_witnessed"
    title = "这条记录已有人见证，晚到的签退不能再改它。时长不对请在公示时提出异议"


class OwnRecordError(ForbiddenError):
    """Nobody witnesses, confirms or rules on their own hours."""

    code = "own_record"
    title = "不能见证、确认或裁定自己的服务时长"


class SameHandsError(ForbiddenError):
    """Who witnessed a record does not also confirm it."""

    code = "same_hands"
    title = "见证和确认不能是同一个人"


class NotImpartialError(ForbiddenError):
    """Who witnessed, confirmed or disputed a record does not rule on it."""

    code = "not_impartial"
    title = "您参与过这条记录，请由其他人裁定"


class NothingServedError(SangongError):
    """Less than a whole minute of the planned time was served."""

    code = "nothing_served"
    title = "没有可计的服务时长"
