"""Editions over HTTP: from compiling to the paper on the notice board, by those whose part it is."""

import csv
import hashlib
import io
import json
from typing import Any

import openpyxl
import pypdfium2
import pytest

from backend.core.clock import FixedClock
from tests.client import Caller, refused
from tests.factories.agreements import Place, make_place
from tests.factories.editions import pass_notice
from tests.factories.lists import make_open_entry

LIST = "…/lists/need"
# What a spreadsheet would run, and what a browser would.
FORMULA, SCRIPT = '=HYPERLINK("http://x","领钱")', "<script>alert(1)</script>&<b>粗</b>"


@pytest.fixture
def place(caller: Caller) -> Place:
    return make_place(caller)


def done(response: Any, status: int = 200) -> dict[str, Any]:
    assert response.status_code == status, response.get_data(as_text=True)
    body: dict[str, Any] = response.get_json()
    return body


def make_entries(place: Place, *texts: str) -> None:
    with place.work() as uow:
        for number, text in enumerate(texts):
            make_open_entry(uow, place.hood["resident"], title=f"事项{number}", text=text)


def publish(place: Place, clock: FixedClock) -> dict[str, Any]:
    staff, lead = place.as_("staff"), place.as_("lead")
    draft = done(staff.post(f"{LIST}/drafts", {}), 201)
    done(staff.post(f"…/drafts/{draft['id']}/moves", {"move": "put_on_notice"}))
    pass_notice(clock)
    published = done(lead.post(f"…/drafts/{draft['id']}/moves", {"move": "publish"}))
    assert published["state_name"] == "已发布"
    return done(lead.get(f"{LIST}/editions"))["items"][0]


def export(place: Place, format_: str, path: str = f"{LIST}/editions/1/export", who: str = "resident") -> bytes:
    response = place.as_(who).get(path, format=format_)
    assert response.status_code == 200, response.get_data(as_text=True)
    assert response.headers["Content-Disposition"].endswith(f'.{format_}"')
    return response.get_data()


def test_a_list_is_shown_objected_to_answered_and_sealed(place: Place, clock: FixedClock) -> None:
    make_entries(place, "每周二下午")
    staff, resident, lead = place.as_("staff"), place.as_("resident"), place.as_("lead")
    draft = done(staff.post(f"{LIST}/drafts", {}), 201)
    assert done(resident.get(f"{LIST}/draft")) == {"draft": None}
    shown = done(staff.post(f"…/drafts/{draft['id']}/moves", {"move": "put_on_notice"}))
    assert [change["text"] for change in shown["changes"]["items"]] == ["新增 需-0001 事项0"]
    seen = done(resident.get(f"{LIST}/draft"))["draft"]
    assert (seen["moves"], seen["entries_count"]) == ([], 1)
    objection = done(resident.post(f"…/drafts/{draft['id']}/objections", {"text": "时间写错了，是周三"}), 201)
    assert (objection["is_mine"], objection["may_answer"]) == (True, False)
    pass_notice(clock)
    told = refused(lead.post(f"…/drafts/{draft['id']}/moves", {"move": "publish"}), 409, "objections_open")
    assert told["detail"] == "还有1条异议没有答复"
    answered = done(staff.post(f"…/objections/{objection['id']}/answer", {"answer": "已经核对，会改正"}))
    assert answered["answer"] == "已经核对，会改正"
    done(lead.post(f"…/drafts/{draft['id']}/moves", {"move": "publish"}))
    edition = done(resident.get(f"{LIST}/editions/1"))
    assert (edition["number"], edition["objections_count"], edition["previous"]) == (1, 1, None)
    entries = done(resident.get(f"{LIST}/editions/1/entries"))["items"]
    assert entries[0]["number"] == "需-0001"
    assert {"name": "受益对象", "value": "个人微心愿"} in entries[0]["facts"]
    checked = done(resident.get(f"{LIST}/editions/verify"))
    assert (checked["agrees"], checked["last_seal"]) == (True, edition["seal"])


def test_who_may_not_is_refused(place: Place, clock: FixedClock) -> None:
    make_entries(place, "每周二下午")
    refused(place.as_("resident").post(f"{LIST}/drafts", {}), 403, "forbidden")
    draft = done(place.as_("staff").post(f"{LIST}/drafts", {}), 201)
    refused(place.as_("lead").post(f"{LIST}/drafts", {}), 409, "edition_under_way")
    refused(place.as_("resident").get(f"…/drafts/{draft['id']}"), 404, "not_found")
    move = f"…/drafts/{draft['id']}/moves"
    done(place.as_("staff").post(move, {"move": "put_on_notice"}))
    refused(place.as_("lead").post(move, {"move": "publish"}), 409, "notice_not_over")
    pass_notice(clock)
    refused(place.as_("staff").post(move, {"move": "publish"}), 403, "forbidden")
    refused(place.as_("resident").get("…/lists/need/export"), 403, "forbidden")
    refused(place.as_("resident").get(f"{LIST}/editions/7"), 404, "not_found")
    refused(place.as_("resident").get("…/lists/gold/editions"), 404, "list_not_live")


def test_the_same_submission_twice_makes_one_draft(place: Place) -> None:
    make_entries(place, "每周二下午")
    staff = place.as_("staff")
    first = staff.post(f"{LIST}/drafts", {}, key="compile-once")
    assert staff.post(f"{LIST}/drafts", {}, key="compile-once").get_data() == first.get_data()


def test_pages_of_an_edition_follow_one_another(place: Place, clock: FixedClock) -> None:
    make_entries(place, *"一二三四五")
    publish(place, clock)
    seen: list[str] = []
    cursor = None
    while True:
        page = done(place.as_("resident").get(f"{LIST}/editions/1/entries", limit=2, cursor=cursor))
        seen += [item["number"] for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert seen == [f"需-000{n}" for n in range(1, 6)]
    refused(place.as_("resident").get(f"{LIST}/editions/1/entries", cursor="abc"), 422, "invalid")


def test_json_is_the_sealed_bytes_themselves(place: Place, clock: FixedClock) -> None:
    make_entries(place, "每周二下午")
    edition = publish(place, clock)
    content = export(place, "json")
    assert hashlib.sha256(content).hexdigest() == edition["seal"]
    assert json.loads(content)["entries"][0]["text"] == "每周二下午"


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_a_cell_that_a_spreadsheet_would_run_is_text(start: str, place: Place, clock: FixedClock) -> None:
    make_entries(place, start, "平常的话")
    publish(place, clock)
    sheet = openpyxl.load_workbook(io.BytesIO(export(place, "xlsx"))).active
    assert sheet is not None
    headings = [cell.value for cell in sheet[1]]
    texts = [sheet.cell(row, headings.index("内容") + 1) for row in (2, 3)]
    assert [(cell.value, cell.data_type) for cell in texts] == [(f"'{start}", "s"), ("平常的话", "s")]
    rows = list(csv.DictReader(io.StringIO(export(place, "csv").decode("utf-8-sig"))))
    assert [row["内容"] for row in rows] == [f"'{start}", "平常的话"]
    assert rows[0]["状态"] == "待认领"


def test_the_paper_is_chinese_whole_and_points_to_its_seal(place: Place, clock: FixedClock) -> None:
    make_entries(place, SCRIPT, FORMULA, *["修剪绿化带，" * 20] * 30)
    edition = publish(place, clock)
    paper = pypdfium2.PdfDocument(export(place, "pdf"))
    pages = [page.get_textpage().get_text_range() for page in paper]
    assert len(pages) > 1
    whole = "".join("".join(pages).split())
    for told in ("需求清单第1期", "需-0001", "需-0032", SCRIPT, edition["seal"][:8]):
        assert "".join(told.split()) in whole
    raw = export(place, "pdf")
    assert b"WenQuanYi" in raw.replace(b" ", b"")
    assert b"FontFile2" in raw  # the font itself is inside


def test_staff_take_the_list_as_it_stands(place: Place) -> None:
    make_entries(place, "每周二下午")
    content = export(place, "json", path=f"{LIST}/export", who="staff")
    assert [entry["title"] for entry in json.loads(content)["entries"]] == ["事项0"]


def test_who_objected_is_known_to_the_desk_and_masked_for_neighbours(place: Place) -> None:
    make_entries(place, "每周二下午")
    draft = done(place.as_("staff").post(f"{LIST}/drafts", {}), 201)
    done(place.as_("staff").post(f"…/drafts/{draft['id']}/moves", {"move": "put_on_notice"}))
    done(place.as_("resident").post(f"…/drafts/{draft['id']}/objections", {"text": "时间写错了"}), 201)
    names = [
        caller.get(f"…/drafts/{draft['id']}").get_json()["objections"][0]["by_name"]
        for caller in (place.as_("resident"), place.as_("neighbour"), place.as_("staff"))
    ]
    name = place.hood["resident"].name
    assert names == [name, f"{name[0]}*", name]
