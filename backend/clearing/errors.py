"""Refusals of clearing."""

from backend.core.errors import Kind, NotFoundError, SangongError


class SameCommunityError(SangongError):
    """A community clears with others, not with itself."""

    code = "same_community"
    kind = Kind.INVALID
    title = "请选另一个社区"


class CommunityUnknownError(NotFoundError):
    """No community has this number."""

    code = "community_unknown"
    title = "没有这个社区，请核对社区编号"


class PairUnknownError(NotFoundError):
    """Neither side has said anything of this pair."""

    code = "pair_unknown"
    title = "和这个社区还没有互通的约定"


class PairNotOpenError(SangongError):
    """Not both leads have agreed, or one has paused or ended it (``state``)."""

    code = "pair_not_open"
    title = "和这个社区现在没有积分互通，请问问社区工作者"


class NotAMemberThereError(SangongError):
    """The member has not joined the other community (``community_id``)."""

    code = "not_a_member_there"
    title = "您还没有加入那个社区，请先在“我的”里加入并通过核实"


class OverCeilingError(SangongError):
    """More than the two communities let be owed now; ``possible`` points are."""

    code = "over_ceiling"
    title = "超出了两个社区之间的上限"


class MessageAlteredError(SangongError):
    """A message of another community contradicts what is known of the same transfer: nothing is done with it."""

    code = "message_altered"
    title = "社区之间的消息前后不一致"
