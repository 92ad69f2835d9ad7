"""What the ledger refuses."""

from backend.core.errors import Kind, NotFoundError, SangongError


class InsufficientError(SangongError):
    """The account does not cover the amount; extras ``available`` and ``needed`` in the book's unit."""

    code = "insufficient_balance"
    title = "余额不够"


class InsufficientPointsError(InsufficientError):
    """Points are missing."""

    code = "insufficient_points"
    title = "积分不够"


class InsufficientTimeError(InsufficientError):
    """Time credits are missing."""

    code = "insufficient_time"
    title = "时间币不够"


class BusinessKeyReusedError(SangongError):
    """The same key came with another amount or other accounts: one of the two callers is wrong."""

    code = "business_key_reused"
    title = "这笔账已按别的内容记过"


class AccountClosedError(SangongError):
    """The account takes no more transfers."""

    code = "account_closed"
    title = "账户已关闭"


class AccountFullError(SangongError):
    """The account may not hold as much."""

    code = "account_full"
    title = "超出了账户的上限"


class HoldOverError(SangongError):
    """The hold is resolved otherwise, ended, smaller than what was asked for, or there is none."""

    code = "hold_over"
    title = "这笔预留已经结束"


class AmountError(SangongError):
    """The amount is no whole number from 1 to 10^12, or both accounts are one, or of different books."""

    code = "amount_invalid"
    kind = Kind.INVALID
    title = "数额或账户不对"


class NotSealedYetError(SangongError):
    """The row is younger than the last seal; ``due_at`` is when the next one is made."""

    code = "not_sealed_yet"
    title = "今天的账明天凌晨存证，请到时再来查"


class StatementTooLongError(SangongError):
    """More lines than one statement holds; ``most`` is how many it may."""

    code = "statement_too_long"
    kind = Kind.INVALID
    title = "这段时间的记录太多"


class PackNotFoundError(NotFoundError):
    """No rule pack of that code."""

    code = "pack_not_found"
    title = "没有这套规则"


class PackTooLateError(SangongError):
    """Rules can't begin on a day whose service is booked, nor before rules adopted earlier begin."""

    code = "pack_too_late"
    title = "这一天起已有服务入账或另有规则，请选更晚的日期"


class ExpiryTooSoonError(SangongError):
    """Members could not be told in time, or a rule adopted earlier begins later; ``earliest`` is the first day."""

    code = "expiry_too_soon"
    title = "新的有效期至少要提前30天公布，也不能早于已定的规则"


class ArchiveRefusedError(SangongError):
    """The year can't be archived; the title says why."""

    code = "archive_refused"
    title = "这一年不能存档"


class ArchivedError(SangongError):
    """The lines asked for are archived; ``first`` is the first day whose lines are here."""

    code = "archived"
    title = "这段时间的明细已经存档，请选存档以后的日期"


class ArchiveFileMissingError(NotFoundError):
    """The row is archived, and its file can't be read here."""

    code = "archive_file_missing"
    title = "这笔账已存档，存档文件暂时读不到，请联系社区"


class GoodsNotAllowedError(SangongError):
    """The rules in force let nobody have goods for it."""

    code = "goods_not_allowed"
    title = "本社区的规则不允许兑换实物"


class SpendingAgeError(SangongError):
    """The member is younger than the rules in force let spend (``min_age``)."""

    code = "spending_age"
    title = "还没到可以使用的年龄"


class SpendingHoursError(SangongError):
    """The member has served less than the rules in force ask for (``min_hours``, and the ``minutes`` served)."""

    code = "spending_hours"
    title = "累计服务时长还不够"


class TransferNotFoundError(NotFoundError):
    """No transfer of that id in this community."""

    code = "transfer_not_found"
    title = "没有找到这笔账"
