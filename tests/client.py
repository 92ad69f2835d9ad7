"""How API tests call: the real WSGI application, a bearer token, a fresh Idempotency-Key for every POST."""

import io
import json
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

import flask
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from backend.core.clock import SystemClock
from backend.identity.tokens import Tokens
from backend.infra.runtime import EXTENSION


@dataclass(frozen=True)
class Caller:
    """Somebody with a phone; ``community_id`` prefixes paths that start with '…'."""

    app: flask.Flask
    token: str | None = None
    community_id: int | None = None

    def as_person(self, person_id: UUID, community_id: int | None = None) -> "Caller":
        """Return the same caller signed in."""
        tokens = Tokens(self.app.extensions[EXTENSION].settings, SystemClock())
        return replace(self, token=tokens.issue_access(person_id)[0], community_id=community_id or self.community_id)

    def get(self, path: str, **query: Any) -> TestResponse:
        """GET; query values None are left out."""
        given = {k: v for k, v in query.items() if v is not None}
        return self.call("GET", path, **({"query_string": given} if given else {}))

    def post(self, path: str, body: Any = None, *, key: str | None = None, **kwargs: Any) -> TestResponse:
        """POST JSON with a fresh Idempotency-Key, or with ``key``."""
        headers = {"Idempotency-Key": key or str(uuid4()), **kwargs.pop("headers", {})}
        return self.call("POST", path, json=body if body is not None else {}, headers=headers, **kwargs)

    def upload(self, path: str, name: str, content: bytes, *, key: str | None = None) -> TestResponse:
        """POST a file as a form does."""
        boundary, body = encode_multipart({"file": FileStorage(io.BytesIO(content), name)})
        headers = {"Idempotency-Key": key or str(uuid4())}
        content_type = f"multipart/form-data; boundary={boundary}"
        return self.call("POST", path, data=body, content_type=content_type, headers=headers)

    def put(self, path: str, body: Any, *, etag: str | None = None) -> TestResponse:
        """PUT JSON, with If-Match where one was seen."""
        return self.call("PUT", path, json=body, headers={"If-Match": etag} if etag else {})

    def patch(self, path: str, body: Any, *, etag: str | None = None) -> TestResponse:
        """PATCH JSON with If-Match."""
        return self.call("PATCH", path, json=body, headers={"If-Match": etag} if etag else {})

    def call(self, method: str, path: str, *, headers: dict[str, str] | None = None, **kwargs: Any) -> TestResponse:
        """Send one request; '…/x' means /communities/{community_id}/x; /api/v1 is put in front."""
        path = path.replace("…", f"/communities/{self.community_id}", 1)
        headers = dict(headers or {})
        if self.token is not None:
            headers["Authorization"] = f"Bearer {self.token}"
        if "json" in kwargs:  # NaN and lone surrogates must reach the server as they are
            kwargs["data"] = json.dumps(kwargs.pop("json"))
            kwargs["content_type"] = "application/json"
        url = path if path.startswith(("/health", "/api", "/open311", "/photos")) else f"/api/v1{path}"
        return self.app.test_client().open(url, method=method, headers=headers, **kwargs)


def refused(response: TestResponse, status: int, code: str) -> dict[str, Any]:
    """Assert a problem+json refusal with this status and code and return its body."""
    body: dict[str, Any] = response.get_json(force=True, silent=True) or {}
    assert (response.status_code, body.get("code")) == (status, code), response.get_data(as_text=True)
    assert response.content_type == "application/problem+json"
    assert body["title"]
    return body
