"""Candidate pairs, found in SQL by the offers' indexes: sparse, so that the model judges few pairs of the many.

Of each need the offers of its category (or the parent's) and kind of help that have time when it has; of more than it
may have, by a cheap rank: exactly its category, the skill it wishes for, the same building, and then an order that
differs from need to need (the exclusive or of both ids' last bits), so that equal needs do not all get the same few.
"""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import delete, insert, text

from backend.infra.uow import UnitOfWork
from backend.matching.model.judge import categories_for
from backend.matching.model.types import Help, Need
from backend.matching.models import Offer
from backend.matching.rules import numbers, weeks
from backend.matching.rules.project import Wanted, minutes_wanted
from backend.matching.service.offers import Given
from backend.matching.service.profiles import to_ranges

SPREAD_BITS = 0x7FFF_FFFF


class Pair(NamedTuple):
    """A need and an offer that may suit each other."""

    need_id: UUID
    offer_id: UUID


# Each half of the WHERE has an index of its own; PostgreSQL takes the better or both. The needs are written down first,
# so that their arrays are read once and not for every offer that is looked at.
PAIRS = """
    WITH n AS MATERIALIZED (
        SELECT id, exact, skill, building, spread, most, CAST(categories AS text[]) AS categories,
               CAST(helps AS text[]) AS helps, CAST(kinds AS text[]) AS kinds,
               CAST(minutes AS int4multirange) AS minutes
        FROM unnest(CAST(:ids AS uuid[]), CAST(:categories AS text[]), CAST(:exact AS text[]), CAST(:helps AS text[]),
                    CAST(:kinds AS text[]), CAST(:minutes AS text[]), CAST(:skills AS text[]),
                    CAST(:buildings AS text[]), CAST(:spreads AS bigint[]), CAST(:most AS bigint[]))
             AS u (id, categories, exact, helps, kinds, minutes, skill, building, spread, most)
    )
    SELECT n.id, ARRAY(
        SELECT o.id
        FROM match_offers AS o
        WHERE o.community_id = :community_id
          AND o.categories && n.categories
          AND o.help = ANY (n.helps)
          AND o.kind = ANY (n.kinds)
          AND o.minutes && n.minutes
          {also}
        ORDER BY (n.exact = ANY (o.categories)) DESC,
                 (n.skill = ANY (o.skills)) IS TRUE DESC,
                 (o.building = n.building) IS TRUE DESC,
                 o.spread # n.spread
        LIMIT n.most
    )
    FROM n
"""
NEAR = "AND (o.reach = 'community' OR o.building = n.building)"
_PAIRS = text(PAIRS.format(also=NEAR))
_PAIRS_OF = text(PAIRS.format(also=f"{NEAR} AND o.id = ANY (CAST(:offers AS uuid[]))"))
_PAIRS_ANYWHERE = text(PAIRS.format(also=""))


def find_pairs(
    uow: UnitOfWork, community_id: int, wanted: Sequence[Wanted], most: int, *, only: Collection[UUID] | None = None
) -> list[Pair]:
    """Return up to ``most`` candidates of each need, of more for one with many places; among ``only`` where given."""
    if not wanted or (only is not None and not only):
        return []
    values = {"community_id": community_id, **arrays_of(wanted, most)}
    if only is None:
        rows = uow.session.execute(_PAIRS, values)
    else:
        rows = uow.session.execute(_PAIRS_OF, {**values, "offers": list(only)})
    return [Pair(need_id, offer_id) for need_id, offer_ids in rows for offer_id in offer_ids]


def find_nearly(uow: UnitOfWork, community_id: int, wanted: Sequence[Wanted]) -> list[Pair]:
    """Return offers of the needs' categories whatever else speaks against them, to tell what does."""
    if not wanted:
        return []
    values = arrays_of(wanted, numbers.WHY_CANDIDATES)
    count = len(wanted)
    whole = weeks.as_text(weeks.WHOLE_WEEK)
    every = _array([each.value for each in Help] + ["work"])
    loose = {"minutes": [whole] * count, "helps": [every] * count, "kinds": ["{member,unit,resource}"] * count}
    rows = uow.session.execute(_PAIRS_ANYWHERE, {"community_id": community_id, **values, **loose})
    return [Pair(need_id, offer_id) for need_id, offer_ids in rows for offer_id in offer_ids]


def arrays_of(wanted: Sequence[Wanted], most: int) -> dict[str, list[Any]]:
    """Return needs as the arrays that the statement takes."""
    needs = [each.need for each in wanted]
    return {
        "ids": [need.id for need in needs],
        "categories": [_array(categories_for(need.category)) for need in needs],
        "exact": [need.category for need in needs],
        "helps": [_array(_helps(need)) for need in needs],
        "kinds": [_array(sorted(need.takers)) for need in needs],
        "minutes": [weeks.as_text(minutes_wanted(need)) for need in needs],
        "skills": [need.skill for need in needs],
        "buildings": [need.place.building for need in needs],
        "spreads": [spread_of(need.id) for need in needs],
        "most": [max(most, min(3 * need.places, 5 * most)) for need in needs],
    }


def _helps(need: Need) -> list[str]:
    """Return the kinds of help as the index says them: people's time and skill are work."""
    work = ["work"] if need.helps & {Help.TIME, Help.SKILL} else []
    return sorted(each.value for each in need.helps) + work


def _array(values: Collection[str]) -> str:
    """Return plain codes as PostgreSQL writes a text[]: they hold neither commas nor quotes."""
    return "{" + ",".join(values) + "}"


def spread_of(id_: UUID) -> int:
    """Return the last bits of an id, by which equals are ordered differently for each need."""
    return id_.int & SPREAD_BITS


def write_index(uow: UnitOfWork, community_id: int, given: Sequence[Given]) -> None:
    """Make the index hold these offers and no other, in two statements."""
    uow.session.execute(
        delete(Offer).where(Offer.community_id == community_id).execution_options(synchronize_session=False)
    )
    if given:
        uow.session.execute(insert(Offer), [_row(community_id, each) for each in given])


def _row(community_id: int, given: Given) -> dict[str, Any]:
    offer = given.offer
    return {
        "community_id": community_id,
        "id": offer.id,
        "kind": given.key.kind.value,
        "help": given.help,
        "categories": sorted(offer.categories),
        "skills": sorted(offer.skills),
        "minutes": to_ranges(given.minutes),
        "building": offer.place.building,
        "reach": given.reach,
        "spread": spread_of(offer.id),
    }
