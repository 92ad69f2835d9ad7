"""Requests per second over HTTP at 16 connections against a real `sangong api`, and the peak memory of API and worker.

``python -m tests.bench.http [requests per case]`` prints one JSON object; the generator shares the machine's cores.
"""

import http.client
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.request import urlopen
from uuid import UUID, uuid4

import flask
import psutil

from backend.app.factory import create_app
from backend.app.migrating import migrate
from backend.books import service as books
from backend.books.types import ServiceEarning
from backend.communities.types import UnitKind
from backend.core.actor import Role
from backend.core.amounts import Minutes, Points, TimeCredits
from backend.core.clock import SystemClock
from backend.identity.tokens import Tokens
from backend.infra.settings import Settings, load_settings
from backend.infra.uow import UnitOfWork, unit_of_work
from backend.lists import service as lists
from backend.lists.types import EntryMove, NewEntry
from backend.redemption import service as redemption
from backend.redemption.types import NewOffer, NewPledge, Purchase
from backend.volunteering import service as volunteering
from backend.volunteering.types import NewShift
from tests.bench.books.cost import spread
from tests.factories.communities import Someone, make_community, make_member, make_unit
from tests.factories.redemption import open_shop as make_active

CONNECTIONS = 16
MEMBERS = 400


@dataclass(frozen=True)
class Request:
    """One request to send."""

    method: str
    path: str
    token: str
    body: bytes | Callable[[], bytes] | None = None  # a function where it must be made at the last moment
    key: str | None = None  # of a request that is sent again; None: one of its own
    more: Mapping[str, str] = field(default_factory=dict)  # further headers


@dataclass(frozen=True)
class Scene:
    """What the cases need: requests by case."""

    community_id: int
    cases: dict[str, list[Request]]


def build(app: flask.Flask, settings: Settings, count: int) -> Scene:
    """Found a community with members who have points, shifts to sign up for and vouchers to redeem."""
    tokens = Tokens(settings, SystemClock())
    with app.app_context():
        with unit_of_work() as uow:
            cid = make_community(uow)
            staff = make_member(uow, cid, Role.STAFF, Role.LEAD)
            shop = make_unit(uow, cid, kind=UnitKind.MERCHANT)
            merchant = make_member(uow, cid, unit=(shop, Role.UNIT_CONTACT))
            members = [make_member(uow, cid) for _ in range(MEMBERS)]
            offer = open_shop(uow, merchant, cid, shop, count)
            give_points(uow, cid, members)
            shifts = [_open_shift(uow, staff, cid, turn) for turn in range(-(-count // MEMBERS))]
        with unit_of_work() as uow:
            buyers = [members[turn % MEMBERS] for turn in range(count)]
            vouchers = [redemption.buy_voucher(uow, buyer.actor, cid, Purchase(offer, 1)) for buyer in buyers]
    base = f"/api/v1/communities/{cid}"
    of = {member.person_id: tokens.issue_access(member.person_id)[0] for member in (*members, merchant)}
    turns = [(members[turn % MEMBERS], shifts[turn // MEMBERS]) for turn in range(count)]
    at_till = of[merchant.person_id]
    return Scene(
        cid,
        {
            "sign_up": [
                Request("POST", f"{base}/shifts/{shift}/sign-ups", of[member.person_id], b'{"accept_risks":true}')
                for member, shift in turns
            ],
            "voucher": [
                Request("POST", f"{base}/vouchers", of[member.person_id], as_json({"offer": str(offer), "quantity": 1}))
                for member, _ in turns
            ],
            "redemption": [
                Request("POST", f"{base}/redemptions", at_till, as_json({"token": voucher["token"]}))
                for voucher in vouchers
            ],
            "passbook": [Request("GET", f"{base}/passbook", of[member.person_id]) for member, _ in turns],
            "entries": [Request("GET", f"{base}/lists/action/entries", of[member.person_id]) for member, _ in turns],
        },
    )


def as_json(value: Any) -> bytes:
    return json.dumps(value).encode()


def open_shop(uow: UnitOfWork, merchant: Someone, cid: int, shop: UUID, count: int) -> UUID:
    make_active(uow, cid, shop)
    pledge = redemption.create_pledge(uow, merchant.actor, cid, NewPledge(shop, "货品", 1_000_000_000))
    new = NewOffer(pledge["id"], "香皂一块", 10, count * 4, voucher_days=30)
    offer: UUID = redemption.create_offer(uow, merchant.actor, cid, new)["id"]
    return offer


def give_points(uow: UnitOfWork, cid: int, members: Sequence[Someone]) -> None:
    books.settle_service(
        uow,
        cid,
        [
            ServiceEarning(
                record_id=uow.new_id(),
                member_id=member.member_id,
                minutes=Minutes(60),
                time_credits=TimeCredits(60),
                points=Points(100_000),
                served_on=uow.now.date(),
                title="社区服务",
            )
            for member in members
        ],
    )


def _open_shift(uow: UnitOfWork, staff: Someone, cid: int, turn: int) -> UUID:
    entry = lists.propose_entry(
        uow,
        staff.actor,
        cid,
        NewEntry("action", f"清洁{turn}", "", "environment", details={"risks": [], "dangerous": False}),
    )
    lists.move_entry(uow, staff.actor, cid, entry["id"], EntryMove.ADOPT, None)
    start = uow.now + timedelta(days=turn + 2)
    new = NewShift(entry["id"], start, start + timedelta(hours=1), MEMBERS, "门口", leader_member_id=staff.member_id)
    shift: UUID = volunteering.open_shift(uow, staff.actor, cid, new)["id"]
    return shift


@contextmanager
def program(command: str, **environment: str) -> Iterator[psutil.Process]:
    """Run one part of Sangong as an operator does."""
    process = subprocess.Popen(
        [sys.executable, "-m", "backend.app.commands", command],
        env={**os.environ, **environment, "LOG_LEVEL": "WARNING"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(30)


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def wait_until_ready(port: int) -> None:
    """Wait until the API answers."""
    for _ in range(300):
        try:
            with urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the API did not start")


def send_all(
    port: int,
    requests: Sequence[Request],
    *,
    connections: int = CONNECTIONS,
    heard: Callable[[Request, int, bytes], None] = lambda *_: None,
) -> dict[str, Any]:
    """Send the requests over kept-alive connections; return rate, latencies, statuses. ``heard`` gets each answer."""
    seconds: list[float] = []
    statuses: dict[int, int] = {}
    lock = threading.Lock()

    def work(share: Sequence[Request]) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        for request in share:
            begun = time.perf_counter()
            body = request.body() if callable(request.body) else request.body
            connection.request(request.method, request.path, body, _headers(request))
            answer = connection.getresponse()
            said = answer.read()
            took = time.perf_counter() - begun
            with lock:
                heard(request, answer.status, said)
                seconds.append(took)
                statuses[answer.status] = statuses.get(answer.status, 0) + 1
        connection.close()

    threads = [threading.Thread(target=work, args=(requests[part::connections],)) for part in range(connections)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wall = time.perf_counter() - begun
    return {
        "requests_per_second": round(len(requests) / wall),
        **spread(seconds),
        "statuses": statuses,
    }


def _headers(request: Request) -> dict[str, str]:
    headers = {"Authorization": f"Bearer {request.token}", **request.more}
    if request.body is not None:
        headers |= {"Content-Type": "application/json", "Idempotency-Key": request.key or str(uuid4())}
    return headers


def peak_mib(process: psutil.Process) -> int:
    """Return the peak resident memory of a program and its children, in MiB (Linux)."""
    peaks = [_high_water(each.pid) for each in (process, *process.children(recursive=True))]
    return sum(peaks) // 1024


def _high_water(pid: int) -> int:
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        return next((int(line.split()[1]) for line in status if line.startswith("VmHWM")), 0)


def main(send: Callable[[int, Sequence[Request]], dict[str, Any]] = send_all) -> None:
    """Build the scene, start API, worker and scheduler, send every case, print the figures."""
    if "DATABASE_URL" not in os.environ:
        own_servers = [sys.executable, "-m", "deploy.local", "with-servers", "--durable", "--"]
        os.execv(sys.executable, [*own_servers, sys.executable, "-m", "tests.bench.http", *sys.argv[1:]])
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1600
    settings = load_settings()
    migrate(settings)
    scene = build(create_app(settings), settings, count)
    port = free_port()
    with program("worker") as worker, program("scheduler"), program("api", PORT=str(port)) as api:
        wait_until_ready(port)
        send(port, scene.cases["entries"][:CONNECTIONS])
        cases = {name: send(port, requests) for name, requests in scene.cases.items()}
        memory = {"api_peak_mib": peak_mib(api), "worker_peak_mib": peak_mib(worker)}
    print(json.dumps({"benchmark": "http", "connections": CONNECTIONS, "requests": count, **cases, **memory}))


if __name__ == "__main__":
    main()
