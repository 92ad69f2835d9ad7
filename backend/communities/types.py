"""Values of communities."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class MemberState(StrEnum):
    """How far a membership has come."""

    AWAITING_GUARDIAN = "awaiting_guardian"
    APPLIED = "applied"
    VERIFIED = "verified"
    REJECTED = "rejected"
    LEFT = "left"


class Tie(StrEnum):
    """What ties a person to the community; 双报到 means one of each in two communities."""

    HOME = "home"
    WORK = "work"


class UnitKind(StrEnum):
    """Kinds of units."""

    AGENCY = "agency"
    COMPANY = "company"
    SCHOOL = "school"
    INSTITUTION = "institution"
    SOCIAL_GROUP = "social_group"
    MERCHANT = "merchant"


# How a membership's history writes that a role (whose code follows) was given or taken.
GRANTED, REVOKED = "grant:", "revoke:"


class EmploymentState(StrEnum):
    """How far a tie to a unit has come."""

    APPLIED = "applied"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    ENDED = "ended"


MEMBER_STATE_NAMES = {
    MemberState.AWAITING_GUARDIAN: "等监护人同意",
    MemberState.APPLIED: "等待核实",
    MemberState.VERIFIED: "已核实",
    MemberState.REJECTED: "未通过",
    MemberState.LEFT: "已退出",
}
EMPLOYMENT_STATE_NAMES = {
    EmploymentState.APPLIED: "等待单位确认",
    EmploymentState.CONFIRMED: "已确认",
    EmploymentState.DECLINED: "未确认",
    EmploymentState.ENDED: "已结束",
}
UNIT_KIND_NAMES = {
    UnitKind.AGENCY: "机关",
    UnitKind.COMPANY: "企业",
    UnitKind.SCHOOL: "学校",
    UnitKind.INSTITUTION: "事业单位",
    UnitKind.SOCIAL_GROUP: "社会组织",
    UnitKind.MERCHANT: "商户",
}


@dataclass(frozen=True, slots=True)
class MemberRef:
    """A member as other features see one."""

    id: UUID
    name: str
    person_id: UUID


@dataclass(frozen=True, slots=True)
class UnitRef:
    """A unit as other features see one."""

    id: UUID
    name: str
    kind: UnitKind


@dataclass(frozen=True, slots=True)
class HouseholdAddress:
    """Building and door, as people write them ("3号楼", "602室")."""

    building: str
    door: str


@dataclass(frozen=True, slots=True)
class Application:
    """What a person gives when joining.

    ``privacy_version`` is the version of the privacy text that was shown and agreed to. A person under 14 names a
    guardian who is a verified member, by id or by the phone they bound.
    """

    name: str
    birth_date: date
    privacy_version: str
    tie: Tie
    household: HouseholdAddress | None = None
    unit_id: UUID | None = None
    party_member: bool = False
    guardian_member_id: UUID | None = None
    guardian_phone: str | None = None


@dataclass(frozen=True, slots=True)
class NewUnit:
    """What staff enter for a unit."""

    name: str
    kind: UnitKind
    credit_code: str | None = None
    contact_member_id: UUID | None = None
    industry: str = ""
    party_lead: bool = False
