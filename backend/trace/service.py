"""The trace of a thing: links in one statement a round, edges that other tables hold, and a name for what is seen."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from uuid import UUID

from backend.core.actor import Actor
from backend.core.errors import NotFoundError
from backend.infra import links
from backend.infra.links import Direction, Edge, Ref
from backend.infra.runtime import port
from backend.infra.stops import Stop, TraceRegistry
from backend.infra.uow import UnitOfWork
from backend.trace.policy import POLICY, A
from backend.trace.rules import DEPTH_MAX, NODES_MAX, draw, levels, reached
from backend.trace.types import Graph

# Links and the ledger take turns: records by links, their vouchers by the ledger, their redemptions by links.
ROUNDS_MAX = 6
LINKS_MAX = 4 * NODES_MAX


def trace(uow: UnitOfWork, actor: Actor, community_id: int, start: Ref) -> Graph:
    """Return what a thing came from and what became of it, as the actor may see it.

    Raises NotFoundError for a thing that the actor may not see.
    """
    POLICY.permit(actor, A.READ_TRACE)
    walk = _Walk(uow, actor, community_id, start)
    if walk.seen[start] is None:
        raise NotFoundError()
    walk.go()
    return walk.graph()


class _Walk:
    """One walk from one thing, round by round in both directions."""

    def __init__(self, uow: UnitOfWork, actor: Actor, community_id: int, start: Ref) -> None:
        self.uow, self.actor, self.community_id, self.start = uow, actor, community_id, start
        self.registry = port(TraceRegistry)
        self.seen: dict[Ref, Stop | None] = {}
        self.edges: dict[Direction, list[Edge]] = {direction: [] for direction in Direction}
        self.cut = False
        self._look([start])

    def go(self) -> None:
        """Walk until nothing new is seen."""
        new: dict[Direction, list[Ref]] = {direction: [self.start] for direction in Direction}
        for _ in range(ROUNDS_MAX):
            asked = {direction: set(refs) for direction, refs in new.items()}
            known = {direction: set(self._reached(direction)) for direction in Direction}
            self._follow_links(new)
            for direction in Direction:
                # Also of what the links led to just now: a record's transfers.
                more = [ref for ref in self._reached(direction) if ref not in known[direction]]
                self._find_edges([*asked[direction], *more], direction)
                ledger = [ref for ref in self._reached(direction) if ref not in {*known[direction], *more}]
                new[direction] = [ref for ref in ledger if self.seen[ref] is not None]
            if not any(new.values()):
                return
        self.cut = True

    def _reached(self, direction: Direction) -> list[Ref]:
        return reached(self.start, self.edges[direction], direction, self.seen)

    def _follow_links(self, starts: dict[Direction, list[Ref]]) -> None:
        found, is_cut = links.walk(self.uow, self.community_id, starts, depth_max=DEPTH_MAX, rows_max=LINKS_MAX)
        self.cut |= is_cut
        for direction, edges in found.items():
            self._add(edges, direction)

    def _find_edges(self, refs: Iterable[Ref], direction: Direction) -> None:
        """Ask the features for edges of what is seen; what has no name leads no further."""
        things: dict[str, list[UUID]] = defaultdict(list)
        for type_, id_ in refs:
            if self.seen[type_, id_] is not None:
                things[type_].append(id_)
        for find in self.registry.edges if things else ():
            found = find(self.uow, self.community_id, things, direction)
            self.cut |= not found.is_whole
            self._add(found.edges, direction)

    def _add(self, edges: Iterable[Edge], direction: Direction) -> None:
        """Take edges as far as there is room for what they lead to."""
        kept = []
        room = NODES_MAX - len(self.seen)
        new: dict[Ref, None] = {}
        for edge in edges:
            there = edge.to if direction is Direction.FORTH else edge.from_
            if there not in self.seen and there not in new:
                if len(new) >= room:
                    self.cut = True
                    continue
                new[there] = None
            kept.append(edge)
        self.edges[direction] += kept
        self._look(list(new))

    def _look(self, refs: Collection[Ref]) -> None:
        """Ask each type's feature for the names; what nobody names is seen by its type alone."""
        by_type: dict[str, list[UUID]] = defaultdict(list)
        for type_, id_ in refs:
            by_type[type_].append(id_)
        for type_, ids in by_type.items():
            stops = self.registry.stops.get(type_)
            found = stops(self.uow, self.actor, self.community_id, ids) if stops else {}
            self.seen |= {(type_, id_): found.get(id_) for id_ in ids}

    def graph(self) -> Graph:
        """Return what was reached, placed above and below the thing asked for."""
        placed: dict[Ref, int] = {}
        for direction in Direction:
            kept = set(self._reached(direction))
            placed |= levels(self.start, self.edges[direction], kept, direction)
        edges = [edge for direction in Direction for edge in self.edges[direction]]
        return draw(placed, edges, self.seen, cut=self.cut)
