"""Dossiers, files and evaluations for tests, made through the service as people make them."""

import io
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import openpyxl
import xlsxwriter

from backend.dossiers import service
from backend.dossiers.service import exports, imports
from backend.dossiers.types import EntryKind, FileFormat, NewEntry, NewExport, Part
from backend.identity import service as identity
from backend.infra.uow import UnitOfWork
from tests.factories.communities import Someone
from tests.factories.volunteering import CONFIRMED, Street

SERVICE_HEADINGS = ("姓名", "手机号", "活动名称", "服务日期", "服务时长", "组织单位")
# Made up; the check character fits.
IDENTITY_NUMBER = "110101196805040013"


def add_training(uow: UnitOfWork, by: Someone, member_id: UUID, title: str = "急救培训") -> UUID:
    """Enter a training of an hour and a half and return its id."""
    new = NewEntry(EntryKind.TRAINING, title, "区红十字会", date(2026, 11, 2), minutes=90)
    shown = service.add_entry(uow, by.actor, by.community_id, member_id, new)
    return UUID(str(shown["trainings"][0]["id"]))


def ask_export(uow: UnitOfWork, by: Someone, format_: FileFormat = FileFormat.XLSX) -> UUID:
    """Ask for everything of 2026 and return the export's id."""
    new = NewExport("报送区民政局季度汇总", date(2026, 1, 1), date(2026, 12, 31), list(Part), format_)
    id_: UUID = exports.ask_export(uow, by.actor, by.community_id, new)["id"]
    return id_


def upload_outside(uow: UnitOfWork, by: Someone, *rows: tuple[Any, ...]) -> UUID:
    """Upload a workbook of services elsewhere and return its id."""
    content = make_book({"志愿服务情况": [SERVICE_HEADINGS, *rows]})
    shown = imports.upload_file(uow, by.actor, by.community_id, "全国志愿服务信息系统", "他处.xlsx", content)
    id_: UUID = shown["id"]
    return id_


def make_book(sheets: dict[str, list[tuple[Any, ...]]]) -> bytes:
    """Return a workbook of named sheets."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_urls": False}) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
    return out.getvalue()


def read_book(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    """Return a workbook's rows below the headings, by sheet."""
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    return {sheet.title: list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in book.worksheets}


def give_phone(uow: UnitOfWork, someone: Someone, phone: str) -> None:
    """Bind a phone as WeChat vouches for it."""
    identity.bind_phone(uow, someone.person_id, phone)


def entered(street: Street, volunteer: str = "volunteer") -> UUID:
    """Bring a record into the statutory record and return its id."""
    record_id = street.served(*CONFIRMED, volunteer=volunteer)
    street.clock.advance(timedelta(days=10))
    street.run_due("volunteering.enter")
    return record_id
