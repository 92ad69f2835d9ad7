"""Shapes of notifications."""

import marshmallow as ma
from marshmallow import validate

from backend.infra.http import Schema, fields, page_schema
from backend.notifications.types import Answer


class InboxTargetSchema(Schema):
    """What a message is about."""

    type = ma.fields.String(required=True)
    id = fields.Id(required=True)


class InboxMessageSchema(Schema):
    """A message."""

    id = fields.Id(required=True)
    title = ma.fields.String(required=True)
    text = ma.fields.String(required=True)
    at = fields.Moment(required=True)
    read = ma.fields.Boolean(required=True)
    target = ma.fields.Nested(InboxTargetSchema, required=True, allow_none=True)


class InboxSchema(page_schema(InboxMessageSchema)):  # type: ignore[misc]  # the page's class is made at run time
    """A page of messages and how many are unread in all."""

    unread_count = ma.fields.Integer(required=True)


class MarkReadSchema(Schema):
    """Up to and with which message all are read."""

    up_to = fields.Id(required=True)


class UnreadSchema(Schema):
    """How many are unread."""

    unread_count = ma.fields.Integer(required=True)


class SubscriptionSchema(Schema):
    """What is agreed to of one template."""

    template = ma.fields.String(required=True, metadata={"description": "the template's id at WeChat"})
    name = ma.fields.String(required=True)
    unspent = ma.fields.Integer(required=True)


class SubscriptionsSchema(Schema):
    """What is agreed to, by template."""

    items = fields.ListOf(ma.fields.Nested(SubscriptionSchema), required=True)


class AnswersSchema(Schema):
    """What wx.requestSubscribeMessage gave: template id -> answer."""

    answers = ma.fields.Dict(
        keys=fields.Line(min_length=1, max_length=100),
        values=fields.Choice(Answer),
        required=True,
        validate=validate.Length(min=1, max=10, error="应有1到10个模板"),
    )
