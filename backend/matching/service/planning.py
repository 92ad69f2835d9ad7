"""From a run's input to its plan: judge and weigh the pairs, search, tell why the rest is unmet."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

import orjson

from backend.core.seal import seal_of
from backend.infra.uow import UnitOfWork
from backend.matching.model.change import after_plan, smallest_change
from backend.matching.model.judge import judge, possible_times
from backend.matching.model.plans import Edge, Limits, Match, Stopped
from backend.matching.model.solve import solve
from backend.matching.model.types import Need, Offer, Slot
from backend.matching.model.weigh import edge_of
from backend.matching.rules import numbers
from backend.matching.rules.parts import stored_parts
from backend.matching.service.candidates import find_nearly
from backend.matching.service.input import Input

# Of what the model says and how it weighs; a change of either is a new version.
MODEL_VERSION = 1
# Beside the model's constraints: somebody could, and the search ended before it was suggested.
BUSY_ELSEWHERE = "busy_elsewhere"


@dataclass(frozen=True, slots=True)
class Found:
    """A match to be suggested, with the figures behind it."""

    need_id: UUID
    offer_id: UUID
    slot: Slot | None
    weight: int
    parts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Why:
    """Why nobody serves a need: how many candidates each constraint keeps away, and what would change it."""

    need_id: UUID
    candidates: int
    failed: dict[str, int]
    change: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Planned:
    """What a run found. ``lonely`` are the needs without any match, old or new; ``unmet`` tells of them."""

    matches: tuple[Found, ...]
    lonely: tuple[UUID, ...]
    value: int
    bound: int
    stopped: str
    input_hash: str
    figures: dict[str, Any]
    model_version: int = MODEL_VERSION
    unmet: tuple[Why, ...] = field(default=())


def make_plan(read: Input) -> Planned:
    """Return the plan of a run's input: the same input gives the same plan."""
    edges = edges_of(read)
    if edges:
        plan = solve(read.needs, read.offers, edges, Limits(effort=numbers.EFFORT))
        matches, value, bound, stopped = plan.matches, plan.value, plan.bound, plan.stopped
    else:
        matches, value, bound, stopped = (), 0, 0, Stopped.PROVEN
    served = {match.need_id for match in matches} | read.served
    return Planned(
        tuple(_found(read, match) for match in matches),
        tuple(id_ for id_ in read.wanted if id_ not in served),
        value,
        bound,
        stopped.value,
        input_hash(read),
        {"edges": len(edges)},
    )


def edges_of(read: Input) -> list[Edge]:
    """Return the pairs that may be matched, weighed."""
    edges = []
    for need_id, offer_id in read.pairs:
        need, offer = read.wanted[need_id].need, read.given[offer_id].offer
        slots = possible_times(need, offer)
        if slots is not None:
            edges.append(edge_of(need, offer, slots))
    return edges


def _found(read: Input, match: Match) -> Found:
    parts = stored_parts(read.wanted[match.need_id].need, read.given[match.offer_id].offer)
    return Found(match.need_id, match.offer_id, match.slot, match.weight, parts)


def tell_why(uow: UnitOfWork, community_id: int, read: Input, plan: Planned) -> Planned:
    """Return the plan with why its lonely needs are unmet; one statement finds who nearly could.

    Who waits longest comes first: of very many only so many are looked into (numbers.py).
    """
    lonely = sorted((read.wanted[id_] for id_ in plan.lonely), key=lambda each: (-each.need.waiting_days, each.need.id))
    near: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for need_id, offer_id in find_nearly(uow, community_id, lonely[: numbers.WHY_NEEDS]):
        if offer_id in read.given:
            near[need_id].append(offer_id)
    matches = [Match(each.need_id, each.offer_id, each.slot, each.weight) for each in plan.matches]
    left = after_plan(read.needs, read.offers, matches)
    why = [
        _why(each.need, [left[id_] for id_ in near[each.need.id]], number < numbers.CHANGES_MAX)
        for number, each in enumerate(lonely)
    ]
    return replace(plan, unmet=tuple(why))


def _why(need: Need, offers: list[Offer], is_changed: bool) -> Why:
    """Return what keeps each candidate away, of what the plan leaves of them, and the smallest change."""
    failed: Counter[str] = Counter()
    for offer in offers:
        failing = judge(need, offer).failing
        failed.update([each.code.value for each in failing] or [BUSY_ELSEWHERE])
    change = smallest_change(need, offers) if is_changed else None
    return Why(need.id, len(offers), dict(sorted(failed.items())), None if change is None else change._asdict())


def input_hash(read: Input) -> str:
    """Return the SHA-256 of the canonical input, so that a run can be worked out again and compared."""
    value = {"needs": read.needs, "offers": read.offers, "pairs": read.pairs, "version": MODEL_VERSION}
    return seal_of(orjson.dumps(value, default=_plain, option=orjson.OPT_SORT_KEYS))


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value, key=str)
    if isinstance(value, tuple):
        return list(value)
    raise TypeError
