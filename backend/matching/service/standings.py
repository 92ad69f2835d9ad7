"""How people and units kept their word, gave and got lately, and what they have in hand: read once for a run."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from backend.agreements import service as agreements
from backend.alliances import service as alliances
from backend.alliances.service import Counts
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.matching.model.types import Busy, Place
from backend.matching.rules import numbers, weeks
from backend.matching.rules.project import Side
from backend.volunteering import service as volunteering

_NOTHING = Counts(0, 0)
# Things just over may still need their way.
_BEFORE = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Standings:
    """Figures by member, unit or resource; ``held`` are (entry, claimant) of claims under way."""

    counts: dict[UUID, Counts]
    kept_permille: dict[UUID, int]
    busy: dict[UUID, tuple[Busy, ...]]
    held: frozenset[tuple[UUID, UUID]]
    load: Counter[UUID]

    def counts_of(self, id_: UUID | None) -> Counts:
        """Return what somebody gave and got."""
        return _NOTHING if id_ is None else self.counts.get(id_, _NOTHING)


def read_standings(uow: UnitOfWork, community_id: int, side: Side) -> Standings:
    """Read them for the whole community; a statement each, and a dozen for units' accounts."""
    since = side.now - numbers.LOOK_BACK
    promises = volunteering.promises_kept(uow, community_id, since)
    terms = agreements.term_figures(uow, community_id, since, side.now)
    counts = {
        **{id_: Counts(each.kept, 0) for id_, each in promises.items()},
        **alliances.times_given_and_got(uow, community_id, since, side.now),
    }
    kept: dict[UUID, list[int]] = {id_: [each.kept, each.kept + each.broken] for id_, each in promises.items()}
    for term in terms:
        if term.giver_unit_id is not None:
            sums = kept.setdefault(term.giver_unit_id, [0, 0])
            sums[0] += term.kept
            sums[1] += term.due
    held = agreements.claims_held(uow, community_id)
    busy = _read_busy(uow, community_id, side)
    load = Counter(claim.claimant_id for claim in held)
    load.update({id_: len(times) for id_, times in busy.items()})
    return Standings(
        counts,
        {id_: done * 1000 // due for id_, (done, due) in kept.items() if due},
        busy,
        frozenset((claim.entry_id, claim.claimant_id) for claim in held),
        load,
    )


def _read_busy(uow: UnitOfWork, community_id: int, side: Side) -> dict[UUID, tuple[Busy, ...]]:
    """Return what members and resources have taken on, from the beginning of the week."""
    start, end = min(side.monday, side.now - _BEFORE), side.now + numbers.AHEAD
    found: defaultdict[UUID, list[Busy]] = defaultdict(list)
    for taken in volunteering.times_taken(uow, community_id, start, end):
        slot = weeks.slot_of(side.monday, taken.starts_at, taken.ends_at)
        found[taken.member_id].append(Busy(slot, Place(lists.building_of(taken.place))))
    for booked in lists.times_booked(uow, community_id, start, end):
        slot = weeks.slot_of(side.monday, booked.starts_at, booked.ends_at)
        # A room that a member booked takes their time too, but is no help that they give.
        found[booked.member_id].append(Busy(slot, Place(booked.building), counts=False))
        found[booked.entry_id].append(Busy(slot, Place(booked.building), counts=False))
    return {id_: tuple(sorted(times, key=lambda busy: busy.slot)) for id_, times in found.items()}
