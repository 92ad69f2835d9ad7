"""Files come back: nothing is half taken over, nothing twice, and hours from elsewhere are never ours."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select, text

from backend.books.models import TransferRow
from backend.dossiers.models import DossierImportRow, OutsideRecord
from backend.dossiers.types import FileFormat
from backend.volunteering.models import EnteredRecord
from tests.client import refused
from tests.factories.dossiers import (
    SERVICE_HEADINGS,
    add_training,
    ask_export,
    entered,
    give_phone,
    make_book,
    upload_outside,
)
from tests.factories.volunteering import Street

PHONE = "13900001234"
ELSEWHERE = ("王小明", PHONE, "图书馆整理", "2026-10-01", 2.5, "区图书馆")


@pytest.fixture
def known(street: Street) -> Street:
    """A street whose volunteer has bound a phone."""
    with street.work() as uow:
        give_phone(uow, street["volunteer"], f"139{street.community_id % 10**8:08d}")
    return street


def row(street: Street, **changes: Any) -> tuple[Any, ...]:
    said = dict(zip(SERVICE_HEADINGS, ELSEWHERE, strict=True))
    said |= {"手机号": f"139{street.community_id % 10**8:08d}"} | changes
    return tuple(said.values())


def uploaded(street: Street, content: bytes, name: str = "他处.xlsx", who: str = "staff") -> dict[str, Any]:
    answer = street.as_(who).upload("…/dossier-imports", name, content)
    assert answer.status_code == 201, answer.text
    street.run_due("dossiers.imports")
    found: dict[str, Any] = street.as_(who).get(f"…/dossier-imports/{answer.get_json()['id']}").get_json()
    return found


def brought(table: dict[str, Any]) -> tuple[int, int, int]:
    return table["rows_new"], table["rows_changed"], table["errors_total"]


def move(street: Street, who: str, table: dict[str, Any], what: str) -> Any:
    return street.as_(who).post(f"…/dossier-imports/{table['id']}/moves", {"move": what})


def taken_over(street: Street, table: dict[str, Any], who: str = "staff") -> dict[str, Any]:
    assert move(street, who, table, "apply").get_json()["state"] == "applying"
    street.run_due("dossiers.imports")
    found: dict[str, Any] = street.as_(who).get(f"…/dossier-imports/{table['id']}").get_json()
    return found


def outside(street: Street, *rows: tuple[Any, ...]) -> dict[str, Any]:
    return uploaded(street, make_book({"志愿服务情况": [SERVICE_HEADINGS, *rows]}))


@pytest.mark.parametrize("format_", [FileFormat.XLSX, FileFormat.CSV])
def test_what_left_comes_back_and_changes_nothing(known: Street, format_: FileFormat) -> None:
    record_id = entered(known)
    known.as_("leader").post(f"…/records/{record_id}/evaluations", {"score": 4})
    known.as_("volunteer").put("…/dossier", {"skills": ["care"], "times": ["sun.eve"], "skill_words": ["-修表"]})
    table = outside(known, row(known))
    taken_over(known, table)
    move(known, "colleague", table, "confirm")
    with known.work() as uow:
        add_training(uow, known["staff"], known["volunteer"].member_id)
        export_id = ask_export(uow, known["staff"], format_)
    known.run_due("dossiers.exports")
    file = known.as_("staff").get(f"…/dossier-exports/{export_id}/file").data
    again = uploaded(known, file, f"导出.{format_.value}")
    assert brought(again) == (0, 0, 0), again["errors"]
    assert again["rows_total"] == 7


def test_hours_from_elsewhere_wait_for_a_second_hand_and_are_never_ours(known: Street) -> None:
    table = outside(known, row(known))
    assert brought(table) == (1, 0, 0), table["errors"]
    applied = taken_over(known, table)
    assert (applied["state"], applied["outside_state"]) == ("applied", "awaiting")
    assert known.as_("volunteer").get("…/dossier").get_json()["outside_minutes"] == 0
    refused(move(known, "staff", table, "confirm"), 403, "second_hand")
    assert move(known, "colleague", table, "confirm").get_json()["outside_state"] == "confirmed"
    shown = known.as_("volunteer").get("…/dossier").get_json()
    assert (shown["outside_minutes"], shown["outside"][0]["origin"]) == (150, "全国志愿服务信息系统")
    books = known.as_("volunteer").get("…/passbook").get_json()["books"]
    assert [book["balance"] for book in books] == [0, 0, 0]
    with known.work() as uow:
        for table_ in (EnteredRecord, TransferRow):
            assert not uow.session.scalar(
                select(func.count()).select_from(table_).where(table_.community_id == known.community_id)
            )


def test_the_same_file_twice_changes_nothing(known: Street) -> None:
    taken_over(known, outside(known, row(known)))
    again = outside(known, row(known), row(known))
    assert (again["rows_new"], again["rows_same"]) == (0, 2)


def test_our_own_hours_are_not_made_or_changed_by_a_file(known: Street) -> None:
    entered(known)
    with known.work() as uow:
        number = uow.session.scalars(
            select(EnteredRecord.number).where(EnteredRecord.community_id == known.community_id)
        ).one()
    phone = row(known)[1]
    rows = [
        ("记录编号", *SERVICE_HEADINGS),
        (f"时-{number:06d}", "王小明", phone, "陪诊志愿行动", "2026-11-24", 9, "安和社区"),
        ("时-999999", "王小明", phone, "陪诊志愿行动", "2026-11-24", 2, "安和社区"),
    ]
    table = uploaded(known, make_book({"志愿服务情况": rows}))
    assert [(each["row"], each["heading"]) for each in table["errors"]] == [(2, "记录编号"), (3, "记录编号")]
    refused(move(known, "staff", table, "apply"), 409, "dossier_import_errors")


def test_our_own_hours_told_by_another_system_are_not_counted_twice(known: Street) -> None:
    entered(known)
    with known.work() as uow:
        served_on = uow.session.scalars(
            select(EnteredRecord.served_on).where(EnteredRecord.community_id == known.community_id)
        ).one()
    told = row(known, 活动名称="陪诊志愿行动", 服务日期=served_on.isoformat(), 服务时长=2)
    assert outside(known, told)["rows_same"] == 1


def test_what_is_wrong_is_told_by_sheet_row_and_column_and_nothing_is_taken(known: Street) -> None:
    book = {
        "志愿服务情况": [
            SERVICE_HEADINGS,
            row(known),
            row(known, 服务日期="昨天"),
            row(known, 姓名="李四"),
            row(known, 手机号="13911112222"),
            row(known, 服务时长=25),
        ],
        "服务技能": [("姓名", "手机号", "服务技能"), ("王小明", row(known)[1], "飞行")],
    }
    table = uploaded(known, make_book(book))
    told = [(each["sheet"], each["row"], each["heading"]) for each in table["errors"]]
    assert told == [
        ("志愿服务情况", 3, "服务日期"),
        ("志愿服务情况", 4, "姓名"),
        ("志愿服务情况", 5, "手机号"),
        ("志愿服务情况", 6, "服务时长"),
        ("服务技能", 2, "服务技能"),
    ]
    refused(move(known, "staff", table, "apply"), 409, "dossier_import_errors")
    with known.work() as uow:
        kept = select(func.count()).where(OutsideRecord.community_id == known.community_id)
        assert uow.session.scalar(kept) == 0


def test_a_file_fills_what_is_empty_and_never_what_the_volunteer_said(known: Street) -> None:
    known.as_("volunteer").put("…/dossier", {"skills": ["care"]})
    who = ("王小明", row(known)[1])
    book = {
        "服务技能": [("姓名", "手机号", "服务技能"), (*who, "理发、做饭")],
        "服务时间": [("姓名", "手机号", "服务时间"), (*who, "周六下午")],
        "联系方式": [("姓名", "手机号", "联系方式"), (*who, "13800000000")],
    }
    table = uploaded(known, make_book(book))
    assert (table["rows_changed"], table["rows_kept"]) == (1, 2), table["errors"]
    taken_over(known, table)
    shown = known.as_("volunteer").get("…/dossier").get_json()
    assert [skill["code"] for skill in shown["skills"]] == ["care"]
    assert [time["code"] for time in shown["times"]] == ["sat.pm"]
    assert shown["contact_masked"] is None


def test_nobody_imports_or_confirms_their_own(known: Street) -> None:
    with known.work() as uow:
        phone = f"137{known.community_id % 10**8:08d}"
        give_phone(uow, known["staff"], phone)
    own = outside(known, row(known, 姓名="赵社工", 手机号=phone))
    assert [each["message"] for each in own["errors"]] == ["不能导入自己的记录，请另一位同志办理"]
    table = uploaded(
        known,
        make_book({"志愿服务情况": [SERVICE_HEADINGS, row(known, 姓名="赵社工", 手机号=phone)]}),
        who="colleague",
    )
    taken_over(known, table, "colleague")
    refused(move(known, "staff", table, "confirm"), 409, "nothing_to_confirm")
    assert move(known, "lead", table, "confirm").get_json()["outside_state"] == "confirmed"


def test_the_database_refuses_one_pair_of_hands(known: Street) -> None:
    taken_over(known, outside(known, row(known)))
    with known.work() as uow, pytest.raises(Exception, match="ck_outside_records_hands"):
        uow.session.execute(
            text(
                "UPDATE outside_records SET state = 'confirmed', decided_by = imported_by, decided_at = imported_at"
                " WHERE community_id = :cid"
            ),
            {"cid": known.community_id},
        )


def test_a_file_without_a_known_sheet_or_that_is_no_table_is_refused(street: Street) -> None:
    by = street.as_("staff")
    refused(by.upload("…/dossier-imports", "x.xlsx", make_book({"名单": [("姓名",), ("王",)]})), 422, "no_known_sheet")
    refused(by.upload("…/dossier-imports", "培训情况.csv", b"\xff\xfe\x00\x80"), 422, "not_a_table")


def test_asking_plans_nothing_the_worker_takes_it_over(known: Street) -> None:
    table = outside(known, row(known))
    asked = move(known, "staff", table, "apply").get_json()
    assert (asked["state"], asked["moves"]) == ("applying", [])
    with known.work() as uow:
        kept = select(func.count()).where(OutsideRecord.community_id == known.community_id)
        assert uow.session.scalar(kept) == 0
    refused(move(known, "staff", table, "withdraw"), 409, "move_not_allowed")
    refused(move(known, "staff", table, "apply"), 409, "move_not_allowed")


def test_what_no_longer_fits_when_its_turn_comes_goes_back_with_what_is_wrong(known: Street) -> None:
    table = outside(known, row(known))
    move(known, "staff", table, "apply")
    with known.work() as uow:
        give_phone(uow, known["volunteer"], f"136{known.community_id % 10**8:08d}")
    known.run_due("dossiers.imports")
    back = known.as_("staff").get(f"…/dossier-imports/{table['id']}").get_json()
    assert (back["state"], [each["heading"] for each in back["errors"]]) == ("checked", ["手机号"])
    refused(move(known, "staff", table, "apply"), 409, "dossier_import_errors")
    with known.work() as uow:
        kept = select(func.count()).where(OutsideRecord.community_id == known.community_id)
        assert uow.session.scalar(kept) == 0


def test_rows_are_forgotten_when_the_file_is_taken_over_or_a_week_old(known: Street) -> None:
    with known.work() as uow:
        waiting = upload_outside(uow, known["staff"], row(known))
    taken_over(known, outside(known, row(known)))
    assert _rows(known) == {waiting}
    known.clock.at = known.clock.at.replace(month=12)
    known.run_due("dossiers.old_imports")
    assert _rows(known) == set()


def _rows(street: Street) -> set[UUID]:
    with street.work() as uow:
        rows = select(DossierImportRow.import_id).where(DossierImportRow.community_id == street.community_id)
        return set(uow.session.scalars(rows))


def test_the_template_is_taken_filled_in_and_read(known: Street) -> None:
    assert known.as_("staff").get("…/dossier-imports/template").status_code == 200
