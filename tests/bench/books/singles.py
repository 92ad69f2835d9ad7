"""Single transfers by the books' own service: processes of threads, each transfer a unit of work of its own."""

import multiprocessing
import random
import threading
import time
from collections.abc import Iterator
from queue import SimpleQueue
from typing import Any

from psutil import Process

from backend.app.factory import create_app
from backend.infra.settings import load_settings
from tests.bench.books import scene
from tests.bench.books.cost import Cost, measured, spread

PROCESSES = 2  # as many as cores; each has its share of the clients as threads


def run(server: Process, community_id: int, clients: int, seconds: float, *, hot: bool) -> Cost:
    """Let so many clients move a point from a member to a shop, over and over; ``hot``: all to one shop."""
    processes = min(PROCESSES, clients)
    context = multiprocessing.get_context("spawn")
    ready, go = context.Barrier(processes + 1), context.Event()
    results: Any = context.Queue()
    shares = [clients // processes] * processes
    workers = [
        context.Process(target=_work, args=(community_id, share, seconds, hot, ready, go, results)) for share in shares
    ]
    for worker in workers:
        worker.start()
    ready.wait(60)
    with measured(server) as cost:
        go.set()
        answers = [results.get(timeout=seconds + 60) for _ in workers]
    for worker in workers:
        worker.join()
    cost.done = sum(done for done, _, _ in answers)
    cost.clients = sum(cpu for _, cpu, _ in answers)
    taken = [each for _, _, times in answers for each in times]
    cost.extra = {**spread(taken)}
    return cost


def _work(community_id: int, threads: int, seconds: float, hot: bool, ready: Any, go: Any, results: Any) -> None:
    app = create_app(load_settings())
    found: SimpleQueue[list[float]] = SimpleQueue()

    def client() -> None:
        with app.app_context():
            _transfer(community_id, hot)
            started.wait()
            go.wait()
            found.put(list(_until(time.perf_counter() + seconds, community_id, hot)))

    started = threading.Barrier(threads + 1)
    clients = [threading.Thread(target=client) for _ in range(threads)]
    for each in clients:
        each.start()
    started.wait()
    ready.wait()
    before = time.process_time()
    for each in clients:
        each.join()
    times = [taken for _ in clients for taken in found.get()]
    results.put((len(times), time.process_time() - before, times))


def _until(end: float, community_id: int, hot: bool) -> Iterator[float]:
    while (begun := time.perf_counter()) < end:
        _transfer(community_id, hot)
        yield time.perf_counter() - begun


def _transfer(community_id: int, hot: bool) -> None:
    taker = 0 if hot else random.randrange(scene.SHOPS)
    scene.move(community_id, random.randrange(scene.MEMBERS), taker)
