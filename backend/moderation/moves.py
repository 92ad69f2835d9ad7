"""What a person can do with a text, and what becomes of it by WeChat's check."""

from enum import StrEnum

from backend.core.moves import MoveTable
from backend.infra.wechat import TextSuggestion
from backend.moderation.types import ItemState as S


class ModerationMove(StrEnum):
    """What the desk can do."""

    PASS = "pass"  # noqa: S105  # a move, not a password
    REFUSE = "refuse"


M = ModerationMove
# A person may decide before WeChat does, and let through what WeChat refused; what a person refused stays refused.
MODERATION_MOVES = MoveTable(
    {
        (S.WAITING, M.PASS): S.PASSED,
        (S.WAITING, M.REFUSE): S.REFUSED,
        (S.HELD, M.PASS): S.PASSED,
        (S.HELD, M.REFUSE): S.REFUSED,
        (S.REFUSED, M.PASS): S.PASSED,
    }
)
MOVE_NAMES = {M.PASS: "可以公开", M.REFUSE: "不予公开"}
VERDICTS = {
    TextSuggestion.CLEAR: S.PASSED,
    TextSuggestion.REVIEW: S.HELD,
    TextSuggestion.RISKY: S.REFUSED,
}
# WeChat's labels of msgSecCheck 2.0.
LABEL_NAMES = {
    100: "未见问题",
    10001: "广告",
    20001: "时政",
    20002: "色情",
    20003: "辱骂",
    20006: "违法犯罪",
    20008: "欺诈",
    20012: "低俗",
    20013: "版权",
    21000: "其他",
}
LABEL_NAME_UNKNOWN = "平台没有判断"
