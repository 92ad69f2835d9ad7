"""Tables as staff make them, uploaded, checked and applied as staff do it."""

import io
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

import flask
import xlsxwriter

from backend.infra.due import run_due
from backend.infra.uow import UnitOfWork
from backend.lists.service import imports
from tests.client import Caller
from tests.factories.communities import Someone

NEED_HEADINGS = ("名称", "内容", "类别", "地点", "数量", "受益对象", "紧急程度", "截止日期")


def need_rows(count: int) -> list[list[Any]]:
    """Return rows under NEED_HEADINGS without a fault."""
    return [
        [
            f"陪护高龄老人{n}",
            f"每周二下午陪{n}号楼老人说说话。",
            "上门陪护",
            f"{n % 30 + 1}号楼",
            2,
            "大家",
            "尽快",
            "2027-03-01",
        ]
        for n in range(count)
    ]


def make_xlsx(*rows: Sequence[Any], sheet: str = "Sheet1", merge: Iterable[str] = ()) -> bytes:
    """Return a workbook of one sheet; texts that begin with = are formulas."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_urls": False}) as book:
        page = book.add_worksheet(sheet)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
        for reference in merge:
            page.merge_range(reference, "合并")
    return out.getvalue()


def upload_table(uow: UnitOfWork, by: Someone, rows: int = 1) -> UUID:
    """Upload a table through the service and return its id; nobody has checked it yet."""
    content = make_xlsx(NEED_HEADINGS, *need_rows(rows))
    table = imports.upload_table(uow, by.actor, by.community_id, "need", "需求表.xlsx", content)
    import_id: UUID = table["id"]
    return import_id


def uploaded(by: Caller, content: bytes, kind: str = "need", name: str = "需求表.xlsx") -> dict[str, Any]:
    """Upload a table and return it as the answer tells."""
    answer = by.upload(f"…/lists/{kind}/imports", name, content)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    table: dict[str, Any] = answer.get_json()
    return table


def checked(app: flask.Flask, by: Caller, table: dict[str, Any]) -> dict[str, Any]:
    """Let the worker check it and return it."""
    assert by.community_id is not None
    with app.app_context():
        run_due("lists.imports", by.community_id)
    found: dict[str, Any] = by.get(f"…/imports/{table['id']}").get_json()
    assert found["state"] == "checked"
    return found
