"""The public notice as everybody reads it, and as it hangs on the board: whose hours, what, how long, until when."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, select

from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.clock import LOCAL_ZONE
from backend.core.working_days import last_day_before, working_days_left
from backend.infra.documents import Document
from backend.infra.documents.pdf import Paper, write_pdf
from backend.infra.documents.qr import qr_png
from backend.infra.documents.sheet import write_xlsx
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.runtime import runtime
from backend.infra.uow import UnitOfWork
from backend.volunteering.errors import TooManyNoticesError
from backend.volunteering.models import ServiceRecord, Shift
from backend.volunteering.policy import POLICY, A
from backend.volunteering.service.grounds import objected_by
from backend.volunteering.service.parts import calendar_note, name_on_notice, record_number, shifts_by_ids
from backend.volunteering.types import Purpose, RecordState
from backend.volunteering.types.notice import NoticeFormat

# Some twenty sheets of paper, as an edition's; a table holds more. Our rule.
PRINTED_MAX = {NoticeFormat.PDF: 500, NoticeFormat.XLSX: 10_000}
COLUMNS = (("编号", 14), ("姓名", 12), ("活动", 34), ("服务日期", 14), ("时长（分钟）", 12), ("公示到", 14))
MEDIA_TYPES = {
    NoticeFormat.PDF: "application/pdf",
    NoticeFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def list_notices(
    uow: UnitOfWork, actor: Actor, community_id: int, page: PageRequest, *, words: str | None = None
) -> Page[dict[str, Any]]:
    """Return what is on public notice, what ends soonest first; names only with consent (志愿服务条例 Art. 20).

    ``words`` stand in the activity's title.
    """
    POLICY.permit(actor, A.READ_NOTICES)
    keys = [ServiceRecord.notice_until, ServiceRecord.id]
    found = fetch_page(uow.session, _on_notice(community_id, words), page, keys=keys, descending=False)
    mine = objected_by(uow, actor.member_id, community_id, [row.id for row in found.items])
    shown = [{**line, "may_dispute": line["record_id"] not in mine} for line in _lines(uow, community_id, found.items)]
    return Page(shown, found.next_cursor)


def print_notices(uow: UnitOfWork, actor: Actor, community_id: int, format_: NoticeFormat) -> Document:
    """Return the notice of this moment for the board or as a table; raises TooManyNoticesError."""
    POLICY.permit(actor, A.PRINT_NOTICES)
    most = PRINTED_MAX[format_]
    statement = _on_notice(community_id, None).order_by(ServiceRecord.notice_until, ServiceRecord.id)
    records = uow.session.scalars(statement.limit(most + 1)).all()
    if len(records) > most:
        raise TooManyNoticesError(most=most)
    lines = list(_lines(uow, community_id, records))
    name = f"notice-{uow.now.astimezone(LOCAL_ZONE):%Y%m%d-%H%M}.{format_.value}"
    headings, rows = [heading for heading, _ in COLUMNS], [_row(line) for line in lines]
    if format_ is NoticeFormat.XLSX:
        return Document(name, MEDIA_TYPES[format_], write_xlsx("服务时长公示", headings, rows))
    community = communities.get_community(uow, community_id).name
    content = write_pdf(
        Paper(
            title=f"{community}志愿服务时长公示",
            notes=_notes(lines, uow.now),
            headings=headings,
            rows=[[str(cell) for cell in row] for row in rows],
            widths=[width for _, width in COLUMNS],
            qr=qr_png(f"{runtime().settings.public_url}/#/volunteering/notices/index?cid={community_id}"),
        )
    )
    return Document(name, MEDIA_TYPES[format_], content)


def _on_notice(community_id: int, words: str | None) -> Select[ServiceRecord]:
    statement = select(ServiceRecord).where(
        ServiceRecord.community_id == community_id, ServiceRecord.state == RecordState.ON_NOTICE
    )
    if words:
        of_shift = and_(Shift.community_id == ServiceRecord.community_id, Shift.id == ServiceRecord.shift_id)
        statement = statement.join(Shift, of_shift).where(Shift.title.contains(words, autoescape=True))
    return statement


def _lines(uow: UnitOfWork, community_id: int, records: Sequence[ServiceRecord]) -> Iterator[dict[str, Any]]:
    """Yield each record as the notice shows it, in a number of statements that does not grow."""
    shifts = shifts_by_ids(uow, community_id, {row.shift_id for row in records})
    names = communities.public_names(uow, community_id, {row.performed_by for row in records})
    for row in records:
        assert row.notice_until is not None  # a CHECK: on notice
        shift = shifts[row.shift_id]
        yield {
            "record_id": row.id,
            "number": record_number(row.number),
            "member_name": name_on_notice(row, shift, names),
            "shift_title": shift.title,
            "served_on": row.served_on,
            # A neighbour's door is nobody's business.
            "place": None if shift.purpose == Purpose.EXCHANGE else shift.place,
            "minutes": row.minutes,
            "notice_until": row.notice_until,
            "days_left": working_days_left(uow.now, row.notice_until),
            "calendar_note": calendar_note(row.notice_until),
        }


def _row(line: dict[str, Any]) -> list[Any]:
    return [
        line["number"],
        line["member_name"],
        line["shift_title"],
        line["served_on"].isoformat(),
        line["minutes"],
        last_day_before(line["notice_until"]).isoformat(),
    ]


def _notes(lines: Sequence[dict[str, Any]], now: datetime) -> list[str]:
    """Return what stands above the table: how to object, and what is not certain about the days."""
    printed = f"{now.astimezone(LOCAL_ZONE):%Y年%m月%d日 %H:%M} 打印，共 {len(lines)} 条，按公示期满先后排列。"
    how = "对哪一条有疑问，请在公示期满前扫右侧二维码提出，也可以到社区找工作人员或监督员；提出的人不公开。"
    uncertain = {line["calendar_note"] for line in lines if line["calendar_note"]}
    return [printed, how, *(f"{note}。" for note in sorted(uncertain))]
