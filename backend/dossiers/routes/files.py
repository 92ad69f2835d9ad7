"""Routes of files: exports with their log, imports with their dry run."""

from typing import Any
from uuid import UUID

import flask

from backend.dossiers.policy import A
from backend.dossiers.schemas.files import (
    DossierExportSchema,
    DossierFileSchema,
    DossierImportHeadSchema,
    DossierImportMoveSchema,
    DossierImportSchema,
    NewExportSchema,
    OriginQuery,
)
from backend.dossiers.service import exports, imports
from backend.dossiers.types import NewExport
from backend.infra.documents.workbook import FILE_BYTES_MAX, FileTooLargeError
from backend.infra.http import (
    Blueprint,
    PageQuery,
    asks,
    body_limit,
    current_actor,
    idempotent,
    page_request,
    page_schema,
    send_document,
)
from backend.infra.paging import Page
from backend.infra.uow import unit_of_work

POLICY = "dossiers"

blp = Blueprint(
    "dossier-files",
    __name__,
    url_prefix="/api/v1/communities/<int:community_id>",
    description="Dossiers that leave and enter as files",
)


@blp.route("/dossier-exports", methods=["POST"])
@idempotent
@asks(A.EXPORT, policy=POLICY)
@blp.arguments(NewExportSchema)
@blp.response(201, DossierExportSchema)
def ask_export(body: NewExport, community_id: int) -> dict[str, Any]:
    """Ask for a file and say what for; a worker makes it, the log keeps it."""
    with unit_of_work() as uow:
        return exports.ask_export(uow, current_actor(), community_id, body)


@blp.route("/dossier-exports")
@asks(A.READ_EXPORTS, policy=POLICY)
@blp.arguments(PageQuery, location="query")
@blp.response(200, page_schema(DossierExportSchema))
def list_exports(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """Page through who took what of the members out of the house, and what for."""
    with unit_of_work() as uow:
        return exports.list_exports(uow, current_actor(), community_id, page_request(query))


@blp.route("/dossier-exports/<uuid:dossier_export_id>")
@asks(A.READ_EXPORTS, policy=POLICY)
@blp.response(200, DossierExportSchema)
def get_export(community_id: int, dossier_export_id: UUID) -> dict[str, Any]:
    """Show one export and how far it is."""
    with unit_of_work() as uow:
        return exports.show_export(uow, current_actor(), community_id, dossier_export_id)


@blp.route("/dossier-exports/<uuid:dossier_export_id>/file")
@asks(A.EXPORT, policy=POLICY)
@blp.response(200, content_type="application/octet-stream")
def get_export_file(community_id: int, dossier_export_id: UUID) -> flask.Response:
    """Take the file away: who asked for it, within a day."""
    with unit_of_work() as uow:
        document = exports.take_export(uow, current_actor(), community_id, dossier_export_id)
    return send_document(document)


@blp.route("/dossier-imports/template")
@asks(A.IMPORT, policy=POLICY)
@blp.response(200, content_type="application/octet-stream")
def get_dossier_template(community_id: int) -> flask.Response:
    """Take away an empty file with notes on how it is filled in."""
    return send_document(imports.write_template(current_actor()))


@blp.route("/dossier-imports", methods=["POST"])
@body_limit(FILE_BYTES_MAX, FileTooLargeError)
@idempotent
@asks(A.IMPORT, policy=POLICY)
@blp.arguments(OriginQuery, location="query")
@blp.arguments(DossierFileSchema, location="files")
@blp.response(201, DossierImportSchema)
def upload_file(query: dict[str, Any], files: dict[str, Any], community_id: int) -> dict[str, Any]:
    """Upload a file (xlsx, csv or a zip of csv, up to 10 MB and 10,000 rows); it is then checked and not yet stored."""
    file = files["file"]
    with unit_of_work() as uow:
        return imports.upload_file(
            uow, current_actor(), community_id, query["origin"], file.filename or "", file.read()
        )


@blp.route("/dossier-imports")
@asks(A.READ_IMPORTS, policy=POLICY)
@blp.arguments(PageQuery, location="query")
@blp.response(200, page_schema(DossierImportHeadSchema))
def list_imports(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """Page through uploaded files, newest first."""
    with unit_of_work() as uow:
        return imports.list_imports(uow, current_actor(), community_id, page_request(query))


@blp.route("/dossier-imports/<uuid:dossier_import_id>")
@asks(A.READ_IMPORTS, policy=POLICY)
@blp.response(200, DossierImportSchema)
def get_import(community_id: int, dossier_import_id: UUID) -> dict[str, Any]:
    """Show an uploaded file: what it brings, what is wrong in which cell."""
    with unit_of_work() as uow:
        return imports.show_import(uow, current_actor(), community_id, dossier_import_id)


@blp.route("/dossier-imports/<uuid:dossier_import_id>/moves", methods=["POST"])
@idempotent
@asks(A.IMPORT, policy=POLICY)
@blp.arguments(DossierImportMoveSchema)
@blp.response(200, DossierImportSchema)
def move_import(body: dict[str, Any], community_id: int, dossier_import_id: UUID) -> dict[str, Any]:
    """Take the file over, withdraw it, or as another person confirm or decline its records from elsewhere."""
    with unit_of_work() as uow:
        return imports.move_import(uow, current_actor(), community_id, dossier_import_id, body["move"])
