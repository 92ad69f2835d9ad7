"""What the events of agreements say to the parties and the desk; none of them names a person."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from backend.notifications.rules.texts import note_text
from backend.notifications.types import Draft

Payload = Mapping[str, Any]

# By what happened: title and text for the contacts of the units.
CONTACT_TEXTS = {
    "offered": ("请您单位看协议并签署", "看过每一条再签。不同意可以退回，写上原因。"),
    "taken_back": ("协议文本收回修改", "改好以后会再请您单位看，之前的签署不算数。"),
    "declined": ("协议文本没有通过", "{side}退回了这份文本。"),
    "agreed": ("协议各方签署完毕", "{starts}起按新签的文本办理。"),
    "started": ("协议开始履行", "到{ends}为止，请按条款办理。"),
    "left": ("有一方退出协议", "{side}退出了，与它有关的条款不再履行。"),
    "ended": ("协议已终止", "不再有新的条款要办。"),
    "paper": ("您单位的纸质签署已经录入", "如果不是您单位签的，请马上联系社区。"),
}
# The same for the lead, who signs for the community, and the desk.
DESK_TEXTS = {
    "offered": ("有协议等书记代表社区签署", "看过每一条再签。"),
    "declined": ("协议被退回", "{side}不同意这份文本，改好以后再发给各方。"),
    "agreed": ("协议各方签署完毕", "{starts}起按新签的文本办理。"),
    "left": ("有一方退出协议", "{side}退出了，请看看剩下的条款是否要变更。"),
    "ended": ("协议已终止", "需要继续的话，请另起一份。"),
}
ENDS_SOON = ("协议快到期了", "{ends}到期。要继续就起草续签，不续签到期自动终止。")


def agreement_moved(payload: Payload, *, contacts: Sequence[UUID], desk: Sequence[UUID]) -> list[Draft]:
    """Tell the units' contacts, and the lead and the desk of what waits for them."""
    drafts = []
    for members, texts in ((contacts, CONTACT_TEXTS), (desk, DESK_TEXTS)):
        if said := texts.get(payload["what"]):
            drafts += _drafts(payload, said, members)
    return drafts


def agreement_ends_soon(payload: Payload, *, contacts: Sequence[UUID], desk: Sequence[UUID]) -> list[Draft]:
    """Tell everybody concerned that the term is nearly over."""
    return _drafts(payload, ENDS_SOON, [*contacts, *desk])


def _drafts(payload: Payload, said: tuple[str, str], members: Sequence[UUID]) -> list[Draft]:
    words = {"side": payload.get("side"), "starts": _day(payload["starts_on"]), "ends": _day(payload["ends_on"])}
    text = said[1].format(**words) + note_text({"note": payload.get("note")})
    target = ("agreement", UUID(payload["agreement_id"]))
    title = f"{said[0]}：{payload['title']}"
    return [Draft(member_id, title, text, target) for member_id in dict.fromkeys(members)]


def _day(text: str) -> str:
    day = date.fromisoformat(text)
    return f"{day.year}年{day.month}月{day.day}日"
