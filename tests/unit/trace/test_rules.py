"""The graph of the trace: what is reached, how it is layered, what stays without a name."""

from uuid import UUID

from backend.infra.links import Direction, Edge, Ref
from backend.infra.stops import Stop
from backend.trace.rules import draw, levels, reached

BACK, FORTH = Direction.BACK, Direction.FORTH


def ref(number: int, type_: str = "entry") -> Ref:
    return type_, UUID(int=number)


def edge(a: Ref, b: Ref, note: str | None = None) -> Edge:
    return Edge(a, b, "claimed", note)


A, B, C, D = (ref(number) for number in range(1, 5))
SEEN: dict[Ref, Stop | None] = {each: Stop("看得见") for each in (A, B, C, D)}


def test_a_walk_goes_one_way_and_past_nothing_without_a_name() -> None:
    edges = [edge(A, B), edge(B, C), edge(C, D)]
    assert reached(B, edges, FORTH, SEEN) == [B, C, D]
    assert reached(C, edges, BACK, SEEN) == [C, B, A]
    assert reached(A, edges, FORTH, SEEN | {B: None}) == [A, B]
    assert reached(A, edges, FORTH, SEEN | {A: None}) == [A]


def test_a_thing_stands_below_all_that_leads_to_it() -> None:
    edges = [edge(A, C), edge(A, B), edge(B, C)]
    assert levels(A, edges, {A, B, C}, FORTH) == {A: 0, B: 1, C: 2}
    assert levels(C, edges, {A, B, C}, BACK) == {C: 0, B: -1, A: -2}


def test_a_circle_is_layered_all_the_same() -> None:
    edges = [edge(A, B), edge(B, C), edge(C, B), edge(C, A)]
    found = levels(A, edges, {A, B, C}, FORTH)
    assert found[A] == 0
    assert min(found[B], found[C]) > 0


def test_what_nobody_may_see_is_counted_together_where_it_stands() -> None:
    shift, other = ref(9, "shift"), ref(10, "shift")
    records = [ref(number, "record") for number in range(20, 25)]
    edges = [edge(shift, each) for each in records[:3]] + [edge(other, each, "8积分") for each in records[3:]]
    placed = {shift: 0, other: 0} | dict.fromkeys(records, 1)
    seen: dict[Ref, Stop | None] = {shift: Stop("活动"), other: Stop("另一场")} | dict.fromkeys(records)
    graph = draw(placed, edges, seen, cut=False)
    hidden = [node for node in graph.nodes if node.stop is None]
    assert [(node.type, node.count, node.ref) for node in hidden] == [("record", 3, None), ("record", 2, None)]
    assert len(graph.edges) == 2
    assert all(line.note is None for line in graph.edges)


def test_edges_to_what_is_not_shown_are_not_shown() -> None:
    graph = draw({A: 0}, [edge(A, B), edge(A, A)], SEEN, cut=True)
    assert [(line.from_, line.to) for line in graph.edges] == [("1", "1")]
    assert graph.cut
