"""Routes of imports: the table to fill in, uploading one, its columns, its errors, and all of it at once."""

from typing import Any
from uuid import UUID

import flask

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
from backend.lists.policy import A
from backend.lists.schemas.imports import (
    ImportHeadSchema,
    ImportMoveSchema,
    ImportSchema,
    MappingSchema,
    TableUploadSchema,
)
from backend.lists.service import imports as service

POLICY = "lists"

blp = Blueprint("imports", __name__, url_prefix="/api/v1/communities/<int:community_id>", description="Imports")


@blp.route("/lists/<string:kind>/import-template")
@asks(A.IMPORT, policy=POLICY)
@blp.response(200, content_type="application/octet-stream")
def get_template(community_id: int, kind: str) -> flask.Response:
    """Take away an empty table with notes on how it is filled in."""
    with unit_of_work() as uow:
        document = service.write_template(uow, current_actor(), community_id, kind)
    return send_document(document)


@blp.route("/lists/<string:kind>/imports", methods=["POST"])
@body_limit(FILE_BYTES_MAX, FileTooLargeError)
@idempotent
@asks(A.IMPORT, policy=POLICY)
@blp.arguments(TableUploadSchema, location="files")
@blp.response(201, ImportSchema)
def upload_table(files: dict[str, Any], community_id: int, kind: str) -> dict[str, Any]:
    """Upload a table (xlsx, up to 10 MB and 5,000 rows); its rows are then checked."""
    file = files["file"]
    with unit_of_work() as uow:
        return service.upload_table(uow, current_actor(), community_id, kind, file.filename or "", file.read())


@blp.route("/imports")
@asks(A.IMPORT, policy=POLICY)
@blp.arguments(PageQuery, location="query")
@blp.response(200, page_schema(ImportHeadSchema))
def list_imports(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """Page through uploaded tables, newest first."""
    with unit_of_work() as uow:
        return service.list_imports(uow, current_actor(), community_id, page_request(query))


@blp.route("/imports/<uuid:import_id>")
@blp.etag
@asks(A.IMPORT, policy=POLICY)
@blp.response(200, ImportSchema)
def get_import(community_id: int, import_id: UUID) -> dict[str, Any]:
    """Show an uploaded table: progress, columns, errors; its ETag is what PUT of the mapping wants as If-Match."""
    with unit_of_work() as uow:
        table = service.show_import(uow, current_actor(), community_id, import_id)
    blp.set_etag(table, ImportSchema)
    return table


@blp.route("/imports/<uuid:import_id>/mapping", methods=["PUT"])
@blp.etag
@asks(A.IMPORT, policy=POLICY)
@blp.arguments(MappingSchema)
@blp.response(200, ImportSchema)
def map_columns(body: dict[str, Any], community_id: int, import_id: UUID) -> dict[str, Any]:
    """Say which column fills which field, of a table nobody else has changed since it was read; it is checked anew."""
    with unit_of_work() as uow:
        table = service.map_columns(
            uow,
            current_actor(),
            community_id,
            import_id,
            body["paths"],
            body["fixed"],
            check_seen=lambda seen: blp.check_etag(seen, ImportSchema),
        )
    blp.set_etag(table, ImportSchema)
    return table


@blp.route("/imports/<uuid:import_id>/moves", methods=["POST"])
@idempotent
@asks(A.IMPORT, policy=POLICY)
@blp.arguments(ImportMoveSchema)
@blp.response(200, ImportSchema)
def move_import(body: dict[str, Any], community_id: int, import_id: UUID) -> dict[str, Any]:
    """Turn all rows into entries at once, or withdraw the table."""
    with unit_of_work() as uow:
        return service.move_import(uow, current_actor(), community_id, import_id, body["move"], body["to_state"])
