"""Serves the built client at / and the documentation page; both work without any other host."""

import base64
import hashlib
import re
from pathlib import Path
from typing import Any

import flask
from swagger_ui_bundle import swagger_ui_path
from werkzeug.routing import PathConverter

from backend.infra.settings import Settings

# {scripts} is filled with the hashes of the inline scripts that index.html itself holds, if any.
POLICY = (
    "default-src 'self'; script-src 'self'{scripts}; style-src 'self' 'unsafe-inline';"
    " img-src 'self' data: blob:; media-src 'self' blob: mediastream:; font-src 'self' data:;"
    " connect-src 'self' blob:;"
    " frame-ancestors 'none'; base-uri 'self'; object-src 'none'; form-action 'self'"
)
INLINE_SCRIPT = re.compile(rb"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)

DOCS_PAGE = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>Sangong API</title>
<link rel="stylesheet" href="/api/v1/docs/swagger-ui.css"></head><body><div id="ui"></div>
<script src="/api/v1/docs/swagger-ui-bundle.js"></script><script src="/api/v1/docs/start.js"></script></body></html>"""
DOCS_START = "SwaggerUIBundle({url: '/api/v1/openapi.json', dom_id: '#ui', validatorUrl: null})"


class ClientPath(PathConverter):
    """A path of the client: never one of the API's, so that those keep their own 404 and 405."""

    regex = r"(?!api/|health/|open311/|photos/)[^/].*?"


def register_client(app: flask.Flask, settings: Settings) -> None:
    """Add the documentation page and, where a client is built, its files."""
    app.add_url_rule("/api/v1/docs", "docs", lambda: DOCS_PAGE)
    app.add_url_rule("/api/v1/docs/start.js", "docs_start", _docs_start)
    app.add_url_rule("/api/v1/docs/<any('swagger-ui.css', 'swagger-ui-bundle.js'):name>", "docs_file", _docs_file)
    scripts = ""
    if settings.client_dir is not None:
        folder = settings.client_dir.resolve()
        scripts = _script_hashes(folder / "index.html")
        app.url_map.converters["client"] = ClientPath
        app.add_url_rule("/", "client", lambda: _client_file(folder, "index.html"))
        app.add_url_rule("/pages/<client:page>", "client_page", _client_page)
        app.add_url_rule("/<client:name>", "client_file", lambda name: _client_file(folder, name))
    policy = POLICY.format(scripts=scripts)
    app.after_request(lambda response: _harden(response, policy))


def _script_hashes(index: Path) -> str:
    html = index.read_bytes() if index.exists() else b""
    digests = [hashlib.sha256(script).digest() for script in INLINE_SCRIPT.findall(html) if script]
    return "".join(f" 'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def _docs_start() -> flask.Response:
    return flask.Response(DOCS_START, content_type="text/javascript")


def _docs_file(name: str) -> flask.Response:
    return flask.send_from_directory(str(swagger_ui_path), name)


def _client_page(page: str) -> Any:
    """A page as the mini-program addresses it; in the browser pages stand behind the #."""
    query = flask.request.query_string.decode("ascii", "replace")
    return flask.redirect(f"/#/pages/{page}{'?' if query else ''}{query}")


def _client_file(folder: Path, name: str) -> flask.Response:
    response = flask.send_from_directory(str(folder), name)
    hashed = name.startswith(("js/", "css/", "static/"))
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if hashed else "no-cache"
    return response


def _harden(response: flask.Response, policy: str) -> flask.Response:
    """Let no answer be taken for another type, framed, or kept where others could read it."""
    headers = response.headers
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    if response.mimetype == "text/html":
        headers.setdefault("Content-Security-Policy", policy)
    elif response.mimetype in ("application/json", "application/problem+json"):
        # What is edited or polled has an ETag and is asked for anew each time; the rest is kept nowhere.
        headers.setdefault("Cache-Control", "private, no-cache" if "ETag" in headers else "no-store")
    return response
