"""What was aimed at, as ratios of figures of this run."""

from collections.abc import Iterator, Mapping
from typing import Any

from tests.bench.books.cost import Cost, Costs


def targets(costs: Mapping[int, Costs], others: Costs, once: Mapping[str, Any]) -> list[dict[str, object]]:
    """Return each target with what was measured; ratios of rates unless a name says otherwise."""
    first, last = costs[min(costs)], costs[max(costs)]
    return [
        {"target": name, "wanted": wanted, "measured": measured, "met": _is_met(wanted, measured)}
        for name, wanted, measured in _all(first, last, others, once)
    ]


def _all(first: Costs, last: Costs, others: Costs, once: Mapping[str, Any]) -> Iterator[tuple[str, str, float]]:
    for clients in (1, 16, 64):
        service, bench = first[f"service_spread_{clients}"], first[f"pgbench_spread_{clients}"]
        yield f"service of pgbench with the same statement, {clients} clients", ">= 0.8", _ratio(service, bench)
    yield (
        "HTTP of pgbench with the same statement, 16",
        ">= 0.5",
        _ratio(others["http_spread_16"], first["pgbench_spread_16"]),
    )
    for clients in (1, 16, 64):
        bench, simple = first[f"pgbench_spread_{clients}"], first[f"simple_update_{clients}"]
        yield f"one row, two legs, of pgbench -N, {clients} clients", ">= 2", _ratio(bench, simple)
    batch = first["batch_10000"]
    yield (
        "batch of 10,000 of single transfers, per transfer, 1 client",
        ">= 10",
        _ratio(batch, first["service_spread_1"]),
    )
    yield "batch of 10,000 of the peer's singles, per transfer", ">= 100", _ratio(batch, others["peer_single"])
    yield "batch of 10,000 of the peer's batch, per transfer", ">= 1", _ratio(batch, others["peer_batch_10000"])
    for clients in (16, 64):
        for who in ("service", "pgbench"):
            hot, spread = first[f"{who}_hot_{clients}"], first[f"{who}_spread_{clients}"]
            yield f"one hot merchant of spread, {who}, {clients} clients", ">= 0.95", _ratio(hot, spread)
    yield "HTTP: one hot merchant of spread, 16", ">= 0.95", _ratio(others["http_hot_16"], others["http_spread_16"])
    if first is not last:
        for name in ("pgbench_spread_16", "batch_10000"):
            grown = _cpu(last[name]) / _cpu(first[name])
            yield f"PostgreSQL's CPU of the largest ledger of an empty one, {name}", "<= 1.1", round(grown, 2)
    times = list(once["passbook_ms_by_lines"].values())
    yield "passbook with 100,000 lines of one with 10, milliseconds", "<= 1.5", round(times[-1] / times[0], 2)
    if "check" in once:
        yield "self-check of a million transfers, seconds", "<= 10", once["check"]["seconds"]


def _ratio(one: Cost, other: Cost) -> float:
    return round(one.rate / other.rate, 2)


def _cpu(cost: Cost) -> float:
    return cost.postgres / cost.done


def _is_met(wanted: str, measured: float) -> bool:
    sign, _, bound = wanted.partition(" ")
    return measured >= float(bound) if sign == ">=" else measured <= float(bound)
