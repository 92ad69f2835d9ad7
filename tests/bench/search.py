"""The search among 100,000 entries of one community, beside others': milliseconds and plans, and LIKE in the same run.

``python -m tests.bench.search [entries]`` prints one JSON object; ``DATABASE_URL`` and the other settings name the
servers, on which it leaves its communities behind.
"""

import json
import secrets
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product
from statistics import median
from typing import Any

from sqlalchemy import event, text

from backend.app.factory import create_app
from backend.app.migrating import migrate
from backend.communities import service as communities
from backend.core.actor import Actor
from backend.infra.db import db
from backend.infra.paging import PageRequest
from backend.infra.settings import load_settings
from backend.infra.uow import unit_of_work
from backend.lists import tokens
from backend.lists.places import building_of
from backend.lists.service.search import Wanted, search_entries
from tests.factories.communities import make_member

ENTRIES, BESIDE, RUNS = 100_000, 20_000, 15
WHO = ("独居老人", "双职工家庭", "三号楼邻居", "新来的租户", "几位老党员", "放学的孩子", "坐轮椅的叔叔", "楼上的阿姨")
WHAT = (
    "想找人陪着去医院",
    "希望装公共充电桩",
    "楼道灯坏了没人修",
    "周末想找人看孩子",
    "想学智能手机挂号",
    "垃圾桶常常满溢",
    "绿化带需要养护",
    "请人帮忙代买菜",
    "想借轮椅用几天",
    "电梯异响要检修",
    "想办一次义诊",
    "停车位不够用",
)
WHERE = ("1号楼", "2栋", "三号楼", "小区东门", "社区活动中心", "12号楼", "北侧花坛", "地下车库")
# What is looked for, and why it is tried.
QUERIES = {
    "common word": "医院",
    "two words": "充电桩",
    "rare word": "无人机",
    "characters": "看孩",
    "not there": "摩天轮维修",
}
LIKE = (
    "SELECT id FROM entries WHERE community_id = :cid AND (title || text) LIKE :q"
    " ORDER BY created_at DESC, id DESC LIMIT 21"
)


def sentences(count: int) -> Iterator[tuple[str, str, str]]:
    """Yield (title, text, place) that read like real ones; one in a thousand holds the rare word."""
    mixed = list(product(WHO, WHAT, WHERE))
    for number in range(count):
        who, what, where = mixed[number % len(mixed)]
        rare = "，无人机巡查也可以" if number % 1000 == 7 else ""
        yield f"{who}{what}", f"{what}，地点在{where}，编号{number}，白天都在家{rare}。", where


def fill(uow: Any, community_id: int, count: int) -> Actor:
    """Insert entries in one COPY, words cut by the product's own rules; return one who looks for them."""
    member = make_member(uow, community_id)
    uow.session.execute(text("SET LOCAL statement_timeout = 0"))  # one COPY of all
    connection = uow.session.connection().connection.driver_connection
    columns = (
        "community_id, id, kind, number, title, text, category, place, state, proposer_member_id, created_by_member_id,"
        " quantity, claimed_quantity, details, version, created_at, updated_at, building, search, search_characters"
    )
    start = datetime(2026, 1, 1, tzinfo=UTC)
    with connection.cursor() as cursor, cursor.copy(f"COPY entries ({columns}) FROM STDIN") as copy:
        for number, (title, body, place) in enumerate(sentences(count)):
            at = start + timedelta(seconds=number)
            rest = f"{body} {place}"
            copy.write_row(
                (
                    community_id,
                    uow.new_id(),
                    "need",
                    f"需-{number:06d}",
                    title,
                    body,
                    "elder.outing",
                    place,
                    "open",
                    member.member_id,
                    member.member_id,
                    1,
                    0,
                    '{"beneficiary": "public", "urgency": "normal"}',
                    1,
                    at,
                    at,
                    building_of(place),
                    tokens.words_vector(title, rest),
                    tokens.characters_vector(title, rest),
                )
            )
    return member.actor


def measure(run: Any) -> float:
    """Return the median milliseconds of several runs, the first left out."""
    times = []
    for _ in range(RUNS + 1):
        begun = time.perf_counter()
        run()
        times.append((time.perf_counter() - begun) * 1000)
    return round(median(times[1:]), 2)


def main() -> None:
    """Fill, measure, print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ENTRIES
    settings = load_settings()
    migrate(settings)
    app = create_app(settings)
    street = 10**8 + secrets.randbelow(9 * 10**8)
    ids = [street * 1000 + number for number in (1, 2)]
    with app.app_context():
        actors = []
        for community_id, entries in zip(ids, (count, BESIDE), strict=True):
            with unit_of_work() as uow:
                communities.found_community(uow, community_id, name="安和社区", street=("一街", "一区", "一市"))
                actors.append(fill(uow, community_id, entries))
        with db.engine.connect() as connection:
            connection.execute(text("SET ROLE NONE"))  # the owner may renew the statistics, as autovacuum does
            connection.execute(text("ANALYZE entries"))
            report = _report(connection, actors[0], ids[0], count)
    print(json.dumps(report, ensure_ascii=False, indent=2))


def _report(connection: Any, actor: Actor, community_id: int, count: int) -> dict[str, Any]:
    report: dict[str, Any] = {"entries": count, "beside": BESIDE}
    for name, q in QUERIES.items():
        statements = _statements(actor, community_id, q)
        like = {"cid": community_id, "q": f"%{q}%"}
        in_database = [measure(lambda s=s, g=g: connection.exec_driver_sql(s, g).all()) for s, g in statements]
        report[name] = {
            "q": q,
            "whole_service_ms": measure(lambda q=q: _search(actor, community_id, q)),
            "search_ms": round(sum(in_database), 2),
            "like_ms": measure(lambda g=like: connection.execute(text(LIKE), g).all()),
            "plans": [
                row[0]
                for statement, given in statements
                for row in connection.exec_driver_sql(f"EXPLAIN (ANALYZE, TIMING OFF) {statement}", given)
            ],
        }
    return report


def _search(actor: Actor, community_id: int, q: str) -> None:
    with unit_of_work() as uow:
        search_entries(uow, actor, community_id, Wanted(q=q), PageRequest())


def _statements(actor: Actor, community_id: int, q: str) -> list[tuple[str, Any]]:
    """Return the statements on words that the product sends for a query, with what they were given."""
    heard: list[tuple[str, Any]] = []

    def hear(connection: Any, cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if "@@" in statement:
            heard.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", hear)
    _search(actor, community_id, q)
    event.remove(db.engine, "before_cursor_execute", hear)
    return heard


if __name__ == "__main__":
    main()
