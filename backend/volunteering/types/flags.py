"""What may be unusual about a record, and which of it holds the record for a supervisor."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class Flag(StrEnum):
    """What is unusual about a record. ``rules/flag_words.py`` says what facts each is raised with."""

    MISSING_CHECK_OUT = "missing_check_out"
    FENCE_OUTSIDE = "fence_outside"
    LEADER_OWN_CODE = "leader_own_code"
    WITNESSED_BY_CALL = "witnessed_by_call"
    ARRIVED_LATE = "arrived_late"
    CODE_SHARED = "code_shared"
    OVERLAPPING = "overlapping"
    TRAVEL = "travel"
    DAILY_CAP = "daily_cap"
    AFTER_THE_FACT = "after_the_fact"
    BY_GUARDIAN = "by_guardian"
    QUICK_CONFIRMATIONS = "quick_confirmations"
    QUICK_APPROVALS = "quick_approvals"
    QUICK_RULINGS = "quick_rulings"
    PHOTO_REUSED = "photo_reused"


# A flag of these holds the record for a supervisor (design, section 5); the others are shown beside it.
# What was booked after the fact has its second approval by a supervisor: it isn't held once more.
HOLDING_FLAGS = frozenset(
    {
        Flag.MISSING_CHECK_OUT,
        Flag.ARRIVED_LATE,
        Flag.CODE_SHARED,
        Flag.OVERLAPPING,
        Flag.TRAVEL,
        Flag.DAILY_CAP,
        Flag.QUICK_CONFIRMATIONS,
        Flag.QUICK_APPROVALS,
        Flag.QUICK_RULINGS,
        Flag.PHOTO_REUSED,
    }
)


@dataclass(frozen=True, slots=True)
class RaisedFlag:
    """One flag to raise on a record; ``facts`` are the figures its explanation names, JSON values alone."""

    record_id: UUID
    code: Flag
    facts: Mapping[str, int | str] = field(default_factory=dict)
