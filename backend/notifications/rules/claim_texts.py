"""What the events of claims say to whom: claimants, units asked to help, units named, the desk."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from backend.notifications.rules.texts import note_text
from backend.notifications.types import Draft

Payload = Mapping[str, Any]

CLAIMANT_TEXTS = {
    "moved_up": ("轮到您认领了", "前面空出来的已经为您留下，等社区确认；不需要了请撤回。"),
    "accepted": ("认领已通过", "请按约定开展，完成后提交交付。"),
    "declined": ("认领没有通过", "您可以看看清单上的其他事项。"),
    "withdrawn": ("认领已撤回", "这件事项重新开放认领。"),
    "closed": ("认领已办结", "谢谢您的付出。"),
    "lapsed": ("排队没有轮到", "这件事项已经办结或者不再需要，您可以看看清单上的其他事项。"),
}
HELPER_TEXTS = {
    "accepted": ("您单位协助的认领已通过", "请和牵头单位一起按约定开展。"),
    "declined": ("您单位协助的认领没有通过", "不用再准备，谢谢您单位的心意。"),
    "withdrawn": ("您单位协助的认领已撤回", "牵头单位撤回了这次认领。"),
    "closed": ("您单位协助的认领已办结", "谢谢您单位的付出。"),
}
STAFF_TEXTS = {
    "open": ("有新的认领", "请审核是否接受。"),
    "moved_up": ("排队的认领轮到了", "请审核是否接受。"),
    "delivered": ("认领方已提交交付", "请核对后验收。"),
}
# Of a unit's part in another's claim; "invited" and "taken_back" go to that unit, the rest to who claimed.
ASSIST_TEXTS = {
    "invited": ("请您单位协助", "有单位认领了这件事项，邀请您单位一起做，请答复是否参加。"),
    "taken_back": ("协助邀请已收回", "牵头单位收回了邀请，不用再答复。"),
    "agreed": ("协助单位已同意", "对方同意一起做。"),
    "declined": ("协助单位不参加", "它的那一份先由您单位承担，也可以再邀请别的单位。"),
    "left": ("协助单位已退出", "它的那一份先由您单位承担。"),
    "lapsed": ("协助邀请过期了", "对方没有答复，它的那一份先由您单位承担，也可以再邀请别的单位。"),
}
TO_ASSISTING_UNIT = frozenset({"invited", "taken_back"})


def key_of(payload: Payload) -> str:
    """Return which text of a table holds: by the claim's state, or that its turn came."""
    return "moved_up" if payload.get("move") == "move_up" else str(payload["to_state"])


def claim_moved(
    payload: Payload, *, claimants: Sequence[UUID], staff: Sequence[UUID], helpers: Sequence[UUID] = ()
) -> list[Draft]:
    """Tell who claimed, and who helps, what became of it, and staff what waits for them."""
    target = ("claim", UUID(payload["claim_id"]))
    drafts = []
    for members, texts in ((claimants, CLAIMANT_TEXTS), (helpers, HELPER_TEXTS), (staff, STAFF_TEXTS)):
        if said := texts.get(key_of(payload)):
            title, text = f"{said[0]}：{payload['entry_title']}", said[1] + note_text(payload)
            drafts += [Draft(member_id, title, text, target) for member_id in members]
    return drafts


def assist_moved(payload: Payload, *, told: Sequence[UUID]) -> list[Draft]:
    """Tell a unit that it is asked to help, or the claimant what the unit said."""
    title, text = ASSIST_TEXTS[payload["to_state"]]
    target = ("claim", UUID(payload["claim_id"]))
    return [
        Draft(member_id, f"{title}：{payload['entry_title']}", text + note_text(payload), target) for member_id in told
    ]


def addressed(payload: Payload, *, contacts: Sequence[UUID]) -> list[Draft]:
    """Tell the contacts of named units that they have the first word, and how long."""
    until = date.fromisoformat(payload["until_on"])
    text = f"社区先请您单位考虑认领，{until.month}月{until.day}日之前只有被点名的单位可以认领，过后向所有单位开放。"
    target = ("entry", UUID(payload["entry_id"]))
    return [Draft(member_id, f"请您单位认领：{payload['title']}", text, target) for member_id in contacts]


def opened_to_all(payload: Payload, *, staff: Sequence[UUID]) -> list[Draft]:
    """Tell staff that everybody may claim now."""
    text = "点名的期限到了，现在所有单位都可以认领；排队的单位已经按先后补上。"
    target = ("entry", UUID(payload["entry_id"]))
    return [Draft(member_id, f"已向所有单位开放：{payload['title']}", text, target) for member_id in staff]
