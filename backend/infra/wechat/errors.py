"""What can go wrong between us and WeChat, in words for the resident; no error carries a secret or a code."""

from backend.core.errors import Kind, SangongError


class WechatUnavailableError(SangongError):
    """WeChat did not answer in time or not in its own language; ``reason`` is a short word for the log."""

    code = "wechat_unavailable"
    kind = Kind.UNAVAILABLE
    title = "微信暂时没有回应，请稍后再试"

    def __init__(self, reason: str) -> None:
        """Keep the reason for the operator; the resident gets the title alone."""
        super().__init__()
        self.reason = reason


class WechatBusyError(SangongError):
    """WeChat refuses because of too many calls (45009, 45011)."""

    code = "wechat_busy"
    kind = Kind.TOO_MANY
    title = "操作太频繁，请一分钟后再试"


class WechatCodeInvalidError(SangongError):
    """The code is unknown or older than five minutes (40029, 41008, 42003)."""

    code = "wechat_code_invalid"
    kind = Kind.BAD_REQUEST
    title = "登录凭证无效或已过期，请重新进入小程序"


class WechatCodeUsedError(SangongError):
    """The code was used before (40163)."""

    code = "wechat_code_used"
    kind = Kind.BAD_REQUEST
    title = "登录凭证已经用过，请重新登录"


class WechatBlockedError(SangongError):
    """WeChat holds the account for high-risk and keeps it from signing in (40226)."""

    code = "wechat_blocked"
    kind = Kind.FORBIDDEN
    title = "微信认为此账号有风险，暂时不能登录"
