"""A community of its own for every test, the owner's hand on the database, and real threads."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any, TypeVar

import flask
import psycopg
import pytest

from backend.infra.uow import UnitOfWork, unit_of_work
from tests.factories.books import new_community_id

T = TypeVar("T")


@pytest.fixture
def community_id() -> int:
    """A number that nobody else uses."""
    return new_community_id()


@pytest.fixture
def owner(owner_url: str) -> Iterator["psycopg.Connection[Any]"]:
    """A connection of the tables' owner, each statement its own transaction."""
    with psycopg.connect(owner_url, autocommit=True) as connection:
        yield connection


@pytest.fixture
def at_once(context: flask.Flask) -> Callable[..., list[Any]]:
    """Run functions of a unit of work at the same moment, each in its own thread and transaction.

    Return each one's result, or the exception it ended with.
    """

    def run(*works: Callable[[UnitOfWork], T]) -> list[T | BaseException]:
        start = Barrier(len(works))

        def one(work: Callable[[UnitOfWork], T]) -> T | BaseException:
            with context.app_context():
                start.wait(30)
                try:
                    with unit_of_work() as uow:
                        return work(uow)
                except Exception as error:  # what a thread ends with is its result
                    return error

        with ThreadPoolExecutor(len(works)) as pool:
            return list(pool.map(one, works))

    return run
