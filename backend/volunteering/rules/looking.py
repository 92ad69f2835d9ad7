"""What is looked for in every confirmed record, and how much of it is unusual. Numbers without a source are ours."""

from dataclasses import dataclass
from datetime import date, timedelta

from backend.books.types import Pack
from backend.volunteering.moves import RecordMove
from backend.volunteering.types import Flag

# When a confirmed record is looked at: late enough that a run of confirmations is over, well before any notice is.
LOOK_AFTER = timedelta(hours=1)
# Nobody comes from one place to another in less. There are no coordinates: another text is another place. Our rule.
TRAVEL_MIN = timedelta(minutes=10)
# A day's work (劳动法 Art. 36: at most eight hours a day) where the rule pack names no cap.
MINUTES_A_DAY = 8 * 60


@dataclass(frozen=True, slots=True)
class Pace:
    """So many ``moves`` by one hand in a row, each less than so long after the one before, are too quick."""

    flag: Flag
    moves: tuple[RecordMove, ...]
    gap: timedelta
    least: int


def _listwise(flag: Flag, move: RecordMove) -> tuple[Pace, Pace]:
    return Pace(flag, (move,), timedelta(seconds=2), 10), Pace(flag, (move,), timedelta(seconds=5), 31)


# Our rule. Nobody reads a name and its hours and decides in under two seconds, ten times in a row. An honest leader who
# goes through a list of 30 at two to five seconds each passes; more than 30 at that pace is no one shift any more.
# The second approval goes through a sheet likewise. A ruling has its reason, written after reading two sides: five of
# them in a row, each within ten seconds, were read by nobody.
PACES = (
    *_listwise(Flag.QUICK_CONFIRMATIONS, RecordMove.CONFIRM),
    *_listwise(Flag.QUICK_APPROVALS, RecordMove.APPROVE),
    Pace(Flag.QUICK_RULINGS, (RecordMove.UPHOLD, RecordMove.LOWER), timedelta(seconds=10), 5),
)
# As far as a run of the fewest can reach from one of its own.
RUN_REACH = max(pace.gap * pace.least for pace in PACES)


def daily_cap(packs: list[tuple[date, Pack]], day: date) -> int:
    """Return the minutes that may be served on a day; ``packs`` are those adopted and from when, the newest first."""
    for since, pack in packs:
        if since <= day:
            hours = pack.earn.cap_per_day_hours
            return MINUTES_A_DAY if hours is None else hours * 60
    return MINUTES_A_DAY
