"""The state tables of agreements and of their texts, and their Chinese names."""

from enum import StrEnum

from backend.agreements.types.agreements import AgreementState as S
from backend.agreements.types.agreements import Schedule, SigningMethod, VersionPurpose
from backend.agreements.types.agreements import VersionState as V
from backend.core.moves import MoveTable


class AgreementMove(StrEnum):
    """What can be done with an agreement; people ask for those of ``ASKED``, the others follow."""

    OFFER = "offer"
    TAKE_BACK = "take_back"
    DECLINE = "decline"
    DROP = "drop"
    CANCEL = "cancel"
    LEAVE = "leave"
    DRAFT = "draft"
    SIGN = "sign"
    AGREE = "agree"
    START = "start"
    END = "end"


M = AgreementMove
ASKED = (M.OFFER, M.TAKE_BACK, M.DECLINE, M.DROP, M.CANCEL, M.LEAVE)
# A text that follows another is written and signed while that one stays in force.
_LIVE = {
    (state, move): state
    for state in (S.SIGNED, S.IN_FORCE)
    for move in (M.DRAFT, M.OFFER, M.TAKE_BACK, M.DECLINE, M.DROP, M.SIGN, M.AGREE, M.LEAVE)
}
AGREEMENT_MOVES = MoveTable(
    {
        (S.DRAFT, M.OFFER): S.SIGNING,
        (S.DRAFT, M.CANCEL): S.CANCELLED,
        (S.SIGNING, M.TAKE_BACK): S.DRAFT,
        (S.SIGNING, M.DECLINE): S.DRAFT,
        (S.SIGNING, M.CANCEL): S.CANCELLED,
        (S.SIGNING, M.SIGN): S.SIGNING,
        (S.SIGNING, M.AGREE): S.SIGNED,
        **_LIVE,
        (S.SIGNED, M.START): S.IN_FORCE,
        (S.IN_FORCE, M.START): S.IN_FORCE,
        (S.SIGNED, M.END): S.ENDED,
        (S.IN_FORCE, M.END): S.ENDED,
    }
)
# A text that is taken back or declined stays on record as it was offered; a copy of it is worked on.
VERSION_MOVES = MoveTable(
    {
        (V.DRAFT, M.OFFER): V.SIGNING,
        (V.DRAFT, M.DROP): V.DROPPED,
        (V.DRAFT, M.CANCEL): V.DROPPED,
        (V.DRAFT, M.LEAVE): V.DROPPED,
        (V.DRAFT, M.END): V.DROPPED,
        (V.SIGNING, M.TAKE_BACK): V.DROPPED,
        (V.SIGNING, M.DECLINE): V.DROPPED,
        (V.SIGNING, M.CANCEL): V.DROPPED,
        (V.SIGNING, M.LEAVE): V.DROPPED,
        (V.SIGNING, M.END): V.DROPPED,
        (V.SIGNING, M.SIGN): V.SIGNING,
        (V.SIGNING, M.AGREE): V.AGREED,
        (V.AGREED, M.START): V.SUPERSEDED,
        (V.AGREED, M.LEAVE): V.DROPPED,
    }
)
AGREEMENT_MOVE_NAMES = {
    M.OFFER: "发给各方",
    M.TAKE_BACK: "收回修改",
    M.DECLINE: "不同意，退回",
    M.DROP: "放弃这份草稿",
    M.CANCEL: "作废",
    M.LEAVE: "退出协议",
    M.DRAFT: "起草",
    M.SIGN: "签署",
    M.AGREE: "各方签署完毕",
    M.START: "生效",
    M.END: "终止",
}
AGREEMENT_STATE_NAMES = {
    S.DRAFT: "起草中",
    S.SIGNING: "等待签署",
    S.SIGNED: "已签署，待生效",
    S.IN_FORCE: "履行中",
    S.ENDED: "已终止",
    S.CANCELLED: "已作废",
}
VERSION_STATE_NAMES = {
    V.DRAFT: "草稿",
    V.SIGNING: "等待签署",
    V.AGREED: "已签署",
    V.SUPERSEDED: "已被新文本替代",
    V.DROPPED: "未采用",
}
PURPOSE_NAMES = {
    VersionPurpose.ORIGINAL: "共建协议",
    VersionPurpose.AMENDMENT: "变更协议",
    VersionPurpose.RENEWAL: "续签协议",
    VersionPurpose.ENDING: "终止协议",
}
METHOD_NAMES = {
    SigningMethod.TAP: "手机签署",
    SigningMethod.DEVICE_KEY: "手机密钥签署",
    SigningMethod.PAPER: "纸质签署",
}
SCHEDULE_NAMES = {
    Schedule.ONCE: "一次",
    Schedule.WEEKLY: "每周",
    Schedule.MONTHLY: "每月",
    Schedule.QUARTERLY: "每季度",
}
