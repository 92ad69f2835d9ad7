"""Routes of GeoReport v2, JSON alone; refusals are lists of code and description, as the standard has them."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

import flask
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException, NotAcceptable

from backend.core.errors import SangongError
from backend.infra.http import Blueprint, asks, public
from backend.infra.http.caller import NotSignedInError
from backend.infra.http.problem import on_database_error, on_http_exception, on_refusal
from backend.infra.runtime import runtime
from backend.infra.uow import unit_of_work
from backend.open311 import service
from backend.open311.policy import A
from backend.open311.schemas import (
    GeoErrorSchema,
    JurisdictionQuery,
    ReportedSchema,
    ReportSchema,
    RequestSchema,
    RequestsQuery,
    ServiceDefinitionSchema,
    ServiceSchema,
    parts,
)

POLICY = "open311"
PREFIX = "/open311/v2"

blp = Blueprint("open311", __name__, url_prefix=PREFIX, description="Open311 GeoReport v2")


@blp.route("/services.json")
@public
@blp.arguments(JurisdictionQuery, location="query")
@blp.response(200, ServiceSchema(many=True))
def list_services(query: dict[str, Any]) -> list[dict[str, Any]]:
    """Show in which categories problems are reported."""
    with unit_of_work() as uow:
        return service.list_services(uow, query["jurisdiction_id"])


@blp.route("/services/<string:code>.json")
@public
@blp.arguments(JurisdictionQuery, location="query")
@blp.response(200, ServiceDefinitionSchema)
def get_service(query: dict[str, Any], code: str) -> dict[str, Any]:
    """Show what a category asks for."""
    with unit_of_work() as uow:
        return service.get_service(uow, query["jurisdiction_id"], code)


@blp.route("/requests.json")
@public
@blp.arguments(RequestsQuery, location="query")
@blp.response(200, RequestSchema(many=True))
def list_requests(query: dict[str, Any]) -> list[dict[str, Any]]:
    """Show public problems, newest first, at most 1,000 of 90 days."""
    wanted = service.Wanted(
        ids=_ids(query["service_request_id"]),
        codes=parts(query["service_code"]),
        start=query["start_date"],
        end=query["end_date"],
        statuses=parts(query["status"]),
    )
    with unit_of_work() as uow:
        return service.list_requests(uow, query["jurisdiction_id"], wanted)


@blp.route("/requests/<string:request_id>.json")
@public
@blp.arguments(JurisdictionQuery, location="query")
@blp.response(200, RequestSchema(many=True))
def get_request(query: dict[str, Any], request_id: str) -> list[dict[str, Any]]:
    """Show one public problem, in a list as the standard has it."""
    with unit_of_work() as uow:
        return [service.get_request(uow, query["jurisdiction_id"], _id(request_id))]


@blp.route("/requests.json", methods=["POST"])
@asks(A.REPORT, policy=POLICY)
@blp.arguments(ReportSchema, location="form")
@blp.response(201, ReportedSchema(many=True))
def report(form: dict[str, Any]) -> list[dict[str, Any]]:
    """Report a problem as a signed-in member: a bearer token, or the same as ``api_key``.

    The same words for the same place, sent again within ten minutes, are answered with the first report's id.
    """
    with unit_of_work() as uow:
        actor = runtime().load_actor(uow, _person(form["api_key"]), form["jurisdiction_id"])
        reported = service.report(
            uow,
            actor,
            form["jurisdiction_id"],
            code=form["service_code"],
            description=form["description"],
            address=form["address_string"],
        )
    return [reported]


def _person(api_key: str | None) -> UUID:
    scheme, _, token = flask.request.headers.get("Authorization", "").partition(" ")
    token = token.strip() if scheme.lower() == "bearer" else api_key or ""
    if not token:
        raise NotSignedInError()
    return runtime().read_access_token(token)


def _ids(text: str) -> list[UUID]:
    return [_id(part) for part in parts(text)]


def _id(text: str) -> UUID:
    """Return the id; a text that is none names nothing."""
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


def _refuse_other_formats(name: str) -> flask.Response:
    raise NotAcceptable()


def _in_geo_report(answer: flask.Response) -> flask.Response:
    """Say a problem in the standard's form."""
    body = answer.get_json()
    words = [
        word for found in (body.get("errors") or {}).values() for word in (found if isinstance(found, list) else [])
    ]
    if answer.status_code == HTTPStatus.NOT_ACCEPTABLE:
        words = ["这里只提供 JSON，请把地址末尾的 xml 换成 json"]
    text = body.get("detail") or "；".join([body["title"], *words])
    told = flask.jsonify([{"code": answer.status_code, "description": text}])
    told.status_code = answer.status_code
    return told


blp.register_error_handler(SangongError, lambda error: _in_geo_report(on_refusal(error)))
blp.register_error_handler(HTTPException, lambda error: _in_geo_report(on_http_exception(error)))
blp.register_error_handler(SQLAlchemyError, lambda error: _in_geo_report(on_database_error(error)))
blp.record(
    lambda state: state.app.add_url_rule(
        f"{PREFIX}/<path:name>.xml", "open311.other_formats", _refuse_other_formats, methods=["GET", "POST"]
    )
)


def _document_refusals(doc: dict[str, Any], doc_info: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Document refusals as this blueprint gives them."""
    kept = {status: answer for status, answer in doc.get("responses", {}).items() if str(status).startswith("2")}
    schema = {"type": "array", "items": GeoErrorSchema}
    refusal = {"description": "Refused", "content": {"application/json": {"schema": schema}}}
    return {**doc, "responses": {**kept, "default": refusal}}


blp._prepare_doc_cbks.append(_document_refusals)
