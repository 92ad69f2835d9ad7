"""Refusals of giving."""

from backend.core.errors import ForbiddenError, Kind, NotFoundError, SangongError


class KinNotFoundError(NotFoundError):
    """No member has this name and this phone; which of the two is wrong is not told."""

    code = "kin_not_found"
    title = "没有找到这位邻居，请核对姓名和手机号"


class KinSelfError(SangongError):
    """One is no kin of oneself."""

    code = "kin_self"
    kind = Kind.INVALID
    title = "不能把自己填为亲友"


class TieExistsError(SangongError):
    """The two have stated a relation already."""

    code = "tie_exists"
    title = "双方之间已经填过关系，请先处理或解除原来的"


class TiesFullError(SangongError):
    """One member's open relations are bounded (``most``)."""

    code = "ties_full"
    title = "亲友关系已经很多，请先解除不用的"


class GiftsNotAllowedError(SangongError):
    """The rules in force do not provide for gifts."""

    code = "gifts_not_allowed"
    title = "本社区的规则没有规定可以转赠"


class GiftDegreeError(SangongError):
    """The rules in force let other relations receive (``gift_to``)."""

    code = "gift_degree"
    title = "本社区的规则只允许转赠给直系亲属"


class GiftToSelfError(SangongError):
    """A gift goes to somebody else."""

    code = "gift_to_self"
    kind = Kind.INVALID
    title = "不能送给自己"


class NotKinError(SangongError):
    """No relation to this member was confirmed by both."""

    code = "not_kin"
    title = "双方确认亲友关系以后才能转赠"


class DonorMinorError(SangongError):
    """Who is under age gives nothing to the pool either."""

    code = "donor_minor"
    title = "未满18岁不能捐给公益池，请由监护人用自己的时间币或积分捐"


class GiverMinorError(SangongError):
    """Who is under age gives nothing away."""

    code = "giver_minor"
    title = "未满18岁不能转赠时间币，请由监护人用自己的时间币转赠"


class ReceiverLeftError(SangongError):
    """The receiver is no member any more."""

    code = "receiver_left"
    title = "对方已经不是本社区的成员，不能接收"


class GiftedOnError(SangongError):
    """What was received as a gift or a grant is not given on; ``giveable`` minutes could be."""

    code = "gifted_on"
    title = "收到的时间币不能再转赠，只能转赠自己服务得来的"


class DonationsNotAllowedError(SangongError):
    """The rules in force forbid donations to the pool."""

    code = "donations_not_allowed"
    title = "本社区的规则不允许捐赠"


class GroundAgeError(SangongError):
    """The member's age is not the ground's (``from_age``, ``to_age``)."""

    code = "ground_age"
    title = "年龄不符合这一条"


class GroundNoteError(SangongError):
    """Another ground says why."""

    code = "ground_note"
    kind = Kind.INVALID
    title = "选“其他”请写明理由"


class EntitlementExistsError(SangongError):
    """The member has an entitlement, or one waits to be decided."""

    code = "entitlement_exists"
    title = "这位居民已有资格或正在审批"


class EntitlementDayError(SangongError):
    """The last day is past, or further away than ``most`` days."""

    code = "entitlement_day"
    kind = Kind.INVALID
    title = "有效期要在今天以后、一年以内"


class SameHandsError(ForbiddenError):
    """Who proposed or recorded does not decide, nor does who benefits."""

    code = "same_hands"
    title = "须由另一个人来办，经手人和本人不能自己审批"


class EntitlementOverError(SangongError):
    """The entitlement is not in force."""

    code = "entitlement_over"
    title = "这项资格没有生效或已经结束"


class MonthSpentError(SangongError):
    """More than is left of the month's amount (``left`` minutes)."""

    code = "month_spent"
    title = "超过了本月可以发放的数额"


class PoolEmptyError(SangongError):
    """The pool holds less (``available``, ``needed`` minutes)."""

    code = "pool_empty"
    title = "公益池里的时间币不够"


class NotKeeperError(ForbiddenError):
    """The fund is kept by a unit; its contact says what came."""

    code = "not_keeper"
    title = "这个基金由单位保管，请由该单位的联络员确认"


class FundNameTakenError(SangongError):
    """A fund of that name is open already."""

    code = "fund_name_taken"
    title = "已经有同名的基金"


class DonorError(SangongError):
    """Exactly one donor: a member, a unit or a name."""

    code = "donor_one"
    kind = Kind.INVALID
    title = "请在居民、单位、姓名里填一种捐赠人"


class TooLateDayError(SangongError):
    """The day is yet to come."""

    code = "day_to_come"
    kind = Kind.INVALID
    title = "日期不能晚于今天"


class FundShortError(SangongError):
    """More than is left of it (``left``, fen or pieces)."""

    code = "fund_short"
    title = "超过了结余，请核对数额"


class CorrectionError(SangongError):
    """A correction takes back no more than the use it names still counts (``left``)."""

    code = "correction_too_large"
    title = "更正的数额超过了原来这一笔"
