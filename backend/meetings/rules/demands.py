"""When a demand is enough: pure, integers alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.core.clock import end_of_day, local_date
from backend.meetings.rules.thresholds import COLLECTING, DEMAND_ADULTS, DEMAND_GROUPS, DEMAND_HOUSEHOLDS, Threshold
from backend.meetings.types import DemandGround

GROUNDS: dict[DemandGround, Threshold] = {
    DemandGround.ADULTS: DEMAND_ADULTS,
    DemandGround.HOUSEHOLDS: DEMAND_HOUSEHOLDS,
    DemandGround.GROUPS: DEMAND_GROUPS,
}


@dataclass(frozen=True, slots=True)
class Counts:
    """How many adults, households and resident groups: those who signed, or all there are."""

    adults: int
    households: int
    groups: int

    def of(self, ground: DemandGround) -> int:
        """Return one of the three."""
        return {
            DemandGround.ADULTS: self.adults,
            DemandGround.HOUSEHOLDS: self.households,
            DemandGround.GROUPS: self.groups,
        }[ground]


def decide_ground(signed: Counts, there: Counts) -> DemandGround | None:
    """Return the first of the three grounds of 城市居民委员会组织法 Art. 10 that is met, or None."""
    return next((each for each, enough in GROUNDS.items() if enough.is_met(signed.of(each), there.of(each))), None)


def progress(signed: Counts, there: Counts) -> list[dict[str, object]]:
    """Return for each ground how many signed, how many there are and how many are enough."""
    return [
        {
            "ground": ground.value,
            "name": enough.name,
            "source": enough.source,
            "signed": signed.of(ground),
            "of": there.of(ground),
            "enough": enough.least(there.of(ground)) if there.of(ground) else None,
            "met": enough.is_met(signed.of(ground), there.of(ground)),
        }
        for ground, enough in GROUNDS.items()
    ]


def collecting_until(now: datetime) -> datetime:
    """Return when collecting is over: the end of its last day, local time."""
    return end_of_day(local_date(now) + timedelta(days=COLLECTING.value))
