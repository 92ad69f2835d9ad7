"""Shapes of relations and gifts."""

import marshmallow as ma

from backend.giving.moves import TieMove
from backend.giving.types import NewGift, NewTie, Relation, TieState
from backend.infra.http import MoveSchema, RefSchema, Schema, fields

MESSAGE_MAX = 60
# A day's worth: more at once was mistyped.
GIFT_MINUTES_MAX = 24 * 60


class NewTieSchema(Schema):
    """Who it is, by full name and phone, and what they are to the caller."""

    into = NewTie
    name = fields.Line(required=True, min_length=1, max_length=50)
    phone = fields.Phone(required=True)
    relation = fields.Choice(Relation, required=True)


class TieSchema(Schema):
    """A relation as the caller sees it: ``relation`` is what the other is to the caller."""

    id = fields.Id(required=True)
    member = ma.fields.Nested(RefSchema, required=True)
    relation = fields.Choice(Relation, required=True)
    relation_name = ma.fields.String(required=True)
    state = fields.Choice(TieState, required=True)
    state_name = ma.fields.String(required=True)
    proposed_by_me = ma.fields.Boolean(required=True)
    created_at = fields.Moment(required=True)
    moves = fields.ListOf(ma.fields.Nested(MoveSchema), required=True)


class TieMoveSchema(Schema):
    """A move on a relation."""

    move = fields.Choice(TieMove, required=True)


class NewGiftSchema(Schema):
    """A gift to make."""

    into = NewGift
    to_member_id = fields.Id(required=True)
    minutes = fields.Amount(required=True, maximum=GIFT_MINUTES_MAX)
    message = fields.Line(load_default="", max_length=MESSAGE_MAX)


class GiftSchema(Schema):
    """A gift; ``mine`` where the caller gave it."""

    id = fields.Id(required=True)
    giver = ma.fields.Nested(RefSchema, required=True)
    receiver = ma.fields.Nested(RefSchema, required=True)
    mine = ma.fields.Boolean(required=True)
    minutes = ma.fields.Integer(required=True)
    message = ma.fields.String(required=True)
    given_at = fields.Moment(required=True)


class GiftTermsSchema(Schema):
    """Whether and to whom the caller may give, and how many minutes of what is there."""

    may_give = ma.fields.Boolean(required=True)
    gift_to = ma.fields.String(required=True, allow_none=True, metadata={"description": "lineal, kin_and_friends"})
    gift_to_name = ma.fields.String(required=True, allow_none=True)
    relations = fields.ListOf(fields.Choice(Relation), required=True)
    is_adult = ma.fields.Boolean(required=True)
    rule = ma.fields.String(required=True, allow_none=True, metadata={"description": "name of the rules in force"})
    sources = fields.ListOf(ma.fields.String(), required=True)
    available_minutes = ma.fields.Integer(required=True)
    giveable_minutes = ma.fields.Integer(
        required=True, metadata={"description": "of what is available, what was not itself given"}
    )
