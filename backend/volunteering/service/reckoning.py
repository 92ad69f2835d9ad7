"""Reckoning: what entered records earn by the rules of their day, once, in an order that anybody can follow again."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.orm import aliased

from backend.books import service as books
from backend.books.types import EarnRules, Pack, ServiceEarning
from backend.communities import service as communities
from backend.core.amounts import Minutes, Points, TimeCredits
from backend.infra import numbers
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.lists.types import TariffLine
from backend.volunteering.models import EnteredRecord, Reckoning
from backend.volunteering.rules.earning import NO_RULES, NOTHING, Earned, Past, Served, earn, has_ages, in_stead_of

AMOUNTS = (Reckoning.time_credits, Reckoning.points, Reckoning.pool_time, Reckoning.pool_points)
RECORD_OF_RECKONING = (EnteredRecord.community_id == Reckoning.community_id) & (EnteredRecord.id == Reckoning.id)
_LATER, _LATER_RECKONED = aliased(EnteredRecord), aliased(Reckoning)
# What was reckoned and not replaced by a correction that was reckoned too: from then on that one uses the caps up.
STANDS = ~(
    select(_LATER.id)
    .join(
        _LATER_RECKONED,
        (_LATER_RECKONED.community_id == _LATER.community_id) & (_LATER_RECKONED.id == _LATER.id),
    )
    .where(_LATER.community_id == Reckoning.community_id, _LATER.corrects_id == Reckoning.id)
    .exists()
)
_KEEP = text(
    "INSERT INTO reckonings (community_id, id, number, member_id, served_on, time_credits, points, pool_time,"
    " pool_points, pack, reckoned_at)"
    " SELECT :community_id, r.id, :first + r.place - 1, r.member_id, :served_on, r.time_credits, r.points,"
    " r.pool_time, r.pool_points, :pack, :reckoned_at"
    " FROM unnest(CAST(:ids AS uuid[]), CAST(:members AS uuid[]), CAST(:time_credits AS bigint[]),"
    " CAST(:points AS bigint[]), CAST(:pool_time AS bigint[]), CAST(:pool_points AS bigint[]))"
    " WITH ORDINALITY AS r (id, member_id, time_credits, points, pool_time, pool_points, place)"
)


@dataclass
class Histories:
    """What was reckoned for members so far, kept up while more is."""

    same_day: dict[tuple[UUID, date], dict[UUID, Served]] = field(default_factory=lambda: defaultdict(dict))
    totals: dict[UUID, Earned] = field(default_factory=lambda: defaultdict(Earned))

    def of(self, member_id: UUID, day: date) -> Past:
        """Return one member's past for one day of service."""
        return Past(list(self.same_day[member_id, day].values()), self.totals[member_id])

    def add(self, member_id: UUID, day: date, record_id: UUID, served: Served) -> None:
        """Remember what was reckoned."""
        self.same_day[member_id, day][record_id] = served
        self._count(member_id, served.earned, +1)

    def take_out(self, member_id: UUID, day: date, record_id: UUID | None) -> Served | None:
        """Forget a record that another replaces, and return it; None where it never was reckoned."""
        served = self.same_day[member_id, day].pop(record_id, None) if record_id else None
        if served is not None:
            self._count(member_id, served.earned, -1)
        return served

    def _count(self, member_id: UUID, earned: Earned, sign: int) -> None:
        before = self.totals[member_id]
        self.totals[member_id] = Earned(
            TimeCredits(before.time_credits + sign * earned.time_credits), Points(before.points + sign * earned.points)
        )


def reckon_one(
    row: Any,
    histories: Histories,
    *,
    member_id: UUID,
    day: date,
    tariff: Sequence[TariffLine],
    rules: EarnRules,
    age: int | None,
) -> Earned:
    """Return what one record earns by the rules of its day, and remember it; ``row`` has id, minutes, corrects_id.

    A correction stands in the stead of what it names. More minutes are reckoned with all else that stands of that
    day; fewer alone, as if nothing else had used the caps: what others left over is not taken twice.
    """
    replaced = histories.take_out(member_id, day, row.corrects_id)
    served, more = Served(row.category, Minutes(row.minutes)), replaced is None or row.minutes > replaced.minutes
    past = histories.of(member_id, day) if more else NOTHING
    earned = earn(served, past=past, tariff=tariff, rules=rules, age=age)
    if replaced is not None:
        earned = in_stead_of(replaced.earned, earned, more=more)
    histories.add(member_id, day, row.id, Served(served.category, served.minutes, earned))
    return earned


def reckon(
    uow: UnitOfWork, community_id: int, day: date, tasks: Sequence[Any], replaced: Mapping[UUID, tuple[UUID, ...]]
) -> list[ServiceEarning]:
    """Return what records of one day earn, in their order; what was reckoned at an earlier attempt stays as it was.

    ``tasks`` are rows of entered records: id, performed_by, category, title, minutes, corrects_id; ``replaced`` are the
    records that some of them replace.
    """
    known = _known(uow, community_id, [task.id for task in tasks])
    new = [task for task in tasks if task.id not in known]
    if new:
        known |= _reckon_new(uow, community_id, day, new)
    return [
        ServiceEarning(
            record_id=task.id,
            member_id=task.performed_by,
            minutes=Minutes(task.minutes),
            served_on=day,
            title=task.title,
            replaces=replaced.get(task.id, ()),
            **asdict(known[task.id]),
        )
        for task in tasks
    ]


def _known(uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> dict[UUID, Earned]:
    rows = uow.session.execute(
        select(Reckoning.id, *AMOUNTS).where(Reckoning.community_id == community_id, Reckoning.id.in_(ids))
    )
    return {row.id: earned_of(row) for row in rows}


def earned_of(row: Any) -> Earned:
    """Return the amounts of a reckoning."""
    return Earned(
        TimeCredits(row.time_credits), Points(row.points), TimeCredits(row.pool_time), Points(row.pool_points)
    )


def _reckon_new(uow: UnitOfWork, community_id: int, day: date, tasks: Sequence[Any]) -> dict[UUID, Earned]:
    pack = books.pack_on(uow, community_id, day)
    rules = pack.earn if pack else NO_RULES
    members = {task.performed_by for task in tasks}
    births = communities.birth_dates(uow, community_id, members) if has_ages(rules) else {}
    ages = {member_id: communities.age_on(born, day) for member_id, born in births.items()}
    histories = _histories(uow, community_id, day, members, with_totals=rules.cap_total_hours is not None)
    tariff = lists.tariff_on(uow, community_id, day)
    reckoned = {
        task.id: reckon_one(
            task,
            histories,
            member_id=task.performed_by,
            day=day,
            tariff=tariff,
            rules=rules,
            age=ages.get(task.performed_by),
        )
        for task in tasks
    }
    _keep(uow, community_id, day, pack, tasks, list(reckoned.values()))
    return reckoned


def _histories(uow: UnitOfWork, community_id: int, day: date, members: set[UUID], *, with_totals: bool) -> Histories:
    found = Histories()
    rows = uow.session.execute(
        select(Reckoning.id, Reckoning.member_id, EnteredRecord.category, EnteredRecord.minutes, *AMOUNTS)
        .join(EnteredRecord, RECORD_OF_RECKONING)
        .where(
            Reckoning.community_id == community_id,
            Reckoning.member_id.in_(members),
            Reckoning.served_on == day,
            STANDS,
        )
    )
    for row in rows:
        served = Served(row.category, Minutes(row.minutes), earned_of(row))
        found.same_day[row.member_id, day][row.id] = served
    if with_totals:
        sums = uow.session.execute(
            select(Reckoning.member_id, func.sum(Reckoning.time_credits), func.sum(Reckoning.points))
            .where(Reckoning.community_id == community_id, Reckoning.member_id.in_(members), STANDS)
            .group_by(Reckoning.member_id)
        )
        for member_id, time_credits, points in sums:
            found.totals[member_id] = Earned(TimeCredits(int(time_credits)), Points(int(points)))
    return found


def _keep(
    uow: UnitOfWork, community_id: int, day: date, pack: Pack | None, tasks: Sequence[Any], earned: Sequence[Earned]
) -> None:
    uow.session.execute(
        _KEEP,
        {
            "community_id": community_id,
            "first": numbers.next_numbers(uow, community_id, "reckoning", count=len(tasks)),
            "served_on": day,
            "pack": pack and pack.code,
            "reckoned_at": uow.now,
            "ids": [task.id for task in tasks],
            "members": [task.performed_by for task in tasks],
            "time_credits": [each.time_credits for each in earned],
            "points": [each.points for each in earned],
            "pool_time": [each.pool_time for each in earned],
            "pool_points": [each.pool_points for each in earned],
        },
    )
