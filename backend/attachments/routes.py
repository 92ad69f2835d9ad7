"""Routes of photos."""

from typing import Any
from uuid import UUID

import flask

from backend.attachments import service
from backend.attachments.errors import PhotoTooLargeError
from backend.attachments.policy import A
from backend.attachments.schemas import NewPhotoSchema, PhotoQuery
from backend.infra.http import Blueprint, PhotoSchema, asks, body_limit, current_actor, idempotent, public
from backend.infra.uow import unit_of_work

POLICY = "attachments"

blp = Blueprint(
    "attachments", __name__, url_prefix="/api/v1/communities/<int:community_id>", description="Taking in photos"
)
shown = Blueprint("photos", __name__, url_prefix="/photos", description="Photos at their signed addresses")


@blp.route("/photos", methods=["POST"])
@body_limit(service.BYTES_MAX, PhotoTooLargeError)
@idempotent
@asks(A.UPLOAD, policy=POLICY)
@blp.arguments(NewPhotoSchema, location="files")
@blp.response(201, PhotoSchema)
def add_photo(files: dict[str, Any], community_id: int) -> dict[str, Any]:
    """Take in one photo (multipart), for an entry to name; unused it is removed after a day."""
    photo = files["file"]
    with unit_of_work() as uow:
        return service.add_photo(uow, current_actor(), community_id, photo.read(), photo.filename or "")


@shown.route("/<int:community_id>/<uuid:photo_id>")
@public
@shown.arguments(PhotoQuery, location="query")
@shown.response(200, content_type="image/jpeg")
def show_photo(query: dict[str, Any], community_id: int, photo_id: UUID) -> flask.Response:
    """Show a photo to whoever has its address."""
    size = query["size"]
    with unit_of_work() as uow:
        media_type, key = service.find_photo(
            uow, community_id, photo_id, size, until=query["until"], signature=query["sig"]
        )
        seconds = query["until"] - int(uow.now.timestamp())
    response = flask.Response(service.read_photo(key, size), content_type=media_type)
    response.headers["Cache-Control"] = f"private, max-age={seconds}, immutable"
    return response
