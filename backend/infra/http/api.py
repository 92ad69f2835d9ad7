"""flask-smorest set up our way: problems in the specification, no silent unknown query, the key documented."""

from typing import Any

import flask_smorest
from marshmallow import RAISE
from webargs.flaskparser import FlaskParser

from backend.infra.http.problem import CONTENT_TYPE
from backend.infra.http.schemas import ProblemSchema


class StrictParser(FlaskParser):
    """Refuses unknown fields in bodies and in query strings."""

    DEFAULT_UNKNOWN_BY_LOCATION = {**FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION, "query": RAISE, "json": RAISE}


class Blueprint(flask_smorest.Blueprint):
    """A feature's routes."""

    ARGUMENTS_PARSER = StrictParser()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Add what every operation documents."""
        super().__init__(*args, **kwargs)
        self._prepare_doc_cbks.append(_document_key)
        self._prepare_doc_cbks.append(_document_permission)


class Api(flask_smorest.Api):
    """The specification: every answer of 400 and above is a problem."""

    ERROR_SCHEMA = ProblemSchema

    def _register_error_handlers(self) -> None:
        """Leave errors to infra.http.problem."""

    def _register_responses(self) -> None:
        success, self.DEFAULT_RESPONSE_CONTENT_TYPE = self.DEFAULT_RESPONSE_CONTENT_TYPE, CONTENT_TYPE
        super()._register_responses()
        self.DEFAULT_RESPONSE_CONTENT_TYPE = success


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
