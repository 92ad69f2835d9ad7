"""The opinion map's time, and 1,000 phones that watch one topic while votes come in, against a real `sangong api`.

``python -m tests.bench.opinions [watchers [seconds]]`` prints one JSON object and fails where a page learns of a vote
after more than 3 s, or is left waiting. The generator shares the machine's cores.
"""

import asyncio
import http.client
import json
import os
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import Any
from uuid import UUID

import flask
import numpy as np
import psutil
from sqlalchemy import update

from backend.app.factory import create_app
from backend.app.migrating import migrate
from backend.core.actor import Role
from backend.core.clock import SystemClock
from backend.core.ids import new_id
from backend.identity.tokens import Tokens
from backend.infra.settings import Settings, load_settings
from backend.infra.uow import unit_of_work
from backend.opinions import service
from backend.opinions.models import OpinionMapRow, OpinionTopic
from backend.opinions.polis.draw import draw_map
from backend.opinions.polis.types import MISSING, Votes
from tests.bench.books.cost import spread
from tests.bench.http import Request, as_json, free_port, program, send_all, wait_until_ready
from tests.bench.watchers import LEAD_SECONDS, News, Seen, watch
from tests.factories.communities import Someone, make_community, make_member
from tests.factories.opinion_maps import Talk, make_talk

# People, statements, and the share of votes cast: as in two published conversations of Polis, and a large one.
SHAPES = {"126x371": (126, 371, 0.31), "1921x197": (1921, 197, 0.13), "10000x300": (10_000, 300, 0.3)}
WATCHERS, SECONDS, EVERY = 1000, 20, 2.0
VOTES_A_SECOND = 10
STATEMENTS = 300
NEWS_SECONDS_MAX = 3.0
# What an operator sets on a machine with two cores (README).
WORKERS = 2


@dataclass(frozen=True)
class Scene:
    """One topic with its statements, somebody who votes, and the tokens of all."""

    community_id: int
    talk: Talk
    voter_token: str
    tokens: Sequence[str]

    @property
    def path(self) -> str:
        return f"/api/v1/communities/{self.community_id}/topics/{self.talk.topic_id}"


def table(people: int, statements: int, share: float) -> Votes:
    """Return votes of three camps, by dice with a fixed seed."""
    dice = np.random.default_rng(20261201)
    leaning = dice.normal(size=(3, statements))[dice.integers(0, 3, people)]
    votes = np.clip(np.rint(leaning + dice.normal(scale=0.7, size=(people, statements))), -1, 1).astype(np.int8)
    # Some vote on nearly all, most on some.
    diligence = dice.beta(1, (1 - share) / share, people)
    votes[dice.random((people, statements)) > diligence[:, None]] = MISSING
    return votes


def took_ms(work: Callable[[], object], times: int = 3) -> float:
    """Return the median of a few runs, in milliseconds."""
    seconds = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - begun)
    return round(1e3 * median(seconds), 1)


def measure_maps(app: flask.Flask) -> dict[str, Any]:
    """Return how long a map takes, alone and as the job that reads its votes and stores it."""
    found = {}
    for name, shape in SHAPES.items():
        votes = table(*shape)
        drawn = draw_map(votes)
        with app.app_context():
            cid, talk = store(votes)
            found[name] = {
                "votes": int((votes != MISSING).sum()),
                "on_the_map": drawn.participants,
                "groups": [group.size for group in drawn.groups],
                "map_ms": took_ms(lambda votes=votes: draw_map(votes)),
                "job_ms": took_ms(lambda cid=cid, talk=talk: run_job(cid, talk)),
            }
    return found


def store(votes: Votes) -> tuple[int, Talk]:
    """Store a topic with these votes."""
    with unit_of_work() as uow:
        cid = make_community(uow)
        talk = make_talk(uow, make_member(uow, cid, Role.STAFF), statements=votes.shape[1])
        raw: Any = uow.session.connection().connection.driver_connection
        columns = "community_id, topic_id, voter, statement_id, vote"
        with raw.cursor() as cursor, cursor.copy(f"COPY statement_votes ({columns}) FROM STDIN") as copy:
            for row in votes:
                voter = new_id().bytes * 2
                for at in np.flatnonzero(row != MISSING):
                    copy.write_row((cid, talk.topic_id, voter, talk.statements[at], int(row[at])))
    return cid, talk


def run_job(cid: int, talk: Talk) -> None:
    with unit_of_work() as uow:
        due = {"map_due_at": uow.now, "votes_version": OpinionTopic.votes_version + 1}
        uow.session.execute(update(OpinionTopic).where(OpinionTopic.topic_id == talk.topic_id).values(due))
        rested = {"drawn_at": uow.now - timedelta(hours=1)}
        of_topic = OpinionMapRow.topic_id == talk.topic_id, OpinionMapRow.version > 0
        uow.session.execute(update(OpinionMapRow).where(*of_topic).values(rested))
    with unit_of_work() as uow:
        assert service.draw_due_map(uow, cid) == 1


def build(app: flask.Flask, settings: Settings, watchers: int) -> Scene:
    """Found a community with a topic that many watch."""
    tokens = Tokens(settings, SystemClock())
    with app.app_context(), unit_of_work() as uow:
        cid = make_community(uow)
        staff: Someone = make_member(uow, cid, Role.STAFF)
        talk = make_talk(uow, staff, statements=STATEMENTS)
        voter = make_member(uow, cid)
    people: list[UUID] = [new_id() for _ in range(watchers)]
    return Scene(
        cid, talk, tokens.issue_access(voter.person_id)[0], [tokens.issue_access(person)[0] for person in people]
    )


def vote_on(port: int, scene: Scene, news: News, stop: threading.Event, statuses: dict[int, int]) -> None:
    """Vote so many times a second until told to stop; each vote is one version more."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Authorization": f"Bearer {scene.voter_token}", "Content-Type": "application/json"}
    turn = 0
    while not stop.wait(1 / VOTES_A_SECOND):
        statement = scene.talk.statements[turn % STATEMENTS]
        answer = ("agree", "disagree", "pass")[turn // STATEMENTS % 3]
        connection.request("PUT", f"{scene.path}/statements/{statement}/vote", as_json({"answer": answer}), headers)
        got = connection.getresponse()
        got.read()
        turn += 1
        news.at[turn] = time.perf_counter()
        statuses[got.status] = statuses.get(got.status, 0) + 1


def measure_watching(port: int, scene: Scene, seconds: float) -> dict[str, Any]:
    """Return what all watchers saw while votes came in."""
    news, stop, votes = News(), threading.Event(), dict[int, int]()
    voter = threading.Thread(target=vote_on, args=(port, scene, news, stop, votes))
    voter.start()
    begun = time.perf_counter()
    seen: Seen = asyncio.run(watch(port, f"{scene.path}/live", scene.tokens, news, every=EVERY, seconds=seconds))
    wall = time.perf_counter() - begun - LEAD_SECONDS
    stop.set()
    voter.join()
    return {
        "watchers": len(scene.tokens),
        "poll_every_s": EVERY,
        "polls_per_second": round(len(seen.polls) / wall),
        **spread(seen.polls),
        "statuses": seen.statuses,
        "votes": votes,
        "news_s": {"p50": round(median(seen.news), 2), "max": round(max(seen.news), 2)},
    }


def measure_most(port: int, scene: Scene) -> dict[str, Any]:
    """Return how many a second there are at most, of polls without news and of what a page would ask otherwise."""
    token = scene.tokens[0]
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", f"{scene.path}/live", headers={"Authorization": f"Bearer {token}"})
    answer = connection.getresponse()
    answer.read()
    known = {"If-None-Match": answer.headers["ETag"]}
    found = {
        "poll": send_all(port, [Request("GET", f"{scene.path}/live", token, more=known)] * 4000),
        "opinion_map": send_all(port, [Request("GET", f"{scene.path}/opinion-map", token)] * 1500),
    }
    ratio = found["poll"]["requests_per_second"] / found["opinion_map"]["requests_per_second"]
    return {**found, "polls_to_maps": round(ratio, 1)}


def main() -> None:
    """Measure maps, start API, worker and scheduler, watch, print the figures."""
    if "DATABASE_URL" not in os.environ:
        own_servers = [sys.executable, "-m", "deploy.local", "with-servers", "--durable", "--"]
        os.execv(sys.executable, [*own_servers, sys.executable, "-m", "tests.bench.opinions", *sys.argv[1:]])
    watchers = int(sys.argv[1]) if len(sys.argv) > 1 else WATCHERS
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else SECONDS
    settings = load_settings()
    migrate(settings)
    app = create_app(settings)
    maps = measure_maps(app)
    scene = build(app, settings, watchers)
    port = free_port()
    with program("worker"), program("scheduler"), program("api", PORT=str(port), WEB_WORKERS=str(WORKERS)):
        wait_until_ready(port)
        watching = measure_watching(port, scene, seconds)
        most = measure_most(port, scene)
    is_met = (
        max(watching["news_s"]["max"], watching["p99_ms"] / 1e3) <= NEWS_SECONDS_MAX
        and set(watching["statuses"]) <= {200, 304}
        and set(watching["votes"]) == {200}
    )
    figures = {"maps": maps, "watching": watching, "most": most, "target_met": is_met, "cores": psutil.cpu_count()}
    print(json.dumps({"benchmark": "opinions", **figures}))
    if not is_met:
        raise SystemExit("a page learned of a vote too late, or not at all")


if __name__ == "__main__":
    main()
