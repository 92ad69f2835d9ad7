"""Imports on a real database: progress batch by batch, all or nothing, two at once, what is written beside entries."""

import io
from pathlib import Path
from typing import Any
from uuid import UUID

import flask
import pytest
from sqlalchemy import func, select

from backend.core.errors import MoveNotAllowedError
from backend.infra.due import run_due
from backend.infra.outbox import OutboxEvent
from backend.infra.paging import PageRequest
from backend.infra.uow import UnitOfWork, unit_of_work
from backend.lists.errors import ImportHasErrorsError
from backend.lists.events import ENTRIES_IMPORTED, ENTRY_MOVED
from backend.lists.models import Entry, EntryImport, EntryMoveRow, ImportRow
from backend.lists.service import imports, propose_entry
from backend.lists.service.editions import compiling
from backend.lists.types import EntryMove, EntryState, ImportMove, NewEntry
from tests.factories.agreements import Neighbourhood, make_neighbourhood
from tests.factories.imports import NEED_HEADINGS, make_xlsx, need_rows
from tests.factories.lists import move_entry, new_entry
from tests.factories.races import race
from tests.statements import counted_statements


@pytest.fixture
def hood(context: flask.Flask) -> Neighbourhood:
    with unit_of_work() as uow:
        return make_neighbourhood(uow)


def upload(hood: Neighbourhood, rows: list[list[Any]], who: str = "staff") -> UUID:
    with unit_of_work() as uow:
        content = make_xlsx(NEED_HEADINGS, *rows)
        table = imports.upload_table(uow, hood[who].actor, hood.community_id, "need", "表.xlsx", content)
        id_: UUID = table["id"]
        return id_


def apply(uow: UnitOfWork, hood: Neighbourhood, import_id: UUID, who: str = "staff") -> dict[str, Any]:
    actor = hood[who].actor
    return imports.move_import(uow, actor, hood.community_id, import_id, ImportMove.APPLY, EntryState.OPEN)


def count(uow: UnitOfWork, hood: Neighbourhood, model: Any, *conditions: Any) -> int:
    found = select(func.count()).select_from(model).where(model.community_id == hood.community_id, *conditions)
    return uow.session.scalar(found) or 0


def test_the_check_goes_on_batch_by_batch(hood: Neighbourhood) -> None:
    first, second = upload(hood, need_rows(700)), upload(hood, need_rows(1))
    seen = []
    for _ in range(4):
        with unit_of_work() as uow:
            done = imports.check_next_rows(uow, hood.community_id)
        with unit_of_work() as uow:
            tables = [uow.session.get_one(EntryImport, (hood.community_id, id_)) for id_ in (first, second)]
            seen.append((done, *[(table.state, table.rows_done) for table in tables]))
    assert seen == [
        (500, ("uploaded", 500), ("uploaded", 0)),
        (200, ("checked", 700), ("uploaded", 0)),
        (1, ("checked", 700), ("checked", 1)),
        (0, ("checked", 700), ("checked", 1)),
    ]


def test_of_two_who_apply_one_wins(context: flask.Flask, hood: Neighbourhood) -> None:
    import_id = upload(hood, need_rows(20))
    run_due("lists.imports", hood.community_id)
    works = [lambda uow, who=who: apply(uow, hood, import_id, who) for who in ("staff", "lead")]
    outcomes = race(context, works)
    assert sorted(type(outcome) for outcome in outcomes if outcome is not None) == [MoveNotAllowedError]
    with unit_of_work() as uow:
        assert count(uow, hood, Entry) == 20
        assert count(uow, hood, EntryMoveRow) == 40
        assert count(uow, hood, OutboxEvent, OutboxEvent.topic == ENTRIES_IMPORTED) == 1
        assert count(uow, hood, OutboxEvent, OutboxEvent.topic == ENTRY_MOVED) == 0
        assert count(uow, hood, ImportRow) == 0


def test_nothing_is_half_imported(hood: Neighbourhood) -> None:
    import_id = upload(hood, need_rows(5))
    run_due("lists.imports", hood.community_id)
    with unit_of_work() as uow:
        row = uow.session.get_one(ImportRow, (hood.community_id, import_id, 5))
        row.cells = ["", *row.cells[1:]]  # what may be written has changed since the check
    with pytest.raises(ImportHasErrorsError), unit_of_work() as uow:
        apply(uow, hood, import_id)
    with unit_of_work() as uow:
        assert count(uow, hood, Entry) == count(uow, hood, EntryMoveRow) == 0
        assert uow.session.get_one(EntryImport, (hood.community_id, import_id)).state == "checked"


def test_an_imported_entry_is_like_one_proposed_by_hand(hood: Neighbourhood) -> None:
    import_id = upload(
        hood, [["陪护高龄老人", "每周二下午陪老人说说话、读读报。", "上门陪护", "3栋", "", "个人微心愿", "不急", ""]]
    )
    run_due("lists.imports", hood.community_id)
    with unit_of_work() as uow:
        apply(uow, hood, import_id)
        by_hand = propose_entry(uow, hood["staff"].actor, hood.community_id, NewEntry(**new_entry(place="3栋")))
        move_entry(uow, hood["staff"], by_hand["id"], EntryMove.ADOPT)
    with unit_of_work() as uow:
        of_kind = select(Entry.__table__).where(Entry.community_id == hood.community_id).order_by(Entry.number)
        one, other = (dict(row) for row in uow.session.execute(of_kind).mappings())
        differ = {name for name in one if one[name] != other[name]}
        assert differ <= {"id", "number", "search", "search_characters"}
        assert one["building"] == "3号楼"
        lines = uow.session.execute(
            select(EntryMoveRow.entry_id, EntryMoveRow.move, EntryMoveRow.version, EntryMoveRow.content["state"].astext)
            .where(EntryMoveRow.community_id == hood.community_id)
            .order_by(EntryMoveRow.version)
        ).all()
        assert [line[1:] for line in lines if line[0] == one["id"]] == [
            line[1:] for line in lines if line[0] == other["id"]
        ]
        items = compiling.compile_items(uow, hood.community_id, "need", compiling.last_day_over(uow.now))
        assert len(items) == 2


def test_a_large_table_takes_few_statements(hood: Neighbourhood) -> None:
    import_id = upload(hood, need_rows(300))
    run_due("lists.imports", hood.community_id)
    with counted_statements() as heard, unit_of_work() as uow:
        apply(uow, hood, import_id)
    assert len(heard) < 20, heard


def test_a_page_of_tables_takes_as_many_statements_as_one(hood: Neighbourhood) -> None:
    counts = []
    for who in ("staff", "lead", "staff", "lead"):
        upload(hood, need_rows(1), who)
        with counted_statements() as heard, unit_of_work() as uow:
            page = imports.list_imports(uow, hood["staff"].actor, hood.community_id, PageRequest())
        counts.append((len(page.items), len(heard)))
    assert [items for items, _ in counts] == [1, 2, 3, 4]
    assert len({statements for _, statements in counts}) == 1, counts


def test_real_lists_of_neighbourhoods_come_in(hood: Neighbourhood) -> None:
    """A table as a neighbourhood keeps it: a title above, two columns nobody needs, dates as they are typed."""
    rows = [["序号", "需求事项", "需求内容", "服务地点", "登记日期"], [1, "修水管", "厨房漏水", "5栋", "2026.11.1"]]
    content = make_xlsx(["安和社区需求清单（2026年第四季度）"], *rows)
    assert io.BytesIO(content).read(2) == b"PK"
    with unit_of_work() as uow:
        table = imports.upload_table(
            uow, hood["staff"].actor, hood.community_id, "need", str(Path("a/b.xlsx")), content
        )
    assert table["file_name"] == "b.xlsx"
    assert [column["path"] for column in table["columns"]] == [None, "title", "text", "place", None]
