"""What duties of agreements say to the contacts of the sides, the lead for the community, the supervisors."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from backend.notifications.rules.texts import Payload, note_text
from backend.notifications.types import Draft

# By what happened: title and text for the sides it concerns.
SIDE_TEXTS = {
    "due_soon": ("协议的事快到期了", "{day}前要办完。办好后提交凭证；办不了的，请早点申请免除。"),
    "overdue": ("协议的事逾期了", "原定{day}前办完。请尽快办好并提交凭证，再过3个工作日会转给书记督办。"),
    "overdue_to_you": ("对方的事逾期了", "原定{day}前办完，已提醒对方，再过3个工作日会转给书记督办。"),
    "escalated": ("逾期的事已转督办", "书记和监督员已经知道。再过7个工作日没有办，这件事会重新开放给别人。"),
    "given_up": ("逾期没有办，按没有完成处理", "认领的事已重新开放。"),
    "submitted": ("请验收", "对方提交了凭证，看过后通过或者退回。5个工作日没有处理会再提醒。"),
    "answer_late": ("有凭证等您验收", "提交已过5个工作日，请今天处理。"),
    "accept": ("验收通过", ""),
    "reject": ("凭证被退回", "请按原因补好再提交，至少还有3个工作日。"),
    "reject_ended": ("凭证没有通过", "协议里这件事已经终止，不用再补。"),
    "ended_waiting": ("这件事已经终止，交过的凭证照常验收", "通过的部分算数，没有通过的不用再办。"),
    "ask_excuse": ("对方申请免除一件事", "请答复同意还是不同意。"),
    "grant_excuse": ("对方同意免除", ""),
    "decline_excuse": ("对方不同意免除", "这件事还是要办。"),
    "noted": ("收到监督意见", "请在5个工作日内答复。"),
    "note_answered": ("监督意见有答复了", "可以继续说，也可以了结。"),
    "note_late": ("监督意见超期没有答复", "书记和监督员已经知道，请马上答复。"),
    "note_closed": ("监督意见已了结", ""),
}
# The same for lead and supervisors, whom it is brought before.
SUPERVISOR_TEXTS = {
    "escalated": (
        "有单位的事逾期，转来督办",
        "原定{day}前办完，已过3个工作日。请联系对方；再过7个工作日没有办，会重新开放给别人。",
    ),
    "given_up": ("有单位的事没有完成", "认领的事已重新开放，请看看协议是否还要继续。"),
    "answer_late": ("有凭证没有人验收", "提交已过5个工作日，请提醒验收的一方。"),
    "note_answered": ("监督意见有答复了", "可以继续说，也可以了结。"),
    "note_late": ("有监督意见没有人答复", "已过5个工作日，请督促对方答复。"),
}
_NOTES = frozenset({"noted", "note_answered", "note_late", "note_closed"})


def duty_told(
    payload: Payload, *, contacts: Sequence[UUID], lead: Sequence[UUID], supervisors: Sequence[UUID]
) -> list[Draft]:
    """Tell the sides by their contacts (the community by its lead), and whom it is brought before; each once."""
    what, drafts = payload["what"], []
    by = None if payload["by"] is None else UUID(payload["by"])
    told = dict.fromkeys(supervisors, SUPERVISOR_TEXTS[what]) if what in SUPERVISOR_TEXTS else {}
    told |= {member_id: SIDE_TEXTS[what] for member_id in (*contacts, *lead) if member_id not in told}
    for member_id, (title, text) in told.items():
        if member_id != by:
            said = text.format(day=_day(payload["last_day"])) + note_text(payload)
            drafts.append(Draft(member_id, f"{title}：{payload['title']}", said, _target(payload)))
    return drafts


def _target(payload: Payload) -> tuple[str, UUID]:
    if payload["what"] in _NOTES:
        return "duty_notes", UUID(payload["duty_id"])
    return "duty_term", UUID(payload["term_id"])


def _day(text: str | None) -> str:
    if text is None:
        return ""
    day = date.fromisoformat(text)
    return f"{day.month}月{day.day}日"
