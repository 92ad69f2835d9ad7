"""Entries on a real database: numbers, history, events, pages without a query in a loop."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import flask
import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, ProgrammingError

from backend.core.clock import FixedClock
from backend.core.errors import NotFoundError, VersionConflictError
from backend.infra.outbox import OutboxEvent
from backend.infra.paging import PageRequest
from backend.infra.uow import UnitOfWork, unit_of_work
from backend.lists import service
from backend.lists.errors import EntryFrozenError
from backend.lists.types import EntryFilter, EntryState
from backend.lists.types import EntryMove as M
from tests.factories.agreements import make_claim, make_neighbourhood
from tests.factories.communities import make_community, make_member
from tests.factories.lists import make_open_entry, move_entry, propose_entry
from tests.factories.races import race
from tests.statements import counted_statements


def test_numbers_count_per_kind_and_community(uow: UnitOfWork) -> None:
    cid, other = make_community(uow), make_community(uow)
    staff, neighbour = make_member(uow, cid), make_member(uow, other)
    ids = [propose_entry(uow, staff, "need") for _ in range(3)] + [propose_entry(uow, staff, "resource")]
    there = propose_entry(uow, neighbour, "need")
    numbers = {id_: entry.number for id_, entry in service.entries_by_ids(uow, cid, ids).items()}
    assert [numbers[id_] for id_ in ids] == ["需-0001", "需-0002", "需-0003", "源-0001"]
    assert service.get_entry(uow, other, there).number == "需-0001"


def test_a_way_through_all_public_states_is_told_line_by_line(uow: UnitOfWork) -> None:
    hood = make_neighbourhood(uow)
    resident, staff = hood["resident"], hood["staff"]
    entry_id = propose_entry(uow, resident)
    move_entry(uow, staff, entry_id, M.REJECT)
    move_entry(uow, resident, entry_id, M.SUBMIT)
    move_entry(uow, staff, entry_id, M.PUT_ON_NOTICE, M.ADOPT, M.START, M.DELIVER)
    move_entry(uow, resident, entry_id, M.REOPEN)
    move_entry(uow, staff, entry_id, M.PUBLISH, M.START, M.DELIVER)
    move_entry(uow, resident, entry_id, M.ACCEPT)
    move_entry(uow, staff, entry_id, M.CLOSE)
    lines = service.list_history(uow, resident.actor, hood.community_id, entry_id)
    assert [line["to_state"] for line in lines] == [
        "proposed",
        "rejected",
        "proposed",
        "on_notice",
        "open",
        "in_progress",
        "delivered",
        "reopened",
        "open",
        "in_progress",
        "delivered",
        "accepted",
        "closed",
    ]
    assert [line["from_state"] for line in lines[1:]] == [line["to_state"] for line in lines[:-1]]
    assert service.get_entry(uow, hood.community_id, entry_id).version == len(lines)


def events_of(uow: UnitOfWork, community_id: int, topic: str) -> list[dict[str, Any]]:
    found = uow.session.scalars(
        select(OutboxEvent)
        .where(OutboxEvent.community_id == community_id, OutboxEvent.topic == topic)
        .order_by(OutboxEvent.id)
    )
    return [row.payload for row in found]


def test_a_move_tells_who_asked(uow: UnitOfWork) -> None:
    hood = make_neighbourhood(uow)
    entry_id = propose_entry(uow, hood["resident"])
    service.move_entry(uow, hood["staff"].actor, hood.community_id, entry_id, M.REJECT, "请写明楼栋")
    told = events_of(uow, hood.community_id, "lists.entry_moved")
    assert [(event["from_state"], event["to_state"]) for event in told] == [
        ("draft", "proposed"),
        ("proposed", "rejected"),
    ]
    assert told[1] == {
        "entry_id": str(entry_id),
        "title": "陪护高龄老人",
        "kind": "need",
        "proposer_member_id": str(hood["resident"].member_id),
        "from_state": "proposed",
        "to_state": "rejected",
        "by_member_id": str(hood["staff"].member_id),
        "due_at": None,
        "note": "请写明楼栋",
        "also_member_ids": [],
        "supporter_ids": [],
        "taken_in_by": None,
    }


def test_an_edit_that_changes_nothing_leaves_no_line(uow: UnitOfWork) -> None:
    hood = make_neighbourhood(uow)
    me, cid = hood["resident"], hood.community_id
    entry_id = propose_entry(uow, me, place="3号楼")

    def edit(**changes: Any) -> dict[str, Any]:
        return service.edit_entry(uow, me.actor, cid, entry_id, changes, check_seen=lambda _: None)

    assert edit()["version"] == 1
    assert edit(place="3号楼", details={"beneficiary": "personal", "hours": None})["version"] == 1
    assert edit(place="5号楼", quantity=4)["version"] == 2
    lines = service.list_history(uow, me.actor, cid, entry_id)
    assert [(line["move"], line["note"]) for line in lines] == [("submit", None), ("edit", "地点、数量")]
    move_entry(uow, hood["staff"], entry_id, M.ADOPT)
    with pytest.raises(EntryFrozenError):
        edit(place="6号楼")


def test_a_changed_quantity_says_the_state_again(uow: UnitOfWork) -> None:
    hood = make_neighbourhood(uow)
    staff, cid = hood["staff"], hood.community_id
    entry_id = make_open_entry(uow, staff, "service_project", quantity=4)
    make_claim(uow, hood["contact"], hood.unit_id, entry_id, 4)
    assert service.get_entry(uow, cid, entry_id).state is EntryState.CLAIMED
    service.edit_entry(uow, staff.actor, cid, entry_id, {"quantity": 6}, check_seen=lambda _: None)
    assert service.get_entry(uow, cid, entry_id).state is EntryState.PARTLY_CLAIMED
    service.edit_entry(uow, staff.actor, cid, entry_id, {"quantity": 4}, check_seen=lambda _: None)
    assert service.get_entry(uow, cid, entry_id).state is EntryState.CLAIMED


def test_of_two_edits_of_one_version_at_once_one_is_refused(app: flask.Flask, clock: FixedClock) -> None:
    with app.app_context(), unit_of_work() as uow:
        me = make_member(uow, make_community(uow))
        entry_id = propose_entry(uow, me)

    def check_seen(seen: dict[str, Any]) -> None:
        if seen["version"] != 1:
            raise VersionConflictError()

    def edit(title: str) -> Callable[[UnitOfWork], Any]:
        place, changes = (me.actor, me.community_id, entry_id), {"title": title}
        return lambda uow: service.edit_entry(uow, *place, changes, check_seen=check_seen)

    outcomes = race(app, [edit(f"改法{n}") for n in range(6)])
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["NoneType"] + ["VersionConflictError"] * 5
    with app.app_context(), unit_of_work() as uow:
        assert service.get_entry(uow, me.community_id, entry_id).version == 2


@pytest.mark.parametrize("short", [3, 30])
def test_a_page_costs_the_same_however_long(app: flask.Flask, clock: FixedClock, short: int) -> None:
    with app.app_context():
        with unit_of_work() as uow:
            hood = make_neighbourhood(uow)
            proposers = [make_member(uow, hood.community_id, name=f"居民{n}") for n in range(short)]
            for n, proposer in enumerate(proposers):
                entry_id = make_open_entry(uow, proposer, quantity=5, category=("elder", "repair.home")[n % 2])
                make_claim(uow, hood["contact"], hood.unit_id, entry_id, 1)
                make_open_entry(uow, hood["contact"], unit_id=hood.unit_id)
        with unit_of_work() as uow, counted_statements() as seen:
            page = service.list_entries(
                uow, hood["staff"].actor, hood.community_id, "need", EntryFilter(), PageRequest(limit=100)
            )
    assert len(page.items) == 2 * short
    # The page, its members, its units, the categories, which entries have claims under way, for whom they are,
    # whom they concern too.
    assert len(seen) == 7, seen


def test_pages_go_on_where_the_last_one_ended(uow: UnitOfWork, clock: FixedClock) -> None:
    me = make_member(uow, make_community(uow))
    ids = [propose_entry(uow, me) for _ in range(5)]

    def page(cursor: str | None) -> Any:
        return service.list_entries(
            uow, me.actor, me.community_id, "need", EntryFilter(mine=True), PageRequest(cursor, 2)
        )

    first = page(None)
    newest = propose_entry(uow, me)
    second, third = page(first.next_cursor), page(page(first.next_cursor).next_cursor)
    shown = [item["id"] for found in (first, second, third) for item in found.items]
    assert shown == ids[::-1]
    assert newest not in shown
    assert third.next_cursor is None


def test_the_desk_sees_who_waits_longest_by_paging(uow: UnitOfWork) -> None:
    hood = make_neighbourhood(uow)
    proposed = [propose_entry(uow, hood["resident"]) for _ in range(2)]
    make_open_entry(uow, hood["resident"])
    wanted = EntryFilter(state=EntryState.PROPOSED)
    desk = service.list_entries(uow, hood["staff"].actor, hood.community_id, "need", wanted, PageRequest())
    others = service.list_entries(uow, hood["neighbour"].actor, hood.community_id, "need", wanted, PageRequest())
    assert [item["id"] for item in desk.items] == proposed[::-1]
    assert others.items == []


def test_an_id_of_another_community_is_unknown(uow: UnitOfWork) -> None:
    here, there = make_neighbourhood(uow), make_neighbourhood(uow)
    entry_id = make_open_entry(uow, there["staff"], "service_project")
    assert service.entries_by_ids(uow, here.community_id, [entry_id]) == {}
    for read in (service.get_entry, service.lock_entry):
        with pytest.raises(NotFoundError):
            read(uow, here.community_id, entry_id)


@pytest.mark.parametrize("claimed", [3, -1])
def test_the_last_witness_against_claiming_too_much_is_the_database(uow: UnitOfWork, claimed: int) -> None:
    staff = make_neighbourhood(uow)["staff"]
    entry_id = make_open_entry(uow, staff, "service_project", quantity=2)
    change = text("UPDATE entries SET claimed_quantity = :claimed WHERE community_id = :cid AND id = :id")
    values = {"claimed": claimed, "cid": staff.community_id, "id": entry_id}
    with pytest.raises(IntegrityError, match="ck_entries_claimed"), uow.session.begin_nested():
        uow.session.execute(change, values)


def test_the_history_can_be_neither_changed_nor_deleted(uow: UnitOfWork) -> None:
    staff = make_neighbourhood(uow)["staff"]
    make_open_entry(uow, staff, "service_project")
    place = {"cid": staff.community_id}
    for statement in (
        "UPDATE entry_moves SET note = '' WHERE community_id = :cid",
        "DELETE FROM entry_moves WHERE community_id = :cid",
        "UPDATE categories SET name = '' WHERE :cid > 0",
    ):
        with pytest.raises(ProgrammingError, match="permission denied"), uow.session.begin_nested():
            uow.session.execute(text(statement), place)


def test_time_in_the_history_is_the_products(uow: UnitOfWork, clock: FixedClock) -> None:
    me = make_member(uow, make_community(uow))
    entry_id = propose_entry(uow, me)
    [line] = service.list_history(uow, me.actor, me.community_id, entry_id)
    assert line["at"] == clock.now()
    assert line["at"].utcoffset() == timedelta(0)
