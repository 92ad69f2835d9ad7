"""Redemptions over HTTP on a real `sangong api`: voucher to merchant, spread over forty shops or all at one till."""

from typing import Any

import psutil
from psutil import Process

from backend.app.factory import create_app
from backend.communities.types import UnitKind
from backend.core.actor import Role
from backend.core.clock import SystemClock
from backend.identity.tokens import Tokens
from backend.infra.settings import Settings
from backend.infra.uow import unit_of_work
from backend.redemption import service as redemption
from backend.redemption.types import Purchase
from tests.bench.books.cost import Cost, measured
from tests.bench.http import Request, as_json, free_port, give_points, open_shop, program, send_all, wait_until_ready
from tests.factories.communities import make_community, make_member, make_unit

SHOPS, MEMBERS = 40, 200


def requests(settings: Settings, count: int, shops: int) -> list[Request]:
    """Return redemptions of so many vouchers at so many shops, in turn."""
    tokens = Tokens(settings, SystemClock())
    with create_app(settings).app_context():
        with unit_of_work() as uow:
            cid = make_community(uow)
            members = [make_member(uow, cid) for _ in range(MEMBERS)]
            tills = []
            for _ in range(shops):
                unit = make_unit(uow, cid, kind=UnitKind.MERCHANT)
                clerk = make_member(uow, cid, unit=(unit, Role.UNIT_CONTACT))
                tills.append((clerk, open_shop(uow, clerk, cid, unit, count)))
            give_points(uow, cid, members)
        found = []
        for turn in range(count):
            clerk, offer = tills[turn % shops]
            with unit_of_work() as uow:
                voucher = redemption.buy_voucher(uow, members[turn % MEMBERS].actor, cid, Purchase(offer, 1))
            body = as_json({"token": voucher["token"]})
            token = tokens.issue_access(clerk.person_id)[0]
            found.append(Request("POST", f"/api/v1/communities/{cid}/redemptions", token, body))
    return found


def run(server: Process, settings: Settings, count: int, *, hot: bool) -> Cost:
    """Redeem so many vouchers over 16 connections; the generator shares the machine's cores."""
    wanted = requests(settings, count, 1 if hot else SHOPS)
    port = free_port()
    with program("api", PORT=str(port)) as api:
        wait_until_ready(port)
        send_all(port, wanted[:16])
        before = _cpu(api)
        with measured(server) as cost:
            answer: dict[str, Any] = send_all(port, wanted[16:])
        cost.done = count - 16
        cost.extra = {
            "api_cpu_us": round(1e6 * (_cpu(api) - before) / cost.done, 1),
            "p50_ms": answer["p50_ms"],
            "p99_ms": answer["p99_ms"],
            "statuses": answer["statuses"],
        }
    return cost


def _cpu(process: psutil.Process) -> float:
    times = [each.cpu_times() for each in (process, *process.children(recursive=True))]
    return float(sum(each.user + each.system for each in times))
