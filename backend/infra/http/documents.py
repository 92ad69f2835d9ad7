"""A file on its way out."""

import flask

from backend.infra.documents import Document


def send_document(document: Document) -> flask.Response:
    """Return the file to be saved under its name."""
    response = flask.Response(document.content, content_type=document.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{document.name}"'
    return response
