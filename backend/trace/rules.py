"""Pure decisions on the trace: what is reached through what is seen, how it is layered, what stays without a name."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from backend.infra.links import Direction, Edge, Ref
from backend.infra.stops import Stop
from backend.trace.types import Graph, Line, Node

# One of each step of the chain and some to spare.
DEPTH_MAX = 16
NODES_MAX = 200


def reached(start: Ref, edges: Iterable[Edge], direction: Direction, seen: Mapping[Ref, Stop | None]) -> list[Ref]:
    """Return what a walk from ``start`` comes to, nearest first; it goes on from nothing that has no name."""
    beside: dict[Ref, list[Ref]] = defaultdict(list)
    for edge in edges:
        here, there = (edge.from_, edge.to) if direction is Direction.FORTH else (edge.to, edge.from_)
        beside[here].append(there)
    found, left = {start: None}, [start]
    while left:
        here = left.pop(0)
        if seen.get(here) is None:
            continue
        new = [there for there in beside[here] if there not in found]
        found |= dict.fromkeys(new)
        left += dict.fromkeys(new)
    return list(found)


def levels(start: Ref, edges: Collection[Edge], kept: Collection[Ref], direction: Direction) -> dict[Ref, int]:
    """Return how many steps each thing is away, by the longest way; a circle does not turn for ever."""
    found = {start: 0}
    for _ in range(DEPTH_MAX):
        before = dict(found)
        for edge in edges:
            here, there = (edge.from_, edge.to) if direction is Direction.FORTH else (edge.to, edge.from_)
            if here in before and there in kept and there != start:
                found[there] = max(found.get(there, 0), before[here] + 1)
        if found == before:
            break
    return found if direction is Direction.FORTH else {ref: -level for ref, level in found.items()}


def draw(placed: Mapping[Ref, int], edges: Iterable[Edge], seen: Mapping[Ref, Stop | None], *, cut: bool) -> Graph:
    """Return the graph: seen things by themselves, the others of one type in one place together and nameless."""
    between = [edge for edge in dict.fromkeys(edges) if edge.from_ in placed and edge.to in placed]
    hidden = {ref: frozenset(_neighbours(ref, between)) for ref in placed if seen.get(ref) is None}
    groups: dict[object, list[Ref]] = defaultdict(list)
    for ref, level in sorted(placed.items(), key=lambda item: (item[1], item[0][1])):
        groups[(ref[0], level, hidden[ref]) if ref in hidden else ref].append(ref)
    keys = {ref: str(number) for number, refs in enumerate(groups.values(), 1) for ref in refs}
    nodes = [_node(refs, keys, placed, seen) for refs in groups.values()]
    lines = dict.fromkeys(
        # How much somebody else's voucher was paid with is theirs to know.
        Line(keys[e.from_], keys[e.to], e.relation, None if hidden.keys() & {e.from_, e.to} else e.note)
        for e in between
    )
    return Graph(nodes, list(lines), cut)


def _neighbours(ref: Ref, edges: Iterable[Edge]) -> Iterable[tuple[Direction, Ref]]:
    for edge in edges:
        if edge.to == ref:
            yield Direction.BACK, edge.from_
        if edge.from_ == ref:
            yield Direction.FORTH, edge.to


def _node(
    refs: Sequence[Ref], keys: Mapping[Ref, str], placed: Mapping[Ref, int], seen: Mapping[Ref, Stop | None]
) -> Node:
    ref = refs[0]
    stop = seen.get(ref)
    return Node(keys[ref], ref[0], placed[ref], len(refs), ref if stop else None, stop)
