"""The one place that speaks HTTP: blueprints, problems, who is calling, idempotency, fields. It decides nothing."""

from backend.infra.http import fields, phone
from backend.infra.http.api import Api, Blueprint
from backend.infra.http.caller import asks, current_actor, current_person_id, public, signed_in
from backend.infra.http.documents import send_document
from backend.infra.http.idempotency import idempotent
from backend.infra.http.limits import body_limit
from backend.infra.http.schemas import MoveSchema, PageQuery, PhotoSchema, RefSchema, Schema, page_request, page_schema

__all__ = [
    "Api",
    "Blueprint",
    "MoveSchema",
    "PageQuery",
    "PhotoSchema",
    "RefSchema",
    "Schema",
    "asks",
    "body_limit",
    "current_actor",
    "current_person_id",
    "fields",
    "idempotent",
    "page_request",
    "page_schema",
    "phone",
    "public",
    "send_document",
    "signed_in",
]
