"""Shapes of profiles."""

from typing import Any

import marshmallow as ma
from marshmallow import validate

from backend.infra.http import Schema, fields
from backend.matching.types import NewProfile, Reach, WeekWindow

_CLOCK = validate.Regexp(r"^(([01]\d|2[0-3]):[0-5]\d|24:00)$", error="时间应写成 08:30 这样")


class WeekWindowSchema(Schema):
    """A time of the week; ``weekday`` 1 is Monday."""

    into = WeekWindow
    weekday = fields.WholeNumber(required=True, minimum=1, maximum=7)
    from_ = fields.Line(required=True, data_key="from", validate=_CLOCK)
    to = fields.Line(required=True, validate=_CLOCK)

    @ma.validates_schema
    def _in_order(self, data: dict[str, Any], **_: Any) -> None:
        if data["from_"] >= data["to"]:
            raise ma.ValidationError("结束时间应晚于开始时间", "to")


def _lines(most: int, of: int) -> fields.ListOf:
    return fields.ListOf(
        fields.Line(min_length=1, max_length=of),
        load_default=(),
        validate=validate.Length(max=most, error=f"最多{most}项"),
    )


class NewProfileSchema(Schema):
    """What somebody says of themself or their unit; ``version`` is of the text they read."""

    into = NewProfile
    is_on = fields.Flag(required=True)
    version = fields.Line(required=True, max_length=20)
    skills = _lines(20, 30)
    categories = _lines(50, 60)
    qualifications = _lines(20, 100)
    windows = fields.ListOf(
        ma.fields.Nested(WeekWindowSchema), load_default=(), validate=validate.Length(max=42, error="最多42个时段")
    )
    hours_a_week = fields.Amount(load_default=4, maximum=168)
    things_a_week = fields.Amount(load_default=2, maximum=50)
    people = fields.Amount(load_default=1, maximum=1000)
    reach = fields.Choice(Reach, load_default=Reach.COMMUNITY)


class ShownWindowSchema(Schema):
    """A time of the week as it is shown."""

    weekday = ma.fields.Integer(required=True)
    from_ = ma.fields.String(required=True, data_key="from")
    to = ma.fields.String(required=True)


class ProfileSchema(Schema):
    """A profile for its owner, with the text that tells what being matched means."""

    is_on = ma.fields.Boolean(required=True)
    skills = ma.fields.List(ma.fields.String(), required=True)
    categories = ma.fields.List(ma.fields.String(), required=True)
    qualifications = ma.fields.List(ma.fields.String(), required=True)
    windows = ma.fields.List(ma.fields.Nested(ShownWindowSchema), required=True)
    hours_a_week = ma.fields.Integer(required=True)
    things_a_week = ma.fields.Integer(required=True)
    people = ma.fields.Integer(required=True)
    reach = ma.fields.Enum(Reach, by_value=True, required=True)
    stated_at = ma.fields.AwareDateTime(required=True, allow_none=True)
    consent_version = ma.fields.String(required=True, allow_none=True)
    text = ma.fields.String(required=True)
    text_version = ma.fields.String(required=True)


class ResourceChoiceSchema(Schema):
    """Whether a resource is matched."""

    is_on = ma.fields.Boolean(required=True)
    text = ma.fields.String(required=True)


class NewResourceChoiceSchema(Schema):
    """Leave a resource out, or take it in again."""

    is_on = fields.Flag(required=True)
