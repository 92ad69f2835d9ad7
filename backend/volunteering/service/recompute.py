"""Recompute: replay what was reckoned since a day by the rules of each day, and compare it with what stands."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.books import service as books
from backend.books.types import Pack, ServiceEarning
from backend.communities import service as communities
from backend.core.amounts import Minutes
from backend.core.clock import local_day
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.lists.types import TariffLine
from backend.volunteering.models import EnteredRecord, Reckoning, SettlementTask
from backend.volunteering.rules.earning import NO_RULES, Earned, has_ages
from backend.volunteering.service.in_force import replaced_by
from backend.volunteering.service.reckoning import RECORD_OF_RECKONING, STANDS, Histories, earned_of, reckon_one

CHUNK = 2_000


@dataclass
class Recomputed:
    """How many records were replayed, and a line for each that is not as it should be."""

    records: int = 0
    differences: list[str] = field(default_factory=list)


def recompute(uow: UnitOfWork, community_id: int, since: date) -> Recomputed:
    """Replay a community's settlement and compare what was reckoned since a local day; it changes nothing.

    What was reckoned before that day is replayed too, for it used up caps. A day's rules are those adopted for it.
    """
    rules = _Rules(uow, community_id)
    histories, found = Histories(), Recomputed()
    start = local_day(since)[0]
    rows = uow.session.execute(
        select(
            Reckoning,
            EnteredRecord.id,
            EnteredRecord.category,
            EnteredRecord.title,
            EnteredRecord.minutes,
            EnteredRecord.corrects_id,
            STANDS.label("stands"),
        )
        .join(EnteredRecord, RECORD_OF_RECKONING)
        .where(Reckoning.community_id == community_id)
        .order_by(Reckoning.number)
        .execution_options(yield_per=CHUNK)
    )
    for chunk in rows.partitions():
        compared = list(_replay(chunk, rules, histories))
        late = [(row, earned) for row, earned in compared if row.Reckoning.reckoned_at >= start]
        found.records += len(late)
        found.differences += [line for row, earned in late for line in _unlike(row, earned)]
        found.differences += _unlike_booked(uow, community_id, late)
    return found


class _Rules:
    """Everything ever adopted in a community, picked by day without asking again."""

    def __init__(self, uow: UnitOfWork, community_id: int) -> None:
        self._uow, self._community_id = uow, community_id
        self._packs = books.packs_since(uow, community_id)
        self._tariff = lists.tariff_of(uow, community_id)
        self._days: dict[date, tuple[Pack | None, Sequence[TariffLine]]] = {}

    def on(self, day: date) -> tuple[Pack | None, Sequence[TariffLine]]:
        """Return the pack and the tariff of a day of service."""
        if day not in self._days:
            pack = next((pack for valid_from, pack in self._packs if valid_from <= day), None)
            lines = [line for line in self._tariff if line.holds_on(day)]
            self._days[day] = pack, lines
        return self._days[day]

    def birth_dates(self, rows: Sequence[Any]) -> dict[UUID, date]:
        """Return when these rows' members were born, where any rule asks."""
        if not any(has_ages(pack.earn) for _, pack in self._packs):
            return {}
        return communities.birth_dates(self._uow, self._community_id, {row.Reckoning.member_id for row in rows})


def _replay(rows: Sequence[Any], rules: _Rules, histories: Histories) -> Iterator[tuple[Any, Earned]]:
    """Yield each reckoning with what the rules say of it, given what stands of all before it."""
    births = rules.birth_dates(rows)
    for row in rows:
        member_id, day = row.Reckoning.member_id, row.Reckoning.served_on
        pack, tariff = rules.on(day)
        earned = reckon_one(
            row,
            histories,
            member_id=member_id,
            day=day,
            tariff=tariff,
            rules=pack.earn if pack else NO_RULES,
            age=communities.age_on(births[member_id], day) if member_id in births else None,
        )
        yield row, earned


def _unlike(row: Any, earned: Earned) -> Iterator[str]:
    reckoned = earned_of(row.Reckoning)
    for name, amount in asdict(earned).items():
        if getattr(reckoned, name) != amount:
            yield f"record:{row.Reckoning.id}: {name} {getattr(reckoned, name)} reckoned, {amount} by the rules"


def _unlike_booked(uow: UnitOfWork, community_id: int, rows: Sequence[tuple[Any, Earned]]) -> Iterator[str]:
    """Compare with the ledger what does not wait for backing; what is replaced is compared with what replaces it."""
    ids = [row.id for row, _ in rows]
    replaced = replaced_by(uow, community_id, [row.id for row, _ in rows if row.corrects_id])
    waiting = set(
        uow.session.scalars(
            select(SettlementTask.id).where(SettlementTask.community_id == community_id, SettlementTask.id.in_(ids))
        )
    )
    settled = [
        ServiceEarning(
            record_id=row.Reckoning.id,
            member_id=row.Reckoning.member_id,
            minutes=Minutes(row.minutes),
            served_on=row.Reckoning.served_on,
            title=row.title,
            replaces=replaced.get(row.id, ()),
            **asdict(earned),
        )
        for row, earned in rows
        if row.id not in waiting and row.stands
    ]
    return books.unlike_booked(uow, community_id, settled)
