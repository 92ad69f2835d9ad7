"""flask-smorest set up our way: problems in the specification, no silent unknown query, the key documented."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import flask
import flask_smorest
import orjson
from marshmallow import RAISE, Schema, missing
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from backend.infra.http import phone
from backend.infra.http.problem import CONTENT_TYPE
from backend.infra.http.schemas import ProblemSchema

V = TypeVar("V", bound=Callable[..., Any])


class StrictParser(FlaskParser):
    """Refuses unknown fields in bodies and in query strings, and every body that is not strict JSON."""

    DEFAULT_UNKNOWN_BY_LOCATION = {**FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION, "query": RAISE, "json": RAISE}

    def _raw_load_json(self, req: flask.Request) -> Any:
        """Read the body by orjson: NaN, lone surrogates and endless nesting are no JSON."""
        body = req.get_data(cache=True)
        if not body:
            return missing
        if not req.is_json:
            raise UnsupportedMediaType()
        try:
            return orjson.loads(body)
        except orjson.JSONDecodeError as error:
            raise BadRequest() from error


class Blueprint(flask_smorest.Blueprint):  # type: ignore[misc]  # flask-smorest ships no types
    """A feature's routes."""

    ARGUMENTS_PARSER = StrictParser()

    def route(self, rule: str, **options: Any) -> Callable[[V], V]:
        """Register a view under a rule; typed, so that views stay typed."""
        return cast("Callable[[V], V]", super().route(rule, **options))

    def arguments(self, schema: type[Schema], **options: Any) -> Callable[[V], V]:
        """Read the request by ``schema`` and pass it on as the first argument."""
        return cast("Callable[[V], V]", super().arguments(schema, **options))

    def response(self, status: int, schema: type[Schema] | Schema | None = None, **options: Any) -> Callable[[V], V]:
        """Write the answer by ``schema``."""
        return cast("Callable[[V], V]", super().response(status, schema, **options))

    def etag(self, view: V) -> V:
        """Answer with an ETag and want If-Match where the view writes."""
        return cast("V", super().etag(view))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Add what every operation documents."""
        super().__init__(*args, **kwargs)
        self._prepare_doc_cbks.append(_document_key)
        self._prepare_doc_cbks.append(_document_permission)
        self._prepare_doc_cbks.append(_document_phone)


class Api(flask_smorest.Api):  # type: ignore[misc]  # flask-smorest ships no types
    """The specification: every answer of 400 and above is a problem."""

    ERROR_SCHEMA = ProblemSchema

    def _register_error_handlers(self) -> None:
        """Leave errors to infra.http.problem."""

    def _register_responses(self) -> None:
        self.DEFAULT_RESPONSE_CONTENT_TYPE = CONTENT_TYPE
        super()._register_responses()
        del self.DEFAULT_RESPONSE_CONTENT_TYPE  # the class's own again


def _document_key(doc: dict[str, Any], doc_info: dict[str, Any], **_: Any) -> dict[str, Any]:
    if doc_info.get("idempotent"):
        schema = {"type": "string", "minLength": 8, "maxLength": 64, "pattern": "^[ -~]+$"}
        parameter = {"in": "header", "name": "Idempotency-Key", "required": True, "schema": schema}
        doc.setdefault("parameters", []).append(parameter)
    return doc


def _document_permission(doc: dict[str, Any], doc_info: dict[str, Any], **_: Any) -> dict[str, Any]:
    if asks_for := doc_info.get("asks_for"):
        doc["x-asks-for"] = asks_for
        doc["security"] = [] if asks_for == "public" else [{"bearer": []}]
    return doc


def _document_phone(doc: dict[str, Any], doc_info: dict[str, Any], **_: Any) -> dict[str, Any]:
    if doc_info.get("tells_phone"):
        doc.setdefault("parameters", []).append(phone.PARAMETER)
    return doc
