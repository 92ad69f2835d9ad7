"""Who has a seat: pure. Facts in, the roll out; it knows no session and no clock."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from backend.communities.service import Elector, age_on
from backend.core.errors import InvalidError
from backend.meetings.errors import EmptyRollError, GroupsWithoutRepresentativesError, RegisterMissingError
from backend.meetings.rules.thresholds import REPRESENTATIVES_MIN, VOTER_AGE
from backend.meetings.types import Audience, AudienceRule, Basis


class PlannedSeat(NamedTuple):
    """A seat to be: a member's (elected for ``group_id`` where representatives meet), or a household's."""

    member_id: UUID | None
    household_id: UUID | None = None
    group_id: UUID | None = None


class Residents(NamedTuple):
    """How many live here by the register."""

    adults: int
    households: int


@dataclass(frozen=True, slots=True)
class Groups:
    """The resident groups: names by id, which building is whose, who was elected for which."""

    names: Mapping[UUID, str]
    of_building: Mapping[str, UUID]
    representatives: Mapping[UUID, Collection[UUID]]


@dataclass(frozen=True, slots=True)
class Roll:
    """The seats, how many more there are without a name, and which members are invited."""

    seats: Sequence[PlannedSeat]
    outside: int
    invited: Sequence[UUID]

    @property
    def size(self) -> int:
        """Return how many voices there are."""
        return len(self.seats) + self.outside


def is_of_age(birth_date: date, day: date) -> bool:
    """Tell whether somebody is old enough on the day of the meeting (城市居民委员会组织法 Art. 9)."""
    return age_on(birth_date, day) >= VOTER_AGE.value


def adults_of(electors: Sequence[Elector], day: date) -> list[Elector]:
    """Return the residents who are of age on a day; who only works here is none (Art. 9: 居民)."""
    return [each for each in electors if each.lives_here and is_of_age(each.birth_date, day)]


def households_of(adults: Sequence[Elector]) -> list[UUID]:
    """Return the households that an adult lives in, in order, each once."""
    return list(dict.fromkeys(each.household_id for each in adults if each.household_id is not None))


def decide_lawful_roll(
    basis: Basis, electors: Sequence[Elector], groups: Groups, residents: Residents | None, day: date
) -> Roll:
    """Return the roll of a residents' meeting by one of the three ways of Art. 9.

    Raises RegisterMissingError, GroupsWithoutRepresentativesError, EmptyRollError.
    """
    adults = adults_of(electors, day)
    if basis is Basis.REPRESENTATIVES:
        return _require_somebody(_representatives(adults, groups))
    if residents is None:
        raise RegisterMissingError
    ids = [each.id for each in adults]
    if basis is Basis.ADULTS:
        seats = [PlannedSeat(id_) for id_ in ids]
        return _require_somebody(Roll(seats, max(0, residents.adults - len(seats)), ids))
    seats = [PlannedSeat(None, id_) for id_ in households_of(adults)]
    invited = [each.id for each in adults if each.household_id is not None]
    return _require_somebody(Roll(seats, max(0, residents.households - len(seats)), invited))


def _representatives(adults: Sequence[Elector], groups: Groups) -> Roll:
    known = {each.id for each in adults}
    elected = {id_: sorted(known.intersection(groups.representatives.get(id_, ()))) for id_ in groups.names}
    lacking = [groups.names[id_] for id_, who in elected.items() if len(who) < REPRESENTATIVES_MIN.value]
    if lacking or not elected:
        raise GroupsWithoutRepresentativesError(groups=sorted(lacking))
    seats = [PlannedSeat(who, None, id_) for id_, them in elected.items() for who in them]
    return Roll(seats, 0, [seat.member_id for seat in seats if seat.member_id is not None])


def decide_invited_roll(
    rule: AudienceRule,
    electors: Sequence[Elector],
    groups: Groups,
    day: date,
    *,
    concerned: Collection[UUID] = frozenset(),
) -> Roll:
    """Return the roll of another kind of meeting: whoever of age is concerned, also who works here.

    ``concerned`` are the members whom the agenda concerns, where that is the rule.

    Raises InvalidError (a building, group or member that is not there) and EmptyRollError.
    """
    chosen = [
        each.id for each in electors if is_of_age(each.birth_date, day) and _is_concerned(rule, each, groups, concerned)
    ]
    if rule.rule is Audience.GROUPS and not set(rule.ids) <= set(groups.names):
        raise InvalidError({"audience": ["没有找到这个居民小组"]})
    if rule.rule is Audience.MEMBERS and not set(rule.ids) <= set(chosen):
        raise InvalidError({"audience": ["名单里有人不是本社区已核实的成年居民"]})
    return _require_somebody(Roll([PlannedSeat(id_) for id_ in chosen], 0, chosen))


def _is_concerned(rule: AudienceRule, elector: Elector, groups: Groups, concerned: Collection[UUID]) -> bool:
    if rule.rule is Audience.ALL:
        return True
    if rule.rule is Audience.MEMBERS:
        return elector.id in rule.ids
    if rule.rule is Audience.CONCERNED:
        return elector.id in concerned
    if elector.building is None:
        return False
    if rule.rule is Audience.BUILDINGS:
        return elector.building in rule.buildings
    return groups.of_building.get(elector.building) in rule.ids


def _require_somebody(roll: Roll) -> Roll:
    if not roll.seats:
        raise EmptyRollError
    return roll
