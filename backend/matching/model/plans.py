"""What matching says: whether a pair may be matched, what it weighs, and the plan that chooses among the pairs."""

from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from backend.matching.model.types import Slot


class Constraint(StrEnum):
    """Hard constraints, in the order in which they are told. Beside each: ``asked`` and ``has`` of its Failing."""

    CONSENT = "consent"  # 个人信息保护法 Art. 24: who does not want it is not matched
    OWN = "own"  # nobody meets their own need
    DECLINED = "declined"  # this pair was declined, and that is remembered
    TAKERS = "takers"  # residents or units only
    ADDRESSED = "addressed"  # others have the first word until their day
    CATEGORY = "category"
    HELP = "help"  # a room was asked for, hands are offered
    AGE = "age"  # years asked, years (志愿服务条例 Art. 15)
    DANGER = "danger"  # 18, years: no minor is sent into danger
    QUALIFICATION = "qualification"  # 志愿服务条例 Art. 16: nobody without it
    SKILL = "skill"  # the asker wants nobody without it
    DISTANCE = "distance"  # the lesser of both limits, the distance (values of Distance)
    AMOUNT = "amount"  # asked at once, can give at once
    CAPACITY = "capacity"  # 1, how many more things in the horizon
    WINDOW = "window"  # minutes asked, longest common stretch
    DEADLINE = "deadline"  # minute by which it must be over, first minute at which it could be
    CLASH = "clash"  # minutes asked, longest stretch that is left beside what was taken on
    WEEK_MINUTES = "week_minutes"  # minutes asked, most that any possible week has left
    WEEK_THINGS = "week_things"  # 1, most that any possible week has left


class Failing(NamedTuple):
    """A hard constraint that fails, with its figures where it has any (see Constraint).

    They may tell of a person (their age): words for anybody but that person give the figure asked, not the one had.
    """

    code: Constraint
    asked: int | None = None
    has: int | None = None


class Verdict(NamedTuple):
    """Whether a pair may be matched: it may when nothing fails. ``slots`` are the times at which, in order of time.

    No slots although nothing fails: it takes no time.
    """

    need_id: UUID
    offer_id: UUID
    slots: tuple[Slot, ...]
    failing: tuple[Failing, ...]


class PartCode(StrEnum):
    """Parts of a weight; what their figures count."""

    SERVED = "served"  # 1: a place filled
    URGENCY = "urgency"  # urgency 0..3
    WAITING = "waiting"  # days
    CATEGORY = "category"  # 1 exactly this category, 0 its parent
    SKILL = "skill"  # 1 has the skill wished for
    DISTANCE = "distance"  # value of Distance
    KEPT = "kept"  # per mille of promises kept
    ASKER = "asker"  # things that the asker received in 90 days
    GIVER = "giver"  # things that the offer's owner gave in 90 days
    LOAD = "load"  # things in hand before this one
    LATER = "later"  # which of the pair's times: 0 the first


class Part(NamedTuple):
    """One part of a weight: points, and the figure that they come from."""

    code: PartCode
    points: int
    figure: int


class Edge(NamedTuple):
    """A pair that may be matched, its weight in points, and its times (empty: it takes no time)."""

    need_id: UUID
    offer_id: UUID
    weight: int
    slots: tuple[Slot, ...] = ()


class Match(NamedTuple):
    """A pair that the plan chose, at which time, with the weight of its edge."""

    need_id: UUID
    offer_id: UUID
    slot: Slot | None
    weight: int


class Stopped(StrEnum):
    """Why the search ended."""

    PROVEN = "proven"  # nothing better exists
    GAP = "gap"  # proven to be near enough to the best
    EFFORT = "effort"  # the effort allowed was spent


class Limits(NamedTuple):
    """When the search may end: when its gap is small enough, or its effort is spent.

    ``effort`` is in CP-SAT's deterministic units, the same on every machine; one is some ten seconds of computing.
    """

    effort: float = 6.0
    gap_permille: int = 10


class Plan(NamedTuple):
    """Matches in the order of their need's and offer's ids; value and an upper bound of any plan's value, in points."""

    matches: tuple[Match, ...]
    value: int
    bound: int
    stopped: Stopped

    @property
    def gap_permille(self) -> int:
        """Return by how much a better plan could exceed this one at most (see ``gap_permille``)."""
        return gap_permille(self.value, self.bound)


def gap_permille(value: int, bound: int) -> int:
    """Return by how much a better plan could exceed that value at most, in per mille of the bound, rounded up."""
    return -(-(bound - value) * 1000 // bound) if bound else 0
