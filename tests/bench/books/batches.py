"""Settlement in batches, and what one member waits while a batch holds others' accounts."""

import random
import threading
import time
from statistics import median

import flask
from psutil import Process

from backend.books import service
from backend.books.types import PassbookBook, ServiceEarning
from backend.core.actor import Actor, Role
from backend.core.amounts import Minutes, Points, TimeCredits
from backend.core.clock import LOCAL_ZONE
from backend.core.ids import new_id
from backend.infra.paging import PageRequest
from backend.infra.uow import unit_of_work
from tests.bench.books import scene
from tests.bench.books.cost import Cost, measured, spread

REAL_BATCH = 2_000  # what a worker settles in one transaction


def records(count: int, *, first: int = 0) -> list[ServiceEarning]:
    """Return new records of an hour each, of members who take turns; each earns in both books, so two transfers."""
    with unit_of_work() as uow:
        day = uow.now.astimezone(LOCAL_ZONE).date()
    return [
        ServiceEarning(
            new_id(),
            scene.member(first + turn % (scene.MEMBERS - first)),
            Minutes(60),
            TimeCredits(60),
            Points(10),
            day,
            "社区卫生清洁",
        )
        for turn in range(count)
    ]


def settle(server: Process, community_id: int, size: int, *, repeat: int = 1) -> Cost:
    """Settle batches of so many records; what is done is counted in transfers, two a record."""
    todo = [records(size) for _ in range(repeat)]
    with measured(server) as cost:
        for batch in todo:
            with unit_of_work() as uow:
                service.settle_service(uow, community_id, batch)
    cost.done = 2 * size * repeat
    return cost


def waits_while_settling(app: flask.Flask, community_id: int, seconds: float) -> dict[str, object]:
    """Measure one transfer of a member at a time while batches of a worker's size settle without a pause."""
    over = threading.Event()
    settled = [0]
    half = scene.MEMBERS // 2

    def settling() -> None:
        with app.app_context():
            while not over.is_set():
                with unit_of_work() as uow:
                    service.settle_service(uow, community_id, records(REAL_BATCH, first=half))
                settled[0] += REAL_BATCH

    worker = threading.Thread(target=settling)
    worker.start()
    waits: dict[str, list[float]] = {"in_the_batch": [], "others": []}
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        places = {"in_the_batch": random.randrange(half, scene.MEMBERS), "others": random.randrange(half)}
        for name, place in places.items():
            begun = time.perf_counter()
            scene.move(community_id, place, place)
            waits[name].append(time.perf_counter() - begun)
    over.set()
    worker.join()
    shown: dict[str, object] = {"records_settled_per_second": round(settled[0] / seconds)}
    for name, taken in waits.items():
        shown[name] = {**spread(taken), "transfers": len(taken)}
    return shown


def passbook_times(community_id: int, lines: tuple[int, ...], *, repeat: int = 30) -> dict[str, float]:
    """Return the median milliseconds of reading a passbook's time book, by how many lines it has."""
    shown = {}
    for count in lines:
        member_id = new_id()
        with unit_of_work() as uow:
            day = uow.now.astimezone(LOCAL_ZONE).date()
            own = [
                ServiceEarning(new_id(), member_id, Minutes(1), TimeCredits(1), Points(0), day, "陪伴")
                for _ in range(count)
            ]
            service.settle_service(uow, community_id, own)
        actor = Actor(new_id(), community_id, member_id, "周阿姨", frozenset({Role.MEMBER}), {})
        taken = []
        for _ in range(repeat):
            begun = time.perf_counter()
            with unit_of_work() as uow:
                service.read_passbook(uow, actor, community_id, PassbookBook.TIME, PageRequest(None, 20))
            taken.append(time.perf_counter() - begun)
        shown[str(count)] = round(1e3 * median(taken), 2)
    return shown
