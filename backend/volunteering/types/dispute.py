"""Values of disputes: the two sides, how one ends, what is asked for."""

from dataclasses import dataclass
from enum import StrEnum


class Side(StrEnum):
    """Who speaks: the member who objects, or whose hours these are and who led."""

    OBJECTOR = "objector"
    RECORD = "record"


class Outcome(StrEnum):
    """What became of an objection, said of the record."""

    UPHELD = "upheld"
    LOWERED = "lowered"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


OUTCOME_NAMES = {
    Outcome.UPHELD: "维持记录",
    Outcome.LOWERED: "改为较少时长",
    Outcome.REJECTED: "不予认定",
    Outcome.WITHDRAWN: "已撤回",
}


@dataclass(frozen=True, slots=True)
class DisputeFilter:
    """Which disputes are asked for; ``is_open`` None: both kinds."""

    mine: bool = False
    is_open: bool | None = None
