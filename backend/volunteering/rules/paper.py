"""What may be entered afterwards from paper: how late, how much, at what times. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Protocol
from uuid import UUID

from backend.core.amounts import Minutes
from backend.core.errors import InvalidError
from backend.volunteering.errors import TooLateError
from backend.volunteering.rules.hours import SHIFT_LENGTH_MAX, check_in_window, minutes_served
from backend.volunteering.types.paper import LineFault, PaperLine

# Older than a month nobody on the street remembers who was there, so that notice would be for nothing. Our rule.
DAYS_BACK_MAX = 31
# One hand enters at most so much a local day: a sheet of a large activity takes two days or two people. Our rule.
RECORDS_A_DAY = 20
MINUTES_A_DAY = 40 * 60
# No code proved that anybody was there: everybody has twice the usual working days to object. Our rule.
NOTICE_TIMES = 2
# As many as the phone lets one choose.
PHOTOS_MAX = 6


def check_days_back(served_on: date, today: date) -> None:
    """Raise TooLateError for a day of service that is too long ago."""
    if (today - served_on).days > DAYS_BACK_MAX:
        raise TooLateError(f"只能补录{DAYS_BACK_MAX}天以内的活动")


def check_past_times(starts_at: datetime, ends_at: datetime, *, now: datetime) -> None:
    """Raise InvalidError unless the shift is over, ended after it started and lasted at most 24 hours."""
    if ends_at <= starts_at:
        raise InvalidError({"ends_at": ["结束时间须在开始时间之后"]})
    if ends_at > now:
        raise InvalidError({"ends_at": ["活动还没有结束，请用签到码签到"]})
    if ends_at - starts_at > SHIFT_LENGTH_MAX:
        raise InvalidError({"ends_at": ["一场活动最长24小时"]})


def time_faults(lines: Sequence[PaperLine], starts_at: datetime, ends_at: datetime) -> list[LineFault]:
    """Return the lines whose times can't be, at most one fault a line."""
    found = (_time_fault(at, line, starts_at, ends_at) for at, line in enumerate(lines))
    return [fault for fault in found if fault is not None]


def _time_fault(at: int, line: PaperLine, starts_at: datetime, ends_at: datetime) -> LineFault | None:
    opens, closes = check_in_window(starts_at, ends_at)
    if not opens <= line.came_at <= closes:
        return LineFault(at, "came_at", "到场时间不在活动时间内")
    if not line.came_at < line.left_at <= closes:
        return LineFault(at, "left_at", "离开时间须在到场之后，且不晚于活动结束后1小时")
    if not minutes_of(line, starts_at, ends_at):
        return LineFault(at, "left_at", "活动时间内不足一分钟")
    return None


class RoleAsks(Protocol):
    """What a role asks of who takes it."""

    age_min: int | None
    qualification: str | None


def role_faults(at: int, line: PaperLine, roles: Mapping[UUID, RoleAsks], age: int) -> list[LineFault]:
    """Return what a walk-in lacks for one of the shift's ``roles``, as signing up asks it (志愿服务条例 Art. 16)."""
    role = roles.get(line.role_id) if line.role_id is not None else None
    if role is None:
        return [LineFault(at, "role_id", "请选择做的是哪个岗位")] if roles or line.role_id is not None else []
    if age < (role.age_min or 0):
        return [LineFault(at, "role_id", f"这个岗位须满{role.age_min}岁")]
    if role.qualification is not None and line.qualification_number is None:
        return [LineFault(at, "qualification_number", f"这个岗位要{role.qualification}，请核对证书并填写号码")]
    return []


def minutes_of(line: PaperLine, starts_at: datetime, ends_at: datetime) -> Minutes:
    """Return the minutes that count: those within the planned time, as with a code."""
    return minutes_served(came=line.came_at, left=line.left_at, starts_at=starts_at, ends_at=ends_at)


def days_after(ends_at: datetime, now: datetime) -> int:
    """Return how many whole days after its end something is entered."""
    return (now - ends_at) // timedelta(days=1)
