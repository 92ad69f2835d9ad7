"""Values of volunteering and the ports it needs from above; they hold no session."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from backend.infra.uow import UnitOfWork
from backend.volunteering.types.activities import NewRole
from backend.volunteering.types.activities import SignUpWish as SignUpWish
from backend.volunteering.types.corrections import EffectiveRecord as EffectiveRecord
from backend.volunteering.types.flags import HOLDING_FLAGS as HOLDING_FLAGS
from backend.volunteering.types.flags import Flag as Flag
from backend.volunteering.types.flags import RaisedFlag as RaisedFlag


class ShiftState(StrEnum):
    """How far a shift has come; it is `ended` once it was closed after its end."""

    OPEN = "open"
    CANCELLED = "cancelled"
    ENDED = "ended"


class Purpose(StrEnum):
    """What a shift is for: a list's work, or a service that two neighbours agreed on, which is theirs to see."""

    ACTIVITY = "activity"
    EXCHANGE = "exchange"


class SignUpState(StrEnum):
    """Where one person stands with one shift; `invited`: a place is held until somebody's word comes."""

    INVITED = "invited"
    SIGNED_UP = "signed_up"
    WAITING = "waiting"
    CANCELLED = "cancelled"
    CHECKED_IN = "checked_in"
    CHECKED_OUT = "checked_out"
    NO_SHOW = "no_show"


class RecordState(StrEnum):
    """How far a service record has come (design, section 5)."""

    CHECKED_IN = "checked_in"
    CHECKED_OUT = "checked_out"
    WITNESSED = "witnessed"
    CONFIRMED = "confirmed"
    ON_NOTICE = "on_notice"
    ENTERED = "entered"
    HELD = "held"
    DISPUTED = "disputed"
    REJECTED = "rejected"
    CORRECTED = "corrected"
    FILED = "filed"


class RecordSource(StrEnum):
    """How presence was recorded. With `code` no person recorded it, so the record has no recorder.

    `paper` was put in afterwards from a signed sheet; `correction` stands in the stead of the record it names.
    """

    CODE = "code"
    PAPER = "paper"
    CORRECTION = "correction"


class WitnessKind(StrEnum):
    """On what ground somebody witnessed."""

    BENEFICIARY = "beneficiary"
    PEER = "peer"
    STAFF_CALL = "staff_call"
    SLIP = "slip"


class Fence(StrEnum):
    """What the phone told of the place; a coordinate is never sent."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    NOT_GIVEN = "not_given"


class Settlement(StrEnum):
    """Whether the earnings of an entered record are booked."""

    PENDING = "pending"
    SETTLED = "settled"
    AWAITING_BACKING = "awaiting_backing"


class Subject(StrEnum):
    """What a line of history is about."""

    SHIFT = "shift"
    SIGN_UP = "sign_up"
    RECORD = "record"
    AUDIT = "audit"
    AUDIT_CASE = "audit_case"


SHIFT_STATE_NAMES = {
    ShiftState.OPEN: "招募中",
    ShiftState.CANCELLED: "已取消",
    ShiftState.ENDED: "已结束",
}
SIGN_UP_STATE_NAMES = {
    SignUpState.INVITED: "待答复",
    SignUpState.SIGNED_UP: "已报名",
    SignUpState.WAITING: "候补中",
    SignUpState.CANCELLED: "已取消",
    SignUpState.CHECKED_IN: "已签到",
    SignUpState.CHECKED_OUT: "已签退",
    SignUpState.NO_SHOW: "未到场",
}
RECORD_STATE_NAMES = {
    RecordState.CHECKED_IN: "已签到",
    RecordState.CHECKED_OUT: "已签退",
    RecordState.WITNESSED: "已见证",
    RecordState.CONFIRMED: "已确认",
    RecordState.ON_NOTICE: "公示中",
    RecordState.ENTERED: "已入账",
    RecordState.HELD: "待监督员核查",
    RecordState.DISPUTED: "有异议",
    RecordState.REJECTED: "不予认定",
    RecordState.CORRECTED: "已更正",
    RecordState.FILED: "更正待确认",
}


@dataclass(frozen=True, slots=True)
class NewShift:
    """What is entered for a shift; what is left out is taken from its entry."""

    entry_id: UUID
    starts_at: datetime
    ends_at: datetime
    places: int
    place: str
    claim_id: UUID | None = None
    title: str | None = None
    leader_member_id: UUID | None = None
    beneficiary_member_id: UUID | None = None
    age_min: int | None = None
    roles: Sequence[NewRole] = ()
    cancel_hours: int = 24


@dataclass(frozen=True, slots=True)
class NewPrivateShift:
    """One helper's time for one member; ``title`` is shown on the public notice and names nobody.

    ``leader_id`` shows the code: the beneficiary, or who acts for one without a phone.
    """

    leader_id: UUID
    beneficiary_id: UUID
    helper_id: UUID
    title: str
    category: str
    place: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class RecordRef:
    """A record as other features see one; ``minutes`` are known from the check-out on."""

    id: UUID
    shift_id: UUID
    number: str
    state: RecordState
    state_name: str
    minutes: int | None
    witnessed_by: UUID | None


@dataclass(frozen=True, slots=True)
class ShiftFilter:
    """Which shifts are asked for; ``since`` and ``until`` bound the start."""

    since: datetime | None = None
    until: datetime | None = None
    mine: bool = False
    entry_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class RecordFilter:
    """Which records are asked for."""

    mine: bool = False
    state: RecordState | None = None
    shift_id: UUID | None = None
    source: RecordSource | None = None
    flagged_late: bool = False


@dataclass(frozen=True, slots=True)
class ClaimForShift:
    """A claim as a shift needs it; ``unit_id`` is None when a member claimed."""

    id: UUID
    entry_id: UUID
    unit_id: UUID | None
    is_accepted: bool


class Claims(Protocol):
    """Port: agreements tells of a claim on whose strength a shift is opened."""

    def find_claim(self, uow: UnitOfWork, community_id: int, claim_id: UUID) -> ClaimForShift | None:
        """Return the claim, or None when this community has none of that id."""
        ...
