"""Values of a demand that the residents' meeting be called (城市居民委员会组织法 Art. 10)."""

from dataclasses import dataclass
from enum import StrEnum


class DemandState(StrEnum):
    """How far a demand has come; ``reached`` must be answered by calling the meeting."""

    CHECKING = "checking"
    COLLECTING = "collecting"
    REACHED = "reached"
    ANSWERED = "answered"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"


class DemandGround(StrEnum):
    """Of whom a part is enough."""

    ADULTS = "adults"
    HOUSEHOLDS = "households"
    GROUPS = "groups"


DEMAND_STATE_NAMES = {
    DemandState.CHECKING: "文字待核验",
    DemandState.COLLECTING: "正在征集签名",
    DemandState.REACHED: "人数已够，等居委会召集",
    DemandState.ANSWERED: "已召集居民会议",
    DemandState.LAPSED: "到期人数未够",
    DemandState.WITHDRAWN: "已撤回",
    DemandState.REFUSED: "文字未通过核验",
}
GROUND_NAMES = {
    DemandGround.ADULTS: "18周岁以上的居民",
    DemandGround.HOUSEHOLDS: "户",
    DemandGround.GROUPS: "居民小组",
}


@dataclass(frozen=True, slots=True)
class NewDemand:
    """What the residents' meeting is to talk about."""

    title: str
    text: str
