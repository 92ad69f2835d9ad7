"""Shapes of shifts, sign-ups and presence."""

from datetime import date, datetime, time, timedelta
from typing import Any

import marshmallow as ma

from backend.core.clock import LOCAL_ZONE
from backend.infra.http import MoveSchema, PageQuery, RefSchema, Schema, fields
from backend.volunteering.moves import ShiftMove, SignUpMove
from backend.volunteering.rules.promises import CANCEL_HOURS, CANCEL_HOURS_MAX
from backend.volunteering.schemas.activities import (
    ROLES_MAX,
    NamedPhoneSchema,
    NewRoleSchema,
    RepeatSchema,
    RoleSchema,
    StandingSchema,
)
from backend.volunteering.service.sign_up_moves import Said
from backend.volunteering.types import Fence, NewShift
from backend.volunteering.types.activities import SignUpWish

PLACES_MAX = 10_000
AGE_MAX = 100
NO_SUCH_MOVE: dict[str, str | list[Any] | dict[Any, Any]] = {
    "required": "请填写",
    "null": "请填写",
    "unknown": "没有这种办法",
}


class DayOrMoment(fields.Moment):
    """A moment, or a local day that stands for its first moment (``last``: for the first one after it)."""

    def __init__(self, *, last: bool = False, **kwargs: Any) -> None:
        """Read both ways of writing it."""
        super().__init__(**kwargs)
        self.last = last

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> datetime:
        if isinstance(value, str) and len(value) == 10:
            day: date = fields.Day().deserialize(value, attr, data)
            return datetime.combine(day + timedelta(days=1 if self.last else 0), time.min, LOCAL_ZONE)
        return super()._deserialize(value, attr, data, **kwargs)


class NewShiftSchema(Schema):
    """A shift to open."""

    into = NewShift

    entry_id = fields.Id(required=True)
    claim_id = fields.Id(load_default=None, allow_none=True)
    title = fields.Line(min_length=2, max_length=60, load_default=None, allow_none=True)
    starts_at = fields.Moment(required=True)
    ends_at = fields.Moment(required=True)
    places = fields.Amount(required=True, maximum=PLACES_MAX)
    place = fields.Line(required=True, min_length=1, max_length=100)
    leader_member_id = fields.Id(load_default=None, allow_none=True)
    beneficiary_member_id = fields.Id(load_default=None, allow_none=True)
    age_min = fields.WholeNumber(minimum=0, maximum=AGE_MAX, load_default=None, allow_none=True)
    roles = fields.ListOf(
        ma.fields.Nested(NewRoleSchema),
        validate=ma.validate.Length(max=ROLES_MAX, error=f"最多{ROLES_MAX}个岗位"),
        load_default=(),
    )
    cancel_hours = fields.WholeNumber(maximum=CANCEL_HOURS_MAX, load_default=CANCEL_HOURS)


class NewSeriesSchema(Schema):
    """Shifts to open together: the first one, and how it repeats."""

    shift = ma.fields.Nested(NewShiftSchema, required=True)
    repeat = ma.fields.Nested(RepeatSchema, required=True)


class ShiftQuery(PageQuery):
    """Which shifts; without ``from`` those that are not over."""

    from_ = DayOrMoment(data_key="from", load_default=None)
    to = DayOrMoment(last=True, load_default=None)
    mine = fields.QueryFlag(load_default=False)
    entry_id = fields.Id(load_default=None)


class ShiftMoveSchema(Schema):
    """A move on a shift; `following` cancels all that come after it in its series too."""

    move = ma.fields.Enum(ShiftMove, by_value=True, required=True, error_messages=NO_SUCH_MOVE)
    following = fields.Flag(load_default=False)
    note = fields.Text(max_length=500, load_default=None, allow_none=True)


class NewSignUpSchema(Schema):
    """A sign-up; ``accept_risks`` once they were shown (志愿服务条例 Art. 12).

    `for_member_id` is the caller's ward, `guardian` whom a minor names who has none on file.
    """

    accept_risks = fields.Flag(load_default=False)
    for_member_id = fields.Id(load_default=None, allow_none=True)
    role_id = fields.Id(load_default=None, allow_none=True)
    for_unit_id = fields.Id(load_default=None, allow_none=True)
    qualification_number = fields.Line(min_length=4, max_length=40, load_default=None, allow_none=True)
    guardian = ma.fields.Nested(NamedPhoneSchema, load_default=None, allow_none=True)

    @ma.post_load
    def _said(self, data: dict[str, Any], **_: Any) -> Said:
        accept_risks = data.pop("accept_risks")
        return Said(accept_risks=accept_risks, wish=SignUpWish(**data))


class SignUpMoveSchema(Schema):
    """A move on a sign-up, with what accepting an invitation says beside; a `note` gives the reason."""

    move = ma.fields.Enum(SignUpMove, by_value=True, required=True, error_messages=NO_SUCH_MOVE)
    note = fields.Text(min_length=1, max_length=200, load_default=None, allow_none=True)
    accept_risks = fields.Flag(load_default=False)
    for_unit_id = fields.Id(load_default=None, allow_none=True)
    qualification_number = fields.Line(min_length=4, max_length=40, load_default=None, allow_none=True)

    @ma.post_load
    def _said(self, data: dict[str, Any], **_: Any) -> tuple[SignUpMove, Said]:
        wish = SignUpWish(for_unit_id=data["for_unit_id"], qualification_number=data["qualification_number"])
        return data["move"], Said(accept_risks=data["accept_risks"], note=data["note"], wish=wish)


class PresenceSchema(Schema):
    """The code that was seen, and what the phone says of the place; never the place."""

    code = fields.Line(
        required=True,
        validate=ma.validate.Regexp(r"^[0-9]{6}$", error="签到码是6位数字"),
        metadata={"description": "six digits"},
    )
    fence = ma.fields.Enum(Fence, by_value=True, load_default=Fence.NOT_GIVEN, error_messages={"unknown": "格式不对"})
    seen_at = fields.Moment(
        load_default=None,
        allow_none=True,
        metadata={"description": "when the phone saw the code, by the server's clock as it knew it last"},
    )
    for_member_id = fields.Id(
        load_default=None,
        allow_none=True,
        metadata={"description": "the caller's ward, who is there beside them without a phone"},
    )


class CodesAheadSchema(Schema):
    """The codes of the time ahead, one for each step, to be shown in turn without a network."""

    codes = ma.fields.List(ma.fields.String(), required=True)
    first_from = fields.Moment(required=True, metadata={"description": "when the first of them begins to be shown"})
    step_seconds = ma.fields.Integer(required=True)
    qr_prefix = ma.fields.String(required=True, metadata={"description": "the QR is this and the code"})


class AskedSchema(Schema):
    """Whose word a sign-up needs beside: `self` (invited by others), `guardian` or `leader`."""

    as_ = ma.fields.String(required=True, data_key="as", attribute="as")
    member = ma.fields.Nested(RefSchema, required=True)
    is_me = ma.fields.Boolean(required=True)
    answer_by = fields.Moment(required=True, allow_none=True)
    answered_at = fields.Moment(required=True, allow_none=True)


class QualificationSchema(Schema):
    """A certificate as it was stated; for the member, the leader and the desk."""

    name = ma.fields.String(required=True, allow_none=True)
    number = ma.fields.String(required=True)
    is_confirmed = ma.fields.Boolean(required=True)


class SignUpSchema(Schema):
    """One member on one shift."""

    id = fields.Id(required=True)
    shift_id = fields.Id(required=True)
    shift_title = ma.fields.String(required=True)
    starts_at = fields.Moment(required=True)
    ends_at = fields.Moment(required=True)
    place = ma.fields.String(required=True)
    member = ma.fields.Nested(RefSchema, required=True)
    state = ma.fields.String(required=True)
    state_name = ma.fields.String(required=True)
    waiting_position = ma.fields.Integer(required=True, allow_none=True)
    role = ma.fields.Nested(RefSchema, required=True, allow_none=True)
    for_unit = ma.fields.Nested(RefSchema, required=True, allow_none=True)
    invited_by = ma.fields.Nested(RefSchema, required=True, allow_none=True)
    asked = ma.fields.Nested(AskedSchema, required=True, allow_none=True)
    free_until = fields.Moment(
        required=True, allow_none=True, metadata={"description": "until when it may be cancelled without a reason"}
    )
    is_short_notice = ma.fields.Boolean(
        required=True, metadata={"description": "moved up so late that not coming is not noted as an absence"}
    )
    is_late = ma.fields.Boolean(required=True)
    is_excused = ma.fields.Boolean(required=True)
    cancel_reason = ma.fields.String(required=True, allow_none=True)
    excuse_reason = ma.fields.String(required=True, allow_none=True)
    qualification = ma.fields.Nested(QualificationSchema, required=True, allow_none=True)
    moves = ma.fields.List(ma.fields.Nested(MoveSchema), required=True)


class SignUpsSchema(Schema):
    """Everybody on a shift, those who wait last."""

    items = ma.fields.List(ma.fields.Nested(SignUpSchema), required=True)


class SignUpOptionsSchema(Schema):
    """What the caller can choose when signing up, and the sign-ups of others that are theirs to answer or watch."""

    is_minor = ma.fields.Boolean(required=True)
    needs_guardian_named = ma.fields.Boolean(required=True)
    wards = ma.fields.List(ma.fields.Nested(RefSchema), required=True)
    units = ma.fields.List(ma.fields.Nested(RefSchema), required=True)
    standing = ma.fields.Nested(StandingSchema, required=True)
    others = ma.fields.List(ma.fields.Nested(SignUpSchema), required=True)


class ShiftEntrySchema(Schema):
    """The entry a shift works on."""

    id = fields.Id(required=True)
    title = ma.fields.String(required=True)
    kind = ma.fields.String(required=True)
    number = ma.fields.String(required=True)


class RecordShortSchema(Schema):
    """The caller's record as a shift shows it."""

    id = fields.Id(required=True)
    number = ma.fields.String(required=True)
    state = ma.fields.String(required=True)
    state_name = ma.fields.String(required=True)
    minutes = ma.fields.Integer(required=True, allow_none=True)


class ShiftSchema(Schema):
    """A shift as the caller sees it."""

    id = fields.Id(required=True)
    entry = ma.fields.Nested(ShiftEntrySchema, required=True, allow_none=True)
    is_private = ma.fields.Boolean(
        required=True, metadata={"description": "between two neighbours, on no list: theirs and the desk's to see"}
    )
    title = ma.fields.String(required=True)
    category = ma.fields.String(required=True)
    category_name = ma.fields.String(required=True)
    starts_at = fields.Moment(required=True)
    ends_at = fields.Moment(required=True)
    places = ma.fields.Integer(required=True)
    places_left = ma.fields.Integer(required=True)
    waiting = ma.fields.Integer(required=True)
    place = ma.fields.String(required=True)
    leader = ma.fields.Nested(RefSchema, required=True)
    unit = ma.fields.Nested(RefSchema, required=True, allow_none=True)
    state = ma.fields.String(required=True)
    state_name = ma.fields.String(required=True)
    opened_after = ma.fields.Boolean(required=True)
    dangerous = ma.fields.Boolean(required=True)
    risks = ma.fields.List(ma.fields.String(), required=True)
    age_min = ma.fields.Integer(required=True, allow_none=True)
    series_id = fields.Id(required=True, allow_none=True)
    cancel_hours = ma.fields.Integer(required=True)
    roles = ma.fields.List(ma.fields.Nested(RoleSchema), required=True)
    i_lead = ma.fields.Boolean(required=True)
    my_sign_up = ma.fields.Nested(SignUpSchema, required=True, allow_none=True)
    my_record = ma.fields.Nested(RecordShortSchema, required=True, allow_none=True)
    check_in_from = fields.Moment(required=True)
    check_in_until = fields.Moment(required=True)
    moves = ma.fields.List(ma.fields.Nested(MoveSchema), required=True)


class CodeSchema(Schema):
    """The code of this moment, for the leader's phone."""

    code = ma.fields.String(required=True)
    qr = ma.fields.String(required=True)
    step_seconds = ma.fields.Integer(required=True)
    valid_until = fields.Moment(required=True)
