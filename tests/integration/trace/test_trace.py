"""The trace on real services: the whole chain both ways, what stays without a name, bounded work."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any
from uuid import UUID, uuid4

import flask
import pytest
from sqlalchemy import event

from backend.core.actor import Actor
from backend.core.clock import FixedClock
from backend.core.errors import NotFoundError, NotMemberError
from backend.infra import links
from backend.infra.db import db
from backend.infra.links import Direction
from backend.infra.uow import unit_of_work
from backend.trace import service
from backend.trace.rules import NODES_MAX
from backend.trace.types import Graph, Node
from tests.conftest import MONDAY_MORNING
from tests.factories.lists import make_open_entry, propose_entry
from tests.factories.trace import Chain
from tests.factories.volunteering import Street, make_records_on_notice, make_street


@pytest.fixture(scope="module")
def chain(app: flask.Flask, session_clock: FixedClock) -> Chain:
    session_clock.at = MONDAY_MORNING
    return Chain(app, session_clock)


@pytest.fixture
def street(app: flask.Flask, clock: FixedClock) -> Street:
    return make_street(app, clock)


def trace(street: Street, who: str, type_: str, id_: UUID) -> Graph:
    with street.work() as uow:
        return service.trace(uow, street[who].actor, street.community_id, (type_, id_))


def named(graph: Graph) -> dict[str, int]:
    """Return the types of named stops with their level; there is one of each."""
    return {node.type: node.level for node in graph.nodes if node.stop is not None}


def nameless(graph: Graph) -> list[tuple[str, int]]:
    return sorted((node.type, node.count) for node in graph.nodes if node.stop is None)


def the(graph: Graph, type_: str) -> Node:
    return next(node for node in graph.nodes if node.type == type_)


def test_from_the_sentence_to_the_bag_of_rice(chain: Chain) -> None:
    graph = trace(chain.street, "volunteer", "entry", chain.ids["entry"])
    assert {node.ref for node in graph.nodes if node.ref} >= {
        (name.removeprefix("peer_"), id_) for name, id_ in chain.ids.items() if name not in ("offer", "pledge")
    }
    order = sorted((node.level, node.type) for node in graph.nodes if node.ref in set(chain.ids.items()))
    assert order == [
        (0, "entry"),
        (1, "claim"),
        (1, "topic"),
        (2, "shift"),
        (3, "record"),
        (4, "transfer"),
        (5, "voucher"),
        (6, "redemption"),
    ]
    assert [line.note for line in graph.edges if line.relation == "paid"] == ["15积分"]
    assert not graph.cut


def test_from_the_bag_of_rice_to_the_sentence(chain: Chain) -> None:
    graph = trace(chain.street, "volunteer", "redemption", chain.ids["redemption"])
    assert named(graph) == {
        "redemption": 0,
        "voucher": -1,
        "offer": -2,
        "transfer": -2,
        "pledge": -3,
        "record": -3,
        "shift": -4,
        "claim": -5,
        "entry": -6,
    }


def test_a_neighbour_sees_the_common_part_and_only_how_many_records(chain: Chain) -> None:
    graph = trace(chain.street, "neighbour", "entry", chain.ids["entry"])
    assert named(graph) | {"entry": 0} == {"entry": 0, "topic": 1, "claim": 1, "shift": 2}
    # Nothing that a nameless record became is told, not even how much of it there is.
    assert nameless(graph) == [("record", 2)]
    shown = repr([(node.key, node.type, node.count, node.ref, node.stop) for node in graph.nodes])
    assert str(chain.ids["record"]) not in shown
    assert str(chain.ids["voucher"]) not in shown


@pytest.mark.parametrize("type_", ["voucher", "transfer", "redemption", "record"])
def test_what_is_somebody_elses_cannot_be_asked_for(chain: Chain, type_: str) -> None:
    with pytest.raises(NotFoundError):
        trace(chain.street, "neighbour", type_, chain.ids[type_])


def test_a_peer_sees_the_record_and_not_what_it_bought(chain: Chain) -> None:
    graph = trace(chain.street, "peer", "record", chain.ids["record"])
    assert nameless(graph) == [("transfer", 1)]
    assert "voucher" not in {node.type for node in graph.nodes}


def test_from_an_offer_the_vouchers_of_others_are_only_counted(chain: Chain) -> None:
    graph = trace(chain.street, "neighbour", "offer", chain.ids["offer"])
    assert named(graph) == {"pledge": -1, "offer": 0}
    assert nameless(graph) == [("voucher", 1)]


def test_the_desk_sees_as_far_as_its_policies_let_it(chain: Chain) -> None:
    seen = {who: named(trace(chain.street, who, "entry", chain.ids["entry"])) for who in ("staff", "lead")}
    assert {"record", "transfer", "voucher", "redemption"} <= set(seen["staff"])
    # The lead reads records and earnings; a voucher is the holder's, staff's and the supervisor's.
    assert {"record", "transfer"} <= set(seen["lead"])
    assert "voucher" not in seen["lead"]


def test_a_foreign_community_finds_nothing(chain: Chain, street: Street) -> None:
    for type_ in ("entry", "topic", "claim", "shift", "record", "transfer", "offer", "voucher", "redemption"):
        with pytest.raises(NotFoundError):
            trace(street, "staff", type_, chain.ids[type_])
    outsider = Actor(street["staff"].person_id, chain.street.community_id)
    with street.work() as uow, pytest.raises(NotMemberError):
        service.trace(uow, outsider, chain.street.community_id, ("entry", chain.ids["entry"]))


def test_links_of_another_community_with_the_same_ids_are_not_followed(street: Street, chain: Chain) -> None:
    with street.work() as uow:
        entry_id = make_open_entry(uow, street["staff"])
        here, there = ("entry", entry_id), ("claim", uuid4())
        links.record(uow, chain.street.community_id, from_=here, to=there, relation="claimed")
        found, _ = links.walk(uow, street.community_id, {Direction.FORTH: [here]}, depth_max=9, rows_max=9)
    assert found[Direction.FORTH] == []


def test_a_type_that_nobody_names_is_a_stop_with_its_types_name(street: Street) -> None:
    with street.work() as uow:
        entry_id = make_open_entry(uow, street["staff"])
        for type_ in ("booking", "comet"):
            links.record(
                uow, street.community_id, from_=("entry", entry_id), to=(type_, uow.new_id()), relation="booked"
            )
    assert nameless(trace(street, "staff", "entry", entry_id)) == [("booking", 1), ("comet", 1)]
    with pytest.raises(NotFoundError):
        trace(street, "staff", "comet", uuid4())


def test_what_lies_behind_a_stop_without_a_name_is_not_told(street: Street) -> None:
    with street.work() as uow:
        first = make_open_entry(uow, street["staff"])
        hidden = propose_entry(uow, street["elder"])
        last = make_open_entry(uow, street["staff"])
        for from_, to in ((first, hidden), (hidden, last)):
            links.record(uow, street.community_id, from_=("entry", from_), to=("entry", to), relation="merged")
    graph = trace(street, "neighbour", "entry", first)
    assert [(node.type, node.level, node.stop is None) for node in graph.nodes] == [
        ("entry", 0, False),
        ("entry", 1, True),
    ]
    assert len(trace(street, "elder", "entry", first).nodes) == 3


def test_a_circle_of_links_comes_to_an_end(street: Street) -> None:
    with street.work() as uow:
        ring = [make_open_entry(uow, street["staff"]) for _ in range(3)]
        for from_, to in zip(ring, [*ring[1:], ring[0]], strict=True):
            links.record(uow, street.community_id, from_=("entry", from_), to=("entry", to), relation="merged")
    assert {node.ref for node in trace(street, "staff", "entry", ring[0]).nodes} == {("entry", id_) for id_ in ring}


def test_ways_that_meet_again_and_again_stay_cheap(street: Street) -> None:
    """Ten storeys of two things each, everything linked to everything above: 2^10 ways, 20 things."""
    with street.work() as uow:
        storeys = [[("entry", uow.new_id()) for _ in range(2)] for _ in range(10)]
        pairs = [(a, b) for up, down in pairwise(storeys) for a in up for b in down]
        links.record_many(uow, street.community_id, pairs, relation="merged")
        found, is_cut = links.walk(
            uow, street.community_id, {Direction.FORTH: [storeys[0][0]]}, depth_max=16, rows_max=800
        )
    assert (len(found[Direction.FORTH]), is_cut) == (34, False)


@pytest.fixture
def statements(context: flask.Flask) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(*args: Any) -> None:
        seen.append(args[2])

    event.listen(db.engine, "before_cursor_execute", note)
    yield seen
    event.remove(db.engine, "before_cursor_execute", note)


def test_a_long_trace_is_cut_and_costs_no_more_statements(street: Street, statements: list[str]) -> None:
    with street.work() as uow:
        entry_id = make_open_entry(uow, street["staff"])
    records = make_records_on_notice(street, NODES_MAX + 50)
    counts = {}
    for number in (10, NODES_MAX + 50):
        with unit_of_work() as uow:
            pairs = [(("entry", entry_id), ("record", id_)) for id_ in records[:number]]
            links.record_many(uow, street.community_id, pairs, relation="recorded")
        statements.clear()
        graph = trace(street, "staff", "entry", entry_id)
        counts[number] = (len(graph.nodes), graph.cut, len(statements))
    assert counts[10][:2] == (11, False)
    assert counts[NODES_MAX + 50] == (NODES_MAX, True, counts[10][2])
