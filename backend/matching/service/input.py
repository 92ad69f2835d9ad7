"""What a run reads: needs and offers as they are, less what waits for an answer already, and the candidate pairs."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from backend.infra.uow import UnitOfWork
from backend.matching.model.change import after_plan
from backend.matching.model.plans import Match
from backend.matching.model.types import Need, Offer, Slot
from backend.matching.rules import numbers, weeks
from backend.matching.rules.project import Side, Wanted
from backend.matching.service import candidates, clocks
from backend.matching.service.candidates import Pair
from backend.matching.service.needs import read_needs
from backend.matching.service.offers import Given, read_offers
from backend.matching.service.past import Waiting, needs_ended_since, read_declined, read_waiting
from backend.matching.service.standings import Standings, read_standings
from backend.matching.types import WithdrawnFor

# What was stored a moment before a run began may have been committed after it had read.
MARGIN = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Input:
    """A run's input. ``wanted`` are the needs it looks at, by the model's id; ``all_needs`` are there at all.

    ``stale`` are waiting suggestions that cannot be any more, with why; ``served`` needs that have one that can.
    """

    side: Side
    wanted: dict[UUID, Wanted]
    given: dict[UUID, Given]
    pairs: tuple[Pair, ...]
    all_needs: frozenset[UUID]
    served: frozenset[UUID]
    stale: dict[UUID, WithdrawnFor]

    @property
    def needs(self) -> list[Need]:
        """Return the needs in the order of their ids."""
        return [each.need for each in self.wanted.values()]

    @property
    def offers(self) -> list[Offer]:
        """Return the offers in the order of their ids."""
        return [each.offer for each in self.given.values()]


def read_input(uow: UnitOfWork, community_id: int, *, since: datetime | None) -> Input:
    """Read all, or with ``since`` what is new since then; the index of offers is written by the way.

    The clock is locked meanwhile: who goes out of matching waits for it, and is in no index afterwards.
    """
    clocks.lock(uow, community_id)
    side, standings, found, given = read_sides(uow, community_id)
    candidates.write_index(uow, community_id, given)
    wanted, offers = {each.need.id: each for each in found}, {each.offer.id: each for each in given}
    stands, stale = sort_out(read_waiting(uow, community_id), wanted, offers, side)
    left = _less(found, stands)
    offers = _with_waiting(offers, stands, wanted, side)
    looked_at, pairs = _pairs(uow, community_id, left, offers, since)
    taken = standings.held | {(each.need_id, each.offer_id) for each in stands}
    return Input(
        side,
        {each.need.id: each for each in looked_at},
        offers,
        tuple(pair for pair in sorted(pairs) if pair not in taken),
        frozenset(wanted),
        frozenset(each.need_id for each in stands),
        stale,
    )


class Sides(NamedTuple):
    """Both sides of a community as they are now, and the standings that they were made of."""

    side: Side
    standings: Standings
    needs: list[Wanted]
    offers: list[Given]


def read_sides(uow: UnitOfWork, community_id: int) -> Sides:
    """Read all needs and offers of a community, in a bounded number of statements."""
    side = Side(weeks.monday_of(uow.now), uow.now)
    standings = read_standings(uow, community_id, side)
    needs = read_needs(uow, community_id, side, standings)
    offers = read_offers(uow, community_id, side, standings, read_declined(uow, community_id))
    return Sides(side, standings, needs, offers)


def sort_out(
    waiting: Sequence[Waiting], wanted: dict[UUID, Wanted], given: dict[UUID, Given], side: Side
) -> tuple[list[Waiting], dict[UUID, WithdrawnFor]]:
    """Part what waits into what still can be and what cannot, with why; the oldest keep their places."""
    places = {id_: each.need.places for id_, each in wanted.items()}
    stands, stale = [], {}
    for each in waiting:
        if places.get(each.need_id, 0) < 1:
            stale[each.id] = WithdrawnFor.NEED_GONE
        elif each.offer_id not in given or _is_taken(each, given[each.offer_id].offer, side):
            stale[each.id] = WithdrawnFor.OFFER_GONE
        else:
            places[each.need_id] -= 1
            stands.append(each)
    return stands, stale


def _is_taken(waiting: Waiting, offer: Offer, side: Side) -> bool:
    """Tell whether the offer has taken on something else at that time by now, or the time has come."""
    slot = _slot(waiting, side)
    if slot is None:
        return False
    overlapping = sum(busy.slot.start < slot.end and slot.start < busy.slot.end for busy in offer.busy)
    return slot.start <= side.opens - 1 or overlapping >= offer.parallel


def _slot(waiting: Waiting, side: Side) -> Slot | None:
    if waiting.starts_at is None or waiting.ends_at is None:
        return None
    return weeks.slot_of(side.monday, waiting.starts_at, waiting.ends_at)


def _less(wanted: Sequence[Wanted], stands: Sequence[Waiting]) -> list[Wanted]:
    """Return the needs of which something is left beside what waits."""
    waits = Counter(each.need_id for each in stands)
    left = [(each, each.need.places - waits[each.need.id]) for each in wanted]
    return [replace(each, need=replace(each.need, places=places)) for each, places in left if places > 0]


def _with_waiting(
    given: Mapping[UUID, Given], stands: Sequence[Waiting], wanted: Mapping[UUID, Wanted], side: Side
) -> dict[UUID, Given]:
    """Return the offers with what waits for them counted as taken on: nobody is suggested two things at one time."""
    matches = [Match(each.need_id, each.offer_id, _slot(each, side), 0) for each in stands]
    needs, offers = (each.need for each in wanted.values()), (each.offer for each in given.values())
    left = after_plan(needs, offers, matches)
    return {id_: replace(each, offer=left[id_]) for id_, each in given.items()}


def _pairs(
    uow: UnitOfWork, community_id: int, left: Sequence[Wanted], given: Mapping[UUID, Given], since: datetime | None
) -> tuple[list[Wanted], list[Pair]]:
    """Return the needs to look at with their pairs: all, or new needs with all offers and the others with new ones."""
    most = numbers.candidates_of(len(left))
    if since is None:
        return list(left), candidates.find_pairs(uow, community_id, left, most)
    after = since - MARGIN
    ended = needs_ended_since(uow, community_id, after)
    new: list[Wanted] = []
    old: list[Wanted] = []
    for each in left:
        (new if each.changed_at > after or each.need.id in ended else old).append(each)
    fresh = [each.offer.id for each in given.values() if each.changed_at > after]
    pairs = candidates.find_pairs(uow, community_id, new, most)
    more = candidates.find_pairs(uow, community_id, old, most, only=fresh)
    concerned = {pair.need_id for pair in more}
    looked_at = [*new, *(each for each in old if each.need.id in concerned)]
    return sorted(looked_at, key=lambda each: each.need.id), [*pairs, *more]
