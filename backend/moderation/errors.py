"""Refusals of moderation."""

from backend.core.errors import Kind, SangongError


class OwnTextError(SangongError):
    """Nobody decides on a text of their own."""

    code = "own_text"
    kind = Kind.FORBIDDEN
    title = "自己写的内容，请别的工作人员审核"


class RefusedByPersonError(SangongError):
    """A person refused the text; that stays."""

    code = "refused_by_person"
    title = "已经由工作人员审核过，请作者换个说法再发"


class TooLateError(SangongError):
    """The text was taken back, or what it was for is over."""

    code = "text_too_late"
    title = "这段内容已经用不上了"
