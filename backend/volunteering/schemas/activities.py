"""Shapes of repeating shifts, roles, sign-ups in a group and hours for a unit."""

from typing import Any

import marshmallow as ma
from marshmallow import validate

from backend.infra.http import RefSchema, Schema, fields
from backend.volunteering.rules.series import INTERVAL_MAX, SHIFTS_MAX
from backend.volunteering.service.group import GROUP_MAX
from backend.volunteering.types.activities import Every, Group, NamedPhone, NewRole, Repeat

ROLES_MAX = 10
ROLE_AGE_MAX = 100
ROLE_PLACES_MAX = 10_000


class NewRoleSchema(Schema):
    """A role wanted; `qualification` names the certificate that is asked for."""

    into = NewRole

    name = fields.Line(required=True, min_length=1, max_length=20)
    places = fields.Amount(required=True, maximum=ROLE_PLACES_MAX)
    skill = fields.Line(min_length=1, max_length=60, load_default=None, allow_none=True)
    age_min = fields.WholeNumber(maximum=ROLE_AGE_MAX, load_default=None, allow_none=True)
    qualification = fields.Line(min_length=2, max_length=40, load_default=None, allow_none=True)


class RoleSchema(Schema):
    """A role with its places."""

    id = fields.Id(required=True)
    name = ma.fields.String(required=True)
    places = ma.fields.Integer(required=True)
    places_left = ma.fields.Integer(required=True)
    waiting = ma.fields.Integer(required=True)
    skill = ma.fields.String(required=True, allow_none=True)
    age_min = ma.fields.Integer(required=True, allow_none=True)
    qualification = ma.fields.String(required=True, allow_none=True)


class RepeatSchema(Schema):
    """How a shift repeats; `until` or `times`, not both. Weekdays count from Monday = 0."""

    every = fields.Choice(Every, required=True)
    interval = fields.Amount(maximum=INTERVAL_MAX, load_default=1)
    weekdays = fields.ListOf(fields.WholeNumber(maximum=6), validate=validate.Length(max=7), load_default=())
    until = fields.Day(load_default=None, allow_none=True)
    times = fields.Amount(maximum=SHIFTS_MAX, load_default=None, allow_none=True)
    skip_holidays = fields.Flag(load_default=False)

    @ma.post_load
    def _repeat(self, data: dict[str, Any], **_: Any) -> Repeat:
        return Repeat(**{**data, "weekdays": tuple(data["weekdays"])})


class SeriesShiftSchema(Schema):
    """One shift of a series."""

    id = fields.Id(required=True)
    starts_at = fields.Moment(required=True)
    ends_at = fields.Moment(required=True)


class SeriesSchema(Schema):
    """A series that was opened; `warning` where the holidays of its last year are not known yet."""

    series_id = fields.Id(required=True)
    first_shift_id = fields.Id(required=True)
    shifts = ma.fields.List(ma.fields.Nested(SeriesShiftSchema), required=True)
    warning = ma.fields.String(required=True, allow_none=True)


class NamedPhoneSchema(Schema):
    """Somebody by full name and phone, both right."""

    into = NamedPhone

    name = fields.Line(required=True, min_length=1, max_length=50)
    phone = fields.Phone(required=True)


class GroupSchema(Schema):
    """Who is asked to come together."""

    member_ids = fields.ListOf(fields.Id(), validate=validate.Length(max=GROUP_MAX), load_default=())
    people = fields.ListOf(ma.fields.Nested(NamedPhoneSchema), validate=validate.Length(max=GROUP_MAX), load_default=())
    role_id = fields.Id(load_default=None, allow_none=True)

    @ma.post_load
    def _group(self, data: dict[str, Any], **_: Any) -> Group:
        return Group(tuple(data["member_ids"]), tuple(data["people"]), data["role_id"])


class StandingSchema(Schema):
    """How often the caller did not keep a promise lately; until `asked_until` the leader is asked first."""

    strikes = ma.fields.Integer(required=True)
    strikes_max = ma.fields.Integer(required=True)
    days = ma.fields.Integer(required=True)
    asked_until = fields.Moment(required=True, allow_none=True)


class MonthOfHoursSchema(Schema):
    """A month's hours for a unit."""

    month = ma.fields.String(required=True)
    times = ma.fields.Integer(required=True)
    people = ma.fields.Integer(required=True)
    minutes = ma.fields.Integer(required=True)


class PersonOfHoursSchema(Schema):
    """What one employee served for the unit in the month."""

    member = ma.fields.Nested(RefSchema, required=True)
    times = ma.fields.Integer(required=True)
    minutes = ma.fields.Integer(required=True)


class UnitHoursSchema(Schema):
    """Hours that employees let count for their unit."""

    unit = ma.fields.Nested(RefSchema, required=True)
    months = ma.fields.List(ma.fields.Nested(MonthOfHoursSchema), required=True)
    month = ma.fields.String(required=True)
    people = ma.fields.List(ma.fields.Nested(PersonOfHoursSchema), required=True)


class UnitHoursQuery(Schema):
    """Which month's people."""

    month = ma.fields.String(
        load_default=None, validate=validate.Regexp(r"^20\d\d-(0[1-9]|1[0-2])$", error="月份应像2026-11")
    )
