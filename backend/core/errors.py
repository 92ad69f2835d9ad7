"""The one error tree: every refusal has a stable code, a kind and a Chinese title. It knows nothing of HTTP."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, ClassVar


class Kind(StrEnum):
    """What sort of refusal it is; infra.http maps each kind to one status."""

    BAD_REQUEST = "bad_request"
    INVALID = "invalid"
    UNAUTHENTICATED = "unauthenticated"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    CONFLICT = "conflict"
    PRECONDITION_FAILED = "precondition_failed"
    PRECONDITION_REQUIRED = "precondition_required"
    TOO_MANY = "too_many"
    TOO_LARGE = "too_large"
    UNAVAILABLE = "unavailable"


class SangongError(Exception):
    """A refusal that a person can act on.

    ``extras`` go into the answer as they are (JSON values), for example ``{"left": 3}``.
    """

    code: ClassVar[str] = "error"
    kind: ClassVar[Kind] = Kind.CONFLICT
    title: ClassVar[str] = "没有办成"

    def __init__(self, detail: str | None = None, /, **extras: Any) -> None:
        """Keep a Chinese sentence of detail and whatever the client needs to react."""
        super().__init__(detail or self.title)
        self.detail = detail
        self.extras: Mapping[str, Any] = extras


class InvalidError(SangongError):
    """A field is wrong; ``errors`` names it."""

    code = "invalid"
    kind = Kind.INVALID
    title = "填写的内容有误"

    def __init__(self, errors: Mapping[str, list[str]], detail: str | None = None) -> None:
        """Name the fields and what is wrong with each, in Chinese."""
        super().__init__(detail, errors=dict(errors))


class NotFoundError(SangongError):
    """The thing does not exist in this community, or the caller may not know of it."""

    code = "not_found"
    kind = Kind.NOT_FOUND
    title = "没有找到"


class ForbiddenError(SangongError):
    """The caller's roles do not allow it."""

    code = "forbidden"
    kind = Kind.FORBIDDEN
    title = "您没有办理这件事的权限"


class NotMemberError(ForbiddenError):
    """The caller is no verified member of this community."""

    code = "not_a_member"
    title = "请先加入本社区并通过核实"


class MoveNotAllowedError(SangongError):
    """The thing's present state does not allow the move."""

    code = "move_not_allowed"
    title = "现在的状态不能这样办理"


class VersionConflictError(SangongError):
    """Somebody else changed the thing since it was read (If-Match)."""

    code = "version_conflict"
    kind = Kind.PRECONDITION_FAILED
    title = "内容已被别人更新，请刷新后再改"
