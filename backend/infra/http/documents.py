"""A file on its way out."""

import zlib
from collections.abc import Iterator

import flask

from backend.infra.documents import Document

CHUNK_BYTES = 64 * 1024


def send_document(document: Document) -> flask.Response:
    """Return the file to be saved under its name."""
    response = flask.Response(document.content, content_type=document.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{document.name}"'
    return response


def send_packed(content: bytes | None, etag: str) -> flask.Response:
    """Return gzipped JSON in pieces, unpacked on the way for who can't; 304 where there is no content."""
    if content is None:
        response = flask.Response(status=304)
    elif flask.request.accept_encodings.quality("gzip"):
        response = flask.Response(_pieces(content), content_type="application/json")
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = flask.Response(_unpacked(content), content_type="application/json")
    response.headers["Vary"] = "Accept-Encoding"
    response.set_etag(etag, weak=True)
    return response


def _pieces(content: bytes) -> Iterator[bytes]:
    return (content[at : at + CHUNK_BYTES] for at in range(0, len(content), CHUNK_BYTES))


def _unpacked(content: bytes) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    return (unpacker.decompress(piece) for piece in _pieces(content))
