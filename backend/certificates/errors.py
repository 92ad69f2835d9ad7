"""Refusals of certificates."""

from backend.core.errors import Kind, NotFoundError, SangongError


class NothingToCertifyError(SangongError):
    """No entered record of the member lies in the period."""

    code = "nothing_to_certify"
    title = "这段时间没有已入账的服务记录，请换一段时间"


class RecordsChosenError(SangongError):
    """Some of the chosen records are not the member's, not of the period or no longer in force."""

    code = "records_chosen"
    kind = Kind.INVALID
    title = "所选的记录有的已更正或不在这段时间里，请重新选择"


class TooManyRecordsError(SangongError):
    """More records than one certificate lists (``most``)."""

    code = "too_many_records"
    title = "记录太多，请分成几段时间，各开一份"


class TooManyTodayError(SangongError):
    """The member was issued ``most`` certificates today already."""

    code = "too_many_today"
    kind = Kind.TOO_MANY
    title = "今天开的证明已经很多，请明天再开"


class ConsentUsedError(SangongError):
    """The photo of the signed form, or a copy of it, stands behind another certificate already."""

    code = "consent_used"
    title = "这张申请表已经开过一份证明，请拍这一次签字的申请表"


class CertificateVoidError(SangongError):
    """A void certificate is neither printed nor voided again."""

    code = "certificate_void"
    title = "这份证明已经作废，需要时请重新开具"


class CertificateOutdatedError(SangongError):
    """A record in it was corrected since; printing it would not be truthful."""

    code = "certificate_outdated"
    title = "其中有记录后来更正了，请重新开一份"


class CertificateBrokenError(SangongError):
    """What is stored does not agree with its seal."""

    code = "certificate_broken"
    title = "这份证明的内容与印章不符，不能打印，请联系社区"


class CheckNotFoundError(NotFoundError):
    """No certificate has this number and this check code; which of them is wrong is not told."""

    code = "certificate_not_found"
    title = "没有查到这份证明，请核对编号和核验码"
