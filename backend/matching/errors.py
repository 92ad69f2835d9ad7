"""Refusals of matching."""

from backend.core.errors import Kind, SangongError


class OvertakenError(SangongError):
    """The place was taken meanwhile. Answered, not raised through: the suggestion is taken back by it."""

    code = "suggestion_overtaken"
    title = "刚刚已经有人来做这件事，这条建议已收回，谢谢您愿意来"


class AlreadySuggestedError(SangongError):
    """The same pair waits for an answer already."""

    code = "already_suggested"
    title = "已经向对方提过这条建议，正在等答复"


class CannotSuggestError(SangongError):
    """A hard constraint fails; ``failing`` says which, each with its text."""

    code = "cannot_suggest"
    title = "这一对不能提建议，请看哪一条不符合"


class NeedNotOpenError(SangongError):
    """The entry or shift takes nobody now."""

    code = "need_not_open"
    title = "这件事现在不需要人了，请看看别的"


class ReviewPendingError(SangongError):
    """Somebody asked about the same thing and waits."""

    code = "review_pending"
    title = "您已经请社区看过这件事，正在等答复"


class OwnReviewError(SangongError):
    """Nobody answers their own request: it is a second pair of eyes."""

    code = "own_review"
    kind = Kind.FORBIDDEN
    title = "自己提的请别的工作人员来答复"


class ConsentTextOutdatedError(SangongError):
    """The text has changed since it was shown; ``version`` is the one that counts now."""

    code = "match_text_outdated"
    title = "说明已经更新，请重新阅读后再打开"


class MatchAdultsOnlyError(SangongError):
    """Minors are not matched by a machine (our rule; 个人信息保护法 Art. 28 and 31: under fourteen it is sensitive)."""

    code = "match_adults_only"
    title = "未满18周岁不参加自动推荐，可以由监护人陪同直接报名"


class NotAResourceError(SangongError):
    """Only a resource of list 7 can be left out by itself."""

    code = "not_a_resource"
    kind = Kind.INVALID
    title = "这一项不是公益资源，请从资源页面操作"
