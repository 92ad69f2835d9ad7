"""5,000 members of one community check in over HTTP against a real `sangong api`: 2 cores, a minute, no error.

``python -m tests.bench.check_ins [members] [members a shift]`` prints one JSON object: the latencies, the answers, the
statements of one check-in, and whether the target was met. The generator shares the machine's cores.
"""

import json
import os
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import flask
import psutil
import sqlalchemy
from sqlalchemy import event, insert
from sqlalchemy.dialects.postgresql import Range

from backend.app.factory import create_app
from backend.app.migrating import migrate
from backend.communities.models import Member
from backend.communities.privacy import PRIVACY_VERSION
from backend.core.actor import Role
from backend.core.clock import SystemClock
from backend.core.rotating_code import code_at
from backend.identity.models import Person
from backend.identity.tokens import Tokens
from backend.infra.db import db
from backend.infra.settings import Settings, load_settings
from backend.infra.uow import UnitOfWork, unit_of_work
from backend.lists import service as lists
from backend.lists.types import EntryMove, NewEntry
from backend.volunteering import service as volunteering
from backend.volunteering.models import Shift, SignUp
from backend.volunteering.types import NewShift
from tests.bench.books.cost import measured, server_process
from tests.bench.http import CONNECTIONS, Request, as_json, free_port, program, send_all, wait_until_ready
from tests.factories.communities import Someone, make_community, make_member

TARGET_SECONDS = 60
# What an operator sets on a machine with two cores (README).
WORKERS = 2
WARM_UP = 64


def build(app: flask.Flask, settings: Settings, count: int, a_shift: int) -> list[Request]:
    """Found a community whose shifts are about to begin, with everybody on one; return a check-in of each."""
    tokens = Tokens(settings, SystemClock())
    with app.app_context(), unit_of_work() as uow:
        cid = make_community(uow)
        staff = make_member(uow, cid, Role.STAFF)
        shifts = [open_shift(uow, staff, cid, turn, a_shift) for turn in range(-(-count // a_shift))]
        people = make_members(uow, cid, count)
        sign_up_all(uow, cid, [(member, shifts[turn // a_shift]) for turn, (_, member) in enumerate(people)])
        secrets = {shift: uow.session.get_one(Shift, (cid, shift)).code_secret for shift in shifts}
    requests = []
    for turn, (person_id, _) in enumerate(people):
        shift = shifts[turn // a_shift]
        requests.append(
            Request(
                "POST",
                f"/api/v1/communities/{cid}/shifts/{shift}/check-ins",
                tokens.issue_access(person_id)[0],
                partial(code_body, secrets[shift]),
                more={"Sangong-Device": person_id.hex, "X-Forwarded-For": f"203.0.113.{turn % 250 + 1}"},
            )
        )
    # People of many shifts come at once.
    return [request for part in range(a_shift) for request in requests[part::a_shift]]


def code_body(secret: str) -> bytes:
    """Return what a phone sends that sees the code now."""
    return as_json({"code": code_at(secret, SystemClock().now()), "fence": "inside"})


def open_shift(uow: UnitOfWork, staff: Someone, cid: int, turn: int, places: int) -> UUID:
    """Open a shift that begins in a quarter of an hour: its code opens already."""
    new = NewEntry("action", f"清洁{turn}", "", "environment", details={"risks": [], "dangerous": False})
    entry = lists.propose_entry(uow, staff.actor, cid, new)
    lists.move_entry(uow, staff.actor, cid, entry["id"], EntryMove.ADOPT, None)
    start = uow.now + timedelta(minutes=15)
    asked = NewShift(entry["id"], start, start + timedelta(hours=1), places, "门口", leader_member_id=staff.member_id)
    shift: UUID = volunteering.open_shift(uow, staff.actor, cid, asked)["id"]
    return shift


def make_members(uow: UnitOfWork, cid: int, count: int) -> list[tuple[UUID, UUID]]:
    """Store verified members as rows and return (person, member) ids; one by one it would take minutes."""
    ids = [(uow.new_id(), uow.new_id()) for _ in range(count)]
    uow.session.execute(insert(Person), [{"id": person_id, "created_at": uow.now} for person_id, _ in ids])
    same: dict[str, Any] = {
        "community_id": cid,
        "name": "王小明",
        "birth_date": date(1968, 5, 4),
        "state": "verified",
        "tie": "home",
        "party_member": False,
        "roles": [],
        "privacy_version": PRIVACY_VERSION,
        "consented_at": uow.now,
        "created_at": uow.now,
    }
    rows = [{**same, "id": member_id, "person_id": person_id} for person_id, member_id in ids]
    uow.session.execute(insert(Member), rows)
    return ids


def sign_up_all(uow: UnitOfWork, cid: int, turns: Sequence[tuple[UUID, UUID]]) -> None:
    """Store everybody's place on their shift."""
    times = {shift: uow.session.get_one(Shift, (cid, shift)) for shift in {shift for _, shift in turns}}
    rows = [
        {
            "community_id": cid,
            "id": uow.new_id(),
            "shift_id": shift,
            "member_id": member,
            "state": "signed_up",
            "busy": Range(times[shift].starts_at, times[shift].ends_at),
            "queued_at": uow.now,
            "code_tries": 0,
            "created_at": uow.now,
        }
        for member, shift in turns
    ]
    uow.session.execute(insert(SignUp), rows)


def statements_of(app: flask.Flask, request: Request) -> list[str]:
    """Send one request within this process and return the statements it took, each by its beginning."""
    seen: list[str] = []

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        seen.append(" ".join(statement.split())[:90])

    with app.app_context():
        engine: sqlalchemy.Engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    body = request.body() if callable(request.body) else request.body
    headers = {"Authorization": f"Bearer {request.token}", "Idempotency-Key": "statements-of-one", **request.more}
    answer = app.test_client().post(request.path, data=body, content_type="application/json", headers=headers)
    assert answer.status_code == 201, answer.data
    event.remove(engine, "before_cursor_execute", note)
    return seen


def cpu_seconds(process: psutil.Process) -> float:
    """Return the CPU seconds of a program and its children."""
    times = [each.cpu_times() for each in (process, *process.children(recursive=True))]
    return float(sum(spent.user + spent.system for spent in times))


def main() -> None:
    """Build the scene, start API, worker and scheduler, let everybody check in, print the figures."""
    if "DATABASE_URL" not in os.environ:
        own_servers = [sys.executable, "-m", "deploy.local", "with-servers", "--durable", "--"]
        os.execv(sys.executable, [*own_servers, sys.executable, "-m", "tests.bench.check_ins", *sys.argv[1:]])
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    a_shift = int(sys.argv[2]) if len(sys.argv) > 2 else 50
    settings = load_settings()
    migrate(settings)
    app = create_app(settings)
    first, *requests = build(app, settings, count + WARM_UP + 1, a_shift)
    statements = statements_of(app, first)
    port = free_port()
    with program("worker"), program("scheduler"), program("api", PORT=str(port), WEB_WORKERS=str(WORKERS)) as api:
        wait_until_ready(port)
        send_all(port, requests[:WARM_UP])
        with app.app_context(), measured(server_process()) as cost:
            before = cpu_seconds(api)
            figures = send_all(port, requests[WARM_UP:])
            api_cpu = cpu_seconds(api) - before
    errors = count - figures["statuses"].get(201, 0)
    is_met = cost.wall <= TARGET_SECONDS and errors == 0
    print(
        json.dumps(
            {
                "benchmark": "check_ins",
                "connections": CONNECTIONS,
                "members": count,
                "shifts": -(-count // a_shift),
                "seconds": round(cost.wall, 1),
                **figures,
                "cpu_ms_each": {
                    "api": round(1e3 * api_cpu / count, 2),
                    "postgres": round(1e3 * cost.postgres / count, 2),
                    "generator": round(1e3 * cost.clients / count, 2),
                },
                "errors": errors,
                "statements": len(statements),
                "target": {"check_ins": count, "seconds": TARGET_SECONDS, "met": is_met},
            }
        )
    )
    if os.environ.get("STATEMENTS"):
        print("\n".join(statements), file=sys.stderr)


if __name__ == "__main__":
    main()
