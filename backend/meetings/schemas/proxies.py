"""Shapes of proxies on the wire."""

from enum import StrEnum

import marshmallow as ma

from backend.infra.http import PhotoSchema, RefSchema, Schema, fields
from backend.meetings.schemas.motions import code_of
from backend.meetings.types.proxies import NewProxy, ProxyState, ProxyWay


class ProxyMove(StrEnum):
    """What can be done with a proxy."""

    TAKE_BACK = "take_back"


class NewProxySchema(Schema):
    """A proxy to give; the desk names whose it is, with a photo of the signed paper."""

    into = NewProxy
    to_member_id = fields.Id(required=True)
    from_member_id = fields.Id(load_default=None, allow_none=True)
    photo_id = fields.Id(load_default=None, allow_none=True)


class ProxyMoveSchema(Schema):
    """A move on a proxy."""

    move = fields.Choice(ProxyMove, required=True)


class HolderSchema(RefSchema):
    """One of the household who has a seat."""

    free = ma.fields.Integer(required=True, metadata={"description": "how many more proxies they may hold"})


class HoldersSchema(Schema):
    """To whom the caller could give their proxy."""

    items = ma.fields.List(ma.fields.Nested(HolderSchema), required=True)


class ProxySchema(Schema):
    """A proxy for its sides and the desk."""

    id = fields.Id(required=True)
    meeting_id = fields.Id(required=True)
    from_ = ma.fields.Nested(RefSchema, required=True, data_key="from", attribute="from")
    to = ma.fields.Nested(RefSchema, required=True)
    state = code_of(ProxyState)
    state_name = ma.fields.String(required=True)
    way = code_of(ProxyWay)
    way_name = ma.fields.String(required=True)
    photo = ma.fields.Nested(PhotoSchema, required=True, allow_none=True)
    given_at = fields.Moment(required=True)
    is_mine = ma.fields.Boolean(required=True)
