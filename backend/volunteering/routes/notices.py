"""Routes of the public notice."""

from typing import Any

import flask

from backend.infra.http import (
    Blueprint,
    asks,
    current_actor,
    page_request,
    page_schema,
    send_document,
)
from backend.infra.paging import Page
from backend.infra.uow import unit_of_work
from backend.volunteering import service
from backend.volunteering.policy import A
from backend.volunteering.schemas.notices import NoticePrintQuery, NoticeQuery, NoticeSchema

POLICY = "volunteering"

blp = Blueprint(
    "notices", __name__, url_prefix="/api/v1/communities/<int:community_id>", description="The public notice of records"
)


@blp.route("/notices")
@asks(A.READ_NOTICES, policy=POLICY)
@blp.arguments(NoticeQuery, location="query")
@blp.response(200, page_schema(NoticeSchema))
def list_notices(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """Page through the public notice, what ends soonest first; names are masked without consent."""
    with unit_of_work() as uow:
        return service.list_notices(uow, current_actor(), community_id, page_request(query), words=query["q"])


@blp.route("/notices/print")
@asks(A.PRINT_NOTICES, policy=POLICY)
@blp.arguments(NoticePrintQuery, location="query")
@blp.response(200, content_type="application/octet-stream")
def print_notices(query: dict[str, Any], community_id: int) -> flask.Response:
    """Take the notice of this moment away for the board (pdf) or as a table (xlsx)."""
    with unit_of_work() as uow:
        document = service.print_notices(uow, current_actor(), community_id, query["format"])
    return send_document(document)
