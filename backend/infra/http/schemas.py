"""Base schemas: unknown fields refused, Chinese messages, pages, problems."""

from collections.abc import Mapping
from typing import Any, ClassVar, cast

import marshmallow as ma

from backend.infra.http import fields
from backend.infra.paging import LIMIT_DEFAULT, LIMIT_MAX, PageRequest


class Schema(ma.Schema):
    """Every schema's base. With ``into`` set, loading gives that dataclass instead of a dict."""

    into: ClassVar[type | None] = None
    error_messages = {
        "unknown": "不认识的字段",
        "type": "格式不对",
        "required": "请填写",
    }

    class Meta:
        """Marshmallow's options."""

        unknown = ma.RAISE

    def on_bind_field(self, field_name: str, field_obj: ma.fields.Field[Any]) -> None:
        """Let marshmallow's own fields refuse in Chinese too."""
        for key, text in fields.MESSAGES.items():
            if str(field_obj.error_messages.get(key, "")).isascii():
                field_obj.error_messages[key] = text

    @ma.post_load
    def _make(self, data: dict[str, Any], **_: Any) -> Any:
        return data if self.into is None else self.into(**data)


class RefSchema(Schema):
    """A thing of this community by id and name: a member, a unit."""

    id = fields.Id(required=True)
    name = ma.fields.String(required=True)


class PhotoSchema(Schema):
    """A photo; its addresses need no token and end after one to two days."""

    id = fields.Id(required=True)
    url = ma.fields.String(required=True, metadata={"description": "path of the photo, longest side 1600 pixels"})
    thumb_url = ma.fields.String(required=True, metadata={"description": "path of the preview, 400 pixels"})
    width = ma.fields.Integer(required=True)
    height = ma.fields.Integer(required=True)


class MoveSchema(Schema):
    """A move the caller may make now."""

    move = ma.fields.String(required=True)
    name = ma.fields.String(required=True, metadata={"description": "Chinese verb for the button"})


class PageQuery(Schema):
    """``?cursor=&limit=``; subclasses add filters. Handlers take it as a dict and build a PageRequest."""

    cursor = fields.Line(max_length=400, load_default=None, metadata={"description": "next_cursor of the page before"})
    limit = fields.QueryInteger(minimum=1, maximum=LIMIT_MAX, load_default=LIMIT_DEFAULT)


def page_request(query: Mapping[str, Any]) -> PageRequest:
    """Return the page asked for."""
    return PageRequest(cursor=query["cursor"], limit=query["limit"])


_PAGES: dict[type[ma.Schema], type[ma.Schema]] = {}


def page_schema(item: type[ma.Schema]) -> type[ma.Schema]:
    """Return the schema of a page of ``item`` (one class per item)."""
    if item not in _PAGES:
        name = item.__name__.removesuffix("Schema") + "PageSchema"
        members = {
            "items": ma.fields.List(ma.fields.Nested(item), required=True),
            "next_cursor": ma.fields.String(required=True, allow_none=True),
        }
        _PAGES[item] = cast(type[ma.Schema], type(name, (Schema,), members))
    return _PAGES[item]


class ProblemSchema(ma.Schema):
    """RFC 9457 problem details. Documents the answer; it is not used to write it."""

    class Meta:
        """A code's own members (left, available …) stand beside the standard's."""

        unknown = ma.INCLUDE

    type = ma.fields.String(required=True)
    title = ma.fields.String(required=True, metadata={"description": "Chinese, for the user"})
    status = ma.fields.Integer(required=True)
    code = ma.fields.String(required=True, metadata={"description": "stable, for the client"})
    detail = ma.fields.String()
    errors = ma.fields.Dict(metadata={"description": "field -> what is wrong with it"})
