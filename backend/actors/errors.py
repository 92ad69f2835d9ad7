"""Refusals of actors."""

from backend.core.errors import SangongError


class AlreadyReferredError(SangongError):
    """The member has suggested this name before and the desk has not answered yet."""

    code = "actor_already_referred"
    title = "您已经推荐过，社区还在处理"


class FiguresArePrivateError(SangongError):
    """People's figures are never shown to others."""

    code = "actor_figures_private"
    title = "个人和家庭的情况不公开"
