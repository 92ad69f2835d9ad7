"""Values of proxies: a seat's voice given in writing to another seat of the same household."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class ProxyState(StrEnum):
    """Whether a proxy holds; ``came`` is one whose giver came themself."""

    GIVEN = "given"
    TAKEN_BACK = "taken_back"
    CAME = "came"


class ProxyWay(StrEnum):
    """How it was given in writing: on the phone (a data message; 民法典 Art. 469) or on paper, photographed."""

    PHONE = "phone"
    PAPER = "paper"


PROXY_STATE_NAMES = {
    ProxyState.GIVEN: "委托有效",
    ProxyState.TAKEN_BACK: "已收回",
    ProxyState.CAME: "本人已到会，委托结束",
}
PROXY_WAY_NAMES = {ProxyWay.PHONE: "手机上委托", ProxyWay.PAPER: "纸质委托书"}


@dataclass(frozen=True, slots=True)
class NewProxy:
    """Whose voice goes to whom; the desk names the giver and hands in a photo of the paper."""

    to_member_id: UUID
    from_member_id: UUID | None = None
    photo_id: UUID | None = None
