"""What a page watches: told after commit, kept in Redis, read from the rows where Redis does not know it."""

from collections.abc import Iterator, Mapping
from uuid import UUID, uuid4

import flask
import pytest
from redis import Redis

from backend.infra import live
from backend.infra.runtime import Runtime
from backend.infra.uow import unit_of_work

PARTS = frozenset({"votes", "stage"})


class Rows:
    """Stands for the rows: their versions, and how often they were read."""

    def __init__(self, *, is_everybodys: bool = True, **versions: int) -> None:
        self.versions, self.is_everybodys, self.read = versions, is_everybodys, 0

    def __call__(self) -> tuple[Mapping[str, int], bool]:
        self.read += 1
        return self.versions, self.is_everybodys


@pytest.fixture
def thing(context: flask.Flask, runtime: Runtime) -> Iterator[tuple[str, UUID]]:
    return "topic", uuid4()


def test_a_poll_reads_the_rows_once(thing: tuple[str, UUID]) -> None:
    rows = Rows(votes=3, stage=1)

    polls = [live.watch(1, thing, PARTS, rows) for _ in range(3)]

    assert polls == [{"votes": 3, "stage": 1}] * 3
    assert rows.read == 1


def test_what_is_not_everybodys_is_read_each_time(thing: tuple[str, UUID]) -> None:
    rows = Rows(votes=3, stage=1, is_everybodys=False)

    polls = [live.watch(1, thing, PARTS, rows) for _ in range(2)]

    assert polls == [{"votes": 3, "stage": 1}] * 2
    assert rows.read == 2


def test_a_change_is_told_once_it_is_committed(thing: tuple[str, UUID]) -> None:
    rows = Rows(votes=3, stage=1)
    live.watch(1, thing, PARTS, rows)

    with unit_of_work() as uow:
        live.tell(uow, 1, thing, votes=4)
        assert live.watch(1, thing, PARTS, rows)["votes"] == 3

    assert live.watch(1, thing, PARTS, rows) == {"votes": 4, "stage": 1}
    assert rows.read == 1


def test_what_was_rolled_back_is_never_told(thing: tuple[str, UUID]) -> None:
    rows = Rows(votes=3, stage=1)

    def fail() -> None:
        with unit_of_work() as uow:
            live.tell(uow, 1, thing, votes=4)
            raise LookupError

    with pytest.raises(LookupError):
        fail()

    assert live.watch(1, thing, PARTS, rows)["votes"] == 3


def test_an_older_version_that_is_told_later_changes_nothing(thing: tuple[str, UUID]) -> None:
    before = Rows(votes=3, stage=1)
    for version in (5, 4):
        with unit_of_work() as uow:
            live.tell(uow, 1, thing, votes=version)

    # Nor does a reader who saw the rows before those commits.
    live.watch(1, thing, PARTS, before)

    assert live.watch(1, thing, PARTS, before) == {"votes": 5, "stage": 1}


def test_what_was_lost_between_is_seen_soon(thing: tuple[str, UUID], runtime: Runtime) -> None:
    with unit_of_work() as uow:
        live.tell(uow, 1, thing, votes=4)
    key = next(iter(runtime.redis.scan_iter("live:topic:*")))
    runtime.redis.expire(key, 7)

    with unit_of_work() as uow:
        live.tell(uow, 1, thing, votes=5)

    # Another change does not keep what is in Redis for longer.
    assert 0 < runtime.redis.ttl(key) <= 7


def test_without_redis_the_rows_are_read_and_changes_are_kept(
    thing: tuple[str, UUID], runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runtime, "redis", Redis.from_url("redis://127.0.0.1:1/0"))
    rows = Rows(votes=3, stage=1)

    with unit_of_work() as uow:
        live.tell(uow, 1, thing, votes=4)

    assert [live.watch(1, thing, PARTS, rows) for _ in range(2)] == [{"votes": 3, "stage": 1}] * 2


def test_things_of_two_communities_are_two(thing: tuple[str, UUID]) -> None:
    live.watch(1, thing, PARTS, Rows(votes=3, stage=1))

    assert live.watch(2, thing, PARTS, Rows(votes=8, stage=2)) == {"votes": 8, "stage": 2}
