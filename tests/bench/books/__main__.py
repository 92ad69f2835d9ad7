"""Runs every case at every size and prints one JSON object with the figures, and each target as met or not.

``python -m tests.bench.books [--rows 0,1000000,10000000] [--seconds 5]``. Everything happens on one PostgreSQL in one
run, so ratios hold although the machine is shared; a figure from another run is another machine's.
"""

import argparse
import json
import os
import sys
import time

from psutil import Process

from backend.app.factory import create_app
from backend.app.migrating import migrate
from backend.books import service
from backend.infra.settings import Settings, load_settings
from backend.infra.uow import unit_of_work
from tests.bench.books import batches, limit, over_http, peer, scene, singles
from tests.bench.books.cost import Costs, server_process
from tests.bench.books.targets import targets

CLIENTS = (1, 16, 64)
CHECKED = 1_000_000  # at how many rows the self-check is timed


def main() -> None:
    """Run on the given servers, or on throw-away ones that survive a crash as production's do."""
    if "DATABASE_URL" not in os.environ:
        own_servers = [sys.executable, "-m", "deploy.local", "with-servers", "--durable", "--"]
        os.execv(sys.executable, [*own_servers, sys.executable, "-m", "tests.bench.books", *sys.argv[1:]])
    options = argparse.ArgumentParser()
    options.add_argument("--rows", default="0,1000000,10000000")
    options.add_argument("--seconds", type=int, default=5)
    options.add_argument("--requests", type=int, default=3_000)
    chosen = options.parse_args()
    settings = load_settings()
    migrate(settings)
    found = run(settings, [int(each) for each in chosen.rows.split(",")], chosen.seconds, chosen.requests)
    print(json.dumps(found, ensure_ascii=False, indent=1))


def run(settings: Settings, sizes: list[int], seconds: int, requests: int) -> dict[str, object]:
    """Return the figures by size, what is measured once, and the targets."""
    url = settings.owner_database_url or settings.database_url
    costs: dict[int, Costs] = {}
    once: dict[str, object] = {}
    filled = 0
    app = create_app(settings)
    with app.app_context():
        server = server_process()
        limit.prepare_simple_update(url)
        for size in sorted(sizes):
            begun = time.perf_counter()
            community_id = scene.found(settings)
            if size > filled:
                scene.fill(url, community_id, size - filled)
                filled = size
            say(f"{size} transfers in the ledger after {time.perf_counter() - begun:.0f} s")
            if size == CHECKED:
                once["check"] = checked(community_id)
            costs[size] = measure(server, url, community_id, seconds)
        say("once: waits, passbook, peer, HTTP")
        once["waits_while_settling"] = batches.waits_while_settling(app, community_id, seconds)
        once["passbook_ms_by_lines"] = batches.passbook_times(community_id, (10, 1_000, 100_000))
        alone, batch = peer.run(server, url, seconds, 10_000)
        others = {
            "peer_single": alone,
            "peer_batch_10000": batch,
            "http_spread_16": over_http.run(server, settings, requests, hot=False),
            "http_hot_16": over_http.run(server, settings, requests, hot=True),
        }
    return {
        "benchmark": "books",
        "cores": os.cpu_count(),
        "load_average": round(os.getloadavg()[0], 1),
        **{f"at_{size}": {name: cost.shown() for name, cost in found.items()} for size, found in costs.items()},
        **{name: cost.shown() for name, cost in others.items()},
        **once,
        "targets": targets(costs, others, once),
    }


def checked(community_id: int) -> dict[str, object]:
    """Time what `sangong check` does with a community of CHECKED transfers."""
    begun = time.perf_counter()
    with unit_of_work() as uow:
        findings = [str(each) for each in service.self_check(uow, community_id)]
    return {"transfers": CHECKED, "seconds": round(time.perf_counter() - begun, 1), "findings": findings}


def measure(server: Process, url: str, community_id: int, seconds: int) -> Costs:
    """Return all cases at one size."""
    found: Costs = {}
    for clients in CLIENTS:
        for hot in (False, True):
            kind = "hot" if hot else "spread"
            found[f"service_{kind}_{clients}"] = singles.run(server, community_id, clients, seconds, hot=hot)
            script = limit.own_statement(community_id, hot=hot)
            found[f"pgbench_{kind}_{clients}"] = limit.run(server, url, script, clients, seconds)
        found[f"simple_update_{clients}"] = limit.run_simple_update(server, url, clients, seconds)
    for size in (1_000, 10_000, 100_000):
        found[f"batch_{size}"] = batches.settle(server, community_id, size, repeat=max(1, 20_000 // size))
    return found


def say(what: str) -> None:
    """Tell whoever waits."""
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
