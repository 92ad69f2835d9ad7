"""Values of activities: repeating shifts, their roles, and what somebody says when signing up."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class AskedAs(StrEnum):
    """As what somebody's word is asked for before a sign-up counts."""

    SELF = "self"
    GUARDIAN = "guardian"
    LEADER = "leader"


class Every(StrEnum):
    """The step of a series."""

    DAY = "day"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class Repeat:
    """How a shift repeats: every ``interval`` days or weeks, until a day or so many times.

    ``weekdays`` counts from Monday = 0 and is for weeks alone; without them it is the first shift's weekday.
    """

    every: Every
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    until: date | None = None
    times: int | None = None
    skip_holidays: bool = False


@dataclass(frozen=True, slots=True)
class NewRole:
    """A role wanted on a shift; ``qualification`` names a certificate that the law asks for (志愿服务条例 Art. 16)."""

    name: str
    places: int
    skill: str | None = None
    age_min: int | None = None
    qualification: str | None = None


@dataclass(frozen=True, slots=True)
class NamedPhone:
    """Somebody by full name and phone, both right: a phone alone must not give a name away."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class SignUpWish:
    """What is chosen when signing up or answering.

    ``for_member_id`` is the caller's ward; ``guardian`` whom a minor names who has none on file.
    """

    for_member_id: UUID | None = None
    role_id: UUID | None = None
    for_unit_id: UUID | None = None
    qualification_number: str | None = None
    guardian: NamedPhone | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Who is asked to come together: by id, or by name and phone."""

    member_ids: tuple[UUID, ...] = ()
    people: tuple[NamedPhone, ...] = ()
    role_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """Whose word a sign-up needs, and when it was given (None: not yet)."""

    asked_id: UUID
    asked_as: AskedAs
    answered_at: datetime | None = None
