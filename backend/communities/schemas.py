"""Shapes of communities."""

import marshmallow as ma
from marshmallow import validate

from backend.communities.moves import EmploymentMove, MemberMove
from backend.communities.types import Application, HouseholdAddress, MemberState, NewUnit, Tie, UnitKind
from backend.core.actor import Role
from backend.infra.http import MoveSchema, PageQuery, RefSchema, Schema, fields


class CommunityItemSchema(Schema):
    """A community in the list."""

    id = ma.fields.Integer(required=True)
    name = ma.fields.String(required=True)
    street_name = ma.fields.String(required=True)


class PrivacySchema(Schema):
    """The privacy text in force."""

    version = ma.fields.String(required=True)
    text = ma.fields.String(required=True)


class CountsSchema(Schema):
    """How large the community is."""

    members = ma.fields.Integer(required=True)
    units = ma.fields.Integer(required=True)


class CommunitySchema(CommunityItemSchema):
    """A community."""

    notice_days = ma.fields.Integer(required=True)
    privacy = ma.fields.Nested(PrivacySchema, required=True)
    counts = ma.fields.Nested(CountsSchema, required=True)


class HouseholdSchema(Schema):
    """Building and door."""

    into = HouseholdAddress
    building = fields.Line(required=True, min_length=1, max_length=40)
    door = fields.Line(required=True, min_length=1, max_length=40)


class ApplicationSchema(Schema):
    """What a person gives when joining."""

    name = fields.Line(required=True, min_length=1, max_length=50)
    birth_date = fields.Day(required=True)
    privacy_version = fields.Line(required=True, max_length=20)
    consent = fields.Flag(required=True, validate=validate.Equal(True, error="同意隐私说明后才能加入"))
    tie = ma.fields.Enum(Tie, by_value=True, required=True)
    household = ma.fields.Nested(HouseholdSchema, load_default=None)
    unit_id = fields.Id(load_default=None)
    party_member = fields.Flag(load_default=False)
    guardian_member_id = fields.Id(load_default=None)
    guardian_phone = fields.Phone(load_default=None)

    @ma.post_load
    def _application(self, data: dict[str, object], **_: object) -> Application:
        data.pop("consent")
        return Application(**data)  # type: ignore[arg-type]  # the fields above are its fields


class MemberUnitSchema(RefSchema):
    """A tie to a unit."""

    kind = ma.fields.String(required=True)
    role = ma.fields.String(required=True)


class MemberSchema(Schema):
    """A membership."""

    id = fields.Id(required=True)
    name = ma.fields.String(required=True)
    state = ma.fields.String(required=True)
    state_name = ma.fields.String(required=True)
    tie = ma.fields.String(required=True)
    household = ma.fields.Nested(HouseholdSchema, required=True, allow_none=True)
    roles = ma.fields.List(ma.fields.String(), required=True)
    party_member = ma.fields.Boolean(required=True, allow_none=True)
    guardian = ma.fields.Nested(RefSchema, required=True, allow_none=True)
    units = ma.fields.List(ma.fields.Nested(MemberUnitSchema), required=True)
    moves = ma.fields.List(ma.fields.Nested(MoveSchema), required=True)
    created_at = fields.Moment(required=True)


class NewNameConsentSchema(Schema):
    """Whether one's name stands on the public notice; ``version`` is the text's that was shown."""

    shows_name = fields.Flag(required=True)
    version = fields.Line(required=True, max_length=20)


class NameConsentSchema(Schema):
    """Whether one's name stands on the public notice, and what that means."""

    shows_name = ma.fields.Boolean(required=True)
    since = fields.Moment(required=True, allow_none=True)
    may_choose = ma.fields.Boolean(required=True)
    name = ma.fields.String(required=True)
    masked_name = ma.fields.String(required=True)
    version = ma.fields.String(required=True)
    text = ma.fields.String(required=True)


class MemberQuery(PageQuery):
    """Filters of the members' list."""

    state = ma.fields.Enum(MemberState, by_value=True, load_default=None)
    find = fields.Line(max_length=40, load_default=None)


class MemberMoveSchema(Schema):
    """A move on a membership."""

    move = ma.fields.Enum(MemberMove, by_value=True, required=True)
    note = fields.Text(load_default="", max_length=500)


class RoleGrantSchema(Schema):
    """A role to give or take."""

    role = ma.fields.Enum(Role, by_value=True, required=True)
    grant = fields.Flag(required=True)


class UnitQuery(PageQuery):
    """Filters of the units' list."""

    kind = ma.fields.Enum(UnitKind, by_value=True, load_default=None)


class NewUnitSchema(Schema):
    """A unit to enter."""

    into = NewUnit
    name = fields.Line(required=True, min_length=2, max_length=100)
    kind = ma.fields.Enum(UnitKind, by_value=True, required=True)
    credit_code = fields.CreditCode(load_default=None)
    contact_member_id = fields.Id(load_default=None)
    industry = fields.Line(load_default="", max_length=50)
    party_lead = fields.Flag(load_default=False)


class UnitSchema(RefSchema):
    """A unit."""

    kind = ma.fields.String(required=True)
    kind_name = ma.fields.String(required=True)
    contact = ma.fields.Nested(RefSchema, required=True, allow_none=True)
    party_lead = ma.fields.Boolean(required=True)


class NewEmploymentSchema(Schema):
    """Without ``member_id`` one applies for oneself."""

    member_id = fields.Id(load_default=None)
    role = ma.fields.Enum(
        Role,
        by_value=True,
        load_default=Role.UNIT_EMPLOYEE,
        validate=validate.OneOf([Role.UNIT_EMPLOYEE, Role.UNIT_CLERK], error="应为员工或店员"),
    )


class EmploymentMoveSchema(Schema):
    """A move on a tie to a unit."""

    move = ma.fields.Enum(EmploymentMove, by_value=True, required=True)
    note = fields.Text(load_default="", max_length=500)


class EmploymentSchema(Schema):
    """A tie to a unit."""

    id = fields.Id(required=True)
    unit = ma.fields.Nested(RefSchema, required=True)
    member = ma.fields.Nested(RefSchema, required=True)
    role = ma.fields.String(required=True)
    state = ma.fields.String(required=True)
    state_name = ma.fields.String(required=True)
    moves = ma.fields.List(ma.fields.Nested(MoveSchema), required=True)


class EmploymentsSchema(Schema):
    """A unit's people."""

    items = ma.fields.List(ma.fields.Nested(EmploymentSchema), required=True)
