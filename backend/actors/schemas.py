"""Shapes of actors on the wire."""

import marshmallow as ma

from backend.actors.types import ActorKind, Handling, NewReferral, SuggestionMove
from backend.infra.http import MoveSchema, RefSchema, Schema, fields


class EvidenceSchema(Schema):
    """What one kind of deed adds to a criterion."""

    kind = ma.fields.String(required=True)
    words = ma.fields.String(required=True)
    count = ma.fields.Integer(required=True)
    weight = ma.fields.Float(required=True, metadata={"description": "today, decay included; below 0 against it"})
    latest_on = fields.Day(required=True, allow_none=True, metadata={"description": "null: it holds today"})
    entries = ma.fields.List(ma.fields.Nested(RefSchema), required=True)


class CriterionSchema(Schema):
    """One of the four criteria."""

    criterion = ma.fields.String(required=True)
    name = ma.fields.String(required=True)
    score = ma.fields.Integer(required=True, metadata={"description": "0 to 100"})
    sentence = ma.fields.String(required=True)
    evidence = ma.fields.List(ma.fields.Nested(EvidenceSchema), required=True)


class CardSchema(Schema):
    """An actor's card; the criteria are null for whoever may not see them."""

    entry_id = fields.Id(required=True)
    actor_kind_name = ma.fields.String(required=True)
    counted_on = fields.Day(required=True)
    half_life_days = ma.fields.Integer(required=True)
    is_public = ma.fields.Boolean(required=True, metadata={"description": "the unit lets everybody see them"})
    may_publish = ma.fields.Boolean(required=True, metadata={"description": "the caller may change that"})
    criteria = ma.fields.List(ma.fields.Nested(CriterionSchema), required=True, allow_none=True)
    summary = ma.fields.String(required=True, allow_none=True)


class ShownSchema(Schema):
    """Whether everybody may see a unit's four criteria."""

    is_public = fields.Flag(required=True)


class NewReferralSchema(Schema):
    """Whom a member suggests."""

    into = NewReferral

    name = fields.Line(required=True, min_length=2, max_length=60)
    actor_kind = fields.Choice(ActorKind, required=True)
    reason = fields.Text(required=True, min_length=2, max_length=500)
    phone = fields.Phone(allow_none=True, metadata={"description": "for the desk alone"})


class ReferralSchema(Schema):
    """A suggestion of one's own."""

    id = fields.Id(required=True)
    name = ma.fields.String(required=True)
    actor_kind = ma.fields.String(required=True)
    actor_kind_name = ma.fields.String(required=True)
    reason = ma.fields.String(required=True)
    state = ma.fields.String(required=True)
    state_name = ma.fields.String(required=True)
    note = ma.fields.String(required=True, allow_none=True)
    entry_id = fields.Id(required=True, allow_none=True)
    created_at = fields.Moment(required=True)


class ReasonSchema(Schema):
    """What speaks for listing somebody."""

    source = ma.fields.String(
        required=True, validate=ma.validate.OneOf(["employer", "merchant", "claims", "witness", "referral"])
    )
    count = ma.fields.Integer(required=True)
    words = ma.fields.String(required=True)


class ActorSuggestionSchema(Schema):
    """Somebody whom the desk could list: a unit, or whom members named."""

    type = ma.fields.String(required=True, validate=ma.validate.OneOf(["unit", "referral"]))
    id = fields.Id(required=True)
    name = ma.fields.String(required=True)
    actor_kind = ma.fields.String(required=True)
    actor_kind_name = ma.fields.String(required=True)
    reasons = ma.fields.List(ma.fields.Nested(ReasonSchema), required=True)
    said = ma.fields.List(ma.fields.String(), required=True, metadata={"description": "the members' own words"})
    phone = ma.fields.String(required=True, allow_none=True)
    note = ma.fields.String(required=True, allow_none=True, metadata={"description": "why it was dismissed"})
    moves = ma.fields.List(ma.fields.Nested(MoveSchema), required=True)


class ActorSuggestionsSchema(Schema):
    """At most 100 of them."""

    items = ma.fields.List(ma.fields.Nested(ActorSuggestionSchema), required=True)


class SuggestionQuery(Schema):
    """Which suggestions are asked for."""

    dismissed = fields.QueryFlag(load_default=False)


class HandlingSchema(Schema):
    """What the desk does with a suggestion."""

    into = Handling

    move = fields.Choice(SuggestionMove, required=True)
    note = fields.Text(max_length=500, allow_none=True)
    category = fields.Line(min_length=1, max_length=64, metadata={"description": "of the entry; other by default"})


class HandledSchema(Schema):
    """The entry it became, if it was listed."""

    entry_id = fields.Id(required=True, allow_none=True)
