"""Tables over HTTP: what is refused as a file, what is told cell by cell, what becomes entries, and by whom."""

import io
import zipfile
from datetime import UTC, timedelta
from typing import Any
from uuid import uuid4

import flask
import openpyxl
import pytest
from sqlalchemy import func, select

from backend.core.clock import FixedClock
from backend.infra.documents.workbook import FILE_BYTES_MAX, OLE_COMPOUND_FILE
from backend.infra.due import run_due
from backend.infra.uow import unit_of_work
from backend.lists.models import ImportRow
from tests.client import Caller, refused
from tests.factories.agreements import Place, make_place
from tests.factories.imports import NEED_HEADINGS, checked, make_xlsx, need_rows, uploaded

XML = b'<?xml version="1.0"?>'


@pytest.fixture
def place(caller: Caller) -> Place:
    return make_place(caller)


def needs(count: int = 3) -> bytes:
    return make_xlsx(NEED_HEADINGS, *need_rows(count))


def apply(by: Caller, table: dict[str, Any], to_state: str = "proposed", **more: Any) -> Any:
    return by.post(f"…/imports/{table['id']}/moves", {"move": "apply", "to_state": to_state}, **more)


def map_columns(by: Caller, table: dict[str, Any], paths: list[str | None], **fixed: str) -> Any:
    """Set the mapping of a table as it stands now."""
    path = f"…/imports/{table['id']}"
    body = {"paths": paths, "fixed": {name.replace("__", "."): value for name, value in fixed.items()}}
    return by.put(f"{path}/mapping", body, etag=by.get(path).headers["ETag"])


def told(table: dict[str, Any]) -> list[tuple[int, str, str]]:
    return [(error["row"], error["heading"], error["message"]) for error in table["errors"]]


def test_the_template_is_filled_in_and_becomes_entries(app: flask.Flask, place: Place) -> None:
    staff = place.as_("staff")
    template = staff.get("…/lists/need/import-template")
    book = openpyxl.load_workbook(io.BytesIO(template.get_data()))
    sheet, notes = book.worksheets[0], list(book["填写说明"].values)
    headings = [cell.value for cell in sheet[1]]
    assert headings[:3] == ["名称*", "内容", "类别*"]
    assert {"受益对象*", "紧急程度", "所需技能", "合适时段"} <= set(headings)
    assert ("紧急程度", "可不填", "从可选值里选一个", "不急、尽快、紧急") in notes
    row = {
        "名称*": "借轮椅",
        "内容": "<b>用一周</b>",
        "类别*": "助残/无障碍改造",
        "受益对象*": "个人微心愿",
        "所需技能": "推轮椅、急救",
        "合适时段": "2 09:00 11:00；4 14:00 16:00",
        "开始时间": "2026年12月1日 9:00",
    }
    for column, heading in enumerate(headings, 1):
        sheet.cell(2, column, row.get(str(heading)))
    out = io.BytesIO()
    book.save(out)
    table = checked(app, staff, uploaded(staff, out.getvalue()))
    assert (table["rows_total"], table["rows_done"], told(table)) == (1, 1, [])
    done = apply(staff, table, "open").get_json()
    assert (done["state_name"], done["to_state"], done["moves"]) == ("已导入", "open", [])
    entry = place.as_("resident").get("…/lists/need/entries").get_json()["items"][0]
    assert (entry["state"], entry["text"], entry["category"]) == ("open", "<b>用一周</b>", "disability.access")
    assert entry["starts_at"] == "2026-12-01T01:00:00Z"
    assert entry["details"] == {
        "beneficiary": "personal",
        "urgency": "normal",
        "skills": ["推轮椅", "急救"],
        "time_windows": [
            {"weekday": 2, "from": "09:00", "to": "11:00"},
            {"weekday": 4, "from": "14:00", "to": "16:00"},
        ],
    }
    history = staff.get(f"…/entries/{entry['id']}/history").get_json()["items"]
    assert [(line["move"], line["to_state"], line["note"]) for line in history] == [
        ("submit", "proposed", "导入自 需求表.xlsx 第2行"),
        ("adopt", "open", None),
    ]
    for typed in ("轮椅", entry["number"]):
        found = place.as_("resident").get("…/entries", q=typed).get_json()["items"]
        assert [one["id"] for one in found] == [entry["id"]]


@pytest.mark.parametrize(
    "kind", ["need", "problem", "service_project", "welfare_work", "benefit", "resource", "action"]
)
def test_every_list_that_is_written_by_hand_has_a_template(place: Place, kind: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(place.as_("staff").get(f"…/lists/{kind}/import-template").get_data()))
    assert book.worksheets[0]["A1"].value == "名称*"


def test_an_exported_list_can_be_read_in_again(app: flask.Flask, place: Place) -> None:
    staff = place.as_("staff")
    first = make_xlsx(NEED_HEADINGS, ["一加一", "-说明", "其他", "", 1, "大家", "不急", ""])
    table = checked(app, staff, uploaded(staff, first))
    apply(staff, table, "open")
    exported = staff.get("…/lists/need/export", format="xlsx").get_data()
    again = checked(app, staff, uploaded(staff, exported))
    assert told(again) == []
    apply(staff, again)
    texts = {entry["text"] for entry in staff.get("…/lists/need/entries").get_json()["items"]}
    assert texts == {"-说明"}


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", XML)
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 200_000_000)
    return out.getvalue()


def liar() -> bytes:
    """Return a workbook whose directory says that a part is small, which it is not."""
    content = needs()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            big = part == "xl/sharedStrings.xml"
            new.writestr(
                part, old.read(part).replace(b"</sst>", b" " * 99_000_000 + b"</sst>") if big else old.read(part)
            )
        size = new.getinfo("xl/sharedStrings.xml").file_size
    return out.getvalue().replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))


def entities() -> bytes:
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "x" * 10}">' for n in range(10))
    text = f"<!DOCTYPE sst [{lines}]><sst xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>"
    return with_part("xl/sharedStrings.xml", (text + "<si><t>&a9;</t></si></sst>").encode())


def with_part(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(needs())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (OLE_COMPOUND_FILE + bytes(2000), "file_protected"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "not_a_workbook"),
        (b"", "not_a_workbook"),
        (b"PK\x03\x04 and nothing more", "not_a_workbook"),
        (bomb(), "unpacks_too_large"),
        (liar(), "not_a_workbook"),
        (entities(), "not_a_workbook"),
        (with_part("xl/worksheets/sheet1.xml", XML + b"<worksheet><sheetData><row"), "not_a_workbook"),
        (
            with_part(
                "xl/worksheets/sheet1.xml",
                XML + b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
                b'<row r="99999999999"><c r="A99999999999"><v>1</v></c></row></sheetData></worksheet>',
            ),
            "too_many_rows",
        ),
        (make_xlsx(), "no_sheet"),
        (make_xlsx(NEED_HEADINGS), "no_sheet"),
        (make_xlsx(NEED_HEADINGS, *need_rows(5001)), "too_many_rows"),
        (make_xlsx(["名称"] * 61, ["值"] * 61), "too_many_rows"),
    ],
    ids=[
        "password",
        "html",
        "empty",
        "cut",
        "bomb",
        "liar",
        "entities",
        "broken",
        "endless",
        "blank",
        "headings",
        "rows",
        "wide",
    ],
)
def test_what_is_no_table_is_refused_as_a_file(place: Place, content: bytes, code: str) -> None:
    answer = place.as_("staff").upload("…/lists/need/imports", "表.xlsx", content)
    refused(answer, 422, code)
    assert place.as_("staff").get("…/imports").get_json()["items"] == []


def test_a_file_that_is_too_large_is_not_read(place: Place) -> None:
    staff = place.as_("staff")
    refused(staff.upload("…/lists/need/imports", "大.xlsx", bytes(50 * 1024 * 1024)), 413, "file_too_large")
    refused(staff.upload("…/lists/need/imports", "大.xlsx", bytes(FILE_BYTES_MAX + 1)), 413, "file_too_large")
    refused(staff.post("…/entries", {"kind": "x" * 300_000}), 413, "body_too_large")
    refused(staff.post("…/lists/need/imports", {"file": "text"}), 422, "invalid")


def test_every_wrong_cell_is_told_by_row_and_heading(app: flask.Flask, place: Place) -> None:
    staff = place.as_("staff")
    good = need_rows(1)[0]
    rows = [
        ["安和社区2026年需求表"],
        NEED_HEADINGS,
        good,
        ["长" * 10_000, *good[1:]],
        [good[0], "=A3", *good[2:]],
        [good[0], good[1], "没有的类", "", "二", "谁", "尽快", "明年"],
        [],
        [None, *good[1:]],
        [good[0], "合并", *good[2:]],
        good,
    ]
    table = checked(app, staff, uploaded(staff, make_xlsx(*rows, merge=["A1:H1", "B9:B10"])))
    assert (table["rows_total"], table["rows_done"]) == (7, 7)
    errors = told(table)
    assert table["errors_total"] == len(errors) == 9
    assert (4, "名称", "最多60个字") in errors
    assert (5, "内容", "这一格是公式，请改成算好的结果（复制后选择性粘贴为数值）") in errors
    assert [heading for row, heading, _ in errors if row == 6] == ["类别", "受益对象", "数量", "截止日期"]
    assert (6, "受益对象", "没有“谁”，应填：大家、个人微心愿") in errors
    assert (8, "名称", "请填写") in errors
    assert (9, "内容", "这是合并的单元格（B9到B10），请取消合并，每一行都填写") in errors
    assert refused(apply(staff, table), 409, "import_has_errors")["count"] == 9
    assert staff.get("…/lists/need/entries").get_json()["items"] == []


def test_two_hundred_errors_are_shown_and_all_are_counted(app: flask.Flask, place: Place) -> None:
    staff = place.as_("staff")
    rows = [["", *row[1:]] for row in need_rows(620)]
    table = uploaded(staff, make_xlsx(NEED_HEADINGS, *rows))
    assert (table["state_name"], table["rows_done"], table["rows_total"]) == ("正在检查", 0, 620)
    found = checked(app, staff, table)
    assert (len(found["errors"]), found["errors_total"], found["rows_done"]) == (200, 620, 620)


def test_own_headings_are_guessed_and_set_right(app: flask.Flask, place: Place) -> None:
    staff = place.as_("staff")
    content = make_xlsx(
        ["序号", "需求名称", "具体内容描述", "所在地址", "备注1"], [1, "修路灯", "东门的灯不亮", "东门", "急"]
    )
    table = checked(app, staff, uploaded(staff, content))
    assert [(column["heading"], column["path"]) for column in table["columns"]] == [
        ("序号", None),
        ("需求名称", "title"),
        ("具体内容描述", "text"),
        ("所在地址", "place"),
        ("备注1", None),
    ]
    message = "表里没有这一列，请选一列，或者统一填写一个值"
    assert told(table) == [(1, "类别", message), (1, "受益对象", message)]
    paths: list[str | None] = [None, "title", "text", "place", "details.qualification"]
    fixed = {"category": "道路照明", "details__beneficiary": "大家"}
    for wrong in (paths[:4], [*paths[:4], "title"], [*paths[:4], "details.colour"]):
        assert "paths" in refused(map_columns(staff, table, wrong), 422, "invalid")["errors"]
    assert "fixed" in refused(map_columns(staff, table, paths, x="1"), 422, "invalid")["errors"]
    assert map_columns(staff, table, paths, **fixed).get_json()["state"] == "uploaded"
    table = checked(app, staff, table)
    assert told(table) == []
    apply(staff, table)
    entry = staff.get("…/lists/need/entries").get_json()["items"][0]
    assert (entry["title"], entry["category"], entry["place"]) == ("修路灯", "facility.lighting", "东门")
    assert entry["details"]["qualification"] == "急"
    refused(map_columns(staff, table, paths), 409, "move_not_allowed")


def test_columns_set_right_once_stay_right(app: flask.Flask, place: Place) -> None:
    staff = place.as_("staff")
    content = make_xlsx(["编号", "修什么"], ["甲", "修路灯"])
    first = checked(app, staff, uploaded(staff, content))
    map_columns(staff, first, [None, "title"], category="道路照明", details__beneficiary="大家")
    again = checked(app, staff, uploaded(staff, content))
    assert [column["path"] for column in again["columns"]] == [None, "title"]
    assert (told(again), again["fixed"]) == ([], {"category": "道路照明", "details.beneficiary": "大家"})
    apply(staff, again)
    next_month = uploaded(staff, content)
    assert ([column["path"] for column in next_month["columns"]], next_month["fixed"]) == ([None, "title"], {})
    other_list = uploaded(staff, content, "problem")
    assert [column["path"] for column in other_list["columns"]] == [None, None]


def test_a_wrong_value_for_all_rows_is_told_as_such(app: flask.Flask, place: Place) -> None:
    staff = place.as_("staff")
    table = checked(app, staff, uploaded(staff, make_xlsx(["名称"], ["修路灯"])))
    map_columns(staff, table, ["title"], category="没有", details__beneficiary="大家")
    assert told(checked(app, staff, table))[0][:2] == (2, "类别（统一填写）")


def test_two_at_the_desk_do_not_overwrite_each_others_columns(app: flask.Flask, place: Place) -> None:
    staff, lead = place.as_("staff"), place.as_("lead")
    table = checked(app, staff, uploaded(staff, needs()))
    path, paths = f"…/imports/{table['id']}", [column["path"] for column in table["columns"]]
    seen = lead.get(path).headers["ETag"]
    answer = map_columns(staff, table, [*paths[:7], None])
    assert answer.headers["ETag"] == staff.get(path).headers["ETag"]
    refused(lead.put(f"{path}/mapping", {"paths": paths}, etag=seen), 412, "version_conflict")
    refused(lead.put(f"{path}/mapping", {"paths": paths}), 428, "version_required")
    assert lead.get(path).get_json()["columns"][7]["path"] is None


def test_a_table_left_alone_ends_after_a_week(app: flask.Flask, place: Place, clock: FixedClock) -> None:
    staff = place.as_("staff")
    applied = checked(app, staff, uploaded(staff, needs()))
    apply(staff, applied)
    wrong = checked(app, staff, uploaded(staff, make_xlsx(NEED_HEADINGS, ["", *need_rows(1)[0][1:]])))
    waiting = uploaded(staff, needs())
    clock.advance(timedelta(days=7))
    assert wrong["expires_at"] == clock.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    with app.app_context():
        assert run_due("lists.old_imports", place.hood.community_id) == 0
    clock.advance(timedelta(seconds=1))
    with app.app_context():
        assert run_due("lists.old_imports", place.hood.community_id) == 2
    found = {table["id"]: table for table in staff.get("…/imports").get_json()["items"]}
    assert [found[table["id"]]["state_name"] for table in (applied, wrong, waiting)] == ["已导入", "已过期", "已过期"]
    ended = staff.get(f"…/imports/{wrong['id']}").get_json()
    assert (ended["errors"], ended["errors_total"], ended["expires_at"], ended["moves"]) == ([], 1, None, [])
    refused(apply(staff, waiting), 409, "move_not_allowed")
    refused(map_columns(staff, waiting, [None] * 8), 409, "move_not_allowed")
    with app.app_context(), unit_of_work() as uow:
        rows = select(func.count()).where(ImportRow.community_id == place.hood.community_id)
        assert uow.session.scalar(rows) == 0


def test_applying_twice_does_nothing_twice(app: flask.Flask, place: Place) -> None:
    staff, lead = place.as_("staff"), place.as_("lead")
    table = checked(app, staff, uploaded(staff, needs()))
    key = str(uuid4())
    first, again = (apply(staff, table, key=key) for _ in range(2))
    assert (first.get_json(), again.headers["Idempotent-Replay"]) == (again.get_json(), "true")
    refused(apply(lead, table), 409, "move_not_allowed")
    refused(lead.post(f"…/imports/{table['id']}/moves", {"move": "withdraw"}), 409, "move_not_allowed")
    entries = staff.get("…/lists/need/entries").get_json()["items"]
    assert sorted(entry["number"] for entry in entries) == ["需-0001", "需-0002", "需-0003"]


def test_an_upload_tried_again_is_one_upload(place: Place) -> None:
    staff, key, content = place.as_("staff"), str(uuid4()), needs()
    first, again = (staff.upload("…/lists/need/imports", "表.xlsx", content, key=key) for _ in range(2))
    assert first.get_json()["id"] == again.get_json()["id"]
    refused(staff.upload("…/lists/need/imports", "表.xlsx", needs(4), key=key), 409, "idempotency_key_reused")
    assert len(staff.get("…/imports").get_json()["items"]) == 1


def test_a_withdrawn_table_is_checked_no_more(app: flask.Flask, place: Place) -> None:
    staff = place.as_("staff")
    table = uploaded(staff, needs())
    refused(apply(staff, table), 409, "move_not_allowed")
    done = staff.post(f"…/imports/{table['id']}/moves", {"move": "withdraw"}).get_json()
    assert (done["state_name"], done["moves"]) == ("已取消", [])
    with app.app_context():
        assert run_due("lists.imports", place.hood.community_id) == 0
    assert staff.get(f"…/imports/{table['id']}").get_json()["rows_done"] == 0


def test_benefits_wait_to_be_adopted_one_by_one(app: flask.Flask, place: Place) -> None:
    staff = place.as_("staff")
    rows = [
        ["名称", "类别", "计量", "账本", "每单位", "起始日期"],
        ["陪护", "助老服务", "每小时", "积分", 10, "2026-12-01"],
    ]
    table = checked(app, staff, uploaded(staff, make_xlsx(*rows), "benefit"))
    assert [(column["heading"], column["path"]) for column in table["columns"]][1] == ("类别", "category")
    assert [target["state"] for target in table["targets"]] == ["proposed"]
    assert "to_state" in refused(apply(staff, table, "open"), 422, "invalid")["errors"]
    assert apply(staff, table).status_code == 200


def test_who_may_not(app: flask.Flask, place: Place) -> None:
    table = checked(app, place.as_("lead"), uploaded(place.as_("lead"), needs()))
    for who in ("resident", "contact", "supervisor"):
        refused(place.as_(who).get("…/lists/need/import-template"), 403, "forbidden")
        refused(place.as_(who).upload("…/lists/need/imports", "表.xlsx", needs()), 403, "forbidden")
        refused(place.as_(who).get(f"…/imports/{table['id']}"), 403, "forbidden")
        refused(apply(place.as_(who), table), 403, "forbidden")
    refused(place.as_("stranger").get("…/imports"), 403, "not_a_member")
    refused(place.as_("staff").get("…/lists/topic/import-template"), 409, "list_computed")
    refused(place.as_("staff").upload("…/lists/topic/imports", "表.xlsx", needs()), 409, "list_computed")
    refused(place.as_("staff").get("…/lists/nowhere/import-template"), 404, "list_not_live")
    refused(place.as_("staff").get(f"…/imports/{uuid4()}"), 404, "not_found")
    wrong = {"move": "apply", "to_state": "closed"}
    refused(place.as_("staff").post(f"…/imports/{table['id']}/moves", wrong), 422, "invalid")


def test_what_the_first_rows_say_stands_beside_a_columns_heading_while_it_waits(app: flask.Flask, place: Place) -> None:
    staff = place.as_("staff")
    content = make_xlsx(
        ["名称", "空"], ["陪护高龄老人，每周二下午，两个人轮流", None], ["修灯", None], ["修灯", None], ["第四行", 1]
    )
    table = checked(app, staff, uploaded(staff, content))
    assert [column["samples"] for column in table["columns"]] == [["陪护高龄老人，每周二下午，两个人"[:16], "修灯"], []]
    staff.post(f"…/imports/{table['id']}/moves", {"move": "withdraw"})
    gone = staff.get(f"…/imports/{table['id']}").get_json()
    assert [column["samples"] for column in gone["columns"]] == [[], []]
