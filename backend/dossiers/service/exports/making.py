"""A file is made in the worker: some members' rows a transaction, at the end the file; it goes after a day."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

import orjson
from sqlalchemy import ColumnElement, and_, delete, select

from backend.dossiers import events
from backend.dossiers.models import Dossier, DossierExport, DossierExportChunk
from backend.dossiers.service.exports.compiling import Row, Scope, compile_rows
from backend.dossiers.service.exports.writing import write_file
from backend.dossiers.service.store import lock_dossiers, without_dossier
from backend.dossiers.types import ExportState, FileFormat, Part
from backend.infra import outbox
from backend.infra.uow import UnitOfWork
from backend.volunteering import service as volunteering

MEMBERS_A_BATCH = 500
EXPIRED_A_BATCH = 20
KEPT_FOR = timedelta(days=1)


def communities_with_waiting_exports(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities with an export to make (lock-free scan over all of them)."""
    waiting = select(DossierExport.community_id).where(DossierExport.state == ExportState.WAITING.value)
    return uow.session.scalars(waiting.distinct()).all()


def make_next_export(uow: UnitOfWork, community_id: int) -> int:
    """Do one step of the export that waits longest: begin dossiers, compile some, write the file; return 1, or 0."""
    export = uow.session.scalars(
        select(DossierExport)
        .where(DossierExport.community_id == community_id, DossierExport.state == ExportState.WAITING.value)
        .order_by(DossierExport.asked_at, DossierExport.id)
        .limit(1)
        .with_for_update(key_share=True, skip_locked=True)
    ).one_or_none()
    if export is None:
        return 0
    if export.last_member_id is None and _begin_dossiers(uow, export):
        return 1
    if dossiers := _next_dossiers(uow, export):
        _compile(uow, export, dossiers)
    else:
        _finish(uow, export)
    return 1


def served_without_dossier(uow: UnitOfWork, community_id: int, since: date, until: date) -> list[UUID]:
    """Return who has served in a period and has no dossier yet."""
    return without_dossier(uow, community_id, volunteering.performers_between(uow, community_id, since, until))


def _begin_dossiers(uow: UnitOfWork, export: DossierExport) -> bool:
    """Begin the dossiers of some who have served in the period and have none; tell whether there were any."""
    new = served_without_dossier(uow, export.community_id, export.since, export.until)[:MEMBERS_A_BATCH]
    return bool(lock_dossiers(uow, export.community_id, new))


def _next_dossiers(uow: UnitOfWork, export: DossierExport) -> Sequence[Dossier]:
    wanted = select(Dossier).where(Dossier.community_id == export.community_id)
    if export.last_member_id is not None:
        wanted = wanted.where(Dossier.id > export.last_member_id)
    return uow.session.scalars(wanted.order_by(Dossier.id).limit(MEMBERS_A_BATCH)).all()


def _compile(uow: UnitOfWork, export: DossierExport, dossiers: Sequence[Dossier]) -> None:
    scope = Scope([Part(part) for part in export.parts], export.since, export.until)
    rows = compile_rows(uow, export.community_id, dossiers, scope)
    export.members_done += len(dossiers)
    export.members_total = max(export.members_total, export.members_done)
    export.last_member_id = dossiers[-1].id
    export.rows_total += sum(len(lines) for lines in rows.values())
    uow.session.add(
        _chunk(export, export.members_done, orjson.dumps({part.value: lines for part, lines in rows.items()}))
    )


def _finish(uow: UnitOfWork, export: DossierExport) -> None:
    """Write the file from the rows, which are then no longer needed, and tell who asked."""
    here = (
        DossierExportChunk.community_id == export.community_id,
        DossierExportChunk.export_id == export.id,
    )
    rows: dict[Part, list[Row]] = {Part(part): [] for part in export.parts}
    chunks = select(DossierExportChunk.content).where(*here).order_by(DossierExportChunk.position)
    for content in uow.session.scalars(chunks):
        for part, lines in orjson.loads(content).items():
            rows[Part(part)] += lines
    uow.session.execute(delete(DossierExportChunk).where(*here).execution_options(synchronize_session=False))
    file = write_file("", rows, FileFormat(export.format))
    uow.session.add(_chunk(export, 0, file.content))
    export.state, export.ready_at = ExportState.READY.value, uow.now
    export.members_total = export.members_done
    payload = {"export_id": str(export.id), "member_id": str(export.asked_by)}
    outbox.record(uow, export.community_id, events.EXPORT_READY, payload)


def _chunk(export: DossierExport, position: int, content: bytes) -> DossierExportChunk:
    return DossierExportChunk(community_id=export.community_id, export_id=export.id, position=position, content=content)


def communities_with_old_exports(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities with a file kept for long enough (lock-free scan over all of them)."""
    return uow.session.scalars(select(DossierExport.community_id).where(_is_old(uow)).distinct()).all()


def expire_exports(uow: UnitOfWork, community_id: int) -> int:
    """Remove some of a community's files that were kept for long enough; return how many."""
    exports = uow.session.scalars(
        select(DossierExport)
        .where(DossierExport.community_id == community_id, _is_old(uow))
        .order_by(DossierExport.ready_at, DossierExport.id)
        .limit(EXPIRED_A_BATCH)
        .with_for_update(key_share=True, skip_locked=True)
    ).all()
    for export in exports:
        export.state = ExportState.EXPIRED.value
    uow.session.execute(
        delete(DossierExportChunk)
        .where(
            DossierExportChunk.community_id == community_id,
            DossierExportChunk.export_id.in_([export.id for export in exports]),
        )
        .execution_options(synchronize_session=False)
    )
    return len(exports)


def _is_old(uow: UnitOfWork) -> ColumnElement[bool]:
    return and_(DossierExport.state == ExportState.READY.value, DossierExport.ready_at < uow.now - KEPT_FOR)
