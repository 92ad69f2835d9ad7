"""The desk asks for a file and says what for; the log of it stays, the file goes after a day."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from backend.core.actor import Actor
from backend.dossiers.errors import ExportGoneError, ExportNotReadyError, NotYourExportError, PeriodError
from backend.dossiers.models import Dossier, DossierExport, DossierExportChunk
from backend.dossiers.policy import POLICY, A
from backend.dossiers.service.exports.making import KEPT_FOR, served_without_dossier
from backend.dossiers.service.exports.writing import XLSX
from backend.dossiers.service.view import names_of
from backend.dossiers.types import PART_NAMES, ExportState, FileFormat, NewExport, Part
from backend.infra.documents import Document
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.rows import row_by_id
from backend.infra.uow import UnitOfWork

# Our rule: what is asked for is what a report needs, not everything there ever was.
PERIOD_DAYS_MAX = 3 * 366


def ask_export(uow: UnitOfWork, actor: Actor, community_id: int, new: NewExport) -> dict[str, Any]:
    """Note who wants what and what for; a worker makes the file. Raises PeriodError."""
    POLICY.permit(actor, A.EXPORT)
    if new.since > new.until or (new.until - new.since).days > PERIOD_DAYS_MAX:
        raise PeriodError(most=PERIOD_DAYS_MAX)
    total = uow.session.execute(select(func.count()).where(Dossier.community_id == community_id)).scalar_one()
    total += len(served_without_dossier(uow, community_id, new.since, new.until))
    wanted = set(new.parts)
    row = DossierExport(
        community_id=community_id,
        id=uow.new_id(),
        purpose=new.purpose,
        since=new.since,
        until=new.until,
        parts=[part.value for part in Part if part in wanted],
        format=new.format.value,
        state=ExportState.WAITING.value,
        members_total=total,
        members_done=0,
        rows_total=0,
        downloads=0,
        asked_by=actor.member_id,
        asked_at=uow.now,
    )
    uow.session.add(row)
    uow.session.flush()
    return _view(uow, actor, [row])[0]


def list_exports(uow: UnitOfWork, actor: Actor, community_id: int, page: PageRequest) -> Page[dict[str, Any]]:
    """Page through what left the house, newest first."""
    POLICY.permit(actor, A.READ_EXPORTS)
    rows = select(DossierExport).where(DossierExport.community_id == community_id)
    found = fetch_page(uow.session, rows, page, keys=[DossierExport.asked_at, DossierExport.id])
    return Page(_view(uow, actor, found.items), found.next_cursor)


def show_export(uow: UnitOfWork, actor: Actor, community_id: int, export_id: UUID) -> dict[str, Any]:
    """Return one export and how far it is; raises NotFoundError."""
    POLICY.permit(actor, A.READ_EXPORTS)
    return _view(uow, actor, [row_by_id(uow, DossierExport, community_id, export_id)])[0]


def take_export(uow: UnitOfWork, actor: Actor, community_id: int, export_id: UUID) -> Document:
    """Return the file to whoever asked for it, and count that it was taken.

    Raises NotFoundError, NotYourExportError, ExportNotReadyError and ExportGoneError.
    """
    POLICY.permit(actor, A.EXPORT)
    row = row_by_id(uow, DossierExport, community_id, export_id, lock=True)
    if row.asked_by != actor.member_id:
        raise NotYourExportError()
    if row.state == ExportState.WAITING:
        raise ExportNotReadyError()
    file = uow.session.get(DossierExportChunk, (community_id, export_id, 0))
    if file is None or row.state == ExportState.EXPIRED:
        raise ExportGoneError()
    row.downloads += 1
    name = f"dossiers-{row.since}-{row.until}"
    if FileFormat(row.format) is FileFormat.XLSX:
        return Document(f"{name}.xlsx", XLSX, file.content)
    return Document(f"{name}.zip", "application/zip", file.content)


def _view(uow: UnitOfWork, actor: Actor, rows: Any) -> list[dict[str, Any]]:
    names = names_of(uow, rows[0].community_id, {row.asked_by for row in rows}) if rows else {}
    return [
        {
            "id": row.id,
            "purpose": row.purpose,
            "since": row.since,
            "until": row.until,
            "parts": [PART_NAMES[Part(part)] for part in row.parts],
            "format": FileFormat(row.format),
            "state": ExportState(row.state),
            "members_total": row.members_total,
            "members_done": row.members_done,
            "rows_total": row.rows_total,
            "downloads": row.downloads,
            "by_name": names.get(row.asked_by, ""),
            "asked_at": row.asked_at,
            "expires_at": row.ready_at + KEPT_FOR if row.ready_at and row.state == ExportState.READY else None,
            "may_take": row.state == ExportState.READY and row.asked_by == actor.member_id,
        }
        for row in rows
    ]
