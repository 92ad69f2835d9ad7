"""The limit: pgbench, a client in C, with the very statement that the service sends; and pgbench's own ``-N``."""

import re
import subprocess
import tempfile
from pathlib import Path

from psutil import Process
from psycopg.conninfo import conninfo_to_dict

from backend.books.service.ledger import LEDGER_POST_ONE
from deploy.local.postgres import find_binaries
from tests.bench.books import scene
from tests.bench.books.cost import Cost, measured

SCALE = 20
# Ids in the order of their time, as the application makes them: where they fall into indexes is half of what they cost.
IN_ORDER = (
    "(lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0')"
    " || substr(md5(random()::text), 1, 20))::uuid"
)
SCRIPT = r"""
\set giver random(0, {members} - 1)
\set taker {taker}
{statement};
"""


def own_statement(community_id: int, *, hot: bool) -> str:
    """Return a script that sends the service's statement with values of its own."""
    values = [
        str(community_id),
        "now()",
        IN_ORDER,
        IN_ORDER,
        "'POINT'",
        "'member'",
        "('00000000-0000-0000-0000-1' || lpad((:giver)::int::text, 11, '0'))",
        "'merchant'",
        "('00000000-0000-0000-0000-2' || lpad((:taker)::int::text, 11, '0'))",
        "1",
        "'gift'",
        f"('gift:' || {IN_ORDER})",
        "'赠送'",
        "NULL",
        "NULL",
        "NULL",
    ]
    statement = LEDGER_POST_ONE
    for value in values:
        statement = statement.replace("%s", value, 1)
    taker = "0" if hot else f"random(0, {scene.SHOPS} - 1)"
    return SCRIPT.format(members=scene.MEMBERS, taker=taker, statement=statement)


def run(server: Process, url: str, script: str, clients: int, seconds: int) -> Cost:
    """Run a script with so many clients."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "script.sql"
        path.write_text(script, encoding="utf-8")
        return _pgbench(server, url, ["-f", str(path)], clients, seconds)


def run_simple_update(server: Process, url: str, clients: int, seconds: int) -> Cost:
    """Run ``pgbench -N`` on tables of its own."""
    return _pgbench(server, url, ["-N"], clients, seconds)


def prepare_simple_update(url: str) -> None:
    """Make pgbench's tables; they lie in the same database and are dropped again with it."""
    subprocess.run([*_command(url), "-i", "-q", "-s", str(SCALE), _database(url)], check=True, capture_output=True)


def _pgbench(server: Process, url: str, what: list[str], clients: int, seconds: int) -> Cost:
    command = [*_command(url), "-n", "-M", "prepared", "-c", str(clients), "-j", str(min(clients, 2)), *what]
    with measured(server) as cost:
        answer = subprocess.run(
            [*command, "-T", str(seconds), _database(url)], capture_output=True, text=True, check=False
        )
    if answer.returncode:
        raise SystemExit(f"pgbench failed: {answer.stderr[-500:]}")
    done = re.search(r"number of transactions actually processed: (\d+)", answer.stdout)
    rate = re.search(r"tps = ([\d.]+) \(without", answer.stdout)
    if not done or not rate:
        raise SystemExit(f"pgbench said something new: {answer.stdout}")
    cost.done = int(done[1])
    cost.wall = cost.done / float(rate[1])
    return cost


def _command(url: str) -> list[str]:
    parts = conninfo_to_dict(url)
    found = find_binaries() / "pgbench"
    return [str(found), "-h", str(parts["host"]), "-p", str(parts.get("port", 5432)), "-U", str(parts["user"])]


def _database(url: str) -> str:
    return str(conninfo_to_dict(url)["dbname"])
