"""Shapes of minutes."""

from typing import Any

import marshmallow as ma
from marshmallow import validate

from backend.infra.http import RefSchema, Schema, fields
from backend.meetings.types import Delegate, ItemMinutes, Minutes, NewAction

NESTED_MESSAGES = {**fields.MESSAGES, "type": "格式不对"}
TEXT_MAX = 2000


class NewMeetingActionOwnerSchema(Schema):
    """Who answers for something."""

    type = fields.Line(required=True, validate=validate.OneOf(["unit", "member"], error="请选择单位或居民"))
    id = fields.Id(required=True)


class NewMeetingActionSchema(Schema):
    """Something to be done: it becomes an entry of that list when the minutes are published."""

    kind = fields.Line(required=True, min_length=1, max_length=64)
    title = fields.Line(required=True, min_length=2, max_length=60)
    text = fields.Text(load_default="", max_length=TEXT_MAX)
    category = fields.Line(required=True, min_length=1, max_length=64)
    details = ma.fields.Dict(keys=ma.fields.String(), load_default=dict, error_messages={"invalid": "格式不对"})
    owner = ma.fields.Nested(NewMeetingActionOwnerSchema, required=True, error_messages=NESTED_MESSAGES)
    due_on = fields.Day(required=True)
    review_on = fields.Day(required=True)

    @ma.post_load
    def _action(self, data: dict[str, Any], **_: Any) -> NewAction:
        owner = data.pop("owner")
        return NewAction(**data, **{f"owner_{owner['type']}_id": owner["id"]})


class ItemMinutesSchema(Schema):
    """What was said on a point, decided, and is to be done."""

    item_id = fields.Id(required=True)
    notes = fields.Text(required=True, min_length=2, max_length=TEXT_MAX)
    decision = fields.Text(load_default=None, allow_none=True, min_length=2, max_length=TEXT_MAX)
    actions = fields.ListOf(ma.fields.Nested(NewMeetingActionSchema, error_messages=NESTED_MESSAGES), load_default=list)

    @ma.post_load
    def _item(self, data: dict[str, Any], **_: Any) -> ItemMinutes:
        return ItemMinutes(**{**data, "actions": tuple(data["actions"])})


class NewMeetingMinutesSchema(Schema):
    """Minutes as a whole."""

    text = fields.Text(required=True, min_length=2, max_length=TEXT_MAX)
    items = fields.ListOf(ma.fields.Nested(ItemMinutesSchema, error_messages=NESTED_MESSAGES), required=True)

    @ma.post_load
    def _minutes(self, data: dict[str, Any], **_: Any) -> Minutes:
        return Minutes(data["text"], tuple(data["items"]))


class UnitDelegateSchema(Schema):
    """Who came for a unit, and what they said."""

    into = Delegate

    name = fields.Line(required=True, min_length=2, max_length=60)
    said = fields.Text(load_default="", max_length=TEXT_MAX)


class MeetingActionOwnerSchema(RefSchema):
    """Who answers for something."""

    type = ma.fields.String(required=True)


class MeetingActionSchema(Schema):
    """Something to be done, and the entry it became."""

    id = fields.Id(required=True)
    kind = ma.fields.String(required=True)
    kind_name = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    text = ma.fields.String(required=True)
    category = ma.fields.String(required=True)
    due_on = fields.Day(required=True)
    review_on = fields.Day(required=True)
    owner = ma.fields.Nested(MeetingActionOwnerSchema, required=True)
    entry_id = fields.Id(required=True, allow_none=True)


class MeetingMinutesSchema(Schema):
    """Minutes; only the desk sees them before they are published and sealed."""

    text = ma.fields.String(required=True)
    published_at = fields.Moment(required=True, allow_none=True)
    seal = ma.fields.String(required=True, allow_none=True, metadata={"description": "SHA-256 over canonical JSON"})
    short_seal = ma.fields.String(required=True, allow_none=True)
