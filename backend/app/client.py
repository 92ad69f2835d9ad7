"""Serves the built client at / and the documentation page; both work without any other host."""

import flask
from swagger_ui_bundle import swagger_ui_path
from werkzeug.exceptions import NotFound

from backend.infra.settings import Settings

# Taro's one inline script is allowed by its hash, written into index.html's own CSP meta by the build.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline';"
    " img-src 'self' data: blob:; media-src 'self' blob: mediastream:; font-src 'self' data:;"
    " frame-ancestors 'none'; base-uri 'self'; object-src 'none'"
)

DOCS_PAGE = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>Sangong API</title>
<link rel="stylesheet" href="/api/v1/docs/swagger-ui.css"></head><body><div id="ui"></div>
<script src="/api/v1/docs/swagger-ui-bundle.js"></script><script src="/api/v1/docs/start.js"></script></body></html>"""
DOCS_START = "SwaggerUIBundle({url: '/api/v1/openapi.json', dom_id: '#ui', validatorUrl: null})"


def register_client(app: flask.Flask, settings: Settings) -> None:
    """Add the documentation page and, where a client is built, its files."""
    app.add_url_rule("/api/v1/docs", "docs", lambda: DOCS_PAGE)
    app.add_url_rule("/api/v1/docs/start.js", "docs_start", _docs_start)
    app.add_url_rule("/api/v1/docs/<path:name>", "docs_file", _docs_file)
    if settings.client_dir is not None:
        folder = settings.client_dir.resolve()
        app.add_url_rule("/", "client", lambda: _client_file(folder, "index.html"))
        app.add_url_rule("/<path:name>", "client_file", lambda name: _client_file(folder, name))
    app.after_request(_harden)


def _docs_start() -> flask.Response:
    return flask.Response(DOCS_START, content_type="text/javascript")


def _docs_file(name: str) -> flask.Response:
    return flask.send_from_directory(swagger_ui_path, name)


def _client_file(folder: object, name: str) -> flask.Response:
    if name.startswith("api/"):
        raise NotFound()
    response = flask.send_from_directory(str(folder), name)
    hashed = name.startswith(("js/", "css/", "static/"))
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if hashed else "no-cache"
    return response


def _harden(response: flask.Response) -> flask.Response:
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    if response.mimetype == "text/html":
        response.headers.setdefault("Content-Security-Policy", POLICY)
    return response
