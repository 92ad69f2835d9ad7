"""Passbook and coverage over HTTP: what is shown, to whom, page by page, and what is refused."""

from datetime import timedelta
from uuid import UUID

import flask
import pytest

from backend.books import service
from backend.books.types import ServiceRecords
from backend.core.amounts import Points
from backend.core.clock import FixedClock
from backend.core.ids import new_id
from backend.infra.runtime import EXTENSION
from backend.infra.uow import unit_of_work
from tests.client import Caller, refused
from tests.factories.books import FakeServiceRecords, earn, earning, pledge
from tests.factories.communities import Someone, make_community, make_member


@pytest.fixture
def records(context: flask.Flask, monkeypatch: pytest.MonkeyPatch) -> FakeServiceRecords:
    """The first book, kept by a fake."""
    fake = FakeServiceRecords()
    monkeypatch.setitem(context.extensions[EXTENSION].ports, ServiceRecords, fake)
    return fake


@pytest.fixture
def resident(context: flask.Flask, records: FakeServiceRecords) -> Someone:
    """A verified member of a new community."""
    with unit_of_work() as uow:
        return make_member(uow, make_community(uow))


@pytest.fixture
def phone(caller: Caller, resident: Someone) -> Caller:
    """The resident's phone."""
    return caller.as_person(resident.person_id, resident.community_id)


def give(resident: Someone, *, time: int = 0, points: int = 0, pledged: int = 0) -> UUID:
    """Let the resident earn; return the record."""
    with unit_of_work() as uow:
        if pledged:
            pledge(uow, resident.community_id, pledged)
        return earn(uow, resident.community_id, resident.member_id, time=time, points=points)


def test_a_new_member_has_three_empty_books(phone: Caller) -> None:
    answer = phone.get("…/passbook")
    assert answer.status_code == 200
    empty = {"balance": 0, "available": 0, "owed": 0, "lines": {"items": [], "next_cursor": None}}
    assert answer.get_json() == {
        "books": [
            {"book": "service", "name": "服务记录", "unit": "minute", **empty},
            {"book": "time", "name": "时间币", "unit": "minute", **empty},
            {"book": "point", "name": "积分", "unit": "point", **empty},
        ],
        "stars": None,
        "expiring": None,
        "archived_until": None,
    }


def test_the_three_books_show_what_was_earned_and_spent(
    phone: Caller, resident: Someone, records: FakeServiceRecords, clock: FixedClock
) -> None:
    records.add(resident.member_id, 90)
    record = give(resident, time=90, points=60, pledged=100)
    clock.advance(timedelta(hours=1))
    voucher = new_id()
    with unit_of_work() as uow:
        service.issue_voucher(
            uow,
            resident.community_id,
            voucher_id=voucher,
            member_id=resident.member_id,
            points=Points(25),
            title="东北大米5公斤",
        )
    books = phone.get("…/passbook").get_json()["books"]
    assert [(book["balance"], book["available"]) for book in books] == [(90, 90), (90, 90), (35, 35)]
    newest, oldest = books[2]["lines"]["items"]
    del newest["id"], oldest["id"]
    assert newest == {
        "at": "2026-11-23T02:00:00Z",
        "title": "东北大米5公斤",
        "amount": -25,
        "balance": 35,
        "source": {"type": "voucher", "id": str(voucher)},
    }
    assert oldest == {
        "at": "2026-11-23T01:00:00Z",
        "title": "社区服务",
        "amount": 60,
        "balance": 60,
        "source": {"type": "record", "id": str(record)},
    }
    assert books[0]["lines"]["items"][0]["source"] is None


def test_one_book_is_shown_alone_and_paged(phone: Caller, resident: Someone) -> None:
    with unit_of_work() as uow:
        lines = [earning(resident.member_id, time=10) for _ in range(45)]
        service.settle_service(uow, resident.community_id, lines)
    balances: list[int] = []
    cursor = None
    for count in (20, 20, 5):
        (book,) = phone.get("…/passbook", book="time", cursor=cursor).get_json()["books"]
        assert (book["book"], book["balance"], len(book["lines"]["items"])) == ("time", 450, count)
        balances += [line["balance"] for line in book["lines"]["items"]]
        cursor = book["lines"]["next_cursor"]
    assert cursor is None
    assert balances == list(range(450, 0, -10))


def test_the_page_can_be_made_shorter(phone: Caller, resident: Someone) -> None:
    for _ in range(3):
        give(resident, time=10)
    books = phone.get("…/passbook", limit=2).get_json()["books"]
    assert [len(book["lines"]["items"]) for book in books] == [0, 2, 0]


def test_somebody_elses_books_are_not_shown(phone: Caller, resident: Someone) -> None:
    with unit_of_work() as uow:
        other = make_member(uow, resident.community_id, name="李芳")
    give(other, time=60)
    assert [book["balance"] for book in phone.get("…/passbook").get_json()["books"]] == [0, 0, 0]


@pytest.mark.parametrize(
    "query",
    [
        {"book": "minutes"},
        {"book": "TIME"},
        {"book": ""},
        {"limit": 0},
        {"limit": 101},
        {"limit": "x"},
        {"member_id": "1"},
        {"cursor": "x"},
        {"book": "time", "cursor": "%%%"},
        {"book": "time", "cursor": "bm90aGluZw"},
        {"book": "time", "cursor": "MjAyNi0xMS0yM1QwMTowMDowMHwx"},
        {"book": "point", "cursor": "😀"},
    ],
)
def test_a_query_that_makes_no_sense_is_refused(phone: Caller, resident: Someone, query: dict[str, str]) -> None:
    give(resident, time=60)
    give(resident, points=1, pledged=10)
    refused(phone.get("…/passbook", **query), 422, "invalid")


@pytest.mark.parametrize("path", ["…/passbook", "…/coverage"])
def test_strangers_see_nothing(phone: Caller, caller: Caller, path: str) -> None:
    with unit_of_work() as uow:
        stranger = make_member(uow, make_community(uow))
        applicant = make_member(uow, phone.community_id or 0, state="applied")
    refused(Caller(caller.app, community_id=phone.community_id).get(path), 401, "not_signed_in")
    refused(caller.as_person(stranger.person_id, phone.community_id).get(path), 403, "not_a_member")
    refused(caller.as_person(applicant.person_id, phone.community_id).get(path), 403, "not_a_member")


def test_coverage_tells_where_the_points_are(phone: Caller, resident: Someone, records: FakeServiceRecords) -> None:
    records.awaiting = 3
    give(resident, points=50, pledged=100)
    assert phone.get("…/coverage").get_json() == {
        "pledged": 100,
        "lapsed": 0,
        "backing": 50,
        "members": 50,
        "pool": 0,
        "vouchers": 0,
        "merchants": 0,
        "reserve": 0,
        "fulfilled": 0,
        "clearing": 0,
        "coverage_percent": 200,
        "awaiting_backing_records": 3,
    }


def test_coverage_takes_no_query(phone: Caller) -> None:
    assert phone.get("…/coverage").status_code == 200
