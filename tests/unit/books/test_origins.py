"""Where spent value came from: against a queue of single points, and against the rule of expiry."""

from collections import Counter, deque
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from backend.books.origins import Movement, Origin, trace_origins


def id_(number: int) -> UUID:
    return UUID(int=number)


def origins(*movements: tuple[int, int] | tuple[int, int, int]) -> list[tuple[int, int, int]]:
    """Return (credit, debit, amount) of lines given as (id, amount, undone line)."""
    lines = [Movement(id_(m[0]), m[1], id_(m[2]) if len(m) == 3 else None) for m in movements]
    return [(o.credit_id.int, o.debit_id.int, o.amount) for o in trace_origins(lines)]


def test_the_oldest_credit_is_spent_first() -> None:
    assert origins((1, 10), (2, 10), (3, -15), (4, 5), (5, -7)) == [(1, 3, 10), (2, 3, 5), (2, 5, 5), (4, 5, 2)]


def test_nothing_is_spent_of_what_is_not_needed() -> None:
    assert origins((1, 10), (2, 10), (3, -10)) == [(1, 3, 10)]
    assert origins((1, 10)) == origins() == []


def test_what_is_given_back_is_free_for_the_next() -> None:
    assert origins((1, 10), (2, -10), (3, 10, 2), (4, -6)) == [(1, 4, 6)]


def test_a_part_given_back_leaves_the_rest_spent() -> None:
    assert origins((1, 10), (2, -8), (3, 3, 2), (4, -5)) == [(1, 2, 5), (1, 4, 5)]


def test_a_reversed_credit_pays_for_nothing() -> None:
    assert origins((1, 10), (2, 10), (3, -10, 1), (4, -4)) == [(2, 4, 4)]


@st.composite
def histories(draw: st.DrawFn) -> list[Movement]:
    """Draw what can happen to an account: earned, spent, partly or wholly given back, a credit reversed."""
    lines: list[Movement] = []
    left: dict[UUID, int] = {}
    for number in range(1, draw(st.integers(0, 25)) + 1):
        balance = sum(line.amount for line in lines)
        spent = [id_ for id_, amount in left.items() if amount < 0]
        earned = [id_ for id_, amount in left.items() if 0 < amount <= balance]
        kinds = ["earn"] + ["spend"] * (balance > 0) + ["give_back"] * bool(spent) + ["reverse"] * bool(earned)
        kind = draw(st.sampled_from(kinds))
        undoes = None
        if kind == "earn":
            amount = draw(st.integers(1, 30))
        elif kind == "spend":
            amount = -draw(st.integers(1, balance))
        elif kind == "give_back":
            undoes = draw(st.sampled_from(spent))
            amount = draw(st.integers(1, -left[undoes]))
        else:
            undoes = draw(st.sampled_from(earned))
            amount = -left[undoes]
        lines.append(Movement(id_(number), amount, undoes))
        key = undoes or id_(number)
        left[key] = left.get(key, 0) + amount
    return lines


def net_of(lines: list[Movement]) -> dict[UUID, int]:
    net: Counter[UUID] = Counter()
    for line in lines:
        net[line.undoes or line.id] += line.amount
    return dict(net)


def point_by_point(lines: list[Movement]) -> dict[tuple[UUID, UUID], int]:
    """Spend single points from a queue, the oldest first."""
    net = net_of(lines)
    queue = deque(id_ for id_, amount in net.items() for _ in range(max(0, amount)))
    found: Counter[tuple[UUID, UUID]] = Counter()
    for debit, amount in net.items():
        for _ in range(max(0, -amount)):
            found[queue.popleft(), debit] += 1
    return dict(found)


@given(histories())
def test_it_agrees_with_a_queue_of_single_points(lines: list[Movement]) -> None:
    found = trace_origins(lines)
    assert {(o.credit_id, o.debit_id): o.amount for o in found} == point_by_point(lines)
    assert len(found) == len({(o.credit_id, o.debit_id) for o in found})


@given(histories(), st.integers(0, 25))
def test_what_is_left_of_early_credits_is_what_would_expire(lines: list[Movement], cut_off: int) -> None:
    net, drawn = net_of(lines), Counter[UUID]()
    for origin in trace_origins(lines):
        drawn[origin.credit_id] += origin.amount
    early = {id_: amount for id_, amount in net.items() if amount > 0 and id_.int <= cut_off}
    left = sum(amount - drawn[id_] for id_, amount in early.items())
    spent = -sum(amount for amount in net.values() if amount < 0)
    assert left == max(0, min(sum(net.values()), sum(early.values()) - spent))


@given(histories())
def test_no_credit_pays_for_more_than_it_was(lines: list[Movement]) -> None:
    net = net_of(lines)
    for side in ("credit_id", "debit_id"):
        sums: Counter[UUID] = Counter()
        for origin in trace_origins(lines):
            sums[getattr(origin, side)] += origin.amount
        assert all(0 < amount <= abs(net[id_]) for id_, amount in sums.items())


def test_an_origin_is_a_value() -> None:
    assert trace_origins([Movement(id_(1), 5), Movement(id_(2), -5)]) == [Origin(id_(1), id_(2), 5)]
