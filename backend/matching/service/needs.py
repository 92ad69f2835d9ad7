"""Needs as they are now: entries with something left to claim, and free places of shifts. Two statements."""

from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.matching.rules import numbers
from backend.matching.rules.project import Side, Wanted, from_entry, from_places
from backend.matching.service.standings import Standings
from backend.volunteering import service as volunteering


def read_needs(uow: UnitOfWork, community_id: int, side: Side, standings: Standings) -> list[Wanted]:
    """Return the needs of a community, in the order of their model's ids."""
    entries = [
        from_entry(
            entry,
            side,
            given=standings.counts_of(entry.ref.proposer_unit_id or entry.ref.proposer_member_id).gave,
            received=standings.counts_of(entry.ref.proposer_unit_id or entry.ref.proposer_member_id).got,
        )
        for entry in lists.claimable_entries(uow, community_id)
    ]
    shifts = [
        from_places(places, side) for places in volunteering.free_places(uow, community_id, side.now + numbers.AHEAD)
    ]
    return sorted([*entries, *shifts], key=lambda wanted: wanted.need.id)
