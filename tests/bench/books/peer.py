"""django-hordak, a double-entry ledger in Django, on the same PostgreSQL: what the same moves cost there."""

import json
import subprocess
import sys
from pathlib import Path

import psycopg
from psutil import Process
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from tests.bench.books.cost import Cost, measured

ROOT = Path(__file__).parents[3]
HOME = ROOT / "var" / "bench-venv"
LOCK = ROOT / "deploy" / "requirements" / "bench.txt"
PROGRAM = Path(__file__).with_name("peer_program.py")


def prepare() -> Path:
    """Make the peer's own virtual environment, once; return its Python."""
    python = HOME / "bin" / "python"
    stamp = HOME / "lock"
    if not stamp.exists() or stamp.read_bytes() != LOCK.read_bytes():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(HOME)], check=True)
        install = [str(python), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(LOCK)]
        subprocess.run(install, check=True, stdout=sys.stderr)
        stamp.write_bytes(LOCK.read_bytes())
    return python


def run(server: Process, owner_url: str, seconds: float, batch: int) -> tuple[Cost, Cost]:
    """Return what single transfers and one batch cost; PostgreSQL's CPU is shared out by their seconds."""
    python = prepare()
    parts = conninfo_to_dict(owner_url)
    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute("CREATE DATABASE bench_peer")
    url = make_conninfo(host=str(parts["host"]), user=str(parts["user"]), dbname="bench_peer")
    with measured(server) as whole:
        answer = subprocess.run(
            [str(python), str(PROGRAM), url, str(seconds), str(batch)], capture_output=True, text=True, check=False
        )
    if answer.returncode:
        raise SystemExit(f"the peer failed: {answer.stderr[-2000:]}")
    found = json.loads(answer.stdout)
    seconds_in_all = sum(each["wall"] for each in found.values())
    costs = []
    for each in (found["single"], found["batch"]):
        share = each["wall"] / seconds_in_all
        costs.append(Cost(each["wall"], whole.postgres * share, each["cpu"], each["done"]))
    return costs[0], costs[1]
