"""Shapes of the opinion map and of what its page polls."""

import marshmallow as ma

from backend.deliberation.types import Stage
from backend.infra.http import Schema, fields
from backend.opinions.polis.types import Side


class SaidSchema(Schema):
    """What people say to a statement."""

    statement_id = fields.Id(required=True)
    text = ma.fields.String(required=True)
    side = fields.Choice(Side, required=True)
    votes = ma.fields.Integer(required=True, metadata={"description": "of those who are meant, how many voted on it"})
    percent = ma.fields.Integer(required=True, metadata={"description": "of these votes, those that take this side"})
    percent_by_group = ma.fields.List(
        ma.fields.Integer(allow_none=True),
        required=True,
        metadata={"description": "in the order of the groups; null where fewer than three voted on it"},
    )


class SpotSchema(Schema):
    """A spot of the map; it stands for at least three people."""

    x = ma.fields.Float(required=True)
    y = ma.fields.Float(required=True)
    people = ma.fields.Integer(required=True)


class OpinionGroupSchema(Schema):
    """People who vote alike, three at least."""

    name = ma.fields.String(required=True)
    size = ma.fields.Integer(required=True)
    x = ma.fields.Float(required=True, metadata={"description": "the group's middle"})
    y = ma.fields.Float(required=True)
    spots = ma.fields.List(ma.fields.Nested(SpotSchema), required=True)
    says = ma.fields.List(
        ma.fields.Nested(SaidSchema),
        required=True,
        metadata={"description": "what this group says and others do not, at most five"},
    )


class OwnPlaceSchema(Schema):
    """Where the caller's own votes stand; given to nobody else."""

    voted = ma.fields.Integer(required=True)
    wanted = ma.fields.Integer(
        required=True, metadata={"description": "on how many statements one votes to stand on the map"}
    )
    group = ma.fields.Integer(
        required=True, allow_none=True, metadata={"description": "index into groups; null: not on the map"}
    )
    x = ma.fields.Float(required=True, allow_none=True)
    y = ma.fields.Float(required=True, allow_none=True)


class OpinionMapSchema(Schema):
    """The opinion map of a topic; without groups where too few have voted."""

    version = ma.fields.Integer(required=True, metadata={"description": "0: not drawn yet"})
    drawn_at = fields.Moment(required=True, allow_none=True)
    voters = ma.fields.Integer(required=True, metadata={"description": "who voted at all"})
    participants = ma.fields.Integer(required=True, metadata={"description": "who stands on the map"})
    agreed = ma.fields.List(
        ma.fields.Nested(SaidSchema),
        required=True,
        metadata={"description": "what more than half of every group say, the most agreed first, at most ten"},
    )
    groups = ma.fields.List(
        ma.fields.Nested(OpinionGroupSchema),
        required=True,
        metadata={"description": "from left to right, at most five"},
    )
    own = ma.fields.Nested(
        OwnPlaceSchema,
        required=True,
        allow_none=True,
        metadata={"description": "null for who is no member, and once opinions are closed: nobody can be found then"},
    )


class TopicVersionsSchema(Schema):
    """What the page of a topic polls: what has grown is to be read again."""

    votes = ma.fields.Integer(
        required=True, metadata={"description": "grows with each vote, and each statement that opens or leaves"}
    )
    map = ma.fields.Integer(required=True, metadata={"description": "the opinion map's version"})
    stage = fields.Choice(Stage, required=True)
