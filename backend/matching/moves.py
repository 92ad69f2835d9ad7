"""How a suggestion, an unmet need and a request for a person's word move."""

from enum import StrEnum

from backend.core.moves import MoveTable
from backend.matching.types import (
    DeclineReason,
    NeedKind,
    ReviewState,
    SuggestionState,
    UnmetState,
    WithdrawnFor,
)


class SuggestionMove(StrEnum):
    """What happens to a suggestion; ``lapse`` is time's alone."""

    ACCEPT = "accept"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    LAPSE = "lapse"


class ReviewMove(StrEnum):
    """What happens to a request for a person's word."""

    ANSWER = "answer"
    WITHDRAW = "withdraw"


SUGGESTION_MOVES: MoveTable[SuggestionState, SuggestionMove] = MoveTable(
    {
        (SuggestionState.OFFERED, SuggestionMove.ACCEPT): SuggestionState.ACCEPTED,
        (SuggestionState.OFFERED, SuggestionMove.DECLINE): SuggestionState.DECLINED,
        (SuggestionState.OFFERED, SuggestionMove.WITHDRAW): SuggestionState.WITHDRAWN,
        (SuggestionState.OFFERED, SuggestionMove.LAPSE): SuggestionState.LAPSED,
    }
)
REVIEW_MOVES: MoveTable[ReviewState, ReviewMove] = MoveTable(
    {
        (ReviewState.ASKED, ReviewMove.ANSWER): ReviewState.ANSWERED,
        (ReviewState.ASKED, ReviewMove.WITHDRAW): ReviewState.WITHDRAWN,
    }
)
PEOPLES_MOVES = (SuggestionMove.ACCEPT, SuggestionMove.DECLINE, SuggestionMove.WITHDRAW)
ACCEPT_NAMES = {NeedKind.SHIFT: "我来报名", NeedKind.ENTRY: "我们来认领"}
SUGGESTION_MOVE_NAMES = {SuggestionMove.DECLINE: "这次不方便", SuggestionMove.WITHDRAW: "收回建议"}
SUGGESTION_STATE_NAMES = {
    SuggestionState.OFFERED: "等答复",
    SuggestionState.ACCEPTED: "已答应",
    SuggestionState.DECLINED: "这次不方便",
    SuggestionState.LAPSED: "过期未答复",
    SuggestionState.WITHDRAWN: "已收回",
}
WITHDRAWN_TEXTS = {
    WithdrawnFor.NEED_GONE: "这件事已经有人来做，或者不再需要了，谢谢您。",
    WithdrawnFor.OPTED_OUT: "已按意愿停止推荐。",
    WithdrawnFor.OFFER_GONE: "原来可以的时间或资源已经另有安排。",
    WithdrawnFor.SUPERSEDED: "后来找到了更合适的安排。",
    WithdrawnFor.BY_DESK: "社区工作人员收回了这条建议。",
}
DECLINE_NAMES = {
    DeclineReason.NO_TIME: "这个时间不方便",
    DeclineReason.TOO_FAR: "离得远",
    DeclineReason.NOT_MY_THING: "不擅长这件事",
    DeclineReason.HEALTH: "身体原因",
    DeclineReason.REST: "最近想歇一歇",
    DeclineReason.NOT_ENOUGH: "人手或资源不够",
    DeclineReason.OTHER: "其他原因",
}
UNMET_STATE_NAMES = {
    UnmetState.OPEN: "还没有人来",
    UnmetState.RAISED: "已列为问题",
    UnmetState.HANDED: "社区正在想办法",
    UnmetState.MET: "有人来了",
    UnmetState.GONE: "不再需要",
}
REVIEW_STATE_NAMES = {
    ReviewState.ASKED: "等社区答复",
    ReviewState.ANSWERED: "已答复",
    ReviewState.WITHDRAWN: "已撤回",
}
REVIEW_MOVE_NAMES = {ReviewMove.ANSWER: "答复", ReviewMove.WITHDRAW: "不用看了"}
