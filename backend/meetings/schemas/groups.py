"""Shapes of resident groups, the register and the rule table."""

from typing import Any

import marshmallow as ma
from marshmallow import validate

from backend.infra.http import RefSchema, Schema, fields
from backend.meetings.rules.thresholds import REPRESENTATIVES_MAX, REPRESENTATIVES_MIN
from backend.meetings.types import NewGroup, NewRegister

RESIDENTS_MAX = 1_000_000


class NewResidentGroupSchema(Schema):
    """A resident group as a whole."""

    name = fields.Line(required=True, min_length=1, max_length=30)
    buildings = fields.ListOf(
        fields.Line(min_length=1, max_length=60), required=True, validate=validate.Length(max=200)
    )
    leader_id = fields.Id(load_default=None, allow_none=True)
    representative_ids = fields.ListOf(
        fields.Id(), load_default=list, metadata={"description": "two or three, or none before the election"}
    )
    elected_on = fields.Day(load_default=None, allow_none=True)

    @ma.validates_schema
    def _two_or_three(self, data: dict[str, Any], **_: Any) -> None:
        given = data.get("representative_ids", [])
        if given and not REPRESENTATIVES_MIN.value <= len(set(given)) == len(given) <= REPRESENTATIVES_MAX.value:
            raise ma.ValidationError("每个居民小组选举代表两到三人", "representative_ids")

    @ma.post_load
    def _group(self, data: dict[str, Any], **_: Any) -> NewGroup:
        buildings, chosen = dict.fromkeys(data.pop("buildings")), tuple(data.pop("representative_ids"))
        return NewGroup(**data, buildings=tuple(buildings), representative_ids=chosen)


class NewResidentRegisterSchema(Schema):
    """How many live here."""

    into = NewRegister

    adults = fields.Amount(required=True, maximum=RESIDENTS_MAX)
    households = fields.Amount(required=True, maximum=RESIDENTS_MAX)
    as_of = fields.Day(required=True)
    source = fields.Line(required=True, min_length=2, max_length=100)


class ResidentRegisterSchema(Schema):
    """How many adults and households live here by the committee's register."""

    adults = ma.fields.Integer(required=True)
    households = ma.fields.Integer(required=True)
    as_of = fields.Day(required=True)
    source = ma.fields.String(required=True)


class ResidentGroupSchema(Schema):
    """A resident group."""

    id = fields.Id(required=True)
    name = ma.fields.String(required=True)
    buildings = ma.fields.List(ma.fields.String(), required=True)
    leader = ma.fields.Nested(RefSchema, required=True, allow_none=True)
    representatives = ma.fields.List(ma.fields.Nested(RefSchema), required=True)
    elected_on = fields.Day(required=True, allow_none=True)


class ResidentGroupsSchema(Schema):
    """All groups of a community, what belongs to none, and the register."""

    items = ma.fields.List(ma.fields.Nested(ResidentGroupSchema), required=True)
    loose_buildings = ma.fields.List(ma.fields.String(), required=True)
    register = ma.fields.Nested(ResidentRegisterSchema, required=True, allow_none=True)
    may_keep = ma.fields.Boolean(required=True)


class MeetingThresholdSchema(Schema):
    """A part of a whole that is enough."""

    code = ma.fields.String(required=True)
    name = ma.fields.String(required=True)
    numerator = ma.fields.Integer(required=True)
    denominator = ma.fields.Integer(required=True)
    above = ma.fields.Boolean(
        required=True, metadata={"description": "more than the part; else the part itself will do"}
    )
    source = ma.fields.String(required=True)


class MeetingLimitSchema(Schema):
    """A number that holds for meetings."""

    code = ma.fields.String(required=True)
    name = ma.fields.String(required=True)
    value = ma.fields.Integer(required=True)
    unit = ma.fields.String(required=True)
    source = ma.fields.String(required=True)


class MeetingRulesSchema(Schema):
    """Every threshold and number of meetings with its article, or as the community's own."""

    thresholds = ma.fields.List(ma.fields.Nested(MeetingThresholdSchema), required=True)
    limits = ma.fields.List(ma.fields.Nested(MeetingLimitSchema), required=True)
    held_this_year = ma.fields.Integer(
        required=True, metadata={"description": "residents' meetings; yearly_min are due"}
    )
