"""Refusals of sign-in."""

from backend.core.errors import Kind, SangongError


class TokenInvalidError(SangongError):
    """The access token is forged or broken."""

    code = "token_invalid"
    kind = Kind.UNAUTHENTICATED
    title = "登录凭证无效，请重新登录"


class TokenExpiredError(SangongError):
    """The access token is past its 15 minutes; the client refreshes."""

    code = "token_expired"
    kind = Kind.UNAUTHENTICATED
    title = "登录已过期"


class RefreshInvalidError(SangongError):
    """The refresh token is unknown, expired or signed out."""

    code = "refresh_invalid"
    kind = Kind.UNAUTHENTICATED
    title = "请重新登录"


class RefreshReusedError(SangongError):
    """A spent refresh token came again: its whole family is ended."""

    code = "refresh_reused"
    kind = Kind.UNAUTHENTICATED
    title = "登录凭证被重复使用，为了安全请重新登录"


class PhoneTakenError(SangongError):
    """The phone belongs to another person."""

    code = "phone_taken"
    title = "这个手机号已绑定在别的账号上"
