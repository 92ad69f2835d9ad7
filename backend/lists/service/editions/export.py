"""A list on its way out: an edition, or the list as it stands, as table, paper or JSON."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from backend.communities import service as communities
from backend.core import seal
from backend.core.actor import Actor
from backend.infra.documents import Document
from backend.infra.documents.pdf import Paper, write_pdf
from backend.infra.documents.qr import qr_png
from backend.infra.documents.sheet import write_csv, write_xlsx
from backend.infra.runtime import runtime
from backend.infra.uow import UnitOfWork
from backend.lists.errors import TooManyForPaperError
from backend.lists.policy import POLICY, A
from backend.lists.service.editions import compiling
from backend.lists.service.editions.edition import get_edition
from backend.lists.service.store import get_kind
from backend.lists.types import Format
from backend.lists.wording import Wording

# Some twenty sheets of paper, made in about two seconds; a longer list is read as a table.
PAPER_ENTRIES_MAX = 500
PAPER_TEXT_LENGTH = 200
PAPER_COLUMNS = (("编号", 12), ("事项", 48), ("类别和地点", 20), ("提出", 16), ("状态", 12))
PHOTOS_HEADING = "照片（张）"
TYPES = {
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.CSV: "text/csv; charset=utf-8",
    Format.JSON: "application/json",
    Format.PDF: "application/pdf",
}


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands above an exported list."""

    title: str
    notes: Sequence[str]
    name: str
    seal: str | None = None
    page: str | None = None


def export_edition(
    uow: UnitOfWork, actor: Actor, community_id: int, kind: str, number: int, format_: Format
) -> Document:
    """Return an edition as a file; JSON are the very bytes that were sealed.

    Raises ListNotLiveError, NotFoundError, TooManyForPaperError.
    """
    POLICY.permit(actor, A.READ_LISTS)
    edition = get_edition(uow, community_id, kind, number)
    held = orjson.loads(edition.content)
    title = f"{held['community']}{held['name']} 第{number}期"
    head = _Head(
        title=title,
        notes=[
            f"{held['published_at'][:10]} 发布，共 {edition.entries_count} 项，统计截至 {held['until']}。",
            "扫右侧二维码可核对印章：内容改动一个字，印章就对不上。",
        ],
        name=f"{kind}-{number}",
        seal=seal.short_seal(edition.seal),
        page=f"{runtime().settings.public_url}/#/lists/edition/index?cid={community_id}&kind={kind}&n={number}",
    )
    if format_ is Format.JSON:
        return Document(f"{head.name}.json", TYPES[format_], edition.content)
    return _write(compiling.wording_of(uow, kind), head, held["entries"], format_)


def export_list(uow: UnitOfWork, actor: Actor, community_id: int, kind: str, format_: Format) -> Document:
    """Return the list as it stands now, unsealed; raises ListNotLiveError, TooManyForPaperError."""
    POLICY.permit(actor, A.EXPORT)
    name = get_kind(kind).name
    until = compiling.last_day_over(uow.now)
    items = compiling.compile_items(uow, community_id, kind, until)
    head = _Head(
        title=f"{communities.get_community(uow, community_id).name}{name}",
        notes=[f"未发布，共 {len(items)} 项，统计截至 {until.isoformat()}。"],
        name=f"{kind}-{until.isoformat()}",
    )
    if format_ is Format.JSON:
        return Document(f"{head.name}.json", TYPES[format_], seal.canonical({"entries": items}))
    return _write(compiling.wording_of(uow, kind), head, items, format_)


def _write(wording: Wording, head: _Head, items: Sequence[dict[str, Any]], format_: Format) -> Document:
    file = f"{head.name}.{format_.value}"
    if format_ is Format.PDF:
        return Document(file, TYPES[format_], _paper(wording, head, items))
    # How many, not where: an address of a photo ends after a day or two, a table is kept.
    headings = [*(column.heading for column in wording.columns), PHOTOS_HEADING]
    rows = [[*wording.row(item), len(item.get("photos", ()))] for item in items]
    if format_ is Format.CSV:
        return Document(file, TYPES[format_], write_csv(headings, rows))
    return Document(file, TYPES[format_], write_xlsx(wording.kind.name, headings, rows))


def _paper(wording: Wording, head: _Head, items: Sequence[dict[str, Any]]) -> bytes:
    if len(items) > PAPER_ENTRIES_MAX:
        raise TooManyForPaperError(f"打印版最多{PAPER_ENTRIES_MAX}项", most=PAPER_ENTRIES_MAX)
    paper = Paper(
        title=head.title,
        notes=head.notes,
        headings=[heading for heading, _ in PAPER_COLUMNS],
        widths=[width for _, width in PAPER_COLUMNS],
        rows=[_paper_row(wording, item) for item in items],
        seal=head.seal,
        qr=qr_png(head.page) if head.page is not None else None,
    )
    return write_pdf(paper)


def _paper_row(wording: Wording, item: dict[str, Any]) -> list[str]:
    text = item["text"]
    short = text if len(text) <= PAPER_TEXT_LENGTH else text[: PAPER_TEXT_LENGTH - 1] + "…"
    photos = f"照片 {count} 张" if (count := len(item.get("photos", ()))) else ""
    said = "" if short == item["title"] else short
    where = [str(wording.cell(item, path) or "") for path in ("category", "place")]
    return [
        item["number"],
        "\n".join(filter(None, (item["title"], said, photos))),
        "\n".join(filter(None, where)),
        item["proposer"]["name"],
        str(wording.cell(item, "state")),
    ]
